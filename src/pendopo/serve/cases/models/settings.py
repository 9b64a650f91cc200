"""What an office lets happen by itself with its cases."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class CaseSettings(TenantModel):
    """Whether citizens are told by itself that their message became a case, and in which words."""

    acknowledges = models.BooleanField(_("Tell citizens that their message became a case"), default=False)
    acknowledgement = models.TextField(_("What is said"), max_length=1000, blank=True)
    changed_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["CaseSettings"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_has_one_way_with_cases"),
            models.CheckConstraint(
                condition=Q(acknowledges=False) | ~Q(acknowledgement=""),
                name="what_cases_say_by_themselves_has_words",
            ),
        ]
