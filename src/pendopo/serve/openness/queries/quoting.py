"""Entries of the list of public information as answers: what it is, where it stands, and whose word that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.clock import words
from pendopo.foundation.quoting import Match, Quote
from pendopo.serve.openness.models import PublicInformation
from pendopo.serve.openness.queries.lists import already_public

SOURCE: Final = "informasi"
OFFERED_MOST: Final = 100
TEXT_MOST: Final = 400


def name_of(entry: PublicInformation) -> str:
    """How an answer names it: informasi:12."""
    return f"{SOURCE}:{entry.pk}"


def named(institution_id: int, names: Iterable[str]) -> Mapping[str, Quote]:
    """Those of these names that stand on the list."""
    wanted = {
        int(number): name
        for name in names
        if (number := name.removeprefix(f"{SOURCE}:")).isascii() and number.isdigit() and len(number) <= 18
    }
    rows = PublicInformation.objects.filter(institution_id=institution_id, pk__in=wanted).listed()
    return {wanted[one.pk]: _quote(one, name=wanted[one.pk]) for one in rows.select_related("unit")}


def offered(institution_id: int) -> Sequence[Quote]:
    """What saved replies can quote, by title."""
    rows = PublicInformation.objects.filter(institution_id=institution_id).listed()
    return [_quote(one) for one in rows.select_related("unit").order_by("title", "pk")[:OFFERED_MOST]]


def answers_from_list(text: str, institution_id: int) -> Sequence[Match]:
    """What of the list answers a text, the likeliest first; below the floor of `already_public` nothing."""
    return [
        Match(of=one.title, quotes=(_quote(one),), words=(), is_unsure=False)
        for one in already_public(text, institution_id=institution_id)
    ]


def _quote(entry: PublicInformation, *, name: str = "") -> Quote:
    # Citizens read it: it is said in the house's own language, whatever the operator's screen speaks.
    with translation.override(settings.LANGUAGE_CODE):
        source = _("Source: list of public information, %(unit)s, brought up to date on %(day)s.") % {
            "unit": entry.unit.called,
            "day": words.long_date(entry.updated_on, settings.LANGUAGE_CODE),
        }
    return Quote(
        name=name or name_of(entry),
        of=entry.title,
        about=entry.pk,
        label=entry.title,
        heading=entry.title,
        text=entry.summary
        if len(entry.summary) <= TEXT_MOST
        else f"{entry.summary[:TEXT_MOST].rsplit(None, 1)[0]} …",
        source=source,
        url=entry.link,
    )
