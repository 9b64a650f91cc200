"""Registers that were kept before, on their way in, and which case came from which of their rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class Register(TenantModel):
    """One uploaded sheet. Its rows are kept sealed until they are imported, a day at most, and then forgotten."""

    name = models.CharField(max_length=200)
    mark = models.UUIDField(unique=True)  # what its rows are sealed for
    heading = models.JSONField()
    kept = models.BinaryField(null=True)  # rows as [[number, cell, ...], ...], sealed; null: imported
    rows = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict)  # {"received": 1, ...}: parts to columns
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    new = models.PositiveIntegerField(default=0)  # how many cases it made; the others stood already

    objects = TenantQuerySet["Register"].as_manager()

    class Meta:
        verbose_name = _("imported register")
        ordering = ["-made_at", "-id"]


class Imported(TenantModel):
    """Which row of a register a case came from: the same row makes no second case."""

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="imported")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=64)
    line = models.PositiveIntegerField()

    objects = TenantQuerySet["Imported"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "reference"], name="a_row_of_a_register_makes_one_case"
            ),
        ]
