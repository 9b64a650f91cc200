"""Requests and objections as the office looks at them: by their limits, and one with its whole story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pendopo.foundation.clock import Due, WorkingCalendar
from pendopo.foundation.clock import words as dates
from pendopo.foundation.personal_data import masked
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.foundation.ui.speech import language
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.models import Conversation
from pendopo.serve.openness.models import Letter, Objection, PublicInfoRequest, RequestQuerySet
from pendopo.serve.openness.models.objections import ObjectionQuerySet
from pendopo.serve.openness.states import (
    ON_THE_CLOCK,
    WITH_THE_SUPERIOR,
    Decision,
    LetterKind,
    ObjectionReason,
    ObjectionState,
    RequestState,
)

A_PAGE: Final = 25


class Tab(StrEnum):
    """What of the requests is looked at."""

    OPEN = "berjalan"
    DRAFTS = "belum-lengkap"
    ENDED = "selesai"


IN_TAB: Final = {
    Tab.OPEN: Q(
        state__in=sorted(
            ON_THE_CLOCK | {RequestState.UNANSWERED, RequestState.NOTIFIED, RequestState.OBJECTED}
        )
    ),
    Tab.DRAFTS: Q(state=RequestState.DRAFT),
    Tab.ENDED: Q(
        state__in=[
            RequestState.GRANTED,
            RequestState.GRANTED_PARTLY,
            RequestState.REFUSED,
            RequestState.WITHDRAWN,
        ]
    ),
}


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A legal limit in working days, as a bar shows it."""

    used: int
    total: int
    left: int
    due: Due

    @property
    def words(self) -> str:
        """2 hari kerja lagi · 7 Desember 2026."""
        return f"{dates.business_days_left(self.left, language())} · {dates.due_date(self.due, language())}"

    @property
    def sign(self) -> str:
        """Red is late, amber is near."""
        if self.left < 0:
            return "danger"
        return "warning" if self.left * 3 <= self.total else ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One request in the list; nobody is named."""

    request: PublicInfoRequest
    details: str
    applicant: str
    clock: Clock | None
    promise: str  # what the clock runs to


@dataclass(frozen=True, kw_only=True)
class Event:
    """One moment of a request's story, with the letter that tells the applicant of it."""

    at: datetime
    title: str
    icon: str
    text: str = ""
    by: str = ""
    sign: str = ""
    letter: Letter | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The whole story, the newest first."""

    events: tuple[Event, ...]


def counts(member: Member) -> dict[Tab, int]:
    """How many requests stand in each tab."""
    asked = {tab.name: Count("pk", filter=condition) for tab, condition in IN_TAB.items()}
    found = PublicInfoRequest.objects.seen_by(member).aggregate(**asked)
    return {tab: found[tab.name] for tab in Tab}


def page(member: Member, tab: Tab, *, now: datetime, after: int = 0) -> tuple[list[Line], int]:
    """One page of a tab, by deadline where there is one, and where the next begins (0: nowhere)."""
    found = (
        PublicInfoRequest.objects.seen_by(member)
        .filter(IN_TAB[tab])
        .select_related("applicant", "unit", "institution")
    )
    found = found.order_by("due_at", "pk") if tab is Tab.OPEN else found.order_by("-asked_at", "-pk")
    rows = list(found[after : after + A_PAGE + 1])
    calendar = structure.calendar_of(member.institution)
    objected = [one for one in rows if one.state == RequestState.OBJECTED]
    # The list of what has ended asks nothing more.
    under_way = (
        {one.request_id: one for one in objections(member, waiting=True).filter(request__in=objected)}
        if objected
        else {}
    )
    lines = [
        Line(
            request=one,
            details=masked(one.details),
            applicant=one.applicant.masked.name,
            clock=clock,
            promise=promise,
        )
        for one in rows[:A_PAGE]
        for clock, promise in [owed(one, under_way.get(one.pk), calendar, now=now)]
    ]
    return lines, after + A_PAGE if len(rows) > A_PAGE else 0


def objections(member: Member, *, waiting: bool) -> ObjectionQuerySet:
    """Objections that wait for the superior, or those that are over; by deadline, or the newest first."""
    found = Objection.objects.seen_by(member).select_related("request__applicant", "institution")
    if waiting:
        return found.filter(state__in=sorted(WITH_THE_SUPERIOR)).order_by("due_at", "pk")
    return found.exclude(state__in=sorted(WITH_THE_SUPERIOR)).order_by("-filed_at", "-pk")


def of_conversation(member: Member, conversation: Conversation) -> list[PublicInfoRequest]:
    """The requests that began in a thread, the newest first."""
    found = PublicInfoRequest.objects.seen_by(member).filter(conversation=conversation)
    return list(found.order_by("-asked_at", "-pk"))


def clock_of_request(request: PublicInfoRequest, calendar: WorkingCalendar, *, now: datetime) -> Clock | None:
    """How much of the limit is used; None where no clock runs."""
    if request.state not in ON_THE_CLOCK | {RequestState.UNANSWERED}:
        return None
    if request.due_on is None or request.due_at is None or request.completed_at is None:
        return None
    due = Due(on=request.due_on, at=request.due_at, is_estimate=request.is_estimate)
    return _clock(calendar, began=request.completed_at, due=due, now=now)


def clock_of_objection(objection: Objection, calendar: WorkingCalendar, *, now: datetime) -> Clock | None:
    """The superior's clock; None once it is answered."""
    if objection.state not in WITH_THE_SUPERIOR:
        return None
    due = Due(on=objection.due_on, at=objection.due_at, is_estimate=objection.is_estimate)
    return _clock(calendar, began=objection.filed_at, due=due, now=now)


