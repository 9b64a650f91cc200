"""What a picture of a card says to somebody who can't see it (R12): its words, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.broadcast.visuals import chart_fields
from pendopo.broadcast.visuals.catalog import spoken
from pendopo.broadcast.visuals.press.design import Design, DesignField, Kind
from pendopo.foundation.errors import Refused

MOST: Final = 1000  # of Mastodon's 1,500 and Bluesky's 2,000; a reader's patience ends before either
ENDS: Final = (".", "!", "?", "…", ":")
OFFICES_LANGUAGE: Final = "id"


def proposed(design: Design, words: Mapping[str, Any], office: str, *, page: int = 0, pages: int = 1) -> str:
    """An alternative text out of what was filled in; a person looks at it before it is used."""
    with translation.override(OFFICES_LANGUAGE):
        said = [
            _("Infographic “%(design)s” by %(office)s")
            % {"design": spoken(design.description.name), "office": office}
        ]
        if pages > 1:
            said[0] += ", " + _("page %(page)s of %(pages)s") % {"page": page + 1, "pages": pages}
        said += [one for field in design.fields if (one := _said(field, words.get(field.key)))]
    whole = " ".join(_sentence(one) for one in said)
    return whole if len(whole) <= MOST else whole[: MOST - 1].rsplit(" ", 1)[0] + "…"


def _said(field: DesignField, value: Any) -> str:
    """A field's words as one sentence; a photograph says itself in the library."""
    if not value:
        return ""
    match field.kind:
        case Kind.LIST:
            return "; ".join(f"{number}. {one}" for number, one in enumerate(value, start=1))
        case Kind.PAIRS:
            return "; ".join(": ".join(part for part in row if part) for row in value)
        case Kind.CHOICE:
            chosen = next((one for one in field.options if one.key == value), None)
            return f"{spoken(field.label)}: {spoken(chosen.label)}" if chosen else ""
        case Kind.CHART:
            return _charted(field, value)
        case Kind.PICTURE:
            return ""
        case _:
            return f"{spoken(field.label)}: {value}" if field.key == "source" else str(value)


def _charted(field: DesignField, words: Mapping[str, Any]) -> str:
    """A chart by its numbers."""
    try:
        return chart_fields.proposal(field, words).chart.alt
    except Refused:
        return ""


def _sentence(words: str) -> str:
    plain = " ".join(words.split())
    return plain if plain.endswith(ENDS) else f"{plain}."
