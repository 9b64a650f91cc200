"""What is public anyway, what is exempt and why, the service announcement, and the yearly report."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.serve.openness.states import EXEMPTION, Category, ExemptionState, Ground


class PublicInformationQuerySet(TenantQuerySet["PublicInformation"]):
    """The list of public information (DIP)."""

    def listed(self) -> Self:
        """What the public sees."""
        return self.filter(taken_off_at__isnull=True)


class PublicInformation(TenantModel):
    """One entry of the list of public information (public_info_list, DIP): where it is, who keeps it, how fresh."""

    title = models.CharField(max_length=200)
    summary = models.TextField()
    category = models.CharField(max_length=10, choices=Category.choices)
    unit = models.ForeignKey("institution.OrgUnit", on_delete=models.PROTECT, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="openness/", blank=True)
    updated_on = models.DateField()
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_why = models.CharField(max_length=300, blank=True)

    objects = PublicInformationQuerySet.as_manager()

    class Meta:
        verbose_name = _("public information")
        constraints = [
            models.CheckConstraint(
                condition=~Q(link="") | ~Q(file=""), name="public_information_can_be_found_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(taken_off_at__isnull=True) | ~Q(taken_off_why=""),
                name="what_is_taken_off_the_list_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "category", "title", "id"],
                name="public_information_listed",
                condition=Q(taken_off_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ExemptInformationQuerySet(TenantQuerySet["ExemptInformation"]):
    """The list of exempt information."""

    def in_force(self, day: date) -> Self:
        """What may refuse a request on this day."""
        return self.filter(state=ExemptionState.APPROVED).filter(
            Q(exempt_until__isnull=True) | Q(exempt_until__gte=day)
        )


class ExemptInformation(TenantModel):
    """A document or a part of it, with the consequence test that exempts it (UU 14/2008 art. 17, domain.md 4.1)."""

    state = models.CharField(max_length=10, choices=ExemptionState.choices, default=ExemptionState.DRAFT)
    number = models.CharField(max_length=120)
    document = models.CharField(max_length=300)
    part = models.TextField()
    ground = models.CharField(max_length=1, choices=Ground.choices)
    legal_basis = models.TextField()
    analysis = models.TextField()
    exempt_from = models.DateField()
    exempt_until = models.DateField(null=True, blank=True)
    period_words = models.CharField(max_length=300, blank=True)
    # One a line: words that must not appear in what the office publishes (R15).
    phrases = models.TextField(blank=True)
    written_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=300, blank=True)

    objects = ExemptInformationQuerySet.as_manager()

    class Meta:
        verbose_name = _("exempt information")
        constraints = [
            EXEMPTION.constraint("a_consequence_test_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "number"], name="a_consequence_test_has_its_own_number"
            ),
            models.CheckConstraint(
                condition=~Q(state=ExemptionState.APPROVED)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("written_by")),
                name="a_consequence_test_is_approved_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(exempt_until__isnull=True) | Q(exempt_until__gte=F("exempt_from")),
                name="an_exemption_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(part="") & ~Q(legal_basis="") & ~Q(analysis=""),
                name="a_consequence_test_names_document_part_law_and_analysis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.document}"


class InfoPledge(TenantModel):
    """The service announcement (maklumat, domain.md 4.5). A change is a new row; the newest holds."""

    legal_basis = models.TextField()
    procedure = models.TextField()
    time_needed = models.TextField()
    cost = models.TextField()
    guarantee = models.TextField()
    evaluation = models.TextField()
    # So that people with disabilities have it too: a recording, a video with signs, a braille sheet.
    audio_link = models.URLField(max_length=500, blank=True)
    video_link = models.URLField(max_length=500, blank=True)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet["InfoPledge"].as_manager()

    class Meta:
        verbose_name = _("service announcement")
        ordering = ["-announced_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(legal_basis="")
                & ~Q(procedure="")
                & ~Q(time_needed="")
                & ~Q(cost="")
                & ~Q(guarantee="")
                & ~Q(evaluation=""),
                name="a_service_announcement_holds_what_the_law_asks_for",
            ),
        ]


class ServiceReport(TenantModel):
    """What the yearly report says in words; its figures are counted when it is drawn (domain.md 4.4, R54)."""

    year = models.PositiveSmallIntegerField()
    policy = models.TextField(blank=True)
    facilities = models.TextField(blank=True)
    staff = models.TextField(blank=True)
    budget = models.TextField(blank=True)
    obstacles_inside = models.TextField(blank=True)
    obstacles_outside = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    # Sent to the Information Commission, and published on the portal from then on.
    sent_on = models.DateField(null=True)

    objects = TenantQuerySet["ServiceReport"].as_manager()

    class Meta:
        verbose_name = _("service report")
        constraints = [
            models.UniqueConstraint(fields=["institution", "year"], name="a_year_has_one_service_report"),
        ]
