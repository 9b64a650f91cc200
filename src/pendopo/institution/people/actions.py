"""Every write about people: who comes, what they may do, and that they leave nothing open when they go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.core.files import File
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.clock import Zone
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people import invitations, policies, queries, sessions
from pendopo.institution.people.events import LetterEnds, MemberJoined, MemberLeft, MemberMoved
from pendopo.institution.people.models import AssignmentLetter, Member, Person
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.structure.models import OrgUnit

WARNED_DAYS: Final = (30, 7)


def a_person(*, email: str, name: str, password: str | None = None, language: str = "id") -> Person:
    """The person of this address, new where nobody has it; whoever invites vouches for the address."""
    email = Person.objects.normalize_email(email).casefold()
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_user(email, password, name=name, language=language)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


@transaction.atomic
def invite_member(
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    by: Member,
    now: datetime,
    unit: OrgUnit | None = None,
    position: str = "",
    employee_number: str = "",
) -> Member:
    """Let somebody in; they get a mail with a link that sets their password.

    Raises Refused when `by` may not, or when the person is here already.
    """
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    chosen = _ordered(roles)
    if not chosen:
        raise Refused(_("Choose at least one role."), field="roles")
    _same_house(by, unit)
    person = a_person(email=email, name=name, language=by.person.language)
    member = Member.objects.seen_by(by).filter(person=person).first()
    if member is not None and member.left_at is None:
        raise Refused(_("%(name)s is here already.") % {"name": member.name}, field="email")
    fields: dict[str, Any] = {
        "unit": unit,
        "position": position,
        "employee_number": employee_number,
        "roles": [role.value for role in chosen],
    }
    if member is None:
        member = Member.objects.create(institution_id=by.institution_id, person=person, **fields)
    else:
        fields |= {"left_at": None, "left_why": ""}
        Member.objects.filter(pk=member.pk).update(**fields)
        member.refresh_from_db()
    ledger.write(
        did="member.invited", by=by, to=member, at=now, words=_name(member) | {"roles": _labels(chosen)}
    )
    events.tell(MemberJoined(institution_id=member.institution_id, member_id=member.pk))
    invitations.send.defer(institution_id=member.institution_id, member_id=member.pk)
    return member


@transaction.atomic
def invite_again(*, member: Member, by: Member, now: datetime) -> None:
    """Send the invitation once more; the links before still work until they are used or old."""
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    if not member.is_here:
        raise Refused(_("%(name)s does not belong to the institution any more.") % {"name": member.name})
    ledger.write(did="member.invited_again", by=by, to=member, at=now, words=_name(member))
    invitations.send.defer(institution_id=member.institution_id, member_id=member.pk)


@transaction.atomic
def change_roles(*, member: Member, roles: Iterable[Role], by: Member, now: datetime) -> None:
    """Give and take roles. Raises Refused when nobody would be left to administer."""
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    chosen = _ordered(roles)
    if not chosen:
        raise Refused(
            _("Without a role %(name)s can do nothing. Off-board them instead, or leave one role.")
            % {"name": member.name},
            field="roles",
        )
    before = _locked(member)
    if before == [role.value for role in chosen]:
        return
    if Role.ADMINISTRATOR not in chosen:
        _keep_an_administrator(member)
    Member.objects.seen_by(by).filter(pk=member.pk).update(roles=[role.value for role in chosen])
    member.roles = [role.value for role in chosen]
    ledger.write(
        did="member.roles_changed",
        by=by,
        to=member,
        at=now,
        words=_name(member) | {"before": _labels(_ordered(before)), "after": _labels(chosen)},
    )


@transaction.atomic
def change_position(
    *, member: Member, position: str, employee_number: str, by: Member, now: datetime
) -> None:
    """What a person is in the office."""
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    if (member.position, member.employee_number) == (position, employee_number):
        return
    Member.objects.seen_by(by).filter(pk=member.pk).update(position=position, employee_number=employee_number)
    member.position, member.employee_number = position, employee_number
    ledger.write(did="member.changed", by=by, to=member, at=now, words=_name(member))


@transaction.atomic
def move_unit(*, member: Member, unit: OrgUnit | None, by: Member, now: datetime) -> None:
    """Let a person belong to another unit."""
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    _same_house(by, unit)
    if unit is not None and unit.closed_at is not None:
        raise Refused(_("This unit is closed. Choose another one."), field="unit")
    if member.unit_id == (unit.pk if unit else None):
        return
    Member.objects.seen_by(by).filter(pk=member.pk).update(unit=unit)
    member.unit = unit
    words = _name(member) | {"unit": unit.name if unit else "-"}
    ledger.write(did="member.moved", by=by, to=member, at=now, words=words)
    events.tell(MemberMoved(institution_id=member.institution_id, member_id=member.pk, at=now))


@transaction.atomic
def record_letter(
    *,
    member: Member,
    number: str,
    issued_on: date,
    valid_from: date,
    valid_until: date | None,
    by: Member,
    now: datetime,
    scope: str = "",
    scan: File[bytes] | None = None,
) -> AssignmentLetter:
    """Record the letter that lets a person speak in the office's name (R02). Raises Refused."""
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    if not member.is_here:
        raise Refused(_("%(name)s does not belong to the institution any more.") % {"name": member.name})
    if valid_until is not None and valid_until < valid_from:
        raise Refused(
            _("The letter ends before it begins. Correct one of the two dates."), field="valid_until"
        )
    letter = AssignmentLetter.objects.create(
        institution_id=by.institution_id,
        member=member,
        number=number,
        issued_on=issued_on,
        valid_from=valid_from,
        valid_until=valid_until,
        scope=scope,
        scan=scan or "",
    )
    ledger.write(
        did="letter.recorded",
        by=by,
        to=member,
        at=now,
        words=_name(member) | {"number": number, "until": valid_until.isoformat() if valid_until else "-"},
    )
    return letter


