"""A crisis of the office: since when, why, who said so, and which ordinary posts were let through (R17)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.models.items import ContentItem
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class CrisisQuerySet(TenantQuerySet["Crisis"]):
    """Crises."""

    def on(self) -> Self:
        return self.filter(ended_at__isnull=True)


class Crisis(TenantModel):
    """While it lasts, what was approved for ordinary days waits until somebody has looked at it again."""

    why = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    objects = CrisisQuerySet.as_manager()

    class Meta:
        verbose_name = _("crisis")
        constraints = [
            models.UniqueConstraint(
                fields=["institution"],
                name="an_office_has_one_crisis_at_a_time",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at"), ended_by__isnull=False),
                name="a_crisis_is_ended_by_somebody_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.why


class LetThrough(TenantModel):
    """An ordinary post that goes out although there is a crisis, because somebody looked at it."""

    crisis = models.ForeignKey(Crisis, on_delete=models.PROTECT, related_name="let_through")
    item = models.ForeignKey(ContentItem, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TenantQuerySet["LetThrough"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["crisis", "item"], name="an_item_is_let_through_once"),
        ]
