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
# What the units say on accounts of their own, by handle.
UNIT_POSTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "dinkes-mekarjaya": (
        (
            "Cek tekanan darah",
            "Cek tekanan darah gratis di puskesmas setiap Selasa pagi. Tidak perlu rujukan.",
        ),
        (
            "Kenali gejala demam berdarah",
            "Demam tinggi mendadak dan bintik merah? Segera ke puskesmas terdekat.",
        ),
        ("Kelas ibu hamil", "Kelas ibu hamil dibuka di setiap puskesmas. Ayah boleh ikut belajar."),
        ("Kuras bak mandi", "Kuras bak mandi sepekan sekali agar nyamuk tidak sempat berkembang biak."),
    ),
    "dpu-mekarjaya": (
        (
            "Lampu jalan diganti",
            "Lampu jalan di Desa Karanganyar diganti lampu hemat daya. Jalan lebih terang.",
        ),
        (
            "Jembatan Cisalak dibuka",
            "Jembatan Cisalak dibuka kembali untuk kendaraan kecil. Truk lewat jalan timur.",
        ),
        ("Drainase pasar dikeruk", "Saluran air di belakang pasar dikeruk pekan ini. Lapak tetap buka."),
        ("Trotoar ramah kursi roda", "Trotoar Jalan Anggrek kini landai di setiap simpang untuk kursi roda."),
    ),
    "dukcapil-mekarjaya": (
        ("Layanan keliling", "Mobil layanan kependudukan singgah di balai desa. Lihat jadwal di papan desa."),
        ("Kartu anak", "Kartu identitas anak terbit di hari yang sama. Bawa akta kelahiran."),
        ("Pindah domisili", "Pindah domisili cukup lapor di daerah tujuan. Petugas mengurus sisanya."),
        ("Antrean daring", "Antrean loket dapat diambil dari rumah mulai pekan depan."),
    ),
    "bpbd-mekarjaya": (
        ("Simulasi gempa", "Simulasi gempa di sekolah dasar berjalan tertib. Anak-anak hafal jalur keluar."),
        ("Pos siaga", "Pos siaga banjir dibuka di tiga kecamatan sampai musim hujan usai."),
        ("Perahu karet siap", "Perahu karet diperiksa dan siap dipakai bila sungai meluap."),
        ("Tas siaga", "Siapkan tas siaga: air, senter, obat, salinan surat penting, pakaian."),
    ),
}
HELD_POST: Final = (
    "Lomba kampung bersih",
    "Lomba kampung bersih dimulai. Daftarkan kampung Anda di kantor kecamatan.",
)
BROKEN_POST: Final = (
    "Perpustakaan keliling",
    "Perpustakaan keliling datang ke alun-alun. Anak-anak boleh meminjam dua buku.",
    "Perpustakaan keliling datang ke balai desa. Anak-anak boleh meminjam dua buku.",
)
# What some citizens say that needs more than a quick answer, by what became of it.
HARD_COMMENTS: Final[dict[str, str]] = {
    "draft": "Bagaimana cara mendaftar antrean daring untuk orang tua yang tidak punya ponsel?",
    "in_review": "Ada yang minta uang lima puluh ribu di depan loket. Apakah itu resmi?",
    "sending": "Pos siaga yang terdekat dari Desa Cibening di mana?",
    "unsure": "Apakah jalan itu aman untuk sepeda motor malam hari?",
    "failed": "Surat pindah saya belum jadi juga, kapan selesai?",
    "dropped": "Boleh minta denah loket yang baru?",
}
HARD_ANSWERS: Final[dict[str, str]] = {
    "draft": "Keluarga atau petugas desa dapat mendaftarkan beliau. Kami siapkan",
    "in_review": "Terima kasih sudah memberi tahu. Itu pungli; kami teruskan ke Inspektorat dan kabari Anda di sini.",
    "sending": "Yang terdekat ada di kantor Kecamatan Sukamaju, buka siang dan malam.",
    "unsure": "Aman, penerangan sudah menyala sejak pekan lalu. Tetap pelan di simpang pasar.",
    "failed": "Kami periksa berkasnya hari ini dan kabari Anda di sini.",
    "dropped": "Denah kami tempel di pintu masuk dan kami unggah besok.",
}
SPAM: Final = (
    "SLOT GACOR malam ini, klik tautan di bio!!",
    "Pinjaman cair lima menit tanpa syarat, hubungi saya.",
    "Situs slot paling gacor, daftar sekarang!!",
    "Modal sepuluh ribu jadi sejuta, cek bio saya.",
    "Bonus deposit slot seratus persen!!",
)
VISITORS: Final = (
    ("Pak Darmo", "Terima kasih beritanya. Apakah jadwal ini berlaku juga di Cibening?"),
    ("Lestari", "Semoga lancar, kami tunggu kabar berikutnya."),
    ("Tamu", "Judi daring terpercaya, kunjungi situs kami."),
    ("Bu Ning", "Nomor telepon kantornya berapa?"),
)
OUR_ANSWERS: Final = (
    "Betul, Pak. Jadwal yang sama berlaku di Cibening.",
    "Nomor lama kantor kami sudah tidak dipakai; kami unggah yang baru.",
)
