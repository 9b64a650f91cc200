"""The table of what fits on each network's page, out of the code.

python -m tests.docs.limits_table      # write the tables of docs/networks/ again
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from pendopo.networks import registry
from pendopo.networks.contract import Ability, Counting, Limits, Proof

PAGES = Path(__file__).resolve().parents[2] / "docs" / "networks"
BEGIN, END = "<!-- limits -->", "<!-- end of limits -->"
COUNTED = {
    Counting.CHARACTERS: "huruf",
    Counting.GRAPHEMES: "huruf sebagaimana terbaca",
    Counting.BYTES: "bita",
    Counting.WEIGHTED: "huruf berbobot (huruf Latin 1, aksara lain dan emoji 2)",
}
PROVEN = {
    Proof.RECORD_KEY: "nama dari kami: kiriman ulang adalah catatan yang sama",
    Proof.SEARCH: "unggahan terakhir kami dibaca kembali sebelum mengulang",
    Proof.SLUG: "alamat dari kami, dicari sebelum mengulang",
    Proof.KEY: "jejaring menyimpan kunci kiriman",
    Proof.NOTHING: "hanya orang yang bisa melihat",
}
CAN = {
    Ability.PICTURES: "gambar",
    Ability.ALT_TEXT: "teks alternatif",
    Ability.LINKS: "tautan",
    Ability.TITLE: "judul",
    Ability.CATEGORIES: "kategori",
    Ability.THREADS: "utas",
    Ability.READ: "membaca komentar",
    Ability.REPLY: "menjawab",
    Ability.HIDE: "menyembunyikan",
    Ability.SHOW: "menampilkan lagi",
    Ability.BLOCK: "memblokir penulis",
    Ability.DELETE: "menurunkan",
    Ability.EDIT: "menyunting",
    Ability.MEASURE: "menghitung tanggapan",
    Ability.SEARCH_POSTS: "mencari unggahan publik",
    Ability.WEBHOOKS: "panggilan langsung (webhook)",
}


def number(value: int) -> str:
    """A number as Indonesians write it."""
    return f"{value:,}".replace(",", ".")


def threads(limits: Limits) -> str:
    """How many parts a thread may have."""
    return f"sampai {limits.thread_parts_max} bagian" if limits.thread_parts_max > 1 else "tidak ada"


def answers(limits: Limits) -> str:
    """How long after a citizen's words an answer to them is taken."""
    if not limits.can(Ability.REPLY):
        return "tidak lewat Pendopo"
    if limits.reply_window is None:
        return "kapan saja"
    return f"sampai {number(limits.reply_window // timedelta(hours=1))} jam setelah tulisan warga"


def rows(limits: Limits) -> list[tuple[str, str]]:
    """What fits and what can be done, line by line."""
    text = f"{number(limits.text_max)} {COUNTED[limits.counting]}"
    if limits.text_bytes_max:
        text += f", dan {number(limits.text_bytes_max)} bita"
    if limits.link_cost:
        link = f"dihitung {limits.link_cost} huruf, berapa pun panjangnya"
    else:
        link = "dihitung seperti tertulis" if limits.link_takes_text else "punya tempat sendiri"
    pictures = f"paling banyak {limits.pictures_max}, masing-masing {number(limits.picture_bytes_max)} bita"
    if limits.picture_pixels_max:
        pictures += f" dan {number(limits.picture_pixels_max)} piksel"
    kinds = ", ".join(kind.removeprefix("image/") for kind in limits.picture_kinds)
    return [
        ("teks", text),
        ("judul", f"{limits.title_max} huruf" if limits.title_max else "tidak ada"),
        ("tautan", link),
        ("tagar", "bagian dari teks" if limits.tags_take_text else "punya tempat sendiri"),
        ("gambar", f"{pictures} ({kinds})"),
        ("teks alternatif", f"{number(limits.alt_text_max)} huruf"),
        ("utas", threads(limits)),
        ("menerima jawaban", answers(limits)),
        ("bisa", ", ".join(word for ability, word in CAN.items() if limits.can(ability))),
        ("tidak bisa", ", ".join(word for ability, word in CAN.items() if not limits.can(ability)) or "-"),
        ("tidak dua kali karena", PROVEN[limits.proof]),
    ]


def table(name: str) -> str:
    """The table of one network, between its marks."""
    lines = [f"| {what} | {says} |" for what, says in rows(registry.NETWORKS[name].limits)]
    return "\n".join([BEGIN, "| | |", "|---|---|", *lines, END])


def written(page: str, name: str) -> str:
    """A page with its table as the code has it."""
    return re.sub(f"{BEGIN}.*{END}", lambda _: table(name), page, flags=re.DOTALL)


if __name__ == "__main__":
    for path in PAGES.glob("*.md"):
        if path.stem in registry.NETWORKS:
            path.write_text(written(path.read_text(encoding="utf-8"), path.stem), encoding="utf-8")
