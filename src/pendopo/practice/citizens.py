"""Believable citizens, seeded and repeatable: who says what under a post of the office.

The words are invented. They ask, thank, complain and joke as people do below an office's posts, in the
informal Indonesian that they use; the same seed and post always bring the same people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pendopo.practice.moods import chance


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody who reads the office's posts."""

    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a citizen says, and how many seconds after the post."""

    who: Citizen
    text: str
    after_seconds: float


PEOPLE: Final = (
    Citizen("rini_wulan", "Rini Wulandari"),
    Citizen("pakdhe_joko", "Joko Susilo"),
    Citizen("mas.agung", "Agung Prasetyo"),
    Citizen("uni_des", "Desi Marlina"),
    Citizen("bangtigor", "Tigor Simanjuntak"),
    Citizen("ayu.kadek", "Kadek Ayu"),
    Citizen("hj_maryam", "Hj. Maryam"),
    Citizen("petani.muda", "Petani Muda"),
    Citizen("sopir_angkot88", "Sopir Angkot 88"),
    Citizen("ibu_pkk_rw5", "PKK RW 05"),
    Citizen("bolang_pulang", "Si Bolang"),
    Citizen("neng_tita", "Tita Kartika"),
)

# Words in the post that bring these remarks; '' is for any post.
REMARKS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "air|pdam|banjir|hujan",
        (
            "Di RT 04 airnya masih keruh min, dari kemarin sore. Kapan normal?",
            "Alhamdulillah udah ngalir lagi, makasih ya petugas lembur 🙏",
            "Kok tempat sy belum nyala airnya, padahal katanya sdh diperbaiki?",
            "Selokan depan pasar mampet lagi, tiap hujan pasti banjir. Tolong dicek dong.",
            "Nomor yg bisa dihubungi kalo airnya mati malem2 berapa min?",
        ),
    ),
    (
        "jalan|jembatan|lubang|macet|perbaikan",
        (
            "Jalan dpn SD Mekar 2 lubangnya dalem bgt, kemarin ada yg jatuh. Mohon ditambal.",
            "Sampe kapan ditutup min jalannya? Muter jauh bgt kalo mau ke puskesmas.",
            "Mantap, akhirnya mulus juga. Semoga awet ya jangan 3 bulan rusak lagi 😅",
            "Lampu jalan di tikungan juga mati udah seminggu, bahaya kalo malem.",
        ),
    ),
    (
        "ktp|kk|akta|nikah|dukcapil|dokumen|layanan|antrean",
        (
            "Min, perpanjang KK bisa online ga? Syaratnya apa aja?",
            "Saya udah 2x dateng ditolak terus, suruh balik lagi bawa surat. Kok dipingpong ya?",
            "Sabtu buka gak min? Saya kerja senin-jumat ga bisa izin.",
            "Pelayanannya cepet kemarin, 15 menit kelar. Good job 👍",
            "Biayanya brp ya? Ada yg minta 50rb di depan kantor.",
        ),
    ),
    (
        "vaksin|kesehatan|posyandu|puskesmas|rumah sakit|demam|gizi",
        (
            "Posyandu di desa Sukamaju hari apa aja min?",
            "BPJS yg nunggak masih bisa dipake berobat ga di puskesmas?",
            "Di kampung saya banyak yg kena DBD, kapan difogging?",
            "Bidannya ramah2, makasih ya bu 🙏",
        ),
    ),
    (
        "sekolah|siswa|beasiswa|pendidikan|guru|ppdb|spmb",
        (
            "Beasiswanya buat yg swasta juga boleh min?",
            "Pendaftarannya lewat mana? Link nya ga bisa dibuka.",
            "Selamat buat para guru, jasamu tiada tara 🌸",
            "Atap kelas anak saya bocor, udah lapor sekolah katanya nunggu dinas.",
        ),
    ),
    (
        "sampah|bersih|lingkungan|pohon",
        (
            "Sampah di TPS pasar udah 3 hari ga diangkut, baunya minta ampun.",
            "Ikut dong kerja baktinya! Kumpul dimana min?",
            "Tolong sediain tong sampah di alun2, warga bingung buangnya kemana.",
        ),
    ),
    (
        "",
        (
            "Makasih infonya min 🙏",
            "Infonya telat min, acaranya kan kemarin 😅",
            "Ada nomor WA yg bisa dihubungi ga? DM sy ga dibales2.",
            "Semangat terus adminnya, lembur terus nih kayaknya 💪",
            "Ini berlaku utk semua kecamatan atau kota aja?",
            "Tolong ditanggapi dong komentar2 warga, jangan cuma posting doang.",
            "Share ke grup RT ya min, izin.",
            "Kapan giliran desa kami pak bupati?",
            "Wah keren, semoga lancar acaranya.",
            "Monggo dipun tindaklanjuti, matur nuwun.",
        ),
    ),
)


def remarks(*, seed: int, post_id: int, text: str, at_most: int = 3) -> tuple[Remark, ...]:
    """Who answers a post with what: nobody up to `at_most` people, the same ones every time."""
    sayings = _fitting(text)
    count = int(chance(seed, "count", post_id) * (at_most + 1))
    found: list[Remark] = []
    people, left = list(PEOPLE), list(sayings)
    for turn in range(min(count, len(left))):
        who = people.pop(int(chance(seed, "who", post_id, turn) * len(people)))
        saying = left.pop(int(chance(seed, "what", post_id, turn) * len(left)))
        found.append(Remark(who, saying, 5 + 115 * chance(seed, "when", post_id, turn)))
    return tuple(sorted(found, key=lambda remark: remark.after_seconds))


def _fitting(text: str) -> tuple[str, ...]:
    low = text.casefold()
    fitting = [
        saying
        for words, said in REMARKS
        for saying in said
        if words and any(word in low for word in words.split("|"))
    ]
    general = [saying for words, said in REMARKS for saying in said if not words]
    return (*fitting, *fitting, *general)
