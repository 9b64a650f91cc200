"""Sources, what was read from them, the stories it tells, official warnings, clips, and what was alerted."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.watch.states import (
    FEED,
    STANDING,
    WARNING,
    FeedState,
    Kind,
    Tone,
    WarningState,
)

INDONESIAN = "pg_catalog.indonesian"


class FeedQuerySet(TenantQuerySet["Feed"]):
    """Sources, by whether they are read."""

    def standing(self) -> Self:
        return self.exclude(state=FeedState.REMOVED)

    def due(self, now: datetime) -> Self:
        return self.filter(state=FeedState.ON, due_at__lte=now)


class Feed(TenantModel):
    """One source: where it stands, or what is sought; how often it is read, and what became of the last reading.

    `cursors` says how far each account's network was asked for each of the `words`.
    `owner` switched it on and answers for it: drafts of warnings are begun in their name.
    """

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    url = models.URLField(_("address"), max_length=500, blank=True)
    words = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    every_minutes = models.PositiveIntegerField(_("read every (minutes)"), default=15)
    state = models.CharField(max_length=20, choices=FeedState.choices, default=FeedState.OFF)
    owner = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # when it last answered as it should
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    cursors = models.JSONField(default=dict)
    failures = models.PositiveIntegerField(default=0)  # in a row
    trouble = models.TextField(blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of news")
        constraints = [
            FEED.constraint("a_source_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "url"],
                condition=~Q(state=FeedState.REMOVED) & ~Q(url=""),
                name="an_address_is_watched_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.POSTS, url="") & ~Q(words=[])
                | ~Q(kind=Kind.POSTS) & ~Q(url="") & Q(words=[]),
                name="a_source_has_an_address_or_words",
            ),
            models.CheckConstraint(
                condition=~Q(state=FeedState.ON) | Q(owner__isnull=False),
                name="somebody_answers_for_what_is_read",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="sources_due", condition=Q(state=FeedState.ON)),
        ]

    def __str__(self) -> str:
        return self.name


class Story(TenantModel):
    """Pieces of news that tell the same."""

    title = models.CharField(max_length=300)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    entry_count = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)  # citizens who wrote the same to us
    score = models.PositiveIntegerField(default=0)
    is_about_us = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)  # [{"kind": "us", "word": "..."}]
    tone = models.CharField(max_length=20, choices=Tone.choices, default=Tone.NEUTRAL)
    tone_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantQuerySet["Story"].as_manager()

    class Meta:
        verbose_name = _("story")
        indexes = [
            models.Index(fields=["institution", "-last_at", "-id"], name="stories_newest_first"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryQuerySet(TenantQuerySet["Entry"]):
    """Pieces of news."""

    def saying(self, words: str) -> Self:
        """Those whose words answer a search as people type it."""
        return self.filter(search=SearchQuery(words, config=INDONESIAN, search_type="websearch"))


class Entry(TenantModel):
    """One piece of news as a source told it. Its text is for our own reading and shown to nobody outside.

    A citizen's public post names its author and network; what is personal in it was covered before it was kept (R80).
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="entries")
    mark = models.CharField(max_length=64)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="entries")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=2000, blank=True)
    author = models.CharField(max_length=300, blank=True)
    network = models.CharField(max_length=20, blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    score = models.PositiveIntegerField(default=0)
    is_about_us = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    search = models.GeneratedField(
        expression=SearchVector("title", "summary", "text", config=INDONESIAN),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of news")
        constraints = [
            models.UniqueConstraint(fields=["feed", "mark"], name="a_source_tells_a_thing_once"),
        ]
        indexes = [
            models.Index(fields=["institution", "-said_at", "-id"], name="news_newest_first"),
            GinIndex(fields=["search"], name="news_by_words"),
        ]

    def __str__(self) -> str:
        return self.title


class OfficialWarningQuerySet(TenantQuerySet["OfficialWarning"]):
    """Warnings, by whether something is to be done."""

    def standing(self) -> Self:
        return self.filter(state__in=STANDING)

    def ended(self, now: datetime) -> Self:
        return self.standing().filter(ends_at__lte=now)


class OfficialWarning(TenantModel):
    """One official warning as its sender stated it, and what this office made of it."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="warnings")
    mark = models.CharField(max_length=300)  # its sender's own name for it, or ours for an earthquake
    facts_hash = models.CharField(max_length=64)  # the same mark with other facts is an update
    said_by = ArrayField(models.BigIntegerField(), default=list)  # sources whose file says so
    shape = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=WarningState.choices)
    headline = models.CharField(max_length=300)
    stated = models.JSONField()  # everything the sender said, as data
    url = models.CharField(max_length=2000, blank=True)
    sent_at = models.DateTimeField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reasons = models.JSONField(default=list)  # why it concerns us, or why it doesn't
    trouble = models.TextField(blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    is_all_clear = models.BooleanField(default=False)
    item = models.ForeignKey("content.ContentItem", on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField()
    drafted_at = models.DateTimeField(null=True)

    objects = OfficialWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("official warning")
        constraints = [
            WARNING.constraint("a_warning_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "mark", "facts_hash"],
                condition=Q(follows__isnull=True),
                name="a_warning_is_taken_once",
            ),
            # Figures of an earthquake may go back to what they were, after others.
            models.UniqueConstraint(
                fields=["institution", "mark", "facts_hash", "follows"], name="an_update_is_taken_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=WarningState.DRAFTED) | Q(item__isnull=False, drafted_at__isnull=False),
                name="a_drafted_warning_has_its_draft",
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")), name="a_warning_follows_another"
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "-sent_at", "-id"], name="warnings_newest_first"),
            models.Index(fields=["ends_at"], name="warnings_ending", condition=Q(state__in=sorted(STANDING))),
        ]

    def __str__(self) -> str:
        return self.headline


class Clip(TenantModel):
    """A piece of news that somebody kept, with what they made of it."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="clip")
    tone = models.CharField(_("tone"), max_length=20, choices=Tone.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    item = models.ForeignKey("content.ContentItem", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TenantQuerySet["Clip"].as_manager()

    class Meta:
        verbose_name = _("clip")
        indexes = [models.Index(fields=["institution", "-at"], name="clips_newest_first")]


class WatchSettings(TenantModel):
    """Where the office is, what it is called, what it cares about, and how often it wants to be alerted."""

    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    radius_km = models.PositiveIntegerField(_("radius in kilometres"), default=150)
    least_magnitude = models.FloatField(_("earthquakes from magnitude"), default=4.5)
    quake_hours = models.PositiveIntegerField(_("an earthquake's report holds for (hours)"), default=6)
    names = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    region = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    topics = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    alerts_a_day = models.PositiveIntegerField(_("at most so many alerts a day"), default=3)

    objects = TenantQuerySet["WatchSettings"].as_manager()

    class Meta:
        verbose_name = _("settings of the watch")
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_watches_from_one_place"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_place_has_both_its_numbers",
            ),
        ]


class Alert(TenantModel):
    """What was alerted because it rose above a threshold (domain.md 2.7).

    Of what is counted, `voices` are citizens who wrote to us; `words` are those that rise with it, the steepest first.
    """

    class Level(models.TextChoices):
        WORD = "word", _("A word rises")
        WATCH = "watch", _("Twice as much as usual")
        ISSUE = "issue", _("Three times as much as usual")

    level = models.CharField(max_length=20, choices=Level.choices)
    counted = models.PositiveIntegerField()
    voices = models.PositiveIntegerField(default=0)
    words = ArrayField(models.CharField(max_length=120), default=list)
    usual = models.FloatField()
    at = models.DateTimeField()

    objects = TenantQuerySet["Alert"].as_manager()

    class Meta:
        verbose_name = _("alert")
        constraints = [
            models.CheckConstraint(
                condition=~Q(level="word") | ~Q(words=[]), name="an_alert_of_a_word_names_it"
            ),
        ]
        indexes = [models.Index(fields=["institution", "-at"], name="alerts_newest_first")]
