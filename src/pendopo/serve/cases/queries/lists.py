"""The table by deadline and the board by state, in few questions however many cases there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Final

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from pendopo.foundation.clock import WorkingCalendar
from pendopo.foundation.often import Often
from pendopo.foundation.personal_data import masked
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.queries import Cursor
from pendopo.serve.cases import timeleft
from pendopo.serve.cases.models import Case, CaseQuerySet, Referral
from pendopo.serve.cases.queries.narrowing import COUNTED_MOST, Filters, by_deadline, narrowed
from pendopo.serve.cases.states import (
    OPEN,
    OWED,
    WITH_UNIT,
    CaseKind,
    CaseState,
)
from pendopo.serve.cases.unit_clock import WHOLE

A_PAGE: Final = 25
A_COLUMN: Final = 8
OF_A_LINE: Final = (
    "institution_id",
    "code",
    "kind",
    "supervisory_content",
    "is_confidential",
    "channel",
    "title",
    "urgent",
    "state",
    "ending",
    "unit_id",
    "keeper_id",
    "is_estimate",
    "received_at",
    "opened_at",
    "verify_by",
    "resolve_by",
    "verified_at",
    "auto_close_at",
    "closed_at",
    "version",
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One case as the lists show it."""

    case: Case
    title: str  # personal data covered
    is_late: bool
    days_left: int | None  # working days until the final answer; None where nobody here owes one
    used: int  # working days of its clock, of `given`
    given: int
    verify_left: int | None  # working days until it must be verified; None where it is
    is_verified_late: bool
    place: Cursor

    @property
    def is_paused(self) -> bool:
        """Whether its clock waits for the citizen."""
        return self.case.state == CaseState.WAITING_CITIZEN

    @property
    def kind(self) -> str:
        """Its kind in a word."""
        return str(CaseKind(self.case.kind).label)

    @property
    def state(self) -> str:
        """Its state in a word."""
        return str(CaseState(self.case.state).label)

    @property
    def words(self) -> str:
        """How its clock stands."""
        if self.is_paused and not self.is_late:
            return _("stands still for the citizen")
        return timeleft.left(self.case.resolve_by, self.days_left or 0, is_late=self.is_late)

    @property
    def sign(self) -> str:
        """Red is late, amber is close; the words say it, too."""
        if self.is_late:
            return "danger"
        if self.is_paused:
            return "info"
        return "warning" if (self.days_left or 0) <= timeleft.SOON else "brand"

    @property
    def verify_words(self) -> str:
        """When it must be verified, as long as it is not."""
        if self.verify_left is None:
            return ""
        when = timeleft.left(self.case.verify_by, self.verify_left, is_late=self.is_verified_late)
        return _("verify: %(when)s") % {"when": when}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page, and where the next one begins."""

    lines: tuple[Line, ...]
    older: Cursor | None = None
    has_words: bool = field(default=True)  # false: the search had none to look for


@dataclass(frozen=True, kw_only=True)
class Column:
    """One state of the board."""

    state: CaseState
    count: int
    lines: tuple[Line, ...]


def page(member: Member, filters: Filters, *, after: Cursor | None, now: datetime) -> Found:
    """One page: open cases by deadline, the nearest first; all others the newest first."""
    found = narrowed(member, filters, now=now)
    if by_deadline(filters):
        if after is not None:
            found = found.filter(
                Q(resolve_by__gt=after.at) | Q(resolve_by=after.at, pk__gt=after.number),
                resolve_by__gte=after.at,  # lets the index begin there
            )
        found = found.order_by("resolve_by", "pk")
    else:
        if after is not None:
            found = found.filter(
                Q(opened_at__lt=after.at) | Q(opened_at=after.at, pk__lt=after.number),
                opened_at__lte=after.at,
            )
        found = found.order_by("-opened_at", "-pk")
    rows = list(shown(found)[: A_PAGE + 1])
    lines = lines_of(rows[:A_PAGE], calendar=calendar_of(member), now=now, by_deadline=by_deadline(filters))
    return Found(lines=lines, older=lines[-1].place if len(rows) > A_PAGE else None)


def board(member: Member, filters: Filters, *, now: datetime) -> tuple[Column, ...]:
    """The open states, each with those that are due first."""
    calendar, found = calendar_of(member), narrowed(member, filters, now=now)
    # Told once, asked for each state.
    first = Often(
        lambda state: found.filter(state=state).order_by("resolve_by", "pk").values_list("pk")[:A_COLUMN],
        state=str,
    )
    every = Often(lambda state: found.filter(state=state).values("pk"), state=str)
    numbers = {state: [pk for (pk,) in first.rows(state=state)] for state in CaseState if state in OPEN}
    cases = shown(Case.objects.seen_by(member).filter(pk__in=[*chain(*numbers.values())])).in_bulk()
    columns = []
    for state, due in numbers.items():
        is_full = len(due) == A_COLUMN
        rows = [cases[pk] for pk in due if pk in cases]
        columns.append(
            Column(
                state=state,
                count=every.count(most=COUNTED_MOST + 1, state=state) if is_full else len(rows),
                lines=lines_of(rows, calendar=calendar, now=now, by_deadline=True),
            )
        )
    return tuple(columns)


def shown(found: CaseQuerySet) -> CaseQuerySet:
    """With what a line shows, and nothing else of these rows."""
    return found.select_related("unit", "keeper__person").only(
        *OF_A_LINE,
        "unit__name",
        "unit__short_name",
        "keeper__person__name",
        "keeper__person__email",
    )


def lines_of(
    rows: Sequence[Case], *, calendar: WorkingCalendar, now: datetime, by_deadline: bool
) -> tuple[Line, ...]:
    """Rows as lines."""
    return tuple(_line(row, calendar=calendar, now=now, by_deadline=by_deadline) for row in rows)


def _line(row: Case, *, calendar: WorkingCalendar, now: datetime, by_deadline: bool) -> Line:
    # An answered case has nothing left to count, and a closed one may be years old.
    runs = row.state in OPEN and row.state != CaseState.ANSWERED
    days = calendar.business_days_between
    return Line(
        case=row,
        title=masked(row.title),
        is_late=row.state in OWED and row.resolve_by < now,
        days_left=days(now, row.resolve_by) if runs else None,
        used=max(days(row.received_at, now), 0) if runs else 0,
        given=max(days(row.received_at, row.resolve_by), 1) if runs else 1,
        verify_left=days(now, row.verify_by) if row.state == CaseState.NEW else None,
        is_verified_late=row.state == CaseState.NEW and row.verify_by < now,
        place=place_of(row, by_deadline=by_deadline),
    )


def place_of(row: Case, *, by_deadline: bool) -> Cursor:
    """Where a case stands in a list."""
    return Cursor(at=row.resolve_by if by_deadline else row.opened_at, number=row.pk)


def calendar_of(member: Member) -> WorkingCalendar:
    """The working days of the member's office."""
    return structure.calendar_of(member.institution)


