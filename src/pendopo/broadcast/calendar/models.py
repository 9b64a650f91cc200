"""The secret address of a calendar feed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class FeedLink(TenantModel):
    """Whoever holds the address reads this member's calendar; the address itself is not kept."""

    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["FeedLink"].as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(revoked_at__isnull=True), name="a_member_has_one_feed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.made_at:%Y-%m-%d}"
