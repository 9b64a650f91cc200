"""An office's own words for what conversations are about."""

from __future__ import annotations

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet

DYES: Final = 8  # equal colours of the kit; the word beside it says what it means


class Label(TenantModel):
    """One such word with its colour; taken away it stays on nothing."""

    name = models.CharField(_("label"), max_length=40)
    dye = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(DYES)])
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = TenantQuerySet["Label"].as_manager()

    class Meta:
        verbose_name = _("label")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "name"], name="a_label_has_its_own_name"),
            models.CheckConstraint(
                condition=Q(dye__gte=1, dye__lte=DYES), name="a_label_has_a_colour_of_the_kit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Labelled(TenantModel):
    """A conversation with a label; `by` nobody means that a rule put it there."""

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="labelled")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="labelled", db_index=False)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TenantQuerySet["Labelled"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "label"], name="a_label_stands_once"),
        ]
        indexes = [models.Index(fields=["label", "conversation"], name="labelled_by_label")]
