"""Who is there right now, what was taken out of sight, and what networks called to say."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.inbox.states import HIDING, Doing, HideReason, HidingState


class Presence(TenantModel):
    """Somebody reads or answers; it fades by itself."""

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="present")
    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    doing = models.CharField(max_length=20, choices=Doing.choices)
    until = models.DateTimeField()

    objects = TenantQuerySet["Presence"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "member"], name="a_person_is_in_a_conversation_once"
            ),
        ]
        indexes = [models.Index(fields=["until"], name="presence_that_faded")]


class Hiding(TenantModel):
    """A citizen's words taken out of sight: a copy of them, why, by whom, when (R39)."""

    message = models.ForeignKey("inbox.Message", on_delete=models.PROTECT, related_name="hidings")
    state = models.CharField(max_length=20, choices=HidingState.choices)
    copy = models.TextField()
    code = models.CharField(
        max_length=20, choices=HideReason.choices, blank=True
    )  # "": the network held it back
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    shown_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet["Hiding"].as_manager()

    class Meta:
        constraints = [
            HIDING.constraint("a_hiding_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["message"],
                name="words_are_hidden_once",
                condition=Q(state__in=[HidingState.HIDING, HidingState.HIDDEN, HidingState.SHOWING]),
            ),
            models.CheckConstraint(
                condition=Q(code__in=["", *HideReason.values]), name="criticism_is_no_reason_to_hide"
            ),
        ]
        indexes = [models.Index(fields=["institution", "-at", "-id"], name="hidings_by_time")]


class RawCall(TenantModel):
    """What a network called to say, as it said it. Only genuine calls are kept."""

    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.CASCADE, related_name="+")
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet["RawCall"].as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"], name="calls_to_handle", condition=Q(handled_at__isnull=True)
            ),
            models.Index(fields=["handled_at"], name="calls_that_were_handled"),
        ]
