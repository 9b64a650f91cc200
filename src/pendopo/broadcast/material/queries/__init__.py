"""Every read of material that others may ask for."""

from pendopo.broadcast.material.queries.counting import Silence, Summed, of_months, silence, summed
from pendopo.broadcast.material.queries.lists import (
    A_PAGE,
    VIEWS,
    calls,
    counts,
    for_item,
    items_to_fill,
    mail_left,
    page,
    request,
    request_of_link,
    running_calls,
    to_remind,
)

__all__ = [
    "A_PAGE",
    "VIEWS",
    "Silence",
    "Summed",
    "calls",
    "counts",
    "for_item",
    "items_to_fill",
    "mail_left",
    "of_months",
    "page",
    "request",
    "request_of_link",
    "running_calls",
    "silence",
    "summed",
    "to_remind",
]
