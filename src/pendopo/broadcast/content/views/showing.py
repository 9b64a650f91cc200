"""What several pages show of an item: previews, the checklist, and what its time means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count
from django.db.models.functions import ExtractHour
from django.utils.timezone import now
from django.utils.translation import get_language, gettext

from pendopo.broadcast.content import office, queries
from pendopo.broadcast.content.checking import Examined, examined
from pendopo.broadcast.content.composition import Composition
from pendopo.broadcast.content.models import ContentItem, ReasonGiven
from pendopo.broadcast.content.previews import previews
from pendopo.broadcast.content.rules import Action, Finding, Line
from pendopo.foundation.clock import WorkingCalendar, national_days_on
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.institution.structure.queries import calendar_of

CLASH: Final = timedelta(hours=1)
WINDOWS: Final = (time(10), time(15))  # the standard, until an account has published enough
PUBLISHED_SINCE: Final = timedelta(days=90)
ENOUGH_PUBLISHED: Final = 8
LOOKS_AHEAD: Final = 8  # days
ONE_TAP: Final = frozenset({Action.CONFIRM_ACCOUNT, Action.CONFIRM_TIME})
PLACES: Final = {
    Action.ADD_SOURCE: "sumber",
    Action.WRITE_ALT_TEXT: "gambar",
    Action.WRITE_TITLE: "id_title",
    Action.REMOVE_PICTURES: "gambar",
    Action.CROP_PICTURE: "gambar",
    Action.MAKE_RENDITION: "gambar",
    Action.ADD_CONSENT: "gambar",
    Action.SAY_RIGHTS: "gambar",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A finding as the page draws it."""

    finding: Finding
    says: str
    fix: str
    do: str  # what the button posts; '' where there is none
    leads_to: str  # the anchor of what has to be filled in
    account: SocialAccount | None
    reason: ReasonGiven | None

    @property
    def name(self) -> str:
        """Names it in a form."""
        return f"{self.finding.key}|{self.finding.account_key or ''}"

    @property
    def needs_reason(self) -> bool:
        return self.finding.needs_reason and self.reason is None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the checklist as the page draws it."""

    line: Line
    name: str
    says: str
    findings: tuple[Told, ...]


def live(
    item: ContentItem, composition: Composition, known: Sequence[SocialAccount], *, by: Member
) -> dict[str, Any]:
    """Everything that changes while somebody types. `by` is whoever would submit it."""
    by_id = {account.pk: account for account in known}
    looked = examined(item, composition, by=by, now=now())
    return {
        "previews": previews(item, composition, by_id),
        "to_mend": len(looked.blocking),
        "to_explain": len(looked.unexplained),
        "checklist": entries(looked, by_id),
    }


def entries(looked: Examined, known: dict[int, SocialAccount]) -> tuple[Entry, ...]:
    """The checklist in the reader's language."""
    return tuple(
        Entry(
            line=line,
            name=line.name.said(gettext),
            says=line.sentence.said(gettext),
            findings=tuple(_told(one, looked, known) for one in line.findings),
        )
        for line in looked.checklist()
    )


def _told(finding: Finding, looked: Examined, known: dict[int, SocialAccount]) -> Told:
    do, leads_to = "", ""
    if fix := finding.fix:
        if fix.replacement is not None:
            do = "fix"
        elif fix.action is Action.SPLIT_INTO_THREAD and finding.account_key:
            do = "split"
        elif fix.action in ONE_TAP:
            do = "confirm"
        elif fix.action is not None:
            leads_to = PLACES.get(fix.action, "")
    return Told(
        finding=finding,
        says=finding.sentence.said(gettext),
        fix=finding.fix.label.said(gettext) if finding.fix else "",
        do=do,
        leads_to=leads_to,
        account=known.get(int(finding.account_key)) if finding.account_key else None,
        reason=looked.reasons.get(finding.key),
    )


def around(item: ContentItem, due_at: datetime | None, member: Member) -> dict[str, Any]:
    """What a time means: solemn days, closed doors, and what else goes out then."""
    lane = office.lane_of(item.institution_id, item.lane)
    calendar = calendar_of(item.institution)
    hours, is_standard = _hours(item, calendar, member)
    told: dict[str, Any] = {
        "lane": lane,
        "due_at": due_at,
        "clashes": (),
        "days": (),
        "closed": "",
        "is_past": False,
        "crisis": queries.crisis(item.institution_id),
        "good_times": _good_times(item, calendar, member, hours),
        "hours_are_standard": is_standard,
    }
    if due_at is None:
        return told
    day = calendar.zone.day_of(due_at)
    english = (get_language() or "id").startswith("en")
    closure = calendar.closure_on(day)
    told["is_past"] = due_at < now()
    told["days"] = [
        {"name": one.name_en if english else one.name, "is_solemn": one.is_solemn}
        for one in national_days_on(day, calendar.decrees)
    ]
    told["is_open"] = calendar.is_open(due_at)
    told["closed"] = (closure.name_en if english else closure.name) if closure else ""
    told["is_closed_day"] = closure is not None
    told["clashes"] = (
        ContentItem.objects.seen_by(member)
        .filter(due_at__range=(due_at - CLASH, due_at + CLASH), account_ids__overlap=item.account_ids)
        .exclude(pk=item.pk)
        .exclude(state="withdrawn")
        .order_by("due_at")[:3]
    )
    return told


def _hours(item: ContentItem, calendar: WorkingCalendar, member: Member) -> tuple[tuple[time, ...], bool]:
    """The hours at which the item's accounts mostly published of late; True: too little is known, so the standard."""
    since = now() - PUBLISHED_SINCE
    published = (
        ContentItem.objects.seen_by(member)
        .filter(state="published", published_at__gte=since, account_ids__overlap=item.account_ids)
        .annotate(hour=ExtractHour("published_at", tzinfo=calendar.zone.tz))
        .order_by()
        .values_list("hour")
        .annotate(times=Count("pk"))
    )
    hours: Counter[int] = Counter(dict(published))
    if hours.total() < ENOUGH_PUBLISHED:
        return WINDOWS, True
    best = sorted(hours, key=lambda hour: (-hours[hour], hour))[: len(WINDOWS)]
    return tuple(time(hour) for hour in sorted(best)), False


def _good_times(
    item: ContentItem, calendar: WorkingCalendar, member: Member, hours: tuple[time, ...]
) -> list[datetime]:
    """The next of these hours on working days at which none of the item's accounts posts already."""
    today = calendar.zone.day_of(now())
    soon = now() + timedelta(minutes=30)
    windows = [
        at
        for number in range(LOOKS_AHEAD)
        if calendar.is_business_day(day := today + timedelta(days=number))
        for clock in hours
        if (at := calendar.zone.at(day, clock)) > soon
    ]
    taken = list(
        ContentItem.objects.seen_by(member)
        .filter(
            due_at__range=(soon - CLASH, soon + timedelta(days=LOOKS_AHEAD)),
            account_ids__overlap=item.account_ids,
        )
        .exclude(pk=item.pk)
        .exclude(state="withdrawn")
        .values_list("due_at", flat=True)
    )
    free = [at for at in windows if not any(abs(at - other) < CLASH for other in taken if other)]
    return free[:3]
