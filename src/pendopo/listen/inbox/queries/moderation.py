"""What was taken out of sight, taken down or blocked: why, by whom, and what it said (R39)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.broadcast.publishing import queries as publishing
from pendopo.foundation.clock import Zone
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Block, Hiding
from pendopo.listen.inbox.personal import masked
from pendopo.listen.inbox.states import BlockState, HideReason, HidingState

A_PAGE: Final = 25
EXPORTED_MOST: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a list of moderation is narrowed to."""

    what: str = "disembunyikan"  # or diblokir, diturunkan: as in the address
    code: str = ""
    account_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Moderated:
    """One line: what was done to whom, why, by whom, and how it ended."""

    number: int
    at: datetime
    by: str
    citizen: str
    account: str
    code: str
    note: str
    copy: str
    state: str
    then: str  # who undid or decided it, and why
    then_at: datetime | None
    conversation_id: int | None = None
    block_id: int | None = None
    delivery_id: int | None = None


def moderated(
    member: Member, chosen: Chosen, *, before: int | None = None, most: int = A_PAGE + 1
) -> Sequence[Moderated]:
    """Lines of one kind, the newest first; with `before` those that were entered earlier."""
    match chosen.what:
        case "diblokir":
            return [_blocked(one) for one in _blocks(member, chosen, before)[:most]]
        case "diturunkan":
            return [_taken_down(one) for one in _takedowns(member, chosen, before)[:most]]
        case _:
            return [_hidden(one) for one in _hidings(member, chosen, before)[:most]]


def hidden_by_reason(institution: Institution, year: int) -> list[tuple[str, int]]:
    """How many messages were taken out of sight in a year for each reason, as anyone may know (R39)."""
    zone = Zone(institution.zone)
    counted = dict(
        Hiding.objects.filter(
            institution=institution,
            at__gte=zone.at(date(year, 1, 1), time.min),
            at__lt=zone.at(date(year + 1, 1, 1), time.min),
        )
        .exclude(code="")
        .exclude(state__in=[HidingState.REFUSED, HidingState.SHOWN])
        .order_by()
        .values_list("code")
        .annotate(many=Count("pk"))
    )
    return [(str(reason.label), counted.get(reason.value, 0)) for reason in HideReason]


def hidden_and_shown_again(institution: Institution, year: int) -> int:
    """How many hidden messages of a year are seen again: somebody looked twice."""
    zone = Zone(institution.zone)
    return (
        Hiding.objects.filter(
            institution=institution,
            state=HidingState.SHOWN,
            at__gte=zone.at(date(year, 1, 1), time.min),
            at__lt=zone.at(date(year + 1, 1, 1), time.min),
        )
        .exclude(code="")
        .count()
    )


def blocked_in(institution: Institution, year: int) -> int:
    """How many citizens were blocked in a year."""
    zone = Zone(institution.zone)
    return Block.objects.filter(
        institution=institution,
        state__in=[BlockState.IN_FORCE, BlockState.LIFTED],
        decided_at__gte=zone.at(date(year, 1, 1), time.min),
        decided_at__lt=zone.at(date(year + 1, 1, 1), time.min),
    ).count()


def _hidings(member: Member, chosen: Chosen, before: int | None) -> QuerySet[Hiding]:
    found = (
        Hiding.objects.seen_by(member)
        .exclude(code="")
        .select_related(
            "by__person", "shown_by__person", "message__account", "message__conversation__citizen"
        )
    )
    return _narrowed(found, member, chosen, before, at="at")


def _blocks(member: Member, chosen: Chosen, before: int | None) -> QuerySet[Block]:
    found = Block.objects.seen_by(member).select_related(
        "asked_by__person", "decided_by__person", "lifted_by__person", "citizen", "message__account"
    )
    return _narrowed(found, member, chosen, before, at="asked_at")


def _takedowns(member: Member, chosen: Chosen, before: int | None) -> QuerySet[Any]:
    found = publishing.taken_down(member.institution_id)
    return _narrowed(found, member, chosen, before, at="made_at", account="account_id", has_code=False)


def _narrowed(
    found: QuerySet[Any],
    member: Member,
    chosen: Chosen,
    before: int | None,
    *,
    at: str,
    account: str = "message__account_id",
    has_code: bool = True,
) -> QuerySet[Any]:
    zone = Zone(member.institution.zone)
    asked = Q()
    if chosen.code and has_code:
        asked &= Q(code=chosen.code)
    if chosen.account_id:
        asked &= Q(**{account: chosen.account_id})
    if chosen.since:
        asked &= Q(**{f"{at}__gte": zone.at(chosen.since, time.min)})
    if chosen.until:
        asked &= Q(**{f"{at}__lt": zone.at(chosen.until + timedelta(days=1), time.min)})
    if before:
        asked &= Q(pk__lt=before)
    return found.filter(asked).order_by("-pk")


def _hidden(one: Hiding) -> Moderated:
    return Moderated(
        number=one.pk,
        at=one.at,
        by=one.by.name,
        citizen=str(one.message.conversation.citizen),
        account=str(one.message.account),
        code=str(one.get_code_display()),
        note=masked(one.note),
        copy=masked(one.copy),
        state=str(one.get_state_display()),
        then=one.shown_by.name if one.shown_by else "",
        then_at=one.shown_at,
        conversation_id=one.message.conversation_id,
    )


def _blocked(one: Block) -> Moderated:
    then_by, then_why, then_at = (
        (one.lifted_by, one.lifted_why, one.lifted_at)
        if one.lifted_by
        else (one.decided_by, one.decided_why, one.decided_at)
    )
    return Moderated(
        number=one.pk,
        at=one.asked_at,
        by=one.asked_by.name,
        citizen=str(one.citizen),
        account=str(one.message.account),
        code=str(one.get_code_display()),
        note=masked(one.note),
        copy=masked(one.copy),
        state=str(one.get_state_display()),
        then=": ".join(filter(None, [then_by.name if then_by else "", masked(then_why)])),
        then_at=then_at,
        conversation_id=one.message.conversation_id,
        block_id=one.pk,
    )


def _taken_down(one: Any) -> Moderated:
    words = one.target.said.get("text", "") or one.target.title if one.target else one.title
    return Moderated(
        number=one.pk,
        at=one.made_at,
        by=one.by.name if one.by else str(_("Pendopo")),
        citizen="",
        account=str(one.account),
        code="",
        note=masked(str(one.said.get("why", ""))),
        copy=masked(str(words)),
        state=str(one.get_state_display()),
        then="",
        then_at=one.published_at,
        delivery_id=one.target_id or one.pk,
    )
