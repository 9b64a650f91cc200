"""People and institutions for tests, as short as they can be said."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import AssignmentLetter, Institution, Member, OrgUnit, Person
from pendopo.institution.people.roles import Role

numbers = itertools.count(10_001)  # of one width: as text they stand in their order, and none begins another


def an_institution(name: str = "Pemerintah Kabupaten Contoh", **fields: object) -> Institution:
    return Institution.objects.create(**{"name": name, "slug": f"contoh-{next(numbers)}", **fields})


def a_unit(institution: Institution, name: str = "", **fields: object) -> OrgUnit:
    with acting_for(institution.pk):
        return OrgUnit.objects.create(
            institution=institution, name=name or f"Dinas {next(numbers)}", **fields
        )


def a_person(name: str = "Sari", **fields: object) -> Person:
    return Person.objects.create_user(
        f"orang{next(numbers)}@contoh.go.id", "kata sandi yang panjang", name=name, **fields
    )


def a_member(
    institution: Institution | None = None,
    *roles: Role,
    letter: bool = True,
    name: str = "Sari",
    **fields: object,
) -> Member:
    """Someone with these roles (operator where none is named) and a valid letter."""
    institution = institution or an_institution()
    with acting_for(institution.pk):
        member = Member.objects.create(
            institution=institution,
            person=a_person(name),
            roles=[role.value for role in roles or (Role.OPERATOR,)],
            **fields,
        )
        if letter:
            a_letter(member)
    return member


def a_letter(member: Member, *, days: int = 365, **fields: object) -> AssignmentLetter:
    today = date.today()
    return AssignmentLetter.objects.create(
        institution_id=member.institution_id,
        member=member,
        **{
            "number": f"SK/{next(numbers)}/2026",
            "issued_on": today - timedelta(days=30),
            "valid_from": today - timedelta(days=30),
            "valid_until": today + timedelta(days=days),
            **fields,
        },
    )
