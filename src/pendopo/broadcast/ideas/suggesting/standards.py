"""Service standards in force that no post has spoken of: what an office promises and nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting.matching import Spoken, names
from pendopo.broadcast.ideas.suggesting.reasons import reason
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion

DAYS: Final = 180  # how far back posts are read
PART_MOST: Final = 280


@dataclass(frozen=True, kw_only=True)
class Standard:
    """What is promised of a service, as citizens may read it."""

    service_id: int
    name: str
    names: Sequence[str]
    since: date | None
    parts: Sequence[tuple[str, str]]  # what it is called, what it says
    url: str = ""


def suggestions(
    standards: Iterable[Standard], *, spoken: Sequence[Spoken], today: date
) -> Iterator[Suggestion]:
    """One for each that no post names; those that hold longest unknown come first."""
    for one in standards:
        if any(names(said, name) for said in spoken for name in one.names):
            continue
        said = {"service": one.name}
        reasons = [reason("standard_unknown", service=one.name, posts=len(spoken), days=DAYS)]
        if one.since:
            reasons.append(reason("standard_since", since=one.since))
        lines = [f"{label}: {_shortened(text)}" for label, text in one.parts if text.strip()]
        yield Suggestion(
            source=Source.STANDARD,
            reference=f"service:{one.service_id}:{today.year}",
            title=(_("What citizens should know: %(service)s") % said)[:200],
            reasons=reasons,
            text="\n".join(
                [
                    _("Do you need “%(service)s”? This is what you can count on:") % said,
                    *(lines or [_("[Write requirements, time and cost.]")]),
                    _("[Write where to go or whom to ask, and at what hours.]"),
                ]
            ),
            template="requirements-and-cost",
            url=one.url,
            strength=min((today - one.since).days, 10_000) if one.since and one.since < today else 1,
        )


def _shortened(text: str) -> str:
    """One line of it, what stood in several set apart; where it is longer, its end is marked as left out."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    line = " ".join(one if one[-1] in ".;,:!?" else f"{one};" for one in lines).removesuffix(";")
    if len(line) <= PART_MOST:
        return line
    return f"{line[:PART_MOST].rpartition(' ')[0]} [...]"
