"""People who sign in, what they are in an institution, and the letters that allow them to speak for it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role


class People(BaseUserManager["Person"]):
    """How people come into the house."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person who can sign in; without a password only once they have set one."""
        person = self.model(email=self.normalize_email(email).casefold(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do follows from their memberships."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(
        max_length=5, default="id", choices=[("id", "Bahasa Indonesia"), ("en", "English")]
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="an_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """What allauth and mail call the person."""
        return self.name


class MemberQuerySet(TenantQuerySet["Member"]):
    """Who is here."""

    def active(self) -> MemberQuerySet:
        return self.filter(left_at__isnull=True, person__is_active=True)

    def in_role(self, *roles: Role) -> MemberQuerySet:
        return self.active().filter(roles__overlap=[role.value for role in roles])

    def who_may(self, permission: Permission) -> MemberQuerySet:
        return self.in_role(*PERMISSIONS[permission])


class Member(TenantModel):
    """A person in one institution, with their unit and roles. Never deleted: the ledger names them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    position = models.CharField(_("position"), max_length=150, blank=True)
    employee_number = models.CharField(_("employee number (NIP)"), max_length=30, blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_why = models.CharField(max_length=300, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "person"], name="a_person_is_a_member_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What colleagues call them."""
        return str(self.person)

    @property
    def role_set(self) -> frozenset[Role]:
        """Their roles."""
        return frozenset(Role(role) for role in self.roles)

    @property
    def is_here(self) -> bool:
        """Whether they still belong to the institution."""
        return self.left_at is None and self.person.is_active

    def may(self, permission: Permission) -> bool:
        """Whether one of their roles allows it. What else must be true, each room's policies say."""
        return self.is_here and bool(self.role_set & PERMISSIONS[permission])


class AssignmentLetterQuerySet(TenantQuerySet["AssignmentLetter"]):
    """Letters, by time."""

    def valid_on(self, day: date) -> AssignmentLetterQuerySet:
        return self.filter(valid_from__lte=day, revoked_at__isnull=True).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )


class AssignmentLetter(TenantModel):
    """The decree or letter (SK, surat tugas) without which nobody publishes or answers (R02)."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="letters")
    number = models.CharField(_("number"), max_length=120)
    issued_on = models.DateField(_("date"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    scope = models.CharField(_("scope"), max_length=300, blank=True)
    scan = models.FileField(_("scan"), upload_to="letters/", blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)  # the last warning sent: 30 or 7

    objects = AssignmentLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment letter")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="a_letter_ends_after_it_begins",
            ),
        ]
