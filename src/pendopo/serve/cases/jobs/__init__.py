"""What the worker does for cases."""

from pendopo.serve.cases.jobs.units import (
    remind_one,
    remind_units,
    tell_week,
    tell_weeks,
    write,
    write_what_is_left,
)

__all__ = ["remind_one", "remind_units", "tell_week", "tell_weeks", "write", "write_what_is_left"]
