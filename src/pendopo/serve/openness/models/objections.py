"""Objections to what became of a request (R52), and how they went on before the Information Commission."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.serve.openness.states import (
    OBJECTION,
    OBJECTION_SIGN,
    WITH_THE_SUPERIOR,
    ObjectionReason,
    ObjectionState,
    Verdict,
)


class ObjectionQuerySet(TenantQuerySet["Objection"]):
    """Objections, in the words of their register."""

    def waiting(self) -> Self:
        """With the superior, in time or late."""
        return self.filter(state__in=sorted(WITH_THE_SUPERIOR))

    def late(self, now: datetime) -> Self:
        return self.filter(state=ObjectionState.REGISTERED, due_at__lt=now)


class Objection(TenantModel):
    """One objection (keberatan), as its register keeps it (domain.md 4.3); who objects is the request's applicant."""

    request = models.ForeignKey(
        "openness.PublicInfoRequest", on_delete=models.PROTECT, related_name="objections"
    )
    state = models.CharField(max_length=20, choices=ObjectionState.choices, default=ObjectionState.REGISTERED)
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1, choices=ObjectionReason.choices)
    purpose = models.TextField()
    words = models.TextField(blank=True)
    is_by_proxy = models.BooleanField(default=False)
    arose_on = models.DateField()  # the day the window began
    filed_at = models.DateTimeField()
    clock_version = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    is_estimate = models.BooleanField(default=False)

    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # As they were called when they answered: the register keeps both.
    answered_by_name = models.CharField(max_length=150, blank=True)
    answered_by_position = models.CharField(max_length=150, blank=True)
    # Until when the applicant may go to the Information Commission; known once answered or late.
    commission_until = models.DateField(null=True)
    response = models.TextField(blank=True)
    dispute_number = models.CharField(max_length=120, blank=True)
    disputed_on = models.DateField(null=True)
    dispute_outcome = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        constraints = [
            OBJECTION.constraint("an_objection_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "year", "number"], name="an_objection_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                name="a_request_has_one_objection_at_a_time",
                condition=Q(state__in=[ObjectionState.REGISTERED, ObjectionState.UNANSWERED]),
            ),
            models.CheckConstraint(
                condition=~Q(state=ObjectionState.ANSWERED)
                | Q(verdict__in=Verdict.values, answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer=""),
                name="an_answered_objection_says_what_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=ObjectionState.DISPUTED) | Q(disputed_on__isnull=False),
                name="a_dispute_says_when_it_began",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "due_at", "id"],
                name="objections_that_wait",
                condition=Q(state__in=["registered", "unanswered"]),
            ),
        ]

    def __str__(self) -> str:
        return self.register_number

    @property
    def sign(self) -> str:
        return OBJECTION_SIGN.get(self.state, "")

    @property
    def register_number(self) -> str:
        """003/KEB-PPID/2026."""
        return f"{self.number:03}/KEB-PPID/{self.year}"
