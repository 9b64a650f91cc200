"""Decisions that wait for this member, their own texts that came back, and what they wait for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.queries import Need
from pendopo.broadcast.content.states import ItemState
from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.people.models import Member

SHOWN: Final = 20
SOON: Final = timedelta(hours=2)


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """What waits for them, and what of theirs waits for others."""
    for need in content.what_needs(member, now, at_most=SHOWN):
        yield _line(need, now)
    in_review = (
        content.mine(member).filter(state=ItemState.IN_REVIEW, made_by=member).order_by("due_at", "id")
    )
    for item in in_review[:SHOWN]:
        yield Line(
            group=Group.OTHERS,
            urgency=Urgency.COLLEAGUE,
            title=item.title,
            detail=_("In review"),
            action=_("Look"),
            url=reverse("content:compose", args=[item.pk]),
            icon="waiting",
            sign="warning",
            due_at=item.due_at,
        )


def _line(need: Need, now: datetime) -> Line:
    is_late = need.due_at is not None and need.due_at <= now
    is_soon = need.due_at is not None and need.due_at <= now + SOON
    match need.kind:
        case "decide":
            detail, action, icon = _("Waits for your decision"), _("Review"), "approve"
        case "mend":
            detail, action, icon = _("Came back to you"), _("Mend"), "return"
        case _:
            detail, action, icon = (
                _("Its time has passed and nobody approved it"),
                _("Give it a new time"),
                "late",
            )
    return Line(
        group=Group.NOW if is_soon else Group.TODAY,
        urgency=Urgency.LAW if need.kind == "late" else Urgency.COLLEAGUE,
        title=need.title,
        detail=detail,
        action=action,
        url=reverse("content:review" if need.kind == "decide" else "content:compose", args=[need.item_id]),
        icon=icon,
        sign="danger" if is_late else "warning",
        due_at=need.due_at,
    )
