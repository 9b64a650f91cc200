"""What the regency says: invented, useful and short. Title, text, pillar, unit."""

from __future__ import annotations

from typing import Final

POSTS: Final[tuple[tuple[str, str, int, int], ...]] = (
    (
        "Air kembali mengalir",
        "Air bersih kembali mengalir di Kecamatan Sukamaju. Terima kasih atas kesabaran Anda.",
        2,
        4,
    ),
    (
        "Jam layanan KTP",
        "Layanan KTP elektronik di kantor kecamatan buka setiap hari kerja. Bawa kartu keluarga.",
        0,
        3,
    ),
    (
        "Posyandu pekan ini",
        "Posyandu pekan ini memberi vitamin A untuk balita. Ajak tetangga Anda yang punya anak kecil.",
        0,
        1,
    ),
    (
        "Siap hujan besar",
        "Hujan besar mungkin turun sore nanti. Bersihkan selokan di depan rumah dan cabut alat listrik.",
        1,
        5,
    ),
    (
        "Perbaikan Jalan Melati",
        "Jalan Melati diperbaiki mulai besok. Satu lajur tetap dibuka, ikuti arahan petugas.",
        2,
        2,
    ),
    (
        "Cerita batik Mekarjaya",
        "Bu Aminah membatik sejak muda. Hari ini ia mengajar anak-anak di balai desa.",
        3,
        0,
    ),
    (
        "Pohon tumbang ditangani",
        "Pohon tumbang di Jalan Kenanga sudah dibersihkan. Jalan dapat dilewati kembali.",
        1,
        5,
    ),
    (
        "Akta kelahiran",
        "Akta kelahiran dapat diurus dari rumah sakit tempat bayi lahir. Tanyakan kepada petugas.",
        0,
        3,
    ),
    ("Cuci tangan", "Cuci tangan dengan sabun sebelum makan menjauhkan anak dari diare.", 0, 1),
    (
        "Pipa baru untuk Cibening",
        "Warga Cibening akan mendapat pipa air baru. Pekerjaan dimulai pekan depan.",
        2,
        4,
    ),
    ("Pasar rakyat", "Pasar rakyat di alun-alun buka Sabtu pagi. Hasil kebun warga dijual langsung.", 3, 0),
    ("Titik kumpul", "Kenali titik kumpul di kampung Anda. Tandanya papan hijau di dekat balai warga.", 1, 5),
)
COMMENTS: Final = (
    "Kapan giliran kampung kami min?",
    "Terima kasih infonya, sangat membantu.",
    "Kok di tempat saya airnya masih keruh ya?",
    "Sabtu buka juga tidak?",
    "Petugasnya ramah, mantap.",
    "Lampu jalan depan SD mati sudah seminggu, tolong dicek.",
    "Kalau diwakilkan keluarga boleh?",
    "Jalannya macet terus kalau pagi, ada jalur lain?",
)
ANSWERS: Final = (
    "Terima kasih sudah bertanya. Kami teruskan ke petugas di lapangan dan kabari Anda di sini.",
    "Benar, silakan datang pada jam layanan. Petugas akan membantu Anda.",
    "Mohon maaf atas keadaan ini. Petugas kami memeriksanya hari ini.",
)
SAVED: Final = (
    ("Terima kasih", "Terima kasih, {nama}. Pesan Anda sudah kami terima."),
    ("Jam layanan", "Halo {nama}, kami melayani pada {jam}. Sampai jumpa."),
    ("Diteruskan", "Halo {nama}, laporan Anda kami teruskan ke petugas. Kami kabari di {kanal} ini."),
)
