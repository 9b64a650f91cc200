"""Every write of the roster."""

from pendopo.institution.roster.actions.leaving import record_leave, withdraw_leave
from pendopo.institution.roster.actions.planning import (
    call_off,
    end_weekly,
    give_shift,
    hand_over,
    leave_roster,
    plan_ahead,
    plan_anew,
    plan_shift,
    plan_weekly,
)
from pendopo.institution.roster.actions.settings import set_cover, set_quiet
from pendopo.institution.roster.actions.swapping import (
    accept_swap,
    ask_swap,
    decline_swap,
    lapse_swaps,
    withdraw_swap,
)

__all__ = [
    "accept_swap",
    "ask_swap",
    "call_off",
    "decline_swap",
    "end_weekly",
    "give_shift",
    "hand_over",
    "lapse_swaps",
    "leave_roster",
    "plan_ahead",
    "plan_anew",
    "plan_shift",
    "plan_weekly",
    "record_leave",
    "set_cover",
    "set_quiet",
    "withdraw_leave",
    "withdraw_swap",
]
