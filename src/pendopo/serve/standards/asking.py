"""What a citizen asks about a service, worked out from words alone: which service, and which of its parts.

Pure functions. A service is meant where one of its names stands in the text; a longer name hides a shorter
one inside it. Questions come clipped and in slang, so words are folded first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pendopo.serve.standards.states import Component

WORD: Final = re.compile(r"[^\W_]+")
MEANT: Final = {
    "brp": "berapa",
    "brapa": "berapa",
    "brpa": "berapa",
    "gmn": "bagaimana",
    "gmna": "bagaimana",
    "gimana": "bagaimana",
    "gmana": "bagaimana",
    "dmn": "dimana",
    "dmana": "dimana",
    "kpn": "kapan",
    "syrt": "syarat",
    "sarat": "syarat",
    "persyaratan": "syarat",
    "byr": "bayar",
    "byar": "bayar",
    "lma": "lama",
    "caranya": "cara",
    "aja": "saja",
    "yg": "yang",
    "utk": "untuk",
    "bs": "bisa",
}
CLINGING: Final = ("nya", "kah")
# How people ask for each part. A phrase is found whole, in this order of words.
CUES: Final[Mapping[Component, tuple[str, ...]]] = {
    Component.REQUIREMENTS: (
        "syarat",
        "berkas",
        "dokumen apa",
        "bawa apa",
        "dibawa",
        "perlu apa",
        "butuh apa",
        "apa saja yang harus",
        "apa saja yang perlu",
        "apa yang harus disiapkan",
        "requirement",
    ),
    Component.COST: (
        "biaya",
        "bayar",
        "tarif",
        "ongkos",
        "harga",
        "gratis",
        "retribusi",
        "berapa duit",
        "berapa ribu",
    ),
    Component.TIME: (
        "berapa lama",
        "berapa hari",
        "kapan jadi",
        "kapan selesai",
        "lama jadi",
        "jadi kapan",
        "selesai kapan",
        "berapa minggu",
        "lama prosesnya",
        "lama proses",
    ),
    Component.PROCEDURE: (
        "bagaimana cara",
        "cara",
        "prosedur",
        "alur",
        "langkah",
        "bagaimana kalau",
        "bagaimana mengurus",
        "bagaimana urus",
        "daftar dimana",
        "daftar di mana",
        "bisa online",
        "lewat online",
    ),
    Component.HOURS: (
        "jam berapa",
        "jam buka",
        "jam pelayanan",
        "jam layanan",
        "buka jam",
        "buka sampai",
        "tutup jam",
        "hari sabtu",
        "sabtu buka",
        "buka sabtu",
        "buka hari",
        "dimana",
        "di mana",
        "alamat",
        "lokasi",
    ),
    Component.COMPLAINTS: ("lapor kemana", "lapor ke mana", "mengadu", "pengaduan"),
}
ASKING: Final = ("apa", "apakah", "bagaimana", "berapa", "kapan", "bisa", "dimana", "kemana", "mohon", "info")
# Citizens leave out what an office puts before the name.
DOING: Final = ("pelayanan ", "layanan ", "penerbitan ", "pembuatan ", "pengurusan ", "permohonan ")
# They say nothing of which service is meant.
SILENT: Final = frozenset(
    [
        "pelayanan",
        "layanan",
        "penerbitan",
        "pembuatan",
        "pengurusan",
        "permohonan",
        "surat",
        "kartu",
        "untuk",
        "bagi",
        "dan",
        "dari",
        "yang",
        "baru",
        "di",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which service is meant, what is asked of it, and the words that decided it."""

    service: int
    components: tuple[Component, ...]
    words: tuple[str, ...]
    is_unsure: bool


def folded(text: str) -> str:
    """Words as they were meant, with one space around each."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    said = (MEANT.get(word, word) for word in WORD.findall(plain))
    return f" {' '.join(_bare(word) for word in said)} "


def asked_of(text: str, services: Iterable[tuple[int, Sequence[str]]]) -> list[Asked]:
    """What a text asks of which services (number, names), the surest first; [] where nothing is asked."""
    said = folded(text)
    components = tuple(
        component for component, cues in CUES.items() if any(f" {cue} " in said for cue in cues)
    )
    if not components and "?" not in text and not any(f" {word} " in said for word in ASKING):
        return []
    found = _meant(said, services)
    return [
        Asked(
            service=service,
            components=components,
            words=(name.strip(), *_cues_in(said, components)),
            is_unsure=not is_whole or not components,
        )
        for service, name, is_whole in found
    ]


def _meant(said: str, services: Iterable[tuple[int, Sequence[str]]]) -> list[tuple[int, str, bool]]:
    """Services by the longest of their names that stands there; else by all words of a name, anywhere."""
    whole: list[tuple[int, str]] = []
    loose: list[tuple[int, str]] = []
    words = set(said.split())
    for service, names in services:
        forms = sorted({form for name in names for form in _forms(folded(name))}, key=len, reverse=True)
        if stands := next((form for form in forms if form.strip() and form in said), ""):
            whole.append((service, stands))
            continue
        for form in forms:
            telling = set(form.split()) - SILENT
            if len(telling) > 1 and telling <= words:
                loose.append((service, form))
                break
    kept = [
        (service, name)
        for service, name in whole
        if not any(name != other and name in other for _one, other in whole)
    ]
    kept.sort(key=lambda one: -len(one[1]))
    return [(service, name, True) for service, name in kept] or [
        (service, name, False) for service, name in loose
    ]


def _forms(name: str) -> Iterable[str]:
    """A folded name, and the same without what is being done to the thing it names."""
    yield name
    for doing in DOING:
        if name.startswith(f" {doing}") and len(name.split()) > 1:
            yield f" {name[1:].removeprefix(doing)}"


def _cues_in(said: str, components: Iterable[Component]) -> tuple[str, ...]:
    return tuple(next(cue for cue in CUES[component] if f" {cue} " in said) for component in components)


def _bare(word: str) -> str:
    for ending in CLINGING:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word
