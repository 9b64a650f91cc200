"""What the regency promises about six services, and its pledge: the fourteen components, written out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ORDER: Final = (
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "complaints",
    "legal_basis",
    "facilities",
    "competence",
    "supervision",
    "staff",
    "guarantee",
    "safety",
    "evaluation",
    "hours",
)
LAWS: Final = (
    "UU Nomor 25 Tahun 2009 tentang Pelayanan Publik\n"
    "UU Nomor 24 Tahun 2013 tentang Administrasi Kependudukan\n"
)
COMPLAINTS: Final = (
    "Loket pengaduan di ruang layanan pada jam kerja\n"
    "Kotak masuk akun resmi Pemkab Mekarjaya dan halaman portal\n"
    "SP4N-LAPOR!\n"
    "Pengaduan ditanggapi paling lama 3 hari kerja dan diselesaikan paling lama 14 hari kerja."
)
COUNTER: Final = (
    "Ruang layanan dengan pendingin udara, kursi tunggu, dan antrean bernomor\n"
    "Loket prioritas bagi penyandang disabilitas, lansia, dan ibu hamil\n"
    "Ruang laktasi, toilet, dan jalur kursi roda\n"
    "Layar informasi dan sambungan internet bagi warga"
)
SUPERVISION: Final = (
    "Kepala bidang memeriksa antrean dan berkas tertunda setiap hari\n"
    "Inspektorat melakukan pemeriksaan sekurang-kurangnya setahun sekali"
)
GUARANTEE: Final = (
    "Petugas melayani tanpa pungutan di luar tarif yang ditetapkan.\n"
    "Bila kesalahan ada pada petugas, perbaikan dikerjakan gratis dan didahulukan."
)
SAFETY: Final = (
    "Berkas dan data warga disimpan di ruang terkunci; hanya petugas bertugas yang membukanya.\n"
    "Ruang layanan punya jalur evakuasi, alat pemadam, dan petugas keamanan."
)
EVALUATION: Final = (
    "Survei kepuasan masyarakat setiap semester\nRapat evaluasi pelaksana setiap bulan, hasilnya dicatat."
)


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A service as it is called, who gives it, and its components in their order."""

    name: str
    short_name: str
    also_called: str
    unit: int  # place among the units of the regency
    parts: tuple[str, ...]

    @property
    def components(self) -> dict[str, str]:
        return dict(zip(ORDER, self.parts, strict=True))


