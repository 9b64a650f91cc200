"""What the worker does for cases."""

from pendopo.serve.cases.jobs.closing import close_by_clock
from pendopo.serve.cases.jobs.public import ask_again, forget_registers, hand_in, remind_of_numbers
from pendopo.serve.cases.jobs.units import (
    remind_one,
    remind_units,
    tell_week,
    tell_weeks,
    write,
    write_what_is_left,
)

__all__ = [
    "ask_again",
    "close_by_clock",
    "forget_registers",
    "hand_in",
    "remind_of_numbers",
    "remind_one",
    "remind_units",
    "tell_week",
    "tell_weeks",
    "write",
    "write_what_is_left",
]
