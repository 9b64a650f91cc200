"""What the worker does for cases."""

from pendopo.serve.cases.jobs.closing import close_by_clock
from pendopo.serve.cases.jobs.units import (
    remind_one,
    remind_units,
    tell_week,
    tell_weeks,
    write,
    write_what_is_left,
)

__all__ = [
    "close_by_clock",
    "remind_one",
    "remind_units",
    "tell_week",
    "tell_weeks",
    "write",
    "write_what_is_left",
]
