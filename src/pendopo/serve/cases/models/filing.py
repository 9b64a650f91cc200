"""Reports that the office files at LAPOR! for a citizen who asked for it (R35)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.serve.cases.states import FILING, FilingState


class FilingQuerySet(TenantQuerySet["Filing"]):
    """Filings, by what they wait for."""

    def unfinished(self) -> FilingQuerySet:
        return self.filter(state__in=[FilingState.TO_FILE, FilingState.WAITS_FOR_NUMBER])


class Filing(TenantModel):
    """One report at LAPOR! for one case: its words, the consent it stands on, and the number that came back."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="filings")
    consent = models.OneToOneField("cases.Consent", on_delete=models.PROTECT, related_name="filing")
    key = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False
    )  # the same report, however often sent
    state = models.CharField(max_length=20, choices=FilingState.choices, default=FilingState.TO_FILE)
    # As it is handed in; the reporter's name stands in it only where they did not ask for secrecy.
    said = (
        models.JSONField()
    )  # {"title", "story", "place", "happened_on", "classification", "anonymous", "secret"}
    channel = models.CharField(_("institutional account it is filed with"), max_length=200)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    number = models.CharField(_("number at LAPOR!"), max_length=20, blank=True)
    filed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)  # why it was given up, or what the interface said

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("report filed at LAPOR!")
        ordering = ["-made_at", "-id"]
        constraints = [
            FILING.constraint("a_filing_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["case"],
                name="a_case_is_filed_once",
                condition=~Q(state=FilingState.GIVEN_UP),
            ),
            models.UniqueConstraint(
                fields=["institution", "number"],
                name="a_lapor_number_names_one_report",
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                condition=~Q(state=FilingState.FILED) | ~Q(number="") & Q(filed_at__isnull=False),
                name="what_is_filed_has_its_number",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "made_at"],
                name="filings_without_number",
                condition=Q(state__in=["to_file", "waits_for_number"]),
            ),
        ]