def to_do(member: Member, *, now: datetime, most: int) -> tuple[Line, ...]:
    """A member's own cases and those nobody keeps in which somebody here must do something, by deadline."""
    found = (
        Case.objects.seen_by(member)
        .not_closed()
        .filter(
            Q(keeper_id=member.pk) | Q(keeper__isnull=True),
            Q(state__in=sorted(OWED)) | Q(state=CaseState.ANSWERED, auto_close_at__isnull=True),
        )
    )
    rows = list(shown(found).order_by("resolve_by", "pk")[:most])
    return lines_of(rows, calendar=calendar_of(member), now=now, by_deadline=True)


def to_decide(member: Member, *, now: datetime, most: int) -> tuple[Line, ...]:
    """Cases in which only a coordinator can say who answers, by deadline.

    A unit was silent until its whole time was over (R32), or units sent the case back as often as they may (R38).
    """
    silent = Referral.objects.seen_by(member).filter(state__in=sorted(WITH_UNIT), reminders__step__gte=WHOLE)
    may_send_back = Cast(KeyTextTransform("bounces_to_coordinator", "clocks__terms"), models.IntegerField())
    found = (
        Case.objects.seen_by(member)
        .not_closed()
        .filter(
            Q(pk__in=silent.values("case_id"), state__in=[CaseState.WAITING_UNIT, CaseState.IN_PROGRESS])
            | Q(state=CaseState.VERIFIED, bounces__gte=may_send_back)
        )
    )
    rows = list(shown(found).order_by("resolve_by", "pk")[:most])
    return lines_of(rows, calendar=calendar_of(member), now=now, by_deadline=True)
