"""The life of a shift and of a swap, and what else of the roster is chosen from a few words."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class ShiftState(models.TextChoices):
    """What becomes of a time on duty. Whether it runs right now is a matter of the clock."""

    PLANNED = "planned", _("On the roster")
    HANDED_OVER = "handed_over", _("Handed over")
    CALLED_OFF = "called_off", _("Called off")


FLOW = Flow(
    "roster.shift",
    ShiftState,
    {
        ShiftState.PLANNED: {ShiftState.HANDED_OVER, ShiftState.CALLED_OFF},
        ShiftState.HANDED_OVER: set(),
        ShiftState.CALLED_OFF: set(),
    },
    starts={ShiftState.PLANNED},
)

STANDING: Final = (ShiftState.PLANNED, ShiftState.HANDED_OVER)


class SwapState(models.TextChoices):
    """What a colleague says to taking a shift."""

    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Not answered in time")


SWAP = Flow(
    "roster.swap",
    SwapState,
    {
        SwapState.ASKED: {
            SwapState.ACCEPTED,
            SwapState.DECLINED,
            SwapState.WITHDRAWN,
            # The shift began, or was called off, before anybody answered.
            SwapState.LAPSED,
        },
        SwapState.ACCEPTED: set(),
        SwapState.DECLINED: set(),
        SwapState.WITHDRAWN: set(),
        SwapState.LAPSED: set(),
    },
    starts={SwapState.ASKED},
)


class Quiet(models.TextChoices):
    """When somebody wants to hear only what is urgent."""

    CLOSED = "closed", _("While the office is closed")
    OWN = "own", _("At hours of my own")
    NEVER = "never", _("Never: tell me everything at once")


class Cover(models.TextChoices):
    """When somebody has to be on duty; what nobody covers is a gap."""

    OFFICE = "office", _("While the office is open")
    WORKING_DAYS = "working_days", _("On working days, at these hours")
    EVERY_DAY = "every_day", _("Every day, at these hours")
