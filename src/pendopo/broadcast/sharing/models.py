"""Share kits, the short addresses they were given out under, and how often these were opened."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.sharing.codes import LENGTH
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class ShareKit(TenantModel):
    """What colleagues get to pass a post on: its captions, its pictures, where it stands."""

    item = models.OneToOneField("content.ContentItem", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("a word to colleagues"), max_length=500, blank=True)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["ShareKit"].as_manager()

    class Meta:
        verbose_name = _("share kit")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.item.title


class ShareAddress(TenantModel):
    """One short address of a kit: the general one, or that of a unit, so that the unit can be thanked."""

    kit = models.ForeignKey(ShareKit, on_delete=models.CASCADE, related_name="addresses")
    unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=LENGTH, unique=True)
    made_at = models.DateTimeField()

    objects = TenantQuerySet["ShareAddress"].as_manager()

    class Meta:
        verbose_name = _("short address")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kit", "unit"], name="a_unit_has_one_address_of_a_kit"),
            models.UniqueConstraint(
                fields=["kit"], condition=Q(unit__isnull=True), name="a_kit_has_one_general_address"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DayCount(TenantModel):
    """How often an address was opened and its words copied, on one day of the office's calendar."""

    address = models.ForeignKey(ShareAddress, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    visits = models.PositiveIntegerField(default=0)
    copies = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet["DayCount"].as_manager()

    class Meta:
        verbose_name = _("visits of a day")
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["address", "on"], name="visits_are_counted_in_one_place"),
        ]
        indexes = [models.Index(fields=["institution", "on"], name="visits_of_days")]


class Seen(TenantModel):
    """A keyed sum of who came on one day, so that they count once; forgotten a day later, and never turned back."""

    address = models.ForeignKey(ShareAddress, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    sum = models.BinaryField(max_length=16)

    objects = TenantQuerySet["Seen"].as_manager()

    class Meta:
        verbose_name = _("a sum of the day")
        constraints = [
            models.UniqueConstraint(fields=["address", "on", "sum"], name="who_comes_twice_counts_once"),
        ]
        indexes = [models.Index(fields=["on"], name="sums_of_days")]
