"""What was solved for citizens: "Anda bertanya, kami kerjakan". Counted by topic; no case is told by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting.reasons import Reason, reason
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion

FRESH_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Solved:
    """So many reports about a topic that a unit settled in a week of the year."""

    topic: str  # "" where the cases name none
    unit: str
    unit_id: int | None
    count: int
    year: int
    week: int
    last_on: date


def suggestions(solved: Iterable[Solved]) -> Iterator[Suggestion]:
    """One for each topic and unit of a week."""
    for one in solved:
        topic = one.topic or one.unit
        if not topic:
            continue
        said = {
            "topic": topic,
            "unit": one.unit or _("The unit concerned"),
            "number": one.count,
            "week": one.week,
        }
        yield Suggestion(
            source=Source.SOLVED,
            reference=f"{one.year}-W{one.week:02}:{one.unit_id or 0}:{one.topic.casefold()}"[:200],
            title=(_("You asked, we did it: %(topic)s") % said)[:200],
            reasons=_reasons(one, topic),
            text=_(
                "You asked, we did it. Citizens reported: %(topic)s. %(unit)s has dealt with it: [write what was "
                "done, where, and when it was finished]. [Add a picture of before and after, if there is one.] "
                "Do you see something like it? [Write how citizens report it.]"
            )
            % said,
            template="before-after",
            useful_until=one.last_on + FRESH_FOR,
            strength=one.count,
        )


def _reasons(solved: Solved, topic: str) -> list[Reason]:
    monday = date.fromisocalendar(solved.year, solved.week, 1)
    counted = reason(
        "solved", topic=topic, number=solved.count, first=monday, last=monday + timedelta(days=6)
    )
    return [counted, reason("solved_by", unit=solved.unit)] if solved.unit else [counted]
