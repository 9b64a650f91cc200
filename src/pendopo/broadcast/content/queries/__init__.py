"""Every read of content that others may ask for."""

from pendopo.broadcast.content.queries.approval import (
    ApprovedContent,
    ApprovedPlacement,
    SealedDraft,
    approved,
    sealed_draft,
    window_of,
    words_on,
)
from pendopo.broadcast.content.queries.comparing import Change, Piece, compare
from pendopo.broadcast.content.queries.crisis import crisis, ordinary_items, waits_for_crisis
from pendopo.broadcast.content.queries.lists import (
    CalendarFilters,
    CalendarItem,
    calendar_items,
    campaigns,
    counts_of_days,
    first_of_each_day,
    item,
    mine,
    pillars,
    texts_of,
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
    "counts_of_days",
    "crisis",
    "first_of_each_day",
    "item",
    "links_to_try",
    "mine",
    "ordinary_items",
    "pillars",
    "sealed_draft",
    "steps_to_remind",
    "steps_waiting_for",
    "texts_of",
    "waiting_for",
    "waits_for_crisis",
    "what_needs",
    "window_of",
    "words_on",
    "working_copy",
    "writers",
]
