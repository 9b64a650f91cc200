"""What the practice network remembers. It is one public network for the whole house: no row is an institution's."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.practice.shapes import NoticeKind


class Account(models.Model):
    """An account to practise with. Of its token only the fingerprint is kept."""

    handle = models.SlugField(_("handle"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    fingerprint = models.CharField(max_length=64, unique=True)
    moods = models.JSONField(default=dict)  # shapes.Moods
    webhook_url = models.CharField(max_length=500, blank=True)
    webhook_secret = models.CharField(max_length=200, blank=True)
    last_place = models.PositiveBigIntegerField(default=0)  # of its notices
    made_at = models.DateTimeField()

    class Meta:
        db_table = "practice_account"
        ordering = ["handle"]


class Blocked(models.Model):
    """A citizen whom an account keeps away."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="blocked")
    handle = models.CharField(max_length=60)

    class Meta:
        db_table = "practice_blocked"
        constraints = [
            models.UniqueConstraint(fields=["account", "handle"], name="a_practice_citizen_is_blocked_once")
        ]


class Turn(models.Model):
    """How often an account asked the same thing: the dice of the moods count it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=300)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "practice_turn"
        constraints = [
            models.UniqueConstraint(fields=["account", "method", "path"], name="a_turn_is_counted_once")
        ]


class Medium(models.Model):
    """A picture somebody uploaded."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    kind = models.CharField(max_length=30)
    file = models.FileField(upload_to="practice/")

    class Meta:
        db_table = "practice_medium"
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="a_practice_picture_is_kept_once")
        ]


class Post(models.Model):
    """A post of the account, or what a citizen said to it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="posts")
    key = models.CharField(max_length=128, blank=True)
    counted_as = models.CharField(max_length=128, blank=True)
    is_ours = models.BooleanField()
    author_handle = models.CharField(max_length=60)
    author_name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    link = models.CharField(max_length=2000, blank=True)
    pictures = models.JSONField(default=list)  # [{"media_id": …, "alt": …}]
    tags = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    language = models.CharField(max_length=10, default="id")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")
    root = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    is_hidden = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "practice_post"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key"], name="a_practice_key_names_one_post", condition=~Q(key="")
            ),
        ]
        indexes = [models.Index(fields=["account", "-id"], name="practice_latest")]


class Notice(models.Model):
    """Somebody said something to the account; `place` counts in the order in which it can be read."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    place = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in NoticeKind])
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "practice_notice"
        constraints = [
            models.UniqueConstraint(fields=["account", "place"], name="a_practice_notice_has_its_place")
        ]