def owed(
    request: PublicInfoRequest, objection: Objection | None, calendar: WorkingCalendar, *, now: datetime
) -> tuple[Clock | None, str]:
    """The clock that runs for a request, the superior's where one objects, and what it runs to."""
    if objection is not None:
        return clock_of_objection(objection, calendar, now=now), _("Superior's answer")
    return clock_of_request(request, calendar, now=now), _("Written notice")


def due_requests(institution_id: int) -> RequestQuerySet:
    """What is on the clock, the nearest limit first."""
    return (
        PublicInfoRequest.objects.filter(institution_id=institution_id)
        .on_the_clock()
        .select_related("institution")
        .by_deadline()
    )


def due_objections(institution_id: int) -> ObjectionQuerySet:
    """What waits for the superior in time, the nearest limit first."""
    found = Objection.objects.filter(institution_id=institution_id, state=ObjectionState.REGISTERED)
    return found.select_related("request__institution").order_by("due_at", "pk")


def late_requests(institution_id: int, now: datetime) -> RequestQuerySet:
    """Whose limit passed without a written notice."""
    return PublicInfoRequest.objects.filter(institution_id=institution_id).late(now)


def late_objections(institution_id: int, now: datetime) -> ObjectionQuerySet:
    """Whose limit passed without the superior's answer."""
    return Objection.objects.filter(institution_id=institution_id).late(now).select_related("request")


def running_requests(member: Member, *, most: int) -> list[PublicInfoRequest]:
    """What the desk shows an officer: what is to be decided, late ones first, and what is to be handed over."""
    found = PublicInfoRequest.objects.seen_by(member).filter(
        state__in=sorted(ON_THE_CLOCK | {RequestState.UNANSWERED, RequestState.NOTIFIED})
    )
    return list(found.by_deadline()[:most])


def running_objections(member: Member, *, most: int) -> list[Objection]:
    """What the desk shows the superior."""
    found = Objection.objects.seen_by(member).waiting().select_related("request")
    return list(found.exclude(request__decided_by=member).order_by("due_at", "pk")[:most])


