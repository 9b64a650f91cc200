"""Words that have an order of their own and must not be sorted by length of bar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

SCALES: Final = (
    ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
    ("paud", "tk", "sd", "smp", "sma", "smk", "d1", "d2", "d3", "d4", "s1", "s2", "s3"),
    ("tidak sekolah", "sd", "smp", "sma", "diploma", "sarjana", "pascasarjana"),
    ("sangat tidak puas", "tidak puas", "kurang puas", "cukup puas", "puas", "sangat puas"),
    ("sangat tidak setuju", "tidak setuju", "kurang setuju", "netral", "setuju", "sangat setuju"),
    ("sangat buruk", "buruk", "cukup", "baik", "sangat baik"),
    ("tidak baik", "kurang baik", "baik", "sangat baik"),
    ("sangat rendah", "rendah", "sedang", "tinggi", "sangat tinggi"),
    ("ringan", "sedang", "berat"),
    ("waspada", "siaga", "awas"),
    ("pagi", "siang", "sore", "malam"),
    ("a", "b", "c", "d", "e"),
)
SAME: Final = {"jum'at": "jumat", "ahad": "minggu", "slta": "sma", "sltp": "smp", "sma/sederajat": "sma"}
RANGE: Final = re.compile(
    r"(?:usia |umur )?[<>≤≥]?\s*(\d{1,3})(?:\s*[-–]\s*\d{1,3}|\s*\+|\s*(?:ke atas|tahun ke atas))?(?: ?(?:tahun|th|thn|bulan|hari|jam|menit))?",
    re.IGNORECASE,
)


def has_order(words: Sequence[str]) -> bool:
    return _ranks(words) is not None


def in_order(words: Sequence[str]) -> list[str]:
    """The words in their own order; as they came where they have none."""
    distinct = list(dict.fromkeys(words))
    ranks = _ranks(distinct)
    return sorted(distinct, key=lambda word: ranks[word]) if ranks else distinct


def _ranks(words: Sequence[str]) -> dict[str, float] | None:
    distinct = list(dict.fromkeys(words))
    if len(distinct) < 2:
        return None
    plain = {word: SAME.get(word.casefold().strip(), word.casefold().strip()) for word in distinct}
    for scale in SCALES:
        if set(plain.values()) <= set(scale):
            return {word: scale.index(plain[word]) for word in distinct}
    found = {word: RANGE.fullmatch(word.strip()) for word in distinct}
    if all(found.values()) and any(re.search(r"[-–<>≤≥+]|atas", word) for word in distinct):
        return {
            # "< 17" stands before "17-25", "> 60" after "46-60".
            word: int(match[1]) + (-0.5 if word.strip()[0] in "<≤" else 0.5 if word.strip()[0] in ">≥" else 0)
            for word, match in found.items()
            if match
        }
    return None
