"""What a draft says that a person must look up: figures and links that stand in none of its sources.

A model invents numbers as fluently as it copies them, and a wrong fee or date under the office's name is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# With what it counts, so that a reader finds it: "Rp50.000", "3 hari".
NUMBER: Final = re.compile(r"(?:Rp\s?)?(\d+(?:[.,:/\-–]\d+)*)(?:[ ][^\W\d_]+)?", re.IGNORECASE)
LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE)
COUNTED: Final = (
    "dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|sejuta|puluh|belas|ratus|ribu|juta|"
    "miliar|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million"
)
IN_WORDS: Final = re.compile(rf"\b(?:{COUNTED})(?:\s+(?:{COUNTED}))*\b", re.IGNORECASE)
MONTHS: Final = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|"
    "senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa"
)
DAYS: Final = re.compile(rf"\b(?:{MONTHS})\b", re.IGNORECASE)
# That something costs nothing is a claim about a fee, however it is said.
FREE: Final = re.compile(
    r"\b(?:gratis|cuma-cuma|(?:tanpa|bebas|tidak ada|tidak dikenakan|tidak dipungut|tdk dipungut) (?:dipungut |dikenakan )?biaya"
    r"|free of charge)\b",
    re.IGNORECASE,
)
FREE_OF_CHARGE: Final = "gratis"
BULLET: Final = re.compile(r"^\s*\d{1,2}[.)]\s+", re.MULTILINE)  # a list's own numbers say nothing


def doubts(draft: str, *, ours: Iterable[str], citizens: Iterable[str]) -> list[tuple[str, bool]]:
    """Figures and links of a draft that no source of ours says, each with whether a citizen said it."""
    known, said = _claims("\n".join(ours)), _claims("\n".join(citizens))
    found = _claims(BULLET.sub("", draft))
    new = [(words, claim in said) for claim, words in found.items() if claim not in known]
    # "November" is looked up with "26 November".
    whole = [words.split() for words, _by_citizen in new]
    return [one for one in new if not any(one[0] in words and len(words) > 1 for words in whole)]


def _claims(text: str) -> dict[str, str]:
    """What a text claims, in one spelling, with the words as they were written."""
    found = {one[0].rstrip(".,;").casefold(): one[0].rstrip(".,;") for one in LINK.finditer(text)}
    text = LINK.sub(" ", text)
    for one in NUMBER.finditer(text):
        found.setdefault(_figure(one[1]), one[0])
    if free := FREE.search(text):
        found.setdefault(FREE_OF_CHARGE, free[0])
    for pattern in (IN_WORDS, DAYS):
        for one in pattern.finditer(text):
            found.setdefault(" ".join(one[0].casefold().split()), one[0])
    return found


def _figure(written: str) -> str:
    """1.000 and 1,000 and 1000 are one figure; 08.00 and 08:00 one hour; 5 and 05 one day."""
    whole = re.sub(r"[.,](?=\d{3}(?!\d))", "", written)
    return "-".join(part.lstrip("0") or "0" for part in re.split(r"[.,:/\-–]", whole))
