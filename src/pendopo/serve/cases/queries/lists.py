"""The table by deadline and the board by state, in few questions however many cases there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Self
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pendopo.foundation.clock import WorkingCalendar
from pendopo.foundation.personal_data import masked
from pendopo.foundation.ui.days import day_in
from pendopo.foundation.ui.speech import here
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.queries import Cursor
from pendopo.serve.cases import timeleft
from pendopo.serve.cases.models import Case, CaseQuerySet, Referral
from pendopo.serve.cases.states import (
    OPEN,
    OWED,
    WITH_UNIT,
    CaseKind,
    CaseState,
    Channel,
)
from pendopo.serve.cases.unit_clock import WHOLE

A_PAGE: Final = 25
A_COLUMN: Final = 8
COUNTED_MOST: Final = 999  # nobody reads a larger number in a tab
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


class Tab(models.TextChoices):
    """The ways to look at the table."""

    OPEN = "terbuka", pgettext_lazy("cases", "Open")
    MINE = "saya", gettext_lazy("Mine")
    LATE = "terlambat", gettext_lazy("Late")
    ENDED = "ditutup", gettext_lazy("Ended")
    ALL = "semua", gettext_lazy("All")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed to; all of it stands in the address."""

    tab: str = Tab.OPEN
    state: str = ""
    kind: str = ""
    channel: str = ""
    unit_id: int | None = None
    keeper_id: int | None = None
    urgent: bool = False
    since: date | None = None
    until: date | None = None
    words: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Self:
        """From an address; what is not known there is left out."""
        return cls(
            tab=_one(said, "lihat", Tab.values) or ("" if said.get("cari") else Tab.OPEN),
            state=_one(said, "status", CaseState.values),
            kind=_one(said, "jenis", CaseKind.values),
            channel=_one(said, "lewat", Channel.values),
            unit_id=_number(said.get("unit", "")),
            keeper_id=_number(said.get("pemegang", "")),
            urgent=said.get("mendesak", "") == "1",
            since=day_in(said.get("dari", "")),
            until=day_in(said.get("sampai", "")),
            words=" ".join(said.get("cari", "").replace("\x00", "").split())[:200],
        )

    def address(self, **changes: str) -> str:
        """As a query for the address."""
        said = {
            "lihat": self.tab,
            "status": self.state,
            "jenis": self.kind,
            "lewat": self.channel,
            "unit": str(self.unit_id or ""),
            "pemegang": str(self.keeper_id or ""),
            "mendesak": "1" if self.urgent else "",
            "dari": self.since.isoformat() if self.since else "",
            "sampai": self.until.isoformat() if self.until else "",
            "cari": self.words,
            **changes,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def is_narrow(self) -> bool:
        """Whether something besides the tab is chosen."""
        return bool(
            self.state
            or self.kind
            or self.channel
            or self.unit_id
            or self.keeper_id
            or self.urgent
            or self.since
            or self.until
            or self.words
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


def narrowed(member: Member, filters: Filters, *, now: datetime) -> CaseQuerySet:
    """The cases a member may see, of a tab with its filters."""
    found = Case.objects.seen_by(member)
    match filters.tab:
        case Tab.OPEN:
            found = found.not_closed()
        case Tab.MINE:
            found = found.not_closed().kept_by(member.pk)
        case Tab.LATE:
            found = found.not_closed().late(now)
        case Tab.ENDED:
            found = found.filter(state=CaseState.CLOSED)
    chosen: dict[str, object] = {
        "state": filters.state,
        "kind": filters.kind,
        "channel": filters.channel,
        "unit_id": filters.unit_id,
        "keeper_id": filters.keeper_id,
        "urgent": filters.urgent,
    }
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    zone = here()
    if filters.since:
        found = found.filter(opened_at__gte=zone.at(filters.since, datetime.min.time()))
    if filters.until:
        found = found.filter(opened_at__lt=zone.at(filters.until + timedelta(days=1), datetime.min.time()))
    return found


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


def by_deadline(filters: Filters) -> bool:
    """Whether a list goes by the clock; what ended has none."""
    return filters.tab in {Tab.OPEN, Tab.MINE, Tab.LATE}


def board(member: Member, filters: Filters, *, now: datetime) -> tuple[Column, ...]:
    """The open states, each with those that are due first."""
    calendar = calendar_of(member)
    columns = []
    for state in CaseState:
        if state not in OPEN:
            continue
        found = narrowed(member, filters, now=now).filter(state=state)
        rows = list(shown(found).order_by("resolve_by", "pk")[:A_COLUMN])
        count = found.order_by()[: COUNTED_MOST + 1].count() if len(rows) == A_COLUMN else len(rows)
        columns.append(
            Column(
                state=state,
                count=count,
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


def counts(member: Member, *, now: datetime) -> dict[str, int]:
    """How many stand in the tabs that are worth a number, up to one more than `COUNTED_MOST`."""
    tabs = (Tab.OPEN, Tab.MINE, Tab.LATE)
    return {
        tab.value: narrowed(member, Filters(tab=tab), now=now).order_by()[: COUNTED_MOST + 1].count()
        for tab in tabs
    }


def late_count(member: Member, *, now: datetime) -> int:
    """How many final answers are overdue, counted up to one more than `COUNTED_MOST`."""
    return Case.objects.seen_by(member).not_closed().late(now).order_by()[: COUNTED_MOST + 1].count()


def _one(said: Mapping[str, str], name: str, known: Sequence[str]) -> str:
    return said.get(name, "") if said.get(name, "") in known else ""


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 18 else None


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
