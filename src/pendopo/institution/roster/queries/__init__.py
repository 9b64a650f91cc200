"""Every read of the roster that others may ask for."""

from pendopo.institution.roster.queries.boards import Board, Day, Mark, board, cover_of
from pendopo.institution.roster.queries.duty import (
    is_kept,
    names_on_duty,
    next_presence,
    on_duty,
    on_duty_next,
)
from pendopo.institution.roster.queries.quiet import quiet_of, quiet_until
from pendopo.institution.roster.queries.shifts import (
    handover_for,
    leave_of,
    offers,
    open_swaps,
    own_shifts,
    shift,
    swap,
    swaps_to_answer,
    weekly_shifts,
)
from pendopo.institution.roster.queries.workload import Workload, workload

__all__ = [
    "Board",
    "Day",
    "Mark",
    "Workload",
    "board",
    "cover_of",
    "handover_for",
    "is_kept",
    "leave_of",
    "names_on_duty",
    "next_presence",
    "offers",
    "on_duty",
    "on_duty_next",
    "open_swaps",
    "own_shifts",
    "quiet_of",
    "quiet_until",
    "shift",
    "swap",
    "swaps_to_answer",
    "weekly_shifts",
    "workload",
]
