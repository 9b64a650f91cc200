"""Every read of people and their letters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from pendopo.foundation.often import Often
from pendopo.foundation.tenancy import known_person
from pendopo.institution.people.models import (
    AssignmentLetter,
    AssignmentLetterQuerySet,
    Member,
    MemberQuerySet,
    Person,
)
from pendopo.institution.people.roles import Permission


def member(institution_id: int, member_id: int) -> Member:
    """One member, also one who left. Raises Member.DoesNotExist."""
    return Member.objects.select_related("person", "unit", "institution").get(
        institution_id=institution_id, pk=member_id
    )


def houses_of(person: Person) -> list[Member]:
    """Every institution a person works for, asked before one is chosen."""
    with known_person(person.pk):
        found = Member.objects.active().filter(person=person)
        return list(found.select_related("institution", "person", "unit").order_by("pk"))


def members(institution_id: int) -> MemberQuerySet:
    """Everybody who is here, by name."""
    return (
        Member.objects.filter(institution_id=institution_id)
        .active()
        .select_related("person", "unit", "institution")
    )


def members_who_may(institution_id: int, permission: Permission) -> MemberQuerySet:
    """Everybody whose roles allow something."""
    return members(institution_id).who_may(permission)


NAMED: Final = {
    permission: Often(
        lambda institution_id, permission=permission: (
            members_who_may(institution_id, permission)
            .select_related(None)
            .values_list("pk", "person__name", "person__email")
        ),
        institution_id=int,
    )
    for permission in Permission
}


def names_who_may(institution_id: int, permission: Permission) -> list[tuple[int, str]]:
    """Number and name of everybody whose roles allow something: a filter of a list needs no more."""
    found = NAMED[permission].rows(institution_id=institution_id)
    return [(number, name or email) for number, name, email in found]


def people_page(viewer: Member, *, gone: bool = False, words: str = "") -> QuerySet[Member]:
    """The people list, each with the letters that still matter."""
    found = Member.objects.seen_by(viewer).select_related("person", "unit", "institution")
    found = found.filter(left_at__isnull=not gone)
    if words:
        found = found.filter(person__name__icontains=words) | found.filter(person__email__icontains=words)
    letters = AssignmentLetter.objects.seen_by(viewer).filter(revoked_at__isnull=True).order_by("-valid_from")
    return found.prefetch_related(Prefetch("letters", letters, to_attr="kept_letters"))


def letters_of(member: Member) -> AssignmentLetterQuerySet:
    """All letters of a person, the newest first."""
    return AssignmentLetter.objects.seen_by(member).filter(member=member).order_by("-valid_from", "-pk")


def letters_that_end(institution_id: int, today: date, *, within_days: int) -> QuerySet[AssignmentLetter]:
    """Letters of people who are here that end soon or ended this week, and that no later one follows."""
    ends = AssignmentLetter.objects.filter(
        institution_id=institution_id,
        revoked_at__isnull=True,
        valid_until__gte=today - timedelta(days=7),
        valid_until__lte=today + timedelta(days=within_days),
        member__left_at__isnull=True,
    )
    goes_on = AssignmentLetter.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until")),
        institution_id=institution_id,
        member_id=OuterRef("member_id"),
        revoked_at__isnull=True,
        valid_from__lte=OuterRef("valid_until") + timedelta(days=1),
    )
    return (
        ends.exclude(Exists(goes_on))
        .select_related("member__person", "institution")
        .order_by("valid_until", "pk")
    )


def is_followed(letter: AssignmentLetter) -> bool:
    """Whether another letter goes on where this one ends."""
    end = letter.valid_until
    if end is None:
        return True
    others = AssignmentLetter.objects.seen_by(letter).filter(member_id=letter.member_id).exclude(pk=letter.pk)
    return others.valid_on(end + timedelta(days=1)).exists()
