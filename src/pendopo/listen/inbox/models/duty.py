"""What the inbox does by itself for those on duty: handing out, saying that the office is closed, calling for help."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.inbox.states import ACKNOWLEDGEMENT, ALARM, AcknowledgementState, AlarmState


class DutySettings(TenantModel):
    """What an office lets the inbox do by itself."""

    assigns = models.BooleanField(_("Give new conversations to whoever is on duty"), default=False)
    most_each = models.PositiveSmallIntegerField(_("At most so many open ones for each person"), default=10)
    acknowledges = models.BooleanField(_("Say that the office is closed"), default=False)
    acknowledgement = models.TextField(_("What is said"), max_length=1000, blank=True)
    escalates = models.BooleanField(_("Call for help when a message sounds urgent"), default=True)
    next_after = models.PositiveSmallIntegerField(_("Minutes until the next person is called"), default=10)
    leader_after = models.PositiveSmallIntegerField(_("Minutes until the leader is called"), default=20)
    changed_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["DutySettings"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_has_one_way_of_being_on_duty"),
            models.CheckConstraint(
                condition=Q(acknowledges=False) | ~Q(acknowledgement=""),
                name="what_is_said_by_itself_has_words",
            ),
            models.CheckConstraint(
                condition=Q(leader_after__gt=F("next_after")), name="the_leader_is_called_after_the_next"
            ),
        ]


class Claim(TenantModel):
    """Somebody says: I am at it. It ends by itself."""

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="claims")
    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = TenantQuerySet["Claim"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation"], name="one_person_claims_a_conversation"),
        ]
        indexes = [models.Index(fields=["until"], name="claims_that_ended")]


class Acknowledgement(TenantModel):
    """That a message came in while the office was closed, said once in a thread. It is no answer (R31)."""

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.PROTECT, related_name="+")
    thread_id = models.CharField(max_length=500)
    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    state = models.CharField(
        max_length=20, choices=AcknowledgementState.choices, default=AcknowledgementState.SENDING
    )
    made_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)
    url = models.CharField(max_length=1000, blank=True)
    delivery_id = models.BigIntegerField(null=True)

    objects = TenantQuerySet["Acknowledgement"].as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        constraints = [
            ACKNOWLEDGEMENT.constraint("an_acknowledgement_is_in_a_known_state"),
            models.UniqueConstraint(fields=["account", "thread_id"], name="a_thread_is_acknowledged_once"),
        ]
        indexes = [models.Index(fields=["conversation"], name="acknowledged_conversations")]


class Alarm(TenantModel):
    """A message that sounds urgent, and who was called until somebody looked."""

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="alarms")
    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, related_name="+")
    words = models.JSONField(default=list)  # the words that say so
    sure = models.FloatField()
    state = models.CharField(max_length=20, choices=AlarmState.choices, default=AlarmState.RAISED)
    raised_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)  # when somebody else is called; none: the ladder ends here
    called = models.JSONField(default=list)  # ids of members
    seen_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Alarm"].as_manager()

    class Meta:
        verbose_name = _("urgent call")
        constraints = [
            ALARM.constraint("an_alarm_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["conversation"],
                name="one_alarm_rings_for_a_conversation",
                condition=~Q(state=AlarmState.SEEN),
            ),
            models.CheckConstraint(
                condition=Q(state=AlarmState.SEEN, seen_by__isnull=False, next_at__isnull=True)
                | ~Q(state=AlarmState.SEEN) & Q(seen_by__isnull=True),
                name="what_was_seen_was_seen_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="alarms_to_climb", condition=Q(next_at__isnull=False)),
        ]
