"""Every read of the cases room with a name."""

from pendopo.serve.cases.queries.due import case, cases_to_close, cases_without_details
from pendopo.serve.cases.queries.lists import (
    COUNTED_MOST,
    Column,
    Filters,
    Found,
    Line,
    Tab,
    board,
    counts,
    late_count,
    page,
)
from pendopo.serve.cases.queries.searching import search

__all__ = [
    "COUNTED_MOST",
    "Column",
    "Filters",
    "Found",
    "Line",
    "Tab",
    "board",
    "case",
    "cases_to_close",
    "cases_without_details",
    "counts",
    "late_count",
    "page",
    "search",
]
