"""Requests and calls as lists, pages and sweeps ask for them."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Count, Q

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.items import ContentItemQuerySet
from pendopo.broadcast.material.models import (
    MaterialMail,
    MaterialRequest,
    MaterialRequestQuerySet,
    StandingCall,
)
from pendopo.broadcast.material.states import WITH_UNIT, MaterialState
from pendopo.foundation.tenancy import TenantQuerySet, whole_house
from pendopo.institution.links.models import Link
from pendopo.institution.people.models import Member

A_PAGE: Final = 30
SWEPT_AT_ONCE: Final = 500
OFFERED: Final = 30

VIEWS: Final = {
    "masuk": Q(state=MaterialState.ANSWERED),
    "menunggu": Q(state__in=sorted(WITH_UNIT)),
    "diambil": Q(state=MaterialState.TAKEN_IN),
    "ditutup": Q(state=MaterialState.CLOSED),
}


def request(member: Member, request_id: int) -> MaterialRequest:
    """One request with what its page shows. Raises MaterialRequest.DoesNotExist."""
    found = MaterialRequest.objects.seen_by(member).with_words()
    return found.prefetch_related("reminders", "in_mails__mail").get(pk=request_id)


def request_of_link(link: Link) -> MaterialRequest:
    """What a link opens. Raises MaterialRequest.DoesNotExist."""
    return MaterialRequest.objects.seen_by(link).with_words().get(pk=link.subject_id)


def page(
    member: Member, *, view: str, unit_id: int | None = None, before: int | None = None
) -> MaterialRequestQuerySet:
    """One page and one more of a view of the list, the newest first."""
    found = MaterialRequest.objects.seen_by(member).with_words().filter(VIEWS[view])
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.order_by("-pk")[: A_PAGE + 1]


def counts(member: Member) -> dict[str, int]:
    """How many stand in the views that ask for somebody."""
    views = ("masuk", "menunggu")
    own = MaterialRequest.objects.seen_by(member).filter(reduce(or_, (VIEWS[view] for view in views)))
    return own.aggregate(**{view: Count("pk", VIEWS[view]) for view in views})


def for_item(member: Member, item: ContentItem) -> MaterialRequestQuerySet:
    """What units were asked for an item, and what they sent for it."""
    return MaterialRequest.objects.seen_by(member).with_words().filter(item=item).order_by("pk")


def items_to_fill(member: Member) -> ContentItemQuerySet:
    """Items that this member is writing, to which material can be added; the newest first."""
    return content.mine(member).in_work().order_by("-changed_at", "-id")[:OFFERED]


def calls(member: Member) -> TenantQuerySet[StandingCall]:
    """Monthly calls that run."""
    return (
        StandingCall.objects.seen_by(member)
        .filter(ended_at__isnull=True)
        .select_related("unit", "by__person")
    )


def to_remind(now: datetime) -> list[tuple[int, int]]:
    """Requests of the whole house whose next step has come: (institution, request)."""
    with whole_house("units that were asked for material are reminded in every institution"):
        found = MaterialRequest.objects.with_unit().filter(remind_at__lte=now).order_by("remind_at")
        return list(found.values_list("institution_id", "pk")[:SWEPT_AT_ONCE])


def running_calls() -> list[tuple[int, int]]:
    """Monthly calls of the whole house that run: (institution, call)."""
    with whole_house("monthly calls for material come in every institution"):
        return list(StandingCall.objects.filter(ended_at__isnull=True).values_list("institution_id", "pk"))


def mail_left(now: datetime) -> list[tuple[int, int]]:
    """Mail of the whole house that is due: (institution, mail)."""
    with whole_house("mail to units that was left behind is handed over in every institution"):
        found = MaterialMail.objects.filter(due_at__lte=now).order_by("due_at")
        return list(found.values_list("institution_id", "pk")[:SWEPT_AT_ONCE])
