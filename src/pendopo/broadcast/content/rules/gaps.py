"""What a draft left open: words in brackets that say what somebody has to fill in are never meant for citizens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules.finding import Finding
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book

BRACKETS: Final = re.compile(r"\[([^\[\]]{1,400})\]")
WORD: Final = re.compile(r"\w+")
# What asks somebody to do something; and what is named alone where it is to be put in.
ASKING: Final = frozenset(
    [
        "tulis",
        "tuliskan",
        "isi",
        "isilah",
        "lengkapi",
        "periksa",
        "tambahkan",
        "ceritakan",
        "sebutkan",
        "perbarui",
        "write",
        "fill",
        "add",
        "check",
        "tell",
    ]
)
NAMED: Final = frozenset(
    [
        "tanggal",
        "nama",
        "jam",
        "tempat",
        "angka",
        "nomor",
        "nomornya",
        "lokasi",
        "alamat",
        "hari",
        "unit",
        "pasar",
        "tautan",
        "kontak",
        "jumlah",
        "date",
        "name",
        "time",
        "place",
        "number",
        "location",
        "address",
        "day",
        "link",
    ]
)
NAMED_MOST: Final = 3
SHOWN: Final = 60


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    if not book.is_on("gap_left"):
        return
    for passage in reading.passages():
        if "[" not in passage.text:
            continue
        for match in BRACKETS.finditer(passage.text):
            said = " ".join(match[1].split())
            if _is_gap(said):
                yield book.finding(
                    "gap_left",
                    about=said,
                    params={"words": said if len(said) <= SHOWN else f"{said[:SHOWN].rstrip()}…"},
                    where=passage.span(match.start(), match.end()),
                    account_key=passage.account_key,
                )


def _is_gap(said: str) -> bool:
    """Whether it asks for something; a stamp such as [HOAKS] or a year is none."""
    words = [word.casefold() for word in WORD.findall(said)]
    if not words:
        return set(said) <= set(".… ")
    return words[0] in ASKING or (words[0] in NAMED and len(words) <= NAMED_MOST)
