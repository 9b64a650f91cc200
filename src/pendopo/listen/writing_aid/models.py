"""Whether an office lets a language model help, and each time it was asked."""

from __future__ import annotations

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.writing_aid.states import FLOW, UNDER_WAY, AidKind, AidState, Trouble

KEPT_DAYS = 90


class AidSettings(TenantModel):
    """What an office decided about the language model; without this row it is off."""

    is_on = models.BooleanField(_("The language model helps with drafts and summaries"), default=False)
    purpose = models.CharField(_("What for"), max_length=500, blank=True)
    basis = models.CharField(_("Legal basis"), max_length=500, blank=True)
    kept_days = models.PositiveSmallIntegerField(_("Days that what was sent is kept"), default=KEPT_DAYS)
    changed_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["AidSettings"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_decides_once_about_the_model"),
            models.CheckConstraint(
                condition=Q(is_on=False) | (~Q(purpose="") & ~Q(basis="")),
                name="a_model_that_helps_has_purpose_and_basis",
            ),
            models.CheckConstraint(
                condition=Q(kept_days__gte=7, kept_days__lte=365), name="what_was_sent_is_kept_for_a_while"
            ),
        ]


class Aid(TenantModel):
    """One question to the language model: what was sent, covered, and what came."""

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=AidKind.choices)
    state = models.CharField(max_length=10, choices=AidState.choices, default=AidState.ASKED)
    asked_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)  # the moment before it left
    ended_at = models.DateTimeField(null=True)
    model = models.CharField(max_length=200, blank=True)
    until = models.BigIntegerField(default=0)  # the last message it was written for
    about = models.CharField(
        max_length=60, blank=True, default="", db_default=""
    )  # what gave the words: "cases.referral:7"
    given = models.TextField(blank=True, default="", db_default="")  # `Given` as JSON, until its time ends
    sent = models.TextField(blank=True)  # as it left: covered; erased when its time ends
    text = models.TextField(blank=True)
    sources = models.JSONField(default=list)  # [{"title", "text", "url"}]: all it was written from
    doubts = models.JSONField(
        default=list
    )  # [[words, who says so]]: figures and links that no office source says
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    erased_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Aid"].as_manager()

    class Meta:
        verbose_name = _("help of the language model")
        constraints = [
            FLOW.constraint("an_aid_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["conversation", "kind"],
                name="one_aid_of_a_kind_at_a_time",
                condition=Q(state__in=sorted(state.value for state in UNDER_WAY)),
            ),
            models.CheckConstraint(
                condition=~Q(state=AidState.FAILED) | ~Q(trouble=""), name="an_aid_that_failed_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(kind=AidKind.VOICE) | ~Q(about=""), name="words_in_our_voice_are_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(sent="", text="", given=""),
                name="what_was_erased_is_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "kind", "-asked_at"], name="aids_of_a_conversation"),
            models.Index(fields=["asked_by", "-asked_at"], name="aids_of_a_person"),
            models.Index(fields=["institution", "-asked_at"], name="aids_by_time"),
            models.Index(
                fields=["asked_at"],
                name="aids_under_way",
                condition=Q(state__in=sorted(state.value for state in UNDER_WAY)),
            ),
        ]

    @property
    def parts_sent(self) -> list[str]:
        """What was sent, as it left: the instruction and the material."""
        return list(json.loads(self.sent)) if self.sent else []

    @property
    def seconds(self) -> float:
        return self.milliseconds / 1000
