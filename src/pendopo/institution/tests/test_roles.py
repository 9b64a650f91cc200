"""The permission matrix, told a second time by hand: a change of the table must be meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people import policies, queries
from pendopo.institution.people.roles import NEEDS_LETTER, PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member, an_institution

NOW = datetime.now(UTC)

# operator editor approver duty_officer unit_liaison information_officer information_superior
# coordinator leader auditor administrator
MATRIX = {
    Permission.WRITE_CONTENT: "oead----l--",
    Permission.WRITE_IDEAS: "oeadni-cl--",
    Permission.REVIEW_CONTENT: "-ea-----l--",
    Permission.APPROVE_CONTENT: "--a-----l--",
    Permission.SCHEDULE: "oead----l--",
    Permission.TAKE_DOWN: "--ad----l--",
    Permission.STOP_ALL: "--ad----l-x",
    Permission.READ_INBOX: "oead-i-clu-",
    Permission.REPLY: "oe-d-i-c---",
    Permission.APPROVE_REPLY: "-ea-----l--",
    Permission.MODERATE: "oead-------",
    Permission.ASSIGN: "oead---c---",
    Permission.REVEAL_PERSONAL_DATA: "o--d-i-c---",
    Permission.EXPORT: "-ea--i-clu-",
    Permission.READ_MODERATION: "-ea-----lu-",
    Permission.MANAGE_INBOX_RULES: "-ea-------x",
    Permission.READ_WATCH: "oead-i-clux",
    Permission.MANAGE_WATCH: "-ea-------x",
    Permission.MANAGE_ROSTER: "-ea----c--x",
    Permission.SEE_CASES: "oead---clu-",
    Permission.HANDLE_CASES: "oe-d---c---",
    Permission.COORDINATE_CASES: "-------c---",
    Permission.MANAGE_CASE_RULES: "-------c--x",
    Permission.SEE_OPENNESS: "oead-is-lu-",
    Permission.HANDLE_INFORMATION: "-----i-----",
    Permission.DECIDE_OBJECTIONS: "------s----",
    Permission.MANAGE_STANDARDS: "-ea--i----x",
    Permission.SEE_CALENDAR: "oeadnisclux",
    Permission.MANAGE_PLAN: "oea-----l--",
    Permission.MANAGE_MEDIA: "oe-dn------",
    Permission.SEE_MATERIAL: "oead---clu-",
    Permission.ASK_MATERIAL: "oe-d-------",
    Permission.MANAGE_PEOPLE: "----------x",
    Permission.MANAGE_UNITS: "----------x",
    Permission.MANAGE_ACCOUNTS: "-e--------x",
    Permission.MANAGE_SETTINGS: "----------x",
    Permission.READ_LEDGER: "--------lux",
}
CELLS = [
    (permission, role, MATRIX[permission][place] != "-")
    for permission in Permission
    for place, role in enumerate(Role)
]


def test_the_table_knows_every_permission():
    assert set(PERMISSIONS) == set(Permission) == set(MATRIX)


@pytest.mark.parametrize(("permission", "role", "allowed"), CELLS, ids=str)
def test_each_role_may_what_the_table_says(permission, role, allowed):
    assert (role in PERMISSIONS[permission]) is allowed


@pytest.mark.parametrize("role", list(Role))
def test_a_member_may_exactly_what_their_role_allows_and_only_at_home(role, db):
    member = a_member(an_institution(), role)
    stranger = a_member(an_institution("Kota Lain"), *Role)
    with acting_for(member.institution_id):
        for permission in Permission:
            allowed = role in PERMISSIONS[permission]
            assert member.may(permission) is allowed
            who = set(queries.members_who_may(member.institution_id, permission).values_list("pk", flat=True))
            assert who == ({member.pk} if allowed else set())
            assert not queries.members_who_may(stranger.institution_id, permission).exists()
            if allowed:
                policies.require(member, permission, now=NOW)
            else:
                with pytest.raises(Refused):
                    policies.require(member, permission, now=NOW)


@pytest.mark.parametrize("permission", list(Permission))
def test_without_a_letter_nobody_speaks_for_the_office(permission, db):
    member = a_member(None, *Role, letter=False)
    with acting_for(member.institution_id):
        if permission in NEEDS_LETTER:
            with pytest.raises(Refused) as no:
                policies.require(member, permission, now=NOW)
            assert no.value.rule == "R02"
        else:
            policies.require(member, permission, now=NOW)


def test_whoever_has_left_may_nothing(db):
    member = a_member(None, *Role)
    member.left_at = NOW
    assert not any(member.may(permission) for permission in Permission)


def test_a_locked_person_may_nothing(db):
    member = a_member(None, *Role)
    member.person.is_active = False
    assert not any(member.may(permission) for permission in Permission)
