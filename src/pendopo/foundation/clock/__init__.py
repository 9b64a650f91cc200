"""Working days, office hours and the days of the nation, in the institution's own time zone."""

from pendopo.foundation.clock.decreed_days import (
    Decree,
    DecreedDay,
    DecreeInvalid,
    Decrees,
    Kind,
    likely_ramadan,
    packaged_decrees,
    read_decree,
)
from pendopo.foundation.clock.national_days import (
    NationalDay,
    Tone,
    is_solemn,
    national_days,
    national_days_on,
    to_prepare,
    upcoming,
)
from pendopo.foundation.clock.office_hours import (
    FIVE_DAYS,
    FIVE_DAYS_RAMADAN,
    SIX_DAYS,
    SIX_DAYS_RAMADAN,
    DayHours,
    Hours,
    HoursInstead,
    WeekHours,
    hours,
    week,
)
from pendopo.foundation.clock.working_calendar import ClosedDay, Closure, Due, Reason, WorkingCalendar
from pendopo.foundation.clock.zones import Zone

__all__ = [
    "FIVE_DAYS",
    "FIVE_DAYS_RAMADAN",
    "SIX_DAYS",
    "SIX_DAYS_RAMADAN",
    "ClosedDay",
    "Closure",
    "DayHours",
    "Decree",
    "DecreeInvalid",
    "DecreedDay",
    "Decrees",
    "Due",
    "Hours",
    "HoursInstead",
    "Kind",
    "NationalDay",
    "Reason",
    "Tone",
    "WeekHours",
    "WorkingCalendar",
    "Zone",
    "hours",
    "is_solemn",
    "likely_ramadan",
    "national_days",
    "national_days_on",
    "packaged_decrees",
    "read_decree",
    "to_prepare",
    "upcoming",
    "week",
]
