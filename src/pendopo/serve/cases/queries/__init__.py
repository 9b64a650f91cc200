"""Every read of the cases room with a name."""

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
    "counts",
    "late_count",
    "page",
    "search",
]
