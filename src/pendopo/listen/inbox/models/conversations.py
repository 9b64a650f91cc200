"""Who wrote, what, and in which thread."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.inbox.personal import masked, masked_handle
from pendopo.listen.inbox.states import FLOW, Bucket, ConversationState, Disposition, Intent, Urgency
from pendopo.networks.contract import HeardKind

QUICK = timedelta(hours=3)
SLOW = timedelta(hours=24)


class Citizen(TenantModel):
    """Whoever wrote, as the network shows them: no more than that is kept."""

    network = models.CharField(max_length=30)
    handle = models.CharField(max_length=300)
    name = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    named_at = models.DateTimeField()  # when they said what the name was taken from

    objects = TenantQuerySet["Citizen"].as_manager()

    class Meta:
        verbose_name = _("citizen")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "network", "handle"], name="a_citizen_is_known_once"
            ),
        ]

    def __str__(self) -> str:
        return masked(self.name) or self.handle_said

    @property
    def handle_said(self) -> str:
        """As it may be read by anyone here: on some networks a name is a telephone number (R80)."""
        return masked_handle(self.handle)

    @property
    def page(self) -> str:
        """Their page on the network, unless its address tells their number."""
        return "" if masked(self.url) != self.url else self.url


class ConversationQuerySet(TenantQuerySet["Conversation"]):
    """Conversations, in the words of the list."""

    def unread(self) -> ConversationQuerySet:
        return self.filter(unread__gt=0)

    def kept_by(self, member_id: int) -> ConversationQuerySet:
        return self.filter(assigned_to_id=member_id).not_done()

    def not_done(self) -> ConversationQuerySet:
        return self.exclude(state=ConversationState.DONE)

    def in_bucket(self, bucket: str, now: datetime) -> ConversationQuerySet:
        """By how long the citizen waits, or waited (R30)."""
        waits, took = Q(waiting_since__isnull=False), Q(waiting_since__isnull=True)
        match bucket:
            case Bucket.QUICK:
                found = Q(waits, waiting_since__gt=now - QUICK) | Q(took, answered_minutes__lt=180)
            case Bucket.DAY:
                found = Q(waits, waiting_since__lte=now - QUICK, waiting_since__gt=now - SLOW) | Q(
                    took, answered_minutes__gte=180, answered_minutes__lt=1440
                )
            case Bucket.SLOW:
                found = Q(waits, waiting_since__lte=now - SLOW) | Q(took, answered_minutes__gte=1440)
            case _:
                found = Q(took, answered_minutes__isnull=True)
        return self.filter(found)


class Conversation(TenantModel):
    """What one citizen says in one thread of one account, and what the office answers.

    It is keyed by thread and citizen, never by what a message answers directly, so that messages
    may arrive in any order.
    """

    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.PROTECT, related_name="+")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="conversations")
    thread_id = models.CharField(max_length=500)  # remote id of the post it belongs to, as a rule ours
    state = models.CharField(max_length=20, choices=ConversationState.choices, default=ConversationState.OPEN)
    disposition = models.CharField(max_length=20, choices=Disposition.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    assigned_to = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unread = models.PositiveIntegerField(default=0)
    last_message_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)  # the oldest message without an answer or an ending
    answered_minutes = models.PositiveIntegerField(null=True)  # by the clock on the wall
    office_minutes = models.PositiveIntegerField(null=True)  # while the office was open
    version = models.PositiveIntegerField(default=0)  # grows with every change a page should show
    # The members who need to know (R33); null: everybody who may read the inbox. The database keeps to it.
    known_to = ArrayField(models.BigIntegerField(), null=True, editable=False)
    # What its messages were understood as, or what somebody put right: the list asks for nothing else.
    intent = models.CharField(max_length=20, choices=Intent.choices, blank=True, default="", db_default="")
    urgency = models.CharField(max_length=10, choices=Urgency.choices, blank=True, default="", db_default="")
    urgency_sure = models.FloatField(default=0, db_default=0.0)
    unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # Chosen by somebody, or above the office's own point; before that it is a proposal.
    unit_is_filled = models.BooleanField(default=False, db_default=False)
    by_hand = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    cluster = models.ForeignKey(
        "inbox.Cluster", on_delete=models.SET_NULL, null=True, related_name="conversations", db_index=False
    )

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        constraints = [
            FLOW.constraint("a_conversation_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["account", "thread_id", "citizen"], name="a_citizen_has_one_conversation_a_thread"
            ),
            models.CheckConstraint(
                condition=Q(state=ConversationState.DONE, disposition__in=Disposition.values)
                | ~Q(state=ConversationState.DONE) & Q(disposition=""),
                name="what_is_done_ended_in_a_disposition",
            ),
            models.CheckConstraint(
                condition=~Q(disposition=Disposition.NO_REPLY) | ~Q(reason=""),
                name="no_reply_needed_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state", "-last_message_at", "-id"], name="inbox_by_state"),
            # Tabs and menu count by this one and `inbox_not_done`: the third wall asks who needs to know, so the list
            # of those stands in both, and no row has to be read.
            models.Index(
                fields=["institution", "-last_message_at", "-id"],
                name="inbox_unread",
                include=["known_to"],
                condition=Q(unread__gt=0),
            ),
            models.Index(
                fields=["institution", "assigned_to", "-last_message_at", "-id"],
                name="inbox_mine",
                condition=Q(assigned_to__isnull=False),
            ),
            models.Index(fields=["account", "state", "-last_message_at", "-id"], name="inbox_by_account"),
            # What is not done is a small part of all, in two states: one index has it in order.
            models.Index(
                fields=["institution", "-last_message_at", "-id"],
                name="inbox_not_done",
                include=["known_to"],
                condition=~Q(state=ConversationState.DONE),
            ),
            models.Index(
                fields=["institution", "disposition", "-last_message_at", "-id"],
                name="inbox_by_disposition",
                condition=~Q(disposition=""),
            ),
            models.Index(
                fields=["institution", "waiting_since"],
                name="inbox_by_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["institution", "intent", "-last_message_at", "-id"],
                name="inbox_by_intent",
                condition=~Q(intent=""),
            ),
            models.Index(
                fields=["institution", "-last_message_at", "-id"],
                name="inbox_urgent",
                condition=Q(urgency=Urgency.HIGH),
            ),
            # What stands above every list: after years nearly all that ever sounded urgent is done.
            models.Index(
                fields=["institution", "-last_message_at", "-id"],
                name="inbox_pressing",
                condition=Q(urgency=Urgency.HIGH) & ~Q(state=ConversationState.DONE),
            ),
            models.Index(
                fields=["unit", "-last_message_at", "-id"],
                name="inbox_by_unit",
                condition=Q(unit__isnull=False),
            ),
            models.Index(
                fields=["cluster", "-last_message_at", "-id"],
                name="inbox_by_cluster",
                condition=Q(cluster__isnull=False),
            ),
        ]

    @property
    def may_ring(self) -> bool:
        """Whether it sounded urgent at some time: only then people may have been called for it."""
        return self.urgency == Urgency.HIGH or "urgency" in self.by_hand


class Message(TenantModel):
    """One thing said. Incoming ones are items that must end in a disposition (R31)."""

    class Direction(models.TextChoices):
        IN = "in", _("From a citizen")
        OUT = "out", _("From the office")

    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.IN)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in HeardKind])
    remote_id = models.CharField(max_length=500)
    parent_id = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=300)
    author_name = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    url = models.CharField(max_length=1000, blank=True)
    language = models.CharField(max_length=20, blank=True)
    pictures = models.JSONField(default=list)
    hidden = models.BooleanField(default=False)
    gone_at = models.DateTimeField(null=True)  # our own words, when they were taken down
    said_at = models.DateTimeField()
    taken_in_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_minutes = models.PositiveIntegerField(null=True)
    office_minutes = models.PositiveIntegerField(null=True)
    disposition = models.CharField(max_length=20, choices=Disposition.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    # What it was written as, where it was written here: two answers may say the same.
    reply = models.ForeignKey(
        "inbox.Reply", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = TenantQuerySet["Message"].as_manager()

    class Meta:
        verbose_name = _("message")
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "remote_id"], name="a_message_is_taken_in_once"),
            models.CheckConstraint(
                condition=~Q(disposition=Disposition.ANSWERED) | Q(answered_at__isnull=False),
                name="an_answered_message_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "-said_at", "-id"], name="messages_of_a_conversation"),
            models.Index(fields=["institution", "-said_at", "-id"], name="messages_by_time"),
            models.Index(fields=["account", "-id"], name="messages_by_intake"),
            # Few of a million are ours: the rest need not be written into an index.
            models.Index(fields=["reply"], name="messages_that_answer", condition=Q(reply__isnull=False)),
        ]

    def __str__(self) -> str:
        return masked(self.text)[:80]

    @property
    def author_said(self) -> str:
        """Who wrote it, as anyone here may read it (R80)."""
        return masked(self.author_name) or masked_handle(self.author)
