"""Whether a text speaks of a thing: by the words that carry it, without those that say little."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
# Of the words that carry a question, so many must stand in a post that answers it.
ENOUGH: Final = 0.6
SAYING_LITTLE: Final = frozenset(
    [
        "ada",
        "adalah",
        "agar",
        "akan",
        "aja",
        "aku",
        "anda",
        "apa",
        "apakah",
        "atau",
        "atas",
        "bagaimana",
        "bagi",
        "bahwa",
        "bang",
        "banget",
        "bapak",
        "belum",
        "berapa",
        "biar",
        "bisa",
        "boleh",
        "buat",
        "bu",
        "bukan",
        "cara",
        "cuma",
        "dalam",
        "dan",
        "dapat",
        "dari",
        "dengan",
        "deh",
        "di",
        "dia",
        "dimana",
        "dong",
        "gak",
        "ga",
        "gimana",
        "hai",
        "halo",
        "hari",
        "harus",
        "hingga",
        "ibu",
        "ini",
        "itu",
        "iya",
        "jadi",
        "jam",
        "jangan",
        "jika",
        "juga",
        "kak",
        "kalau",
        "kalo",
        "kami",
        "kamu",
        "kan",
        "kapan",
        "kak",
        "kena",
        "kenapa",
        "ke",
        "kepada",
        "kira",
        "lagi",
        "lah",
        "lalu",
        "lebih",
        "loh",
        "maaf",
        "mau",
        "masih",
        "malam",
        "masuk",
        "mas",
        "maka",
        "mana",
        "mbak",
        "melalui",
        "mereka",
        "min",
        "mimin",
        "minta",
        "mohon",
        "nasional",
        "nih",
        "nya",
        "oh",
        "oleh",
        "om",
        "pagi",
        "pada",
        "pak",
        "para",
        "per",
        "pernah",
        "perlu",
        "pun",
        "saat",
        "saja",
        "sama",
        "sampai",
        "sana",
        "sangat",
        "saya",
        "sebagai",
        "sedunia",
        "sekarang",
        "selalu",
        "selamat",
        "semua",
        "seperti",
        "sering",
        "setelah",
        "siang",
        "sih",
        "siapa",
        "sini",
        "situ",
        "sore",
        "soal",
        "sudah",
        "supaya",
        "suatu",
        "tapi",
        "tentang",
        "terima",
        "kasih",
        "terus",
        "tetap",
        "tidak",
        "tolong",
        "tuh",
        "udah",
        "untuk",
        "utk",
        "wib",
        "ya",
        "yaa",
        "yah",
        "yang",
        "yg",
        "internasional",
        "peringatan",
        "memperingati",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What the office said, or is about to say."""

    title: str
    text: str
    on: date | None = None

    @property
    def words(self) -> frozenset[str]:
        """Every word of it."""
        return frozenset(word.casefold() for word in WORD.findall(f"{self.title} {self.text}"))


def carrying(text: str) -> tuple[str, ...]:
    """The words that carry a text, each once, in their order."""
    words = (word.casefold() for word in WORD.findall(text))
    return tuple(dict.fromkeys(word for word in words if word not in SAYING_LITTLE))


def speaks_of(spoken: Spoken, words: Iterable[str], *, enough: float = ENOUGH) -> bool:
    """Whether it holds most of these words; of no words nothing speaks."""
    wanted = frozenset(words)
    return bool(wanted) and len(wanted & spoken.words) >= enough * len(wanted)


def names(spoken: Spoken, name: str) -> bool:
    """Whether it calls a thing by this name, as whole words."""
    return bool(
        name.strip()
        and re.search(
            rf"(?<!\w){re.escape(name.strip())}(?!\w)", f"{spoken.title}\n{spoken.text}", re.IGNORECASE
        )
    )