SERVICES: Final = (
    Promised(
        name="Penerbitan KTP elektronik",
        short_name="KTP-el",
        also_called="KTP, e-KTP, ektp, KTP elektronik, kartu tanda penduduk",
        unit=3,
        parts=(
            (
                "Berusia 17 tahun, sudah kawin, atau pernah kawin\nFotokopi kartu keluarga (KK)\n"
                "KTP lama bila rusak atau datanya berubah\nSurat kehilangan dari kepolisian bila hilang"
            ),
            (
                "1. Ambil nomor antrean di loket atau lewat laman Dukcapil.\n2. Serahkan berkas kepada petugas.\n"
                "3. Rekam foto, sidik jari, dan iris mata (hanya yang belum pernah).\n"
                "4. Terima resi, lalu ambil KTP-el di loket 5."
            ),
            "Satu hari kerja sejak perekaman dinyatakan tunggal dan berkas lengkap.",
            "Gratis. Pengurusan dokumen kependudukan tidak dipungut biaya (UU 24/2013 pasal 79A).",
            "KTP elektronik dan, bila diminta, aktivasi Identitas Kependudukan Digital",
            COMPLAINTS,
            LAWS + "Permendagri Nomor 72 Tahun 2022",
            COUNTER + "\nTiga set alat perekaman dan dua pencetak KTP-el",
            "Operator SIAK bersertifikat\nMampu berbahasa isyarat dasar: satu petugas setiap giliran",
            SUPERVISION,
            "8 orang: 3 petugas loket, 3 perekam, 2 pencetak",
            GUARANTEE,
            SAFETY,
            EVALUATION,
            (
                "Kantor Dukcapil Mekarjaya, Jalan Pahlawan 12\nSenin-Kamis 08.00-15.00, Jumat 08.00-11.00 dan 13.00-15.00\n"
                "Sabtu 08.00-11.00 khusus perekaman pemula"
            ),
        ),
    ),
    Promised(
        name="Penerbitan kartu keluarga",
        short_name="KK",
        also_called="kartu keluarga, tambah anggota keluarga, pecah KK",
        unit=3,
        parts=(
            (
                "Kartu keluarga lama\nBuku nikah atau akta perkawinan bagi yang baru menikah\n"
                "Surat keterangan lahir bila menambah anak\nSurat pindah bila datang dari daerah lain"
            ),
            (
                "1. Isi formulir F-1.02 di loket atau lewat laman Dukcapil.\n2. Unggah atau serahkan berkas.\n"
                "3. Petugas memeriksa dan memperbarui data.\n4. KK dikirim sebagai berkas PDF, cetak sendiri di kertas HVS."
            ),
            "Satu hari kerja sejak berkas lengkap.",
            "Gratis.",
            "Kartu keluarga bertanda tangan elektronik",
            COMPLAINTS,
            LAWS + "Permendagri Nomor 109 Tahun 2019",
            COUNTER,
            "Operator SIAK bersertifikat",
            SUPERVISION,
            "4 orang: 2 petugas loket, 2 pemeriksa",
            GUARANTEE,
            SAFETY,
            EVALUATION,
            "Kantor Dukcapil Mekarjaya, Jalan Pahlawan 12, atau daring setiap saat\nSenin-Jumat 08.00-15.00",
        ),
    ),
    Promised(
        name="Penerbitan akta kelahiran",
        short_name="Akta lahir",
        also_called="akta kelahiran, akte lahir, akte kelahiran, akta anak",
        unit=3,
        parts=(
            (
                "Surat keterangan lahir dari rumah sakit, bidan, atau puskesmas\nBuku nikah atau akta perkawinan orang tua\n"
                "Kartu keluarga dan KTP-el orang tua\nDua orang saksi"
            ),
            (
                "1. Ajukan lewat laman Dukcapil atau loket 3.\n2. Petugas memeriksa berkas.\n"
                "3. Akta dan KK yang memuat nama anak dikirim sekaligus."
            ),
            "Dua hari kerja sejak berkas lengkap.",
            "Gratis, juga bila terlambat melapor.",
            "Akta kelahiran, KK baru, dan Kartu Identitas Anak",
            COMPLAINTS,
            LAWS + "Perpres Nomor 96 Tahun 2018",
            COUNTER,
            "Pejabat pencatatan sipil dan operator SIAK",
            SUPERVISION,
            "3 orang",
            GUARANTEE,
            SAFETY,
            EVALUATION,
            "Kantor Dukcapil Mekarjaya, Jalan Pahlawan 12, atau daring setiap saat\nSenin-Jumat 08.00-15.00",
        ),
    ),
    Promised(
        name="Pemasangan sambungan air minum baru",
        short_name="Sambungan air",
        also_called="pasang air, pasang PDAM, sambungan baru, pasang baru air, pasang meteran",
        unit=4,
        parts=(
            (
                "Fotokopi KTP-el pemohon\nFotokopi rekening listrik atau PBB rumah\n"
                "Denah letak rumah\nSurat kuasa bila diwakilkan"
            ),
            (
                "1. Daftar di loket Tirta Mekar atau lewat laman.\n2. Petugas menyurvei letak pipa.\n"
                "3. Terima dan bayar tagihan pemasangan.\n4. Petugas memasang pipa dan meter air."
            ),
            "Enam hari kerja sejak pembayaran: dua hari survei, empat hari pemasangan.",
            (
                "Rp1.250.000 untuk rumah tangga, termasuk meter air dan pipa sampai 6 meter.\n"
                "Boleh dicicil tiga kali (Peraturan Bupati Mekarjaya Nomor 14 Tahun 2025)."
            ),
            "Sambungan air minum dengan meter yang disegel",
            COMPLAINTS + "\nGangguan aliran: piket 24 jam di kantor Tirta Mekar",
            (
                "UU Nomor 25 Tahun 2009 tentang Pelayanan Publik\nPP Nomor 122 Tahun 2015 tentang SPAM\n"
                "Peraturan Bupati Mekarjaya Nomor 14 Tahun 2025"
            ),
            "Loket, mobil survei, alat pasang, dan gudang pipa",
            "Juru pasang bersertifikat kompetensi air minum",
            SUPERVISION,
            "12 orang: 2 petugas loket, 4 penyurvei, 6 juru pasang",
            GUARANTEE + "\nPipa yang bocor karena pemasangan diperbaiki gratis selama satu tahun.",
            SAFETY + "\nGalian diberi pagar dan lampu pada malam hari.",
            EVALUATION,
            "Kantor Tirta Mekar, Jalan Sungai 3\nSenin-Jumat 07.30-15.30",
        ),
    ),
    Promised(
        name="Surat keterangan sehat",
        short_name="Surat sehat",
        also_called="surat keterangan sehat, surat sehat puskesmas, SKS",
        unit=1,
        parts=(
            "KTP-el atau kartu identitas lain\nDatang sendiri dan tidak diwakilkan",
            (
                "1. Daftar di loket puskesmas mana pun.\n2. Ukur tinggi, berat, tekanan darah, dan buta warna.\n"
                "3. Dokter memeriksa.\n4. Bayar di kasir dan terima surat."
            ),
            "60 menit sejak nomor antrean dipanggil.",
            (
                "Rp15.000 (Perda Mekarjaya Nomor 5 Tahun 2024 tentang Pajak dan Retribusi Daerah).\n"
                "Gratis bagi pelajar yang mendaftar sekolah."
            ),
            "Surat keterangan sehat, berlaku tiga bulan",
            COMPLAINTS,
            "UU Nomor 17 Tahun 2023 tentang Kesehatan\nPerda Mekarjaya Nomor 5 Tahun 2024",
            "Ruang periksa, alat ukur terkalibrasi, kartu uji buta warna",
            "Dokter dan perawat berizin praktik",
            SUPERVISION,
            "3 orang setiap puskesmas",
            GUARANTEE,
            SAFETY,
            EVALUATION,
            "Semua puskesmas di Mekarjaya\nSenin-Kamis 08.00-12.00, Jumat 08.00-10.30, Sabtu 08.00-11.00",
        ),
    ),
    Promised(
        name="Izin galian jalan",
        short_name="Izin galian",
        also_called="izin gali jalan, galian kabel, galian pipa",
        unit=2,
        parts=(
            "Surat permohonan\nGambar letak dan ukuran galian\nJadwal pekerjaan\nJaminan perbaikan jalan",
            (
                "1. Ajukan berkas di loket Dinas PU.\n2. Petugas memeriksa lapangan.\n"
                "3. Bayar jaminan.\n4. Terima izin dan papan keterangan."
            ),
            "Tujuh hari kerja sejak berkas lengkap.",
            "Izin gratis. Jaminan perbaikan dihitung dari luas galian dan dikembalikan setelah jalan pulih.",
            "Surat izin galian jalan",
            COMPLAINTS,
            "UU Nomor 38 Tahun 2004 tentang Jalan\nPerda Mekarjaya Nomor 9 Tahun 2023",
            "Loket, mobil periksa, alat ukur",
            "Pengawas jalan bersertifikat",
            SUPERVISION,
            "4 orang",
            GUARANTEE,
            SAFETY,
            EVALUATION,
            "Kantor Dinas PU, Jalan Merdeka 40\nSenin-Jumat 08.00-15.00",
        ),
    ),
)
# What the first one said before: it took longer.
BEFORE: Final = "Tiga hari kerja sejak perekaman dinyatakan tunggal dan berkas lengkap."
WHY_FASTER: Final = "Waktu penerbitan dipersingkat dari tiga menjadi satu hari kerja."
WHY_DEARER: Final = "Biaya pemasangan mengikuti Peraturan Bupati yang baru."
DEARER: Final = (
    "Rp1.400.000 untuk rumah tangga, termasuk meter air dan pipa sampai 6 meter.\n"
    "Boleh dicicil empat kali (Peraturan Bupati Mekarjaya Nomor 21 Tahun 2026)."
)
WHY_ONLINE: Final = "Surat bisa diminta lewat aplikasi antrean puskesmas."
ONLINE: Final = "1. Daftar di loket puskesmas atau lewat aplikasi antrean.\n2. Dokter memeriksa.\n3. Bayar dan terima surat."
WHY_ENDED: Final = "Sejak 1 November izin galian dilayani Mal Pelayanan Publik dengan standar baru."

PLEDGES: Final = (
    "Kami berjanji melayani warga Mekarjaya sesuai standar pelayanan yang telah ditetapkan.",
    (
        "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah ditetapkan, "
        "dan apabila tidak menepati janji ini, kami siap menerima sanksi sesuai peraturan perundang-undangan."
    ),
    (
        "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah ditetapkan, "
        "memberi kompensasi atas layanan yang tidak sesuai standar, dan siap menerima sanksi sesuai peraturan "
        "perundang-undangan."
    ),
)
SIGNED_BY: Final = ("Ir. H. Surya Darmawan, M.Si.", "Bupati Mekarjaya")
# Saved replies that quote: the first quotes what became faster, so somebody is to look at it again.
QUOTING: Final = (
    (
        "KTP-el: berapa lama",
        "Halo {nama}, KTP-el jadi dalam waktu berikut:\n{layanan:KTP-el:waktu}\nBiaya: {layanan:KTP-el:biaya}",
    ),
    ("Akta lahir: syarat", "Halo {nama}, syarat akta kelahiran:\n{layanan:Akta lahir:syarat}"),
)
