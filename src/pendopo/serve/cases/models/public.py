"""What citizens do on the public pages: rate an answer, send a form."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class Csat(TenantModel):
    """How content the citizen was with one answer. Never part of the satisfaction index (R63)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="ratings")
    # The time of the answer that was rated: a case that was opened again is answered again.
    answered_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(_("how content"))  # 1 to 5
    words = models.TextField(_("why"), blank=True)
    rated_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["Csat"].as_manager()

    class Meta:
        verbose_name = _("rating of an answer")
        ordering = ["answered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "answered_at"], name="an_answer_is_rated_once"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="a_rating_is_from_one_to_five"
            ),
        ]
        indexes = [models.Index(fields=["institution", "rated_at"], name="ratings_by_time")]


class PublicPost(TenantModel):
    """A form that made a case: the same one sent again makes no second."""

    key = models.UUIDField()
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = TenantQuerySet["PublicPost"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="a_form_makes_one_case"),
        ]