@transaction.atomic
def revoke_letter(*, letter: AssignmentLetter, why: str, by: Member, now: datetime) -> None:
    """The letter holds no more from this moment on. Raises Refused, Stale."""
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    if not why.strip():
        raise Refused(_("Write why the letter is revoked."), field="why")
    held = AssignmentLetter.objects.seen_by(by).filter(pk=letter.pk, revoked_at__isnull=True)
    if not held.update(revoked_at=now):
        raise Stale(_("This letter has been revoked already."))
    letter.revoked_at = now
    ledger.write(
        did="letter.revoked",
        by=by,
        to=letter.member,
        at=now,
        words=_name(letter.member) | {"number": letter.number, "why": why.strip()},
    )


@transaction.atomic
def off_board(*, member: Member, why: str, by: Member, now: datetime) -> int:
    """Take all roles away and end all sessions, at once (R04). Returns how many sessions ended.

    Raises Refused when `by` may not, or when nobody would be left to administer; Stale when they left already.
    """
    policies.require(by, Permission.MANAGE_PEOPLE, now=now)
    if not why.strip():
        raise Refused(_("Write why %(name)s leaves.") % {"name": member.name}, field="why")
    before = _locked(member)
    _keep_an_administrator(member)
    here = Member.objects.seen_by(by).filter(pk=member.pk, left_at__isnull=True)
    if not here.update(roles=[], left_at=now, left_why=why.strip()):
        raise Stale(_("%(name)s has left already.") % {"name": member.name})
    AssignmentLetter.objects.seen_by(by).filter(member=member, revoked_at__isnull=True).update(revoked_at=now)
    ended = sessions.end_all(member.person)
    member.roles, member.left_at, member.left_why = [], now, why.strip()
    ledger.write(
        did="member.left",
        by=by,
        to=member,
        at=now,
        words=_name(member) | {"why": why.strip(), "roles": _labels(_ordered(before)), "sessions": ended},
    )
    events.tell(
        MemberLeft(institution_id=member.institution_id, member_id=member.pk, by_id=by.pk, at=now),
    )
    return ended


@transaction.atomic
def change_profile(*, by: Member, name: str, phone: str, language: str, now: datetime) -> None:
    """What a person says of themselves."""
    person, before = by.person, by.person.name
    person.name, person.phone, person.language = name, phone, language
    person.save(update_fields=["name", "phone", "language"])
    if name != before:
        ledger.write(did="member.renamed", by=by, to=by, at=now, words={"before": before})


@transaction.atomic
def warn_of_ending(*, letter: AssignmentLetter, now: datetime) -> bool:
    """Say that a letter ends in 30 or 7 days, or has ended; each only once. Returns whether it was said."""
    if letter.valid_until is None or queries.is_followed(letter):
        return False
    left = (letter.valid_until - Zone(letter.institution.zone).day_of(now)).days
    # On its last day the letter still holds.
    threshold = 0 if left < 0 else min((days for days in WARNED_DAYS if left <= days), default=None)
    if threshold is None or (letter.warned_days is not None and letter.warned_days <= threshold):
        return False
    unsaid = AssignmentLetter.objects.seen_by(letter).filter(pk=letter.pk, warned_days=letter.warned_days)
    if not unsaid.update(warned_days=threshold):
        return False
    events.tell(
        LetterEnds(
            institution_id=letter.institution_id,
            letter_id=letter.pk,
            member_id=letter.member_id,
            days=max(left, -1),
            number=letter.number,
            ends_on=letter.valid_until,
            at=now,
        )
    )
    return True


def _ordered(roles: Iterable[Role | str]) -> list[Role]:
    wanted = {Role(role) for role in roles}
    return [role for role in Role if role in wanted]


def _labels(roles: Iterable[Role]) -> str:
    return ", ".join(str(role.label) for role in roles) or "-"


def _name(member: Member) -> dict[str, Any]:
    return {"name": member.name}


def _locked(member: Member) -> list[str]:
    """The roles a person has now; nobody else changes an administrator until this transaction ends."""
    with connection.cursor() as cursor:
        # One lock an institution: two people who take each other's administration away at once meet here.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, member.institution_id % 2**31])
    return list(
        Member.objects.select_for_update(of=("self",)).filter(pk=member.pk).values_list("roles", flat=True)[0]
    )


_LOCK = 7_220_114


def _keep_an_administrator(leaving: Member) -> None:
    others = Member.objects.seen_by(leaving).in_role(Role.ADMINISTRATOR).exclude(pk=leaving.pk)
    if Role.ADMINISTRATOR in leaving.role_set and not others.exists():
        raise Refused(
            _("%(name)s is the only administrator. Make somebody else one first.") % {"name": leaving.name},
            field="roles",
        )


def _same_house(by: Member, unit: OrgUnit | None) -> None:
    if unit is not None and unit.institution_id != by.institution_id:
        raise Refused(_("This unit belongs to another institution."), field="unit")
