"""Answers on their way to citizens, and the sentences they begin with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.foundation.ui.speech import in_words
from pendopo.listen.inbox.states import REPLY, UNDER_WAY, Approving, ReplyState


class Reply(TenantModel):
    """An answer: what somebody is typing, what an approver reads, what was sent."""

    class Machine(models.TextChoices):
        """What a person made of a language model's draft that it began as; '' for their own words."""

        BEGUN = "begun", _("Began as a language model's draft")
        EDITED = "edited", _("A language model's draft, changed by a person")
        CONFIRMED = "confirmed", _("A language model's draft, confirmed by a person")

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("answer"), blank=True)
    state = models.CharField(max_length=20, choices=ReplyState.choices, default=ReplyState.DRAFT)
    changed_at = models.DateTimeField()
    answers_until = models.BigIntegerField(default=0)  # the last message it was written for
    why_review = models.CharField(max_length=300, blank=True)  # what asked for an approval
    decided_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    returned_why = models.CharField(max_length=500, blank=True)
    delivery_id = models.BigIntegerField(null=True)
    key = models.UUIDField(null=True)  # the writing device's own name for it
    trouble = models.CharField(max_length=500, blank=True)
    machine = models.CharField(max_length=10, choices=Machine.choices, blank=True, default="", db_default="")
    machine_text = models.TextField(blank=True, default="", db_default="")  # the draft as the model wrote it

    objects = TenantQuerySet["Reply"].as_manager()

    class Meta:
        verbose_name = _("answer")
        constraints = [
            REPLY.constraint("a_reply_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["conversation", "author"],
                name="a_person_has_one_draft_a_conversation",
                condition=Q(state=ReplyState.DRAFT),
            ),
            models.UniqueConstraint(
                fields=["institution", "key"],
                name="an_answer_is_taken_from_a_device_once",
                condition=Q(key__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["conversation"],
                name="one_answer_at_a_time",
                condition=Q(state__in=sorted(state.value for state in UNDER_WAY)),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("author")),
                name="nobody_approves_their_own_answer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.DROPPED])
                | Q(delivery_id__isnull=False),
                name="an_answer_on_its_way_has_a_delivery",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReplyState.DRAFT, ReplyState.DROPPED]) | ~Q(machine="begun"),
                name="a_person_stands_behind_a_machine_draft",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "changed_at"],
                name="replies_to_approve",
                condition=Q(state=ReplyState.IN_REVIEW),
            ),
        ]

    @property
    def trouble_said(self) -> str:
        """What the network has against it, in the reader's language."""
        return in_words(self.trouble)


class SavedReply(TenantModel):
    """A sentence answers begin with; {nama}, {kanal}, {jam} and quotes like {layanan:KTP-el:biaya} are filled in."""

    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("text"), max_length=2000)
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["SavedReply"].as_manager()

    class Meta:
        verbose_name = _("saved reply")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "title"], name="a_saved_reply_has_its_own_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Quotation(TenantModel):
    """What a saved reply quotes from elsewhere, and whether other words hold there since somebody looked."""

    saved = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="quotations")
    name = models.CharField(max_length=120)  # as between braces, in small letters: "layanan:ktp-el:biaya"
    changed_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Quotation"].as_manager()

    class Meta:
        verbose_name = _("quote")
        constraints = [
            models.UniqueConstraint(fields=["saved", "name"], name="a_saved_reply_quotes_a_thing_once"),
        ]
        indexes = [models.Index(fields=["institution", "name"], name="quotations_by_name")]


class InboxSettings(TenantModel):
    """What an office decides about its answers."""

    approving = models.CharField(
        _("Answers that need an approval"),
        max_length=20,
        choices=Approving.choices,
        default=Approving.RISKY,
    )
    # One topic a line: whoever asks or answers about it has the answer read by somebody else.
    approving_topics = models.TextField(_("Topics"), blank=True, default="", db_default="")
    approving_roles = models.JSONField(default=list, db_default=models.Value("[]", models.JSONField()))
    # Below so many percent an answer of triage decides nothing.
    sure_from = models.PositiveSmallIntegerField(default=50, db_default=50)
    reveals_an_hour = models.PositiveSmallIntegerField(
        _("Uncoverings of personal data by one person in an hour before auditors are told"),
        default=10,
        db_default=10,
    )

    objects = TenantQuerySet["InboxSettings"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_has_one_way_of_answering"),
            models.CheckConstraint(
                condition=Q(sure_from__gte=10, sure_from__lte=99), name="sure_is_neither_nothing_nor_certain"
            ),
            models.CheckConstraint(
                condition=Q(reveals_an_hour__gte=1), name="somebody_hears_of_many_uncoverings"
            ),
        ]
