"""What the lists of cases are narrowed to, and how many stand in each tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Self
from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from pendopo.foundation.often import Often
from pendopo.foundation.ui.days import day_in
from pendopo.foundation.ui.speech import here
from pendopo.institution.people.models import Member
from pendopo.serve.cases.models import Case, CaseQuerySet
from pendopo.serve.cases.states import CaseKind, CaseState, Channel

COUNTED_MOST: Final = 999  # nobody reads a larger number in a tab


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


def narrowed(member: Member, filters: Filters, *, now: datetime) -> CaseQuerySet:
    """The cases a member may see, of a tab with its filters."""
    found = _in_tab(filters.tab, Case.objects.seen_by(member), member_id=member.pk, now=now)
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


def _in_tab(tab: str, found: CaseQuerySet, *, member_id: int, now: datetime) -> CaseQuerySet:
    match tab:
        case Tab.OPEN:
            return found.not_closed()
        case Tab.MINE:
            return found.not_closed().kept_by(member_id)
        case Tab.LATE:
            return found.not_closed().late(now)
        case Tab.ENDED:
            return found.filter(state=CaseState.CLOSED)
        case _:
            return found


# The tabs that are worth a number, and in which order their first are counted. Without one the database reads the
# table on from where it stopped the last time, and every few pages goes through all cases that ended long ago.
ORDERED: Final = {Tab.OPEN: ("resolve_by",), Tab.MINE: ("resolve_by",), Tab.LATE: ()}
COUNTED: Final = {
    tab: Often(
        lambda institution_id, member_id, now, tab=tab: (
            _in_tab(tab, Case.objects.filter(institution_id=institution_id), member_id=member_id, now=now)
            .order_by(*ORDERED[tab])
            .values("pk")
        ),
        institution_id=int,
        member_id=int,
        now=datetime,
    )
    for tab in ORDERED
}


def by_deadline(filters: Filters) -> bool:
    """Whether a list goes by the clock; what ended has none."""
    return filters.tab in {Tab.OPEN, Tab.MINE, Tab.LATE}


def counts(member: Member, *, now: datetime) -> dict[str, int]:
    """How many stand in the tabs that are worth a number, up to one more than `COUNTED_MOST`."""
    return {tab.value: _count(tab, member, now) for tab in COUNTED}


def late_count(member: Member, *, now: datetime) -> int:
    """How many final answers are overdue, counted up to one more than `COUNTED_MOST`."""
    return _count(Tab.LATE, member, now)


def _count(tab: Tab, member: Member, now: datetime) -> int:
    said = {"institution_id": member.institution_id, "member_id": member.pk, "now": now}
    return COUNTED[tab].count(most=COUNTED_MOST + 1, **said)


def _one(said: Mapping[str, str], name: str, known: Sequence[str]) -> str:
    return said.get(name, "") if said.get(name, "") in known else ""


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 18 else None
