"""Rows that are promises to publish, what was tried for each, and the switch that stops them all."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.publishing.states import DUE, FLOW, NEEDS_A_PERSON, ON_ITS_WAY, DeliveryState, Kind
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet

# A clock of another machine, or a process that slept, may be this far off.
CLOCKS_APART: Final = timedelta(minutes=2)


class DeliveryQuerySet(TenantQuerySet["Delivery"]):
    """Deliveries, by what they wait for."""

    def due(self, now: datetime) -> DeliveryQuerySet:
        """Whose time has come."""
        return self.filter(state__in=sorted(DUE), due_at__lte=now)

    def left_sending(self, before: datetime) -> DeliveryQuerySet:
        """Those that a worker began to send so long ago that it must be gone."""
        return self.filter(state=DeliveryState.SENDING, sending_since__lt=before)

    def on_their_way(self) -> DeliveryQuerySet:
        """Neither ended nor waiting for a person."""
        return self.filter(state__in=sorted(ON_ITS_WAY))

    def need_a_person(self) -> DeliveryQuerySet:
        """Those that go on only when somebody decides."""
        return self.filter(state__in=sorted(NEEDS_A_PERSON))

    def stand(self) -> DeliveryQuerySet:
        """Posts and answers that stand on a network."""
        return self.filter(state=DeliveryState.PUBLISHED, kind__in=[Kind.POST, Kind.REPLY])

    def with_words(self) -> DeliveryQuerySet:
        """With what a line on the screen shows."""
        return self.select_related("account", "by__person")


class Delivery(TenantModel):
    """One thing to be said or done on one account, once. `key` names it for ever."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.PROTECT, related_name="+")
    queue = models.CharField(max_length=400)  # what must stay in order
    state = models.CharField(max_length=20, choices=DeliveryState.choices, default=DeliveryState.PLANNED)

    planned_for = models.DateTimeField(_("planned for"))  # its place in the queue
    due_at = models.DateTimeField()  # when to act next
    cutoff_at = models.DateTimeField(null=True, blank=True)  # later than this it asks first
    sending_since = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()  # what is said carries this instant, whenever it is repeated

    # Where it comes from
    origin = models.CharField(max_length=60)  # such as "content.item"
    origin_id = models.BigIntegerField()
    version_id = models.BigIntegerField(null=True, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200, blank=True)
    said = models.JSONField(default=dict)  # for answers, hides and takedowns: what to say, and about what
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="takedowns"
    )

    # What is known of it
    remote_id = models.CharField(max_length=500, blank=True)
    part_ids = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    handle = models.TextField(blank=True)
    progress = models.TextField(blank=True)
    is_unclear = models.BooleanField(default=False)  # it may stand there, though nobody confirmed it
    looks = models.PositiveSmallIntegerField(default=0)  # how often it was looked for since it was sent
    attempts = models.PositiveIntegerField(default=0)
    why = models.TextField(blank=True)  # the last thing that went wrong, or why it was called off
    published_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    differs = models.CharField(max_length=300, blank=True)
    # The members who need to know; null: everybody. The worker carries it all the same.
    known_to = ArrayField(models.BigIntegerField(), null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        ordering = ["planned_for", "id"]
        constraints = [
            FLOW.constraint("a_delivery_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.PUBLISHED) | Q(published_at__isnull=False),
                name="a_published_delivery_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING) | Q(sending_since__isnull=False),
                name="a_delivery_being_sent_says_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.PROCESSING) | ~Q(handle=""),
                name="a_delivery_being_processed_has_a_handle",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.POST) | Q(version_id__isnull=False) | ~Q(said={}),
                name="a_post_has_words",
            ),
            # One promise for each account of a version: planning it again changes nothing.
            models.UniqueConstraint(
                fields=["institution", "origin", "origin_id", "version_id", "account"],
                name="a_version_is_promised_to_an_account_once",
                condition=Q(kind=Kind.POST) & ~Q(state=DeliveryState.CANCELLED),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="deliveries_due", condition=Q(state__in=sorted(DUE))),
            models.Index(
                fields=["sending_since"],
                name="deliveries_left_sending",
                condition=Q(state=DeliveryState.SENDING),
            ),
            models.Index(
                fields=["account", "queue", "planned_for", "id"],
                name="deliveries_in_order",
                condition=Q(state__in=sorted(ON_ITS_WAY)),
            ),
            models.Index(fields=["institution", "origin", "origin_id"], name="deliveries_of_a_thing"),
            models.Index(fields=["institution", "state", "planned_for", "id"], name="deliveries_by_state"),
            models.Index(
                fields=["account", "remote_id"], name="deliveries_by_remote_id", condition=~Q(remote_id="")
            ),
        ]

    @property
    def may_stand_since(self) -> datetime:
        """It is nowhere older than this: where a search for it ends."""
        return (self.sending_since or self.made_at) - CLOCKS_APART

    def __str__(self) -> str:
        return self.title or str(self.said.get("text", ""))[:80] or str(Kind(self.kind).label)


class Attempt(TenantModel):
    """One call to a network for a delivery: what was asked, and what came of it, in words."""

    class What(models.TextChoices):
        SEND = "send", _("Sent to the network")
        FIND = "find", _("Looked for on the network")
        CHECK = "check", _("Asked how far it is")
        PERSON = "person", _("Decided by a person")
        HOUSE = "house", _("Noticed by Pendopo")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField(null=True)
    what = models.CharField(max_length=20, choices=What.choices)
    outcome = models.CharField(max_length=20, choices=DeliveryState.choices)  # the state it led to
    why = models.TextField(
        blank=True
    )  # a sentence to translate, and the network's own words on a second line
    by_name = models.CharField(max_length=200, blank=True)

    objects = TenantQuerySet["Attempt"].as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["delivery", "at"], name="attempts_of_a_delivery")]


class StopQuerySet(TenantQuerySet["Stop"]):
    """The switch."""

    def on(self) -> StopQuerySet:
        return self.filter(resumed_at__isnull=True)


class Stop(TenantModel):
    """All publishing was stopped by somebody, for a reason (R17); it goes on when somebody says so."""

    why = models.CharField(_("reason"), max_length=500)
    answers_too = models.BooleanField(_("answers to citizens as well"), default=False)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resumed_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    resumed_at = models.DateTimeField(null=True)

    objects = StopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution"],
                name="publishing_is_stopped_once",
                condition=Q(resumed_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(resumed_at__isnull=True) | Q(resumed_at__gte=F("at")),
                name="a_stop_ends_after_it_begins",
            ),
        ]
