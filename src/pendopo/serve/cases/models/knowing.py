"""Who needs to know of a case with supervisory content, and what a reporter agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.serve.cases.states import Agreed


class KnowerQuerySet(TenantQuerySet["Knower"]):
    """The list."""

    def now(self) -> KnowerQuerySet:
        return self.filter(removed_at__isnull=True)


class Knower(TenantModel):
    """One member who needs to know of one case: who put them on the list, why, and since when they are off it."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="knowers")
    member = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("why they need to know"), max_length=300)
    added_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_why = models.CharField(max_length=300, blank=True)

    objects = KnowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("member who needs to know")
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"],
                name="a_member_is_on_a_list_once",
                condition=Q(removed_at__isnull=True),
            ),
        ]


class Consent(TenantModel):
    """A reporter's own yes: without one no protection of theirs is lowered (R34), and nothing filed for them (R35)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="consents")
    to = models.CharField(max_length=20, choices=Agreed.choices)
    given_on = models.DateField(_("when the reporter agreed"))
    how = models.CharField(_("how the reporter agreed"), max_length=200)
    text = models.TextField(_("what the reporter said"))
    recorded_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # a yes counts once

    objects = TenantQuerySet["Consent"].as_manager()

    class Meta:
        verbose_name = _("consent of the reporter")
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(how=""), name="a_consent_says_what_and_how"),
        ]
