"""Requests for public information, who asks, and what the office wrote to them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.handing_over import HandedOver
from pendopo.serve.openness import sealing
from pendopo.serve.openness.states import (
    ON_THE_CLOCK,
    REQUEST,
    SIGN_OF,
    TOLD,
    WITHDRAWABLE,
    ApplicantKind,
    Channel,
    Decision,
    ExtensionReason,
    Ground,
    Holding,
    LetterKind,
    Obtaining,
    RequestState,
    Sending,
)


class RequestQuerySet(TenantQuerySet["PublicInfoRequest"]):
    """Requests, in the words of their list and register."""

    def registered(self) -> Self:
        """What stands in the register; drafts do not."""
        return self.filter(number__isnull=False)

    def on_the_clock(self) -> Self:
        return self.filter(state__in=sorted(ON_THE_CLOCK))

    def late(self, now: datetime) -> Self:
        """The limit has passed without a written notice."""
        return self.on_the_clock().filter(due_at__lt=now)

    def by_deadline(self) -> Self:
        return self.order_by("due_at", "pk")


class PublicInfoRequest(TenantModel):
    """One request, as the register keeps it (domain.md 4.3). Who asks stands apart, sealed."""

    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.DRAFT)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    # The thread a comment stands in, and where the applicant is answered.
    conversation = models.ForeignKey(
        "inbox.Conversation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    # Of the code by which the applicant comes back without an account only the sum is kept.
    code_sum = models.CharField(max_length=64, blank=True)
    # Of the form it came by: pressed twice, it counts once, for what stands in a register is never deleted.
    key = models.UUIDField(null=True, editable=False)

    details = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    obtaining = models.CharField(max_length=20, choices=Obtaining.choices, blank=True)
    sending = models.CharField(max_length=20, choices=Sending.choices, blank=True)

    asked_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    # The version of the law's limits it began under; it keeps that for good.
    clock_version = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    is_estimate = models.BooleanField(default=False)

    extended_at = models.DateTimeField(null=True)
    extension_reason = models.CharField(max_length=30, choices=ExtensionReason.choices, blank=True)
    extension_words = models.TextField(blank=True)

    unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    holding = models.CharField(max_length=20, choices=Holding.choices, blank=True)
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notified_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=1, choices=Ground.choices, blank=True)
    consequence_test = models.ForeignKey(
        "openness.ExemptInformation", on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    refusal_words = models.TextField(blank=True)
    # What is given, how, and at what real cost of copying and sending, in whole rupiah.
    given_as = models.CharField(max_length=20, choices=Obtaining.choices, blank=True)
    cost = models.PositiveIntegerField(default=0)
    cost_words = models.CharField(max_length=300, blank=True)
    paid_on = models.DateField(null=True)
    answer_words = models.TextField(blank=True)
    answer_link = models.URLField(max_length=500, blank=True)
    given_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("information request")
        constraints = [
            REQUEST.constraint("a_request_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "year", "number"], name="a_request_number_is_given_once"
            ),
            models.UniqueConstraint(fields=["institution", "key"], name="a_form_of_a_request_counts_once"),
            models.CheckConstraint(
                condition=Q(
                    number__isnull=True,
                    completed_at__isnull=True,
                    due_at__isnull=True,
                    state__in=[RequestState.DRAFT, RequestState.WITHDRAWN],
                )
                | (
                    Q(
                        number__isnull=False,
                        year__isnull=False,
                        completed_at__isnull=False,
                        clock_version__isnull=False,
                        due_on__isnull=False,
                        due_at__isnull=False,
                    )
                    & ~Q(state=RequestState.DRAFT)
                    & ~Q(details="")
                    & ~Q(purpose="")
                    & ~Q(obtaining="")
                    & ~Q(sending="")
                ),
                name="the_clock_runs_when_all_is_there",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True, extension_reason="")
                | Q(extended_at__isnull=False, extension_reason__in=ExtensionReason.values),
                name="an_extension_has_a_legal_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED)
                | (
                    (Q(ground__in=Ground.values) & Q(consequence_test__isnull=False))
                    | Q(holding__in=[Holding.NOT_HELD, Holding.NOT_DOCUMENTED])
                )
                & ~Q(refusal_words=""),
                name="a_refusal_names_its_legal_reason",
            ),
            models.CheckConstraint(
                condition=Q(decision="", notified_at__isnull=True, decided_by__isnull=True)
                | Q(decision__in=Decision.values, notified_at__isnull=False, decided_by__isnull=False),
                name="a_decision_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.GRANTED, RequestState.GRANTED_PARTLY])
                | Q(given_at__isnull=False),
                name="what_was_given_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "due_at", "id"],
                name="openness_on_the_clock",
                condition=Q(state__in=["registered", "extended"]),
            ),
            models.Index(fields=["institution", "state", "-asked_at", "-id"], name="openness_by_state"),
            models.Index(
                fields=["conversation"], name="openness_of_a_thread", condition=Q(conversation__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.register_number or str(_("Draft request"))

    @property
    def sign(self) -> str:
        return SIGN_OF.get(self.state, "")

    @property
    def told_state(self) -> str:
        """How far it is, in the citizen's words."""
        return str(TOLD.get(self.state, self.get_state_display()))

    @property
    def register_number(self) -> str:
        """007/PPID/2026, or nothing while it is a draft."""
        return f"{self.number:03}/PPID/{self.year}" if self.number else ""

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT

    @property
    def is_on_the_clock(self) -> bool:
        return self.state in ON_THE_CLOCK

    @property
    def can_be_withdrawn(self) -> bool:
        return self.state in WITHDRAWABLE


