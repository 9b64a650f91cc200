"""Every read of the cases room with a name."""

from pendopo.serve.cases.queries.alike import cases_like
from pendopo.serve.cases.queries.drafting import asked_in, clocks_by_kind, drafted, receipt_words
from pendopo.serve.cases.queries.due import case, cases_to_close, cases_without_details
from pendopo.serve.cases.queries.exporting import EXPORTED_MOST, Exported
from pendopo.serve.cases.queries.lists import Column, Found, Line, board, page, to_decide, to_do
from pendopo.serve.cases.queries.narrowing import COUNTED_MOST, Filters, Tab, counts, late_count
from pendopo.serve.cases.queries.referring import question_to_pass_on
from pendopo.serve.cases.queries.rules import clock_versions, preview
from pendopo.serve.cases.queries.searching import search
from pendopo.serve.cases.queries.settings import case_settings, is_told_by_itself
from pendopo.serve.cases.queries.settled import Settled, secret_conversations, settled_since
from pendopo.serve.cases.queries.telling import (
    Whole,
    answer,
    cases_of_conversation,
    is_kept_secret,
    name_of,
    whole,
)
from pendopo.serve.cases.queries.tracking import Tracking, own_case, tracking
from pendopo.serve.cases.queries.voicing import help_of_model
from pendopo.serve.cases.queries.walking import Neighbours, neighbours

__all__ = [
    "COUNTED_MOST",
    "EXPORTED_MOST",
    "Column",
    "Exported",
    "Filters",
    "Found",
    "Line",
    "Neighbours",
    "Settled",
    "Tab",
    "Tracking",
    "Whole",
    "answer",
    "asked_in",
    "board",
    "case",
    "case_settings",
    "cases_like",
    "cases_of_conversation",
    "cases_to_close",
    "cases_without_details",
    "clock_versions",
    "clocks_by_kind",
    "counts",
    "drafted",
    "help_of_model",
    "is_kept_secret",
    "is_told_by_itself",
    "late_count",
    "name_of",
    "neighbours",
    "own_case",
    "page",
    "preview",
    "question_to_pass_on",
    "receipt_words",
    "search",
    "secret_conversations",
    "settled_since",
    "to_decide",
    "to_do",
    "tracking",
    "whole",
]
