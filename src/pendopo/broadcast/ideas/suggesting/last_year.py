"""What moved citizens about a year ago: ranked by what is stored, and the reason says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting.reasons import reason
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion
from pendopo.foundation.clock.words import long_date

AROUND: Final = timedelta(days=14)  # on both sides of the same day
A_YEAR: Final = timedelta(days=365)
FEWEST: Final = 3
MOST: Final = 3


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A post that stood, with what citizens wrote under it on all its accounts."""

    item_id: int
    title: str
    text: str
    published_on: date
    replies: int


def suggestions(earlier: Iterable[Earlier], *, today: date, language: str) -> Iterator[Suggestion]:
    """The few with most replies of those that stood around the same day."""
    posts = list(earlier)
    best = sorted(posts, key=lambda one: (-one.replies, one.item_id))[:MOST]
    for one in best:
        if one.replies < FEWEST:
            continue
        again_on = one.published_on + A_YEAR
        yield Suggestion(
            source=Source.LAST_YEAR,
            reference=f"item:{one.item_id}",
            title=one.title[:200],  # its own: it stands on the card and the post again
            reasons=[
                reason("best_of_last_year", stood=one.published_on, number=one.replies, of=len(posts))
                if one is best[0]
                else reason("good_of_last_year", stood=one.published_on, number=one.replies)
            ],
            text=_("[Check every name, figure and day: these are the words of %(on)s.]")
            % {"on": long_date(one.published_on, language)}
            + "\n\n"
            + one.text,
            template="",
            suggested_for=again_on if again_on > today else None,
            useful_until=max(again_on, today) + AROUND,
            strength=one.replies,
        )
