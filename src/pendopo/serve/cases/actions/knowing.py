"""Cases with supervisory content: who needs to know of them, and that the unit complained of never does (R33)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox import actions as inbox
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.story import locked, note, waits_for_citizen
from pendopo.serve.cases.clocks import Terms, reckoned
from pendopo.serve.cases.models import Case, Knower, Referral, Reporter
from pendopo.serve.cases.states import WITH_UNIT, CaseKind, CaseState

# Who is on every list, where they are not of the unit complained of; the next ones where there is nobody.
WATCHERS: Final = (Role.COORDINATOR, Role.LEADER, Role.AUDITOR)
OPENED = gettext_noop("opened it")
FLAGGED = gettext_noop("marked it as a matter of supervision")
COORDINATES = gettext_noop("coordinates complaints")
OF_THE_UNIT = gettext_noop("belongs to the unit complained of")
LEFT = gettext_noop("is no longer here")


def first_knowers(
    institution_id: int, *, reported_unit: OrgUnit | None, opener: Member | None
) -> list[Member]:
    """Who is on the list from the beginning: whoever opened it and those who coordinate. Raises Refused."""
    if opener is not None and reported_unit is not None and is_of(opener, reported_unit):
        raise Refused(
            _("You belong to the unit complained of. Ask a coordinator of another unit to take this on."),
            rule="R33",
        )
    for role in WATCHERS:
        found = [
            one
            for one in people.members(institution_id).in_role(role)
            if reported_unit is None or not is_of(one, reported_unit)
        ]
        if found:
            break
    if not found and opener is None:
        raise Refused(
            _(
                "Nobody outside the unit complained of coordinates complaints here. "
                "Ask an administrator to name a coordinator first."
            ),
            rule="R33",
        )
    return [*([opener] if opener else []), *(one for one in found if opener is None or one.pk != opener.pk)]


def is_of(member: Member, unit: OrgUnit) -> bool:
    """Whether somebody works in a unit or below it."""
    return member.unit is not None and structure.is_below(member.unit, unit)


def list_them(case: Case, members: list[Member], *, why: str, by: Member | None, now: datetime) -> None:
    """Write down who is on a list from the beginning; the row of the case says the same."""
    Knower.objects.bulk_create(
        Knower(
            institution_id=case.institution_id,
            case=case,
            member=one,
            why=why if by is not None and one.pk == by.pk else COORDINATES,
            added_by=by,
            added_at=now,
        )
        for one in members
    )


@transaction.atomic
def flag_supervisory(*, case: Case, reported_unit: OrgUnit | None, by: Member, now: datetime) -> None:
    """Mark a complaint as a matter of supervision: from now on only its list sees it, and its thread. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.supervisory_content:
        if reported_unit is not None and reported_unit.pk != row.reported_unit_id:
            name_reported(case=case, unit=reported_unit, by=by, now=now)
        return
    if row.kind != CaseKind.COMPLAINT:
        raise Refused(
            _("Only a complaint can be a matter of supervision. Change its kind first."), field="kind"
        )
    if row.state == CaseState.CLOSED:
        raise Refused(_("This case is closed. Open it again first."))
    unit = reported_unit or row.reported_unit
    members = first_knowers(row.institution_id, reported_unit=unit, opener=by)
    house = structure.institution(row.institution_id)
    due = reckoned(
        Terms.read(row.clocks.terms),
        structure.calendar_of(house),
        received_at=row.received_at,
        kind=row.kind,
        supervisory=True,
        waits=waits_for_citizen(row),
        reopened_at=row.reopened_at,
    )
    is_theirs = _is_theirs(row, unit)
    known = sorted(one.pk for one in members)
    keeper = row.keeper_id if row.keeper_id in known else by.pk
    Case.objects.filter(pk=row.pk).update(
        supervisory_content=True,
        reported_unit=unit,
        # Named as the one that would answer, and never asked.
        unit=None if is_theirs else row.unit,
        known_to=known,
        keeper=keeper,
        resolve_by=due.resolve_by,
        is_estimate=row.is_estimate or due.is_estimate,
    )
    list_them(row, members, why=FLAGGED, by=by, now=now)
    shut_threads(row, known, by=by, now=now)
    note(row, "restricted", now=now, by=by)
    ledger.write(did="cases.flagged", by=by, to=row, at=now, words={"code": row.code, "people": len(known)})
    case.refresh_from_db()


@transaction.atomic
def name_reported(*, case: Case, unit: OrgUnit, by: Member, now: datetime) -> None:
    """Say which unit a matter of supervision is about: whoever is of it is off the list at once. Raises Refused.

    Only a coordinator puts another unit in the place of one that was named.
    """
    _hold(case.known_to or ())
    row = _restricted(case, by, now=now)
    if row.reported_unit_id == unit.pk:
        return
    if unit.institution_id != row.institution_id:
        raise Refused(_("This belongs to another institution."))
    if row.reported_unit_id is not None and not by.may(Permission.COORDINATE_CASES):
        raise Refused(_("Only a coordinator names another unit."), rule="R33", field="reported_unit")
    if is_of(by, unit):
        raise Refused(
            _("You belong to the unit complained of. Ask a coordinator of another unit to take this on."),
            rule="R33",
            field="reported_unit",
        )
    if _is_theirs(row, unit):
        Case.objects.filter(pk=row.pk).update(unit=None)
    gone = [one for one in people.members(row.institution_id) if one.pk in (row.known_to or ())]
    take_off(row, [one for one in gone if is_of(one, unit)], why=OF_THE_UNIT, reported=unit, by=by, now=now)
    note(row, "reported", now=now, by=by, unit=unit, name=unit.called)
    ledger.write(did="cases.reported_named", by=by, to=row, at=now, words={"code": row.code})
    case.refresh_from_db()


