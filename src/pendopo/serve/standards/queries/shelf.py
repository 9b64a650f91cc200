"""Services and their standards, as those who work here and those who only read find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch

from pendopo.foundation.web import number_in
from pendopo.institution.people.models import Member
from pendopo.serve.standards import policies
from pendopo.serve.standards.models import Pledge, Revision, Service, ServiceQuerySet
from pendopo.serve.standards.states import DELIVERY, PUBLIC, Component, PledgeState, RevisionState

A_PAGE: Final = 25


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One page of services, each with what holds and what is being written."""

    services: tuple[Service, ...]
    after: str  # where the next page begins, '' at the end


def services(member: Member, *, words: str = "", after: str = "", most: int = A_PAGE) -> Shelf:
    """Services by name, from `after` on (where the page before ended, as it said itself)."""
    known = Revision.objects.seen_by(member).filter(
        state__in=[RevisionState.PUBLISHED, RevisionState.DRAFT, RevisionState.IN_REVIEW]
    )
    found = Service.objects.seen_by(member).prefetch_related(
        Prefetch("revisions", known.defer("parts"), to_attr="known")
    )
    return _page(found.like(words) if words else found, after=after, most=most)


def public_page(institution_id: int, *, words: str = "", after: str = "", most: int = A_PAGE) -> Shelf:
    """Services whose standard citizens may read, by name; only what they may read is searched."""
    found = Service.objects.filter(institution_id=institution_id).in_force()
    return _page(found.like(words, components=PUBLIC) if words else found, after=after, most=most)


def public_parts(revision: Revision) -> Sequence[tuple[int | None, Component, str]]:
    """What citizens read: components 1 to 6 with their numbers, then place and hours."""
    return [
        (number if component in DELIVERY else None, component, text)
        for number, component in enumerate(PUBLIC, 1)
        if (text := revision.part(component))
    ]


def _page(found: ServiceQuerySet, *, after: str, most: int) -> Shelf:
    name, _bar, number = after.rpartition("|")
    if (last := number_in(number)) is not None:
        found = found.filter(name__gte=name).exclude(name=name, pk__lte=last)
    rows = list(found.select_related("unit").order_by("name", "id")[: most + 1])
    page = rows[:most]
    return Shelf(services=tuple(page), after=f"{page[-1].name}|{page[-1].pk}" if len(rows) > most else "")


def in_force(institution_id: int, service_id: int) -> Revision | None:
    """The standard that holds for a service today."""
    found = Revision.objects.filter(institution_id=institution_id).in_force().filter(service_id=service_id)
    return found.select_related("service__unit", "decided_by__person").first()


def open_draft(member: Member, service: Service) -> Revision | None:
    """What is being written, or waits for an approval."""
    return (
        Revision.objects.seen_by(member)
        .unfinished()
        .filter(service=service)
        .select_related("service", "author__person")
        .first()
    )


def history(member: Member, service: Service) -> Sequence[Revision]:
    """Every revision that ever held, the newest first."""
    found = Revision.objects.seen_by(member).filter(service=service, published_at__isnull=False)
    return list(found.select_related("author__person", "decided_by__person").defer("parts"))


def to_decide(member: Member) -> Sequence[Revision]:
    """What waits for this member's yes or no, the longest wait first."""
    if not policies.may_write(member):
        return []
    waiting = Revision.objects.seen_by(member).filter(state=RevisionState.IN_REVIEW)
    return list(
        waiting.exclude(writers__contains=[member.pk])
        .select_related("service", "author__person")
        .defer("parts")
        .order_by("changed_at")
    )


def pledge(institution_id: int) -> Pledge | None:
    """The pledge in force."""
    return Pledge.objects.filter(institution_id=institution_id).filter(state=PledgeState.PUBLISHED).first()


def proposed_pledge(member: Member) -> Pledge | None:
    """A pledge that waits for an approval."""
    waiting = Pledge.objects.seen_by(member).filter(state=PledgeState.PROPOSED)
    return waiting.select_related("author__person").first()