class Applicant(TenantModel):
    """Who asks: sealed, shown with a mask, opened for a reason (9.1, R80)."""

    request = models.OneToOneField(PublicInfoRequest, on_delete=models.PROTECT, related_name="applicant")
    mark = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=ApplicantKind.choices, default=ApplicantKind.PERSON)
    is_by_proxy = models.BooleanField(default=False)
    kept = models.BinaryField()  # the fields of `sealing.Identity`

    objects = TenantQuerySet["Applicant"].as_manager()

    class Meta:
        verbose_name = _("applicant")

    @property
    def identity(self) -> sealing.Identity:
        """Everything, in clear. Raises SecretUnreadable."""
        return sealing.Identity(**sealing.opened(sealing.APPLICANT, self.mark, self.kept))

    @property
    def masked(self) -> sealing.Identity:
        """As anyone may see it who has no reason to see all of it."""
        return self.identity.masked()

    def keep(self, identity: sealing.Identity) -> None:
        """Seal it into this row; the caller saves."""
        self.kept = sealing.sealed(sealing.APPLICANT, self.mark, identity.kept())


class Letter(HandedOver):
    """What the office wrote, word for word as it was then; drawn as DOCX or PDF whenever it is asked for.

    To whoever gave an e-mail address it is mailed; the others read it on their own page.
    """

    request = models.ForeignKey(PublicInfoRequest, on_delete=models.PROTECT, related_name="letters")
    objection = models.ForeignKey(
        "openness.Objection", on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    kept = models.BinaryField()  # its words, which name the applicant
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TenantQuerySet["Letter"].as_manager()

    class Meta:
        verbose_name = _("letter")
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(
                fields=["institution", "due_at"],
                name="letters_to_be_mailed",
                condition=Q(due_at__isnull=False),
            ),
        ]

    @property
    def way(self) -> tuple[object, str]:
        """Whether it reached the applicant, and how that looks."""
        if self.sent_at:
            return _("Sent by e-mail"), "success"
        if self.due_at:
            return _("On its way by e-mail"), "info"
        if self.given_up_at:
            return _("The e-mail did not arrive"), "danger"
        return _("On the applicant's page"), "info"

    @property
    def words(self) -> dict[str, Any]:
        """What it says, as `letters.writing` put it down. Raises SecretUnreadable."""
        return sealing.opened(sealing.LETTER, self.mark, self.kept)
