"""Every form of the institution, by topic."""

from pendopo.institution.forms.people import (
    FirstRun,
    Invite,
    LedgerFilter,
    Letter,
    Placement,
    Profile,
    SecondFactor,
    Why,
)
from pendopo.institution.forms.structure import Brand, Description, Ladder, Unit
from pendopo.institution.forms.working_days import Meanwhile, SpecialDay, Week

__all__ = [
    "Brand",
    "Description",
    "FirstRun",
    "Invite",
    "Ladder",
    "LedgerFilter",
    "Letter",
    "Meanwhile",
    "Placement",
    "Profile",
    "SecondFactor",
    "SpecialDay",
    "Unit",
    "Week",
    "Why",
]