def timeline(request: PublicInfoRequest, *, viewer: BelongsTo) -> Timeline:
    """Everything that happened, with the letters that told the applicant of it."""
    letters = {
        (one.kind, one.objection_id): one for one in Letter.objects.seen_by(viewer).filter(request=request)
    }
    told = {kind: letters.get((kind.value, None)) for kind in LetterKind}
    found = [_came_in(request)]
    if request.completed_at:
        due = (
            dates.long_date(request.due_on, language()) if request.due_on and not request.extended_at else ""
        )
        found.append(
            Event(
                at=request.completed_at,
                title=_("Complete and registered as %(number)s") % {"number": request.register_number},
                text=_("Written notice is due on %(day)s.") % {"day": due} if due else "",
                icon="approve",
                letter=told[LetterKind.RECEIPT],
            )
        )
    if request.extended_at:
        found.append(
            Event(
                at=request.extended_at,
                title=_("Extended: %(why)s") % {"why": request.get_extension_reason_display()},
                text=request.extension_words,
                icon="waiting",
                sign="warning",
                letter=told[LetterKind.EXTENSION],
            )
        )
    if request.notified_at:
        found.append(_decided(request, told))
    if request.given_at:
        found.append(
            Event(
                at=request.given_at,
                title=_("Handed over"),
                text=request.answer_words,
                icon="done",
                sign="success",
            )
        )
    if request.withdrawn_at:
        found.append(
            Event(at=request.withdrawn_at, title=_("Withdrawn"), text=request.withdrawn_why, icon="undo")
        )
    for objection in request.objections.select_related("answered_by__person").all():
        found += _of_objection(objection, letters)
    # What happened at one instant stays in its order: it came in before it was registered.
    return Timeline(events=tuple(sorted(found, key=lambda one: one.at)[::-1]))


def _came_in(request: PublicInfoRequest) -> Event:
    return Event(
        at=request.asked_at,
        title=_("Came in: %(how)s") % {"how": request.get_channel_display()},
        icon="inbox",
    )


def _decided(request: PublicInfoRequest, told: dict[LetterKind, Letter | None]) -> Event:
    # What was refused then may have been granted since, after an objection: the story tells what was said.
    is_refusal = told[LetterKind.REFUSAL] is not None
    return Event(
        at=request.notified_at or request.asked_at,
        title=str(Decision.REFUSED.label if is_refusal else request.get_decision_display()),
        text=request.refusal_words if is_refusal else request.answer_words,
        icon="blocked" if is_refusal else "send",
        by=request.decided_by.name if request.decided_by else "",
        sign="danger" if is_refusal else "success",
        letter=told[LetterKind.REFUSAL if is_refusal else LetterKind.NOTICE],
    )


def _of_objection(objection: Objection, letters: dict[tuple[str, int | None], Letter]) -> list[Event]:
    found = [
        Event(
            at=objection.filed_at,
            title=_("Objection %(number)s") % {"number": objection.register_number},
            text=str(ObjectionReason(objection.reason).label),
            icon="warning",
            sign="warning",
            letter=letters.get((LetterKind.OBJECTION_RECEIPT, objection.pk)),
        )
    ]
    if objection.answered_at:
        found.append(
            Event(
                at=objection.answered_at,
                title=str(objection.get_verdict_display()),
                text=objection.answer,
                icon="approve",
                by=objection.answered_by_name,
                letter=letters.get((LetterKind.OBJECTION_ANSWER, objection.pk)),
            )
        )
    if objection.withdrawn_at:
        found.append(
            Event(
                at=objection.withdrawn_at,
                title=_("Objection withdrawn"),
                text=objection.withdrawn_why,
                icon="undo",
            )
        )
    return found


def _clock(calendar: WorkingCalendar, *, began: datetime, due: Due, now: datetime) -> Clock:
    total = calendar.business_days_between(began, due.on)
    left = calendar.business_days_between(now, due.on)
    if now > due.at and left == 0:
        left = -1  # its last day is over: the office has closed
    return Clock(used=min(max(total - left, 0), total), total=total, left=left, due=due)
