"""Every read of content that others may ask for."""

from pendopo.broadcast.content.queries.approval import (
    ApprovedContent,
    ApprovedPlacement,
    SealedDraft,
    approved,
    sealed_draft,
    window_of,
)
from pendopo.broadcast.content.queries.comparing import Change, Piece, compare
from pendopo.broadcast.content.queries.crisis import crisis, ordinary_items, waits_for_crisis
from pendopo.broadcast.content.queries.lists import (
    CalendarFilters,
    CalendarItem,
    calendar_items,
    campaigns,
    item,
    mine,
    pillars,
    waiting_for,
    working_copy,
    writers,
)
from pendopo.broadcast.content.queries.review import (
    Need,
    links_to_try,
    steps_to_remind,
    steps_waiting_for,
    what_needs,
)

__all__ = [
    "ApprovedContent",
    "ApprovedPlacement",
    "CalendarFilters",
    "CalendarItem",
    "Change",
    "Need",
    "Piece",
    "SealedDraft",
    "approved",
    "calendar_items",
    "campaigns",
    "compare",
    "crisis",
    "item",
    "links_to_try",
    "mine",
    "ordinary_items",
    "pillars",
    "sealed_draft",
    "steps_to_remind",
    "steps_waiting_for",
    "waiting_for",
    "waits_for_crisis",
    "what_needs",
    "window_of",
    "working_copy",
    "writers",
]
