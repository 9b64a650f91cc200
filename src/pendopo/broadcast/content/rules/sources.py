"""R13: a number or a claim says where it comes from."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Action, Finding, Fix, Sentence
from pendopo.broadcast.content.rules.reading import TEXTS_KEPT, Passage, Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.foundation.looking import Sought

_NUMBER: Final = r"(?<![\w.,/\-])[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|(?<![\w.,/\-])[0-9]+(?:,[0-9]+)?"
_SCALE: Final = r"(?:ribu|juta|miliar|milyar|triliun)"
_UNIT: Final = (
    r"(?:%|persen\b|orang\b|warga\b|jiwa\b|penduduk\b|pasien\b|kasus\b|korban\b|rumah\b|keluarga\b|kk\b|unit\b|"
    r"peserta\b|siswa\b|pelajar\b|guru\b|petani\b|nelayan\b|pekerja\b|pengangguran\b|balita\b|anak\b|ibu\b|"
    r"umkm\b|usaha\b|perusahaan\b|desa\b|kelurahan\b|kecamatan\b|sekolah\b|puskesmas\b|kendaraan\b|pengaduan\b|laporan\b|"
    r"hektare\b|hektar\b|ha\b|km\b|kilometer\b|meter\b|ton\b|kg\b|kilogram\b|liter\b|dosis\b|paket\b|pohon\b|bibit\b|titik\b|kali\s+lipat\b|poin\b)"
)
_CHANGES: Final = "naik|turun|meningkat|menurun|bertambah|berkurang|tumbuh"
_STUDIES: Final = "data|survei|penelitian|riset"
_BEST: Final = "terbukti|terbaik|tertinggi|terendah|terbesar|terbanyak|tercepat|terluas|termurah"
_FIRST: Final = "pertama|satu-satunya"
_WORDS: Final = f"{_CHANGES}|{_STUDIES}|{_BEST}|{_FIRST}|menurut|peringkat".split("|")
_LETTERS: Final = "".join(sorted({letter for word in _WORDS for letter in (word[0], word[0].upper())}))
_BEGINNINGS: Final = "|".join(sorted({word[1:4] for word in _WORDS}))
_CLAIM: Final = Sought(
    re.compile(
        rf"Rp\.?\s?[0-9][0-9.,]*(?:\s?{_SCALE})?"
        rf"|(?:{_NUMBER})\s?{_SCALE}\b(?:\s{_UNIT})?"
        rf"|(?:{_NUMBER})\s?{_UNIT}"
        rf"|\b(?:{_CHANGES})\s+(?:sebesar\s+|menjadi\s+|hingga\s+)?[0-9][0-9.,]*(?:\s?(?:%|persen\b))?"
        r"|\bmenurut\s+(?:data|penelitian|survei|riset|studi)\b"
        rf"|\b(?:{_STUDIES})\s+(?:menunjukkan|membuktikan|mencatat|menyebutkan)\b"
        rf"|\b(?:{_BEST})\s+"
        r"(?:se[\w\-]+|di\s+(?:indonesia|dunia|asia|provinsi|jawa|sumatra|sumatera|kalimantan|sulawesi|papua|bali))\b"
        rf"|\b(?:{_FIRST})\s+(?:di\s+(?:indonesia|dunia|asia)|se-?indonesia)\b"
        r"|\bperingkat\s+(?:ke-?\s?)?(?:[0-9]+|pertama|kedua|ketiga)\b",
        re.IGNORECASE,
    ),
    # Rp, a number of its own, or a word that begins like one of these.
    part=re.compile(
        rf"[0-9Rrſ{_LETTERS}](?:(?<=[Rr])(?=[Pp])|(?<!\w.)(?:(?<=[0-9])(?<![.,/\-].)"
        rf"|(?i:(?={_BEGINNINGS}))))"
    ),
)
_SAYS_SOURCE: Final = re.compile(
    r"(?:^|[\s(\[])(?:sumber|source)\s*(?:data|berita|foto)?\s*:\s*\w", re.IGNORECASE
)
_OWN_PRICE: Final = re.compile(r"Rp\.?\s?0(?:[.,]0*)?(?![0-9])", re.IGNORECASE)


@functools.lru_cache(maxsize=TEXTS_KEPT)
def claims_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where the text states a quantity or a rank that somebody could ask about."""
    found = []
    for match in _CLAIM.found_in(text):
        end = match.start() + len(match.group().rstrip(".,"))
        # "Rp0" says that something costs nothing, which is the office's own to say.
        if not _OWN_PRICE.fullmatch(text[match.start() : end]):
            found.append((match.start(), end))
    return tuple(found)


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    """One finding a passage: its first claim, and how many more there are."""
    if not book.is_on("claim_without_source") or _has_source(reading):
        return
    for passage in reading.prose:
        hidden = reading.personal_data(passage.text)
        found = [
            (start, end)
            for start, end in claims_in(passage.text)
            if not any(hit.start < end and start < hit.end for hit in hidden)
        ]
        if found:
            yield _finding(passage, found, book)


def _has_source(reading: Reading) -> bool:
    subject = reading.subject
    return any(one.reference.strip() for one in subject.sources) or any(
        _SAYS_SOURCE.search(passage.text) for passage in reading.prose if passage.account_key is None
    )


def _finding(passage: Passage, found: list[tuple[int, int]], book: Book) -> Finding:
    start, end = found[0]
    stated = sorted({passage.text[one:other] for one, other in found})
    more = len(found) - 1
    return book.finding(
        "claim_without_source",
        about="\n".join(stated),
        params={"claim": passage.text[start:end], "more": more},
        msgid=words.CLAIMS_MORE if more else "",
        where=passage.span(start, end),
        account_key=passage.account_key,
        fix=Fix(label=Sentence(msgid=words.ADD_SOURCE), field="sources", action=Action.ADD_SOURCE),
    )
