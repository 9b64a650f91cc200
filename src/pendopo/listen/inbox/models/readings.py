"""What the house understood of messages, what people put right, and what an office's choices taught it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.inbox.states import Feeling, Intent, Question, Urgency

EITHER = Q(question=Question.UNIT, unit__isnull=False) | ~Q(question=Question.UNIT) & ~Q(chosen="")


class Cluster(TenantModel):
    """Messages that seem to say the same. A proposal: nothing is merged, and each keeps its own answer."""

    about = models.TextField()  # the first of them, as it was written
    people = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = TenantQuerySet["Cluster"].as_manager()

    class Meta:
        verbose_name = _("messages that say the same")
        indexes = [models.Index(fields=["institution", "-last_at"], name="clusters_by_time")]


class ReadingQuerySet(TenantQuerySet["Reading"]):
    """Readings."""

    def surely_spam(self, *, is_so: bool) -> Self:
        """Those that sell something as surely as their office asks for, or those that don't: a doubt decides nothing."""
        sure = Cast(KT("sure__spam"), models.FloatField())
        if is_so:
            return self.filter(GreaterThanOrEqual(sure, models.F("threshold")), is_spam=True)
        return self.filter(Q(is_spam=False) | Q(LessThan(sure, models.F("threshold"))))

    def surely_angry(self) -> Self:
        """Those that sound negative as surely as their office asks for."""
        sure = Cast(KT("sure__sentiment"), models.FloatField())
        return self.filter(GreaterThanOrEqual(sure, models.F("threshold")), sentiment=Feeling.NEGATIVE)


class Reading(TenantModel):
    """One message as it was understood when it came in. It is never changed: people correct beside it."""

    message = models.OneToOneField(
        "inbox.Message", on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    intent = models.CharField(max_length=20, choices=Intent.choices)
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    sentiment = models.CharField(max_length=10, choices=Feeling.choices)
    emotion = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    is_question = models.BooleanField()
    is_spam = models.BooleanField()
    asks_care = models.BooleanField()  # coarse words: they ask for care and do nothing else
    units = models.JSONField(default=list)  # up to three: [[unit, confidence, [[start, end], ...]], ...]
    # The first of them, where it stood above the office's own point.
    filled_unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sure = models.JSONField(default=dict)  # {"intent": 0.93, ...}
    words = models.JSONField(default=dict)  # {"intent": [[start, end], ...], ...}: places in the text
    personal = models.JSONField(default=list)  # kinds of personal data that stand in it
    threshold = models.FloatField()  # below it an answer decided nothing
    version = models.CharField(max_length=40)  # of the model, and of the office's own head
    is_compared = models.BooleanField(default=False)  # with others that may say the same
    cluster = models.ForeignKey(
        Cluster, on_delete=models.SET_NULL, null=True, related_name="readings", db_index=False
    )
    # An answer of ours to somebody who seems to have asked the same.
    earlier = models.ForeignKey(
        "inbox.Message", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        indexes = [
            models.Index(
                fields=["institution", "message"],
                name="readings_to_compare",
                condition=Q(is_compared=False),
            ),
            models.Index(
                fields=["cluster"], name="readings_of_a_cluster", condition=Q(cluster__isnull=False)
            ),
            models.Index(
                fields=["earlier"], name="readings_answered_before", condition=Q(earlier__isnull=False)
            ),
        ]


class TriageChoice(TenantModel):
    """What somebody put right, or really did: what an office's own head learns from."""

    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, related_name="choices")
    question = models.CharField(max_length=10, choices=Question.choices)
    chosen = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey("institution.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+")
    # What the conversation showed before it, to take it back: {"intent": "...", "by_hand": [...]}
    before = models.JSONField(default=dict)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["TriageChoice"].as_manager()

    class Meta:
        verbose_name = _("choice")
        constraints = [
            models.CheckConstraint(condition=EITHER, name="a_choice_says_what_was_chosen"),
            models.UniqueConstraint(
                fields=["message", "question"],
                name="one_choice_stands_for_a_question",
                condition=Q(undone_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["institution", "question", "at"], name="choices_by_time")]


class UnitWords(TenantModel):
    """How citizens speak of a unit: other names, what they ask it about, places only it serves."""

    unit = models.OneToOneField("institution.OrgUnit", on_delete=models.CASCADE, related_name="+")
    names = models.TextField(_("other names"), blank=True)
    duties = models.TextField(_("what citizens ask about"), blank=True)
    places = models.TextField(_("places"), blank=True)

    objects = TenantQuerySet["UnitWords"].as_manager()

    class Meta:
        verbose_name = _("words of a unit")


class TriageVersion(TenantModel):
    """A night of learning: what it was taught, how well it did on choices it had not seen, and what came of it."""

    number = models.PositiveIntegerField()
    learned_at = models.DateTimeField()
    choices = models.PositiveIntegerField()
    kept_back = models.PositiveIntegerField()
    right = models.FloatField()  # share of first proposals that were right on what was kept back
    right_before = models.FloatField()  # the same of what proposed until then
    point = models.FloatField(null=True)  # above it one is filled in; none: nothing is ever filled in
    head = models.BinaryField(null=True)  # none: it was no better, and was not kept
    in_use = models.BooleanField(default=False)

    objects = TenantQuerySet["TriageVersion"].as_manager()

    class Meta:
        verbose_name = _("version of triage")
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="a_triage_version_has_its_number"),
            models.UniqueConstraint(
                fields=["institution"], name="one_triage_version_is_in_use", condition=Q(in_use=True)
            ),
            models.CheckConstraint(
                condition=Q(in_use=False) | Q(head__isnull=False), name="a_version_in_use_was_kept"
            ),
        ]

    @property
    def was_kept(self) -> bool:
        """Whether there is a head to go back to: only a better one is kept."""
        return self.right > self.right_before
