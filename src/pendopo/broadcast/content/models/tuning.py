"""The rules as this office set them: every setting ever made, from when it holds, by whom and why."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class OfficeTuningQuerySet(TenantQuerySet["OfficeTuning"]):
    """Versions of the settings, the newest first."""

    def newest(self) -> Self:
        return self.order_by("-number")

    def holding(self, now: datetime) -> Self:
        """The newest whose time has come stands first; what was decided later outdoes what was planned before."""
        return self.filter(holds_from__lte=now).newest()


class OfficeTuning(TenantModel):
    """One version of the settings (see rules/tuning.py). Where there is none, the standard holds."""

    number = models.PositiveIntegerField()
    settings = models.JSONField(default=dict, blank=True)
    why = models.CharField(_("reason"), max_length=500)
    list_version = models.PositiveIntegerField()  # of rules.toml, when it was made
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    holds_from = models.DateTimeField()

    objects = OfficeTuningQuerySet.as_manager()

    class Meta:
        verbose_name = _("settings of the rules")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"], name="a_number_of_the_rules_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(holds_from__gte=F("made_at")), name="rules_do_not_hold_before_they_are_made"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
