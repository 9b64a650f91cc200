"""What the ledger tells of the roster."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind
from pendopo.foundation.ui.templatetags.words import day, moment


def _moment(written: str) -> str:
    return moment(datetime.fromisoformat(written))


def _day(written: str) -> str:
    return day(date.fromisoformat(written)) if written != "-" else "–"


Kind(
    "roster.weekly_planned",
    _("%(by)s put %(name)s on the weekly roster from %(first)s."),
    said={"first": _day},
)
Kind(
    "roster.weekly_ended",
    _("%(by)s ended a weekly shift of %(name)s on %(last)s."),
    said={"last": _day},
)
Kind("roster.planned", _("%(by)s put %(name)s on duty on %(at)s."), said={"at": _moment})
Kind("roster.called_off", _("%(by)s called off a shift of %(name)s on %(at)s: %(why)s"), said={"at": _moment})
Kind(
    "roster.given",
    _("%(by)s gave the shift on %(at)s from %(before)s to %(name)s."),
    said={"at": _moment},
)
Kind("roster.handed_over", _("%(by)s handed over the shift of %(at)s."), said={"at": _moment})
Kind("roster.swap_asked", _("%(by)s asked %(name)s to take the shift on %(at)s."), said={"at": _moment})
Kind("roster.swapped", _("%(by)s took the shift on %(at)s from %(before)s."), said={"at": _moment})
Kind("roster.swap_declined", _("%(by)s declined to take the shift on %(at)s."), said={"at": _moment})
Kind(
    "roster.leave_recorded",
    _("%(by)s recorded leave of %(name)s from %(first)s until %(last)s."),
    said={"first": _day, "last": _day},
)
Kind(
    "roster.leave_withdrawn",
    _("%(by)s withdrew leave of %(name)s from %(first)s until %(last)s."),
    said={"first": _day, "last": _day},
)
Kind("roster.settings_changed", _("%(by)s changed when somebody is on duty: %(cover)s."))
