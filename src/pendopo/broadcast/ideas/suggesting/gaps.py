"""Coming working days without a post, each with the pillar that is furthest below its target (R19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.card_templates import PLAIN
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting.reasons import Reason, reason
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion
from pendopo.foundation.clock.words import full_date

MOST: Final = 3


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A pillar with what it got this month of how many posts, and what it should get, in percent."""

    pillar_id: int
    name: str
    percent: int
    target: int
    of: int

    @property
    def lacks(self) -> int:
        return self.target - self.percent


def suggestions(
    free: Sequence[date],
    pillars: Iterable[Behind],
    *,
    spoken_for: frozenset[date],
    solemn: frozenset[date],
    today: date,
    language: str,
) -> Iterator[Suggestion]:
    """The next free days that no other idea is for; the pillars that lack most take turns."""
    behind = sorted((one for one in pillars if one.lacks > 0), key=lambda one: -one.lacks)
    days = [one for one in free if one not in spoken_for][:MOST]
    for number, on in enumerate(days):
        pillar = behind[number % len(behind)] if behind else None
        said = {"on": full_date(on, language), "pillar": pillar.name if pillar else ""}
        is_solemn = on in solemn
        reasons = [reason("free_day", full=on)]
        if pillar:
            reasons.append(_of_pillar(pillar))
        if is_solemn:
            reasons.append(reason("free_day_is_solemn"))
        yield Suggestion(
            source=Source.GAP,
            reference=on.isoformat(),
            title=(_("%(pillar)s: a post for %(on)s") if pillar else _("A post for %(on)s")) % said,
            reasons=reasons,
            text=(
                _("[Write one thing of “%(pillar)s” that citizens can use: what, where, when, and how.]")
                % said
                if pillar
                else _("[Write one thing that citizens can use: what, where, when, and how.]")
            ),
            template=PLAIN,
            suggested_for=on,
            useful_until=on,
            is_solemn=is_solemn,
            strength=max(60 - (on - today).days, 1),
            pillar_id=pillar.pillar_id if pillar else None,
        )


def _of_pillar(pillar: Behind) -> Reason:
    if not pillar.of:
        return reason("pillar_is_empty", pillar=pillar.name, target=pillar.target)
    return reason(
        "pillar_is_behind", pillar=pillar.name, percent=pillar.percent, target=pillar.target, of=pillar.of
    )
