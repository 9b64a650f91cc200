"""What people are told, and the devices that want to hear it at once."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.notices.words import Sentence

PLACE: Final = "notices.push"


class NoticeQuerySet(TenantQuerySet["Notice"]):
    """Notices, as their reader asks for them."""

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(TenantModel):
    """One thing one person was told. The row is the notice; mail and push are only ways to point at it."""

    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=500, blank=True)
    urgent = models.BooleanField(default=False)
    once = models.CharField(max_length=200, blank=True)  # told to a person only once under this name
    batch = models.UUIDField()  # all that was told in one breath
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)  # empty: mailed, or not to be
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "once"], condition=~Q(once=""), name="a_person_is_told_once"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-made_at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["member"], condition=Q(read_at__isnull=True), name="unread_notices"),
            models.Index(fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False), name="mail_due"),
            models.Index(fields=["batch"], name="notices_of_one_breath"),
        ]

    def __str__(self) -> str:
        return self.title_said

    @property
    def title_said(self) -> str:
        """The title in the reader's language."""
        return Sentence.of(self.title).said()

    @property
    def text_said(self) -> str:
        """The text in the reader's language."""
        return Sentence.of(self.text).said()


class PushSubscription(TenantModel):
    """A browser that shows notices also while Pendopo is closed."""

    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    address = models.BinaryField()  # endpoint and keys, sealed: whoever knows them can push
    fingerprint = models.BinaryField(max_length=32)  # of the endpoint, to find it again
    device = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    last_sent_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["PushSubscription"].as_manager()

    class Meta:
        verbose_name = _("device")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "fingerprint"], name="a_device_is_registered_once"
            ),
        ]

    def opened(self) -> str:
        """The subscription as the browser gave it (JSON). Raises SecretUnreadable."""
        return settings.PENDOPO_KEY_RING.open_text(bytes(self.address), PLACE)
