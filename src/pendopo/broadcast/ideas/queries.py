"""Every read of ideas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from pendopo.broadcast.calendar.queries import Balance, balance_of_month
from pendopo.broadcast.ideas.looking import said_since
from pendopo.broadcast.ideas.models import Idea, IdeaQuerySet
from pendopo.broadcast.ideas.states import OPEN, IdeaState, Source
from pendopo.institution.people.models import Member
from pendopo.institution.structure.queries import zone_of

__all__ = [
    "Board",
    "Filters",
    "Lane",
    "best",
    "board",
    "idea",
    "in_turn",
    "of_item",
    "said_since",
    "speaking_of",
]

LANE_MOST: Final = 30
# What became of ideas is shown for so long; the ideas themselves stay.
RECENT: Final = timedelta(days=30)
# Of those that stand equally high in their sources: what people need soonest comes first.
ORDER: Final = (
    Source.WARNING,
    Source.ASKED,
    Source.NATIONAL_DAY,
    Source.NEWS,
    Source.SOLVED,
    Source.STANDARD,
    Source.GAP,
    Source.LAST_YEAR,
    Source.OWN,
)
PLACE: Final = {source.value: place for place, source in enumerate(ORDER)}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the board shows; nothing set: everything."""

    pillar_id: int | None = None
    campaign_id: int | None = None
    source: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.pillar_id or self.campaign_id or self.source)


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The ideas of one state, and how many there are of them."""

    state: IdeaState
    ideas: tuple[Idea, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.ideas)


@dataclass(frozen=True, kw_only=True)
class Board:
    """All lanes, and what the pillars got this month beside their targets."""

    lanes: tuple[Lane, ...]
    balance: Balance


def board(member: Member, filters: Filters, *, now: datetime) -> Board:
    """The board as this member sees it."""
    today = zone_of(member.institution).day_of(now)
    return Board(
        lanes=tuple(_lane(_narrowed(member, filters), state, now=now) for state in IdeaState),
        balance=balance_of_month(member.institution, today),
    )


def idea(member: Member, idea_id: int) -> Idea:
    """One idea with what its page shows. Raises Idea.DoesNotExist."""
    return Idea.objects.seen_by(member).with_words().select_related("institution").get(pk=idea_id)


def best(member: Member) -> Idea | None:
    """What to write next: the first of the open ideas, kept ones before suggestions; None where there is none."""
    rows = Idea.objects.seen_by(member).still_open().exclude(state=IdeaState.KEPT, source=Source.OWN)
    kept = [one for one in rows if one.state == IdeaState.KEPT]
    return next(iter(in_turn(kept) or in_turn(rows)), None)


def of_item(member: Member, item_id: int) -> Idea | None:
    """The idea a content item was made of."""
    return Idea.objects.seen_by(member).with_words().filter(item_id=item_id).first()


def speaking_of(member: Member, words: str) -> IdeaQuerySet:
    """Ideas that hold these words, the newest first."""
    found = Idea.objects.seen_by(member).filter(Q(title__icontains=words) | Q(text__icontains=words))
    return found.order_by("-changed_at", "-id")


def in_turn(ideas: Iterable[Idea]) -> list[Idea]:
    """The strongest of each source first, then the second of each: no source hides the others."""
    by_source: dict[str, list[Idea]] = defaultdict(list)
    for one in sorted(ideas, key=lambda one: (-one.strength, one.pk)):
        by_source[one.source].append(one)
    turns = [
        (turn, PLACE[source], one) for source, some in by_source.items() for turn, one in enumerate(some)
    ]
    return [one for _turn, _place, one in sorted(turns, key=lambda each: each[:2])]


def _narrowed(member: Member, filters: Filters) -> IdeaQuerySet:
    found = Idea.objects.seen_by(member).with_words()
    if filters.pillar_id:
        found = found.filter(pillar_id=filters.pillar_id)
    if filters.campaign_id:
        found = found.filter(campaign_id=filters.campaign_id)
    return found.filter(source=filters.source) if filters.source else found


def _lane(rows: IdeaQuerySet, state: IdeaState, *, now: datetime) -> Lane:
    found = rows.filter(state=state)
    if state not in OPEN:
        found = found.filter(changed_at__gte=now - RECENT)
    shown = list(found.order_by("-changed_at", "-id")[: LANE_MOST + 1])
    count = len(shown) if len(shown) <= LANE_MOST else found.count()
    if state == IdeaState.SUGGESTED:
        shown = in_turn(shown)
    return Lane(state=state, ideas=tuple(shown[:LANE_MOST]), count=count)
