"""A warning as the words of a post and of a card: what its sender states, when it holds, and where it stands.

Nothing is added that its sender does not say, but for where official word is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pendopo.broadcast.content.actions import Words
from pendopo.foundation.clock import Zone
from pendopo.foundation.clock.words import moment
from pendopo.listen.watch.models import OfficialWarning
from pendopo.listen.watch.reading import Shape, has_tsunami

LANGUAGE = "id"  # offices speak Indonesian to citizens
DESCRIPTION_MOST = 900
# The room of a card.
TITLE_MOST, FACT_MOST, SOURCE_MOST = 56, 32, 60
OFFICIAL_WORD = "Ikuti keterangan resmi BMKG"
LEVELS = {"Minor": "info", "Moderate": "waspada", "Severe": "siaga", "Extreme": "awas"}
KINDS = (("banjir", "flood"), ("hujan", "cloud-lightning"), ("angin", "wind"), ("puting", "wind"))
SHORT_SENDER = "BMKG"  # whose full name would take a third of a short post
LONG_MOST = 280
LEAD_ON = frozenset({"dan", "dari", "dengan", "di", "disertai", "ke", "pada", "serta", "untuk", "yang"})
UPDATE = "PEMUTAKHIRAN"
ALL_CLEAR = "PERINGATAN DICABUT"


def title_of(warning: OfficialWarning) -> str:
    """The working title, as colleagues read it in a list."""
    before = f"{ALL_CLEAR}: " if warning.is_all_clear else f"{UPDATE}: " if warning.follows_id else ""
    return f"{before}{warning.headline}"[:200]


def words_of(warning: OfficialWarning, zone: Zone) -> Words:
    """What a post would say."""
    parts = filter(None, _parts(warning, zone))
    return Words(text="\n\n".join(parts), title=title_of(warning), link=warning.url)


def short_words_of(warning: OfficialWarning, zone: Zone) -> Words:
    """The same where little fits: what, where, until when, who says so."""
    said = warning.stated
    if warning.shape == Shape.QUAKE:
        facts = [f"Waktu: {moment(warning.begins_at, zone, LANGUAGE)}"]
        facts += [str(said.get("potential", ""))] if said.get("potential") else []
    else:
        facts = [] if warning.is_all_clear else [f"Berlaku sampai {moment(warning.ends_at, zone, LANGUAGE)}"]
    parts = [title_of(warning), *facts, f"Sumber: {SHORT_SENDER}"]
    return Words(
        text=". ".join(part.rstrip(".") for part in parts), title=title_of(warning), link=warning.url
    )


def card_of(warning: OfficialWarning, zone: Zone) -> dict[str, Any]:
    """The same as the fields of the design `warning`, cut to the room that is there."""
    said = warning.stated
    is_quake = warning.shape == Shape.QUAKE
    title, area = title_of(warning), ("Wilayah", said.get("area", ""))
    facts = [("Waktu", moment(warning.begins_at, zone, LANGUAGE)), area]
    if is_quake:
        # Its title names the place already, where there was room for all of it.
        where = area if len(title) > TITLE_MOST else ("Kedalaman", said.get("depth", ""))
        facts = [facts[0], where, ("Dirasakan", said.get("felt", "")), ("Potensi", said.get("potential", ""))]
    event = f"{said.get('event', '')} {warning.headline}".casefold()
    return {
        "level": _level(warning),
        "kind": "earthquake"
        if is_quake
        else next((kind for word, kind in KINDS if word in event), "cloud-lightning"),
        "title": _card_title(title, str(said.get("area", ""))),
        "magnitude": _magnitude(said),
        "facts": [[label, _cut(str(value), FACT_MOST)] for label, value in facts if value],
        "valid": moment(warning.ends_at, zone, LANGUAGE),
        "actions": [] if warning.is_all_clear else [OFFICIAL_WORD],
        "source": _cut(f"{SHORT_SENDER}, {moment(warning.sent_at, zone, LANGUAGE)}", SOURCE_MOST),
    }


def _level(warning: OfficialWarning) -> str:
    """As its sender grades it; an earthquake is graded by nobody, and a tsunami is never mere information."""
    if warning.is_all_clear:
        return "info"
    if warning.shape == Shape.QUAKE:
        return "waspada" if has_tsunami(str(warning.stated.get("potential", ""))) else "info"
    return LEVELS.get(str(warning.stated.get("severity", "")), "waspada")


def _card_title(title: str, area: str) -> str:
    """A title that is too long leaves out the place that stands among the facts, before anything else."""
    title = " ".join(title.split())
    if len(title) > TITLE_MOST and area:
        title = title.removesuffix(f" di {area}")
    return _cut(title, TITLE_MOST)


def _cut(said: str, most: int) -> str:
    """After a whole part of a list, else at a word, with a sign that there is more."""
    said = " ".join(said.split())
    if len(said) <= most:
        return said
    begin = said[: most - 2]
    whole = begin.rpartition(", ")[0] or begin.rpartition(" ")[0]
    while (last := whole.rpartition(" "))[2].casefold() in LEAD_ON and last[0]:
        whole = last[0]
    return f"{whole.rstrip(',;:')} …"


def _magnitude(said: dict[str, Any]) -> str:
    magnitude = said.get("magnitude")
    return f"{magnitude:.1f}".replace(".", ",") if isinstance(magnitude, float | int) else ""


def _parts(warning: OfficialWarning, zone: Zone) -> Iterator[str]:
    said = warning.stated
    if warning.is_all_clear:
        yield f"{ALL_CLEAR}\n{warning.headline}"
        yield str(said.get("text", ""))[:DESCRIPTION_MOST]
        yield _source(said, warning.sent_at, zone)
        return
    head = UPDATE + "\n" if warning.follows_id else ""
    if warning.shape == Shape.QUAKE:
        yield f"{head}INFO GEMPA BUMI"
        yield "\n".join([f"Waktu: {moment(warning.begins_at, zone, LANGUAGE)}", *_facts(warning)])
        yield "Hasil pengamatan awal dapat berubah. Ikuti keterangan resmi BMKG."
    else:
        yield f"{head}PERINGATAN DINI CUACA\n{warning.headline}"
        yield _short(said.get("text", ""))
        yield (
            f"Berlaku {moment(warning.begins_at, zone, LANGUAGE)} "
            f"sampai {moment(warning.ends_at, zone, LANGUAGE)}."
        )
        yield str(said.get("facts", {}).get("petunjuk", ""))[:DESCRIPTION_MOST]
    yield _source(said, warning.sent_at, zone)


def _facts(warning: OfficialWarning) -> list[str]:
    said = warning.stated
    named = (
        ("Magnitudo", _magnitude(said)),
        ("Pusat gempa", said.get("area", "")),
        ("Kedalaman", said.get("depth", "")),
        ("Dirasakan (skala MMI)", said.get("felt", "")),
        ("Potensi", said.get("potential", "")),
    )
    return [f"{label}: {value}" for label, value in named if value]


def _source(said: dict[str, object], at: datetime, zone: Zone) -> str:
    return f"Sumber: {said.get('sender') or 'BMKG'}, {moment(at, zone, LANGUAGE)}"


def _short(text: object) -> str:
    """The description without the end of a list of subdistricts that would fill the whole post."""
    said = " ".join(str(text).split())
    if len(said) <= LONG_MOST:
        return said
    cut = (
        said[:LONG_MOST].rsplit(",", 1)[0].rsplit(" ", 1)[0]
        if "," not in said[:LONG_MOST]
        else said[:LONG_MOST].rsplit(",", 1)[0]
    )
    return f"{cut} dan sekitarnya (selengkapnya di sumber)."
