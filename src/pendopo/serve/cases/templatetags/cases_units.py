"""The units of a case on its page: `{% load cases_units %}{% units_asked whole %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.timezone import now

from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import asking
from pendopo.serve.cases.clocks import Terms
from pendopo.serve.cases.queries import Whole
from pendopo.serve.cases.states import CaseState

register = template.Library()


@register.inclusion_tag("cases/units/card.html", takes_context=True)
def units_asked(context: Context, whole: Whole) -> dict[str, Any]:
    """Who was asked, what they said, how their clock stands, how they were reminded, and what can be done."""
    member, at = context["request"].member, now()
    case, running = whole.case, whole.running
    clock = asking.clock_of(running) if running else None
    used, given = clock.days(at) if clock else (0, 0)
    must_be_decided = case.bounces >= Terms.read(case.clocks.terms).bounces_to_coordinator
    may_decide = member.may(Permission.COORDINATE_CASES)
    return {
        "case": case,
        "referrals": [
            (one, [picture for picture in whole.pictures if picture.referral_id == one.pk])
            for one in whole.referrals[::-1]
        ],
        "running": running,
        "used": used,
        "given": max(given, 1),
        "percent": clock.percent(at) if clock else 0,
        "due": asking.due(running) if running else None,
        "must_be_decided": must_be_decided,
        "may_handle": member.may(Permission.HANDLE_CASES),
        "may_decide": may_decide,
        "may_ask": case.state not in {CaseState.CLOSED, CaseState.WAITING_CITIZEN}
        and running is None
        and member.may(Permission.HANDLE_CASES)
        and (may_decide or not must_be_decided),
        "now": at,
    }