@transaction.atomic
def let_know(*, case: Case, member: Member, why: str, by: Member, now: datetime) -> Knower:
    """Put somebody on the list of a case. Raises Refused."""
    _hold([member.pk])
    member.refresh_from_db(fields=["unit"])
    row = _restricted(case, by, now=now)
    if not why.strip():
        raise Refused(_("Write why they need to know."), field="why")
    if member.institution_id != row.institution_id or not policies.may_see(member):
        raise Refused(_("Choose somebody whose role lets them see cases."), field="member")
    if row.reported_unit is not None and is_of(member, row.reported_unit):
        raise Refused(
            _("%(who)s belongs to the unit complained of, which never sees this case.")
            % {"who": member.name},
            rule="R33",
            field="member",
        )
    if member.pk in (row.known_to or ()):
        raise Refused(_("%(who)s is on the list already.") % {"who": member.name}, field="member")
    knower = Knower.objects.create(
        institution_id=row.institution_id,
        case=row,
        member=member,
        why=why.strip()[:300],
        added_by=by,
        added_at=now,
    )
    _keep(row, [*(row.known_to or ()), member.pk], by=by, now=now)
    note(row, "let_know", now=now, by=by, who=member.name)
    ledger.write(did="cases.let_know", by=by, to=row, at=now, words={"code": row.code, "who": member.name})
    return knower


@transaction.atomic
def let_go(*, case: Case, knower: Knower, why: str, by: Member, now: datetime) -> None:
    """Take somebody off the list; they see nothing of it any more. Raises Refused."""
    row = _restricted(case, by, now=now)
    if knower.member_id == by.pk:
        raise Refused(_("Nobody takes themselves off a list. Ask a colleague who is on it."))
    if not why.strip():
        raise Refused(_("Write why they need to know no more."), field="why")
    if not Knower.objects.filter(pk=knower.pk, case=row, removed_at__isnull=True).update(
        removed_by=by, removed_at=now, removed_why=why.strip()[:300]
    ):
        return
    _keep(row, [one for one in row.known_to or () if one != knower.member_id], by=by, now=now)
    if row.keeper_id == knower.member_id:
        Case.objects.filter(pk=row.pk).update(keeper=by)
    note(row, "let_go", now=now, by=by, who=knower.member.name)
    ledger.write(
        did="cases.let_go", by=by, to=row, at=now, words={"code": row.code, "who": knower.member.name}
    )


def take_off(
    row: Case,
    gone: list[Member],
    *,
    why: str,
    reported: OrgUnit | None = None,
    by: Member | None,
    now: datetime,
) -> None:
    """Take these off the list of a held case; where nobody would be left, those who watch come on it. Raises Refused.

    `by` None: it follows from somebody's move. Then call it inside `house_itself`.
    """
    unit = reported or row.reported_unit
    out = {one.pk for one in gone}
    Knower.objects.filter(case=row, member_id__in=out, removed_at__isnull=True).update(
        removed_by=by, removed_at=now, removed_why=why
    )
    left = [one for one in row.known_to or () if one not in out]
    if not left:
        instead = [
            one
            for one in first_knowers(row.institution_id, reported_unit=unit, opener=None)
            if one.pk not in out
        ]
        list_them(row, instead, why=COORDINATES, by=None, now=now)
        left = [one.pk for one in instead]
    known = sorted(left)
    keeper = row.keeper_id if row.keeper_id in known else (by.pk if by is not None else None)
    Case.objects.filter(pk=row.pk).update(known_to=known, reported_unit=unit, keeper=keeper)
    row.known_to, row.reported_unit, row.keeper_id = known, unit, keeper
    shut_threads(row, known, by=by, now=now)
    for one in gone:
        note(row, "left_list", now=now, by=by, who=one.name)
        ledger.write(
            did="cases.left_list",
            by=by,
            institution_id=row.institution_id,
            to=row,
            at=now,
            words={"code": row.code, "who": one.name},
        )


def shut_threads(case: Case, known: list[int] | None, *, by: Member | None, now: datetime) -> None:
    """Show every conversation of a case to those who know of the case only; None: to everybody again."""
    ids = set(
        Reporter.objects.filter(case=case, conversation__isnull=False).values_list(
            "conversation_id", flat=True
        )
    )
    if case.conversation_id is not None:
        ids.add(case.conversation_id)
    inbox.restrict(
        conversation_ids=[one for one in ids if one is not None],
        known_to=known,
        by=by,
        institution_id=case.institution_id,
        now=now,
    )


def _is_theirs(row: Case, unit: OrgUnit | None) -> bool:
    """Whether the unit complained of stands as the one that answers. Raises Refused where it is being asked."""
    if unit is None or row.unit is None or not structure.is_below(row.unit, unit):
        return False
    if Referral.objects.filter(case=row, state__in=sorted(WITH_UNIT)).exists():
        raise Refused(
            _("The unit complained of has this case. Take it back from the unit first."),
            rule="R33",
            field="reported_unit",
        )
    return True


def _hold(members: Iterable[int]) -> None:
    """Nobody of them moves to another unit meanwhile. Before the case is held: moving people goes in this order."""
    held = Member.objects.filter(pk__in=sorted(members)).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk", flat=True))


def _restricted(case: Case, by: Member, *, now: datetime) -> Case:
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.known_to is None:
        raise Refused(_("Everybody who may see cases sees this one: it has no list."))
    if by.pk not in row.known_to:
        raise Refused(_("Only those on the list change it."), rule="R33")
    return row


def _keep(case: Case, known: list[int], *, by: Member, now: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(known_to=sorted(known))
    shut_threads(case, sorted(known), by=by, now=now)
