"""A case, who it is for, what happened in it, and whom it waited for."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock.versions import VersionOfClocks
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.serve.cases.states import FLOW, OWED, CaseKind, CaseState, Channel, Ending, WaitFor


class ClockVersion(VersionOfClocks):
    """One version of an office's clocks; a case keeps the one it began under, so none is ever changed."""

    key = models.CharField(max_length=60)  # of the national version it stands on
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = TenantQuerySet["ClockVersion"].as_manager()

    class Meta(VersionOfClocks.Meta):
        verbose_name = _("version of the clocks")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "valid_from"],
                name="one_version_of_the_clocks_begins_on_a_day",
                condition=Q(switched_on_at__isnull=False),
            ),
        ]


class CaseQuerySet(TenantQuerySet["Case"]):
    """Cases, in the words of board and table."""

    def not_closed(self) -> CaseQuerySet:
        return self.exclude(state=CaseState.CLOSED)

    def owed(self) -> CaseQuerySet:
        """Those in which the office owes the next word."""
        return self.filter(state__in=sorted(OWED))

    def late(self, now: datetime) -> CaseQuerySet:
        """Those whose final answer is overdue."""
        return self.owed().filter(resolve_by__lt=now)

    def kept_by(self, member_id: int) -> CaseQuerySet:
        return self.filter(keeper_id=member_id)

    def for_everybody(self) -> CaseQuerySet:
        """Without those with supervisory content: for exports, searches, figures and whatever leaves the house (R33)."""
        return self.filter(known_to__isnull=True)


class Case(TenantModel):
    """What a citizen asks, complains of or proposes, until they have been answered (domain.md 5)."""

    # What the citizen is told: a code that can't be guessed from another, and a value to check it with.
    code = models.CharField(max_length=12, unique=True)
    check_value = models.CharField(max_length=8)

    kind = models.CharField(_("kind"), max_length=20, choices=CaseKind.choices)
    supervisory_content = models.BooleanField(_("supervisory content"), default=False)
    is_anonymous = models.BooleanField(_("name kept secret"), default=False)
    is_confidential = models.BooleanField(_("content kept secret"), default=False)
    channel = models.CharField(_("how it came"), max_length=20, choices=Channel.choices)
    title = models.CharField(_("title"), max_length=200)
    story = models.TextField(_("what happened"))
    happened_on = models.DateField(_("when"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    topic = models.CharField(_("topic"), max_length=100, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)

    # Where it was said; none for what came over the counter.
    conversation = models.ForeignKey(
        "inbox.Conversation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who answers now, and who must not (R33).
    unit = models.ForeignKey(
        "institution.OrgUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    reported_unit = models.ForeignKey(
        "institution.OrgUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit complained of"),
    )
    keeper = models.ForeignKey(
        "institution.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept by"),
    )
    state = models.CharField(max_length=20, choices=CaseState.choices, default=CaseState.NEW)
    ending = models.CharField(max_length=20, choices=Ending.choices, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined"
    )

    # Clocks: the promises, and when each was kept.
    clocks = models.ForeignKey(ClockVersion, on_delete=models.PROTECT, related_name="cases")
    is_estimate = models.BooleanField(default=False)  # R85
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledge_by = models.DateTimeField()
    verify_by = models.DateTimeField()
    follow_up_by = models.DateTimeField()
    resolve_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    auto_close_at = models.DateTimeField(null=True, blank=True)  # only while answered (R36)
    closed_at = models.DateTimeField(null=True, blank=True)
    ask_again_at = models.DateTimeField(null=True, blank=True)  # "is it really settled?"
    bounces = models.PositiveSmallIntegerField(default=0)  # how often a unit said "not ours" (R38)
    reopened = models.PositiveSmallIntegerField(default=0)
    # From here the final answer is promised anew; what was answered before settles nothing any more.
    reopened_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # grows with every change a page should show
    # Members who need to know (R33): of a case with supervisory content, and of no other. The database keeps to it;
    # who put them there and why, `Knower` says.
    known_to = ArrayField(models.BigIntegerField(), null=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        constraints = [
            FLOW.constraint("a_case_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, ending__in=Ending.values, closed_at__isnull=False)
                | ~Q(state=CaseState.CLOSED) & Q(ending="", closed_at__isnull=True),
                name="a_closed_case_says_how_it_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.ANSWERED) | Q(answered_at__isnull=False),
                name="an_answered_case_says_when",
            ),
            models.CheckConstraint(
                condition=Q(supervisory_content=False) | Q(kind=CaseKind.COMPLAINT),
                name="supervisory_content_is_of_a_complaint",
            ),
            models.CheckConstraint(
                condition=Q(supervisory_content=False, known_to__isnull=True)
                | Q(supervisory_content=True, known_to__len__gt=0),
                name="supervisory_content_is_known_to_a_list",
            ),
            models.CheckConstraint(
                condition=Q(supervisory_content=False)
                | Q(reported_unit__isnull=True)
                | Q(unit__isnull=True)
                | ~Q(unit=models.F("reported_unit")),
                name="the_reported_unit_never_answers",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.DUPLICATE) | Q(joined_to__isnull=False),
                name="a_duplicate_names_the_other_case",
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=models.F("id")),
                name="a_case_is_not_joined_to_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state", "resolve_by", "id"], name="cases_by_state"),
            models.Index(
                fields=["institution", "resolve_by", "id"],
                name="cases_by_deadline",
                condition=~Q(state=CaseState.CLOSED),
            ),
            models.Index(fields=["institution", "-opened_at", "-id"], name="cases_by_time"),
            models.Index(fields=["institution", "unit", "state", "resolve_by"], name="cases_of_a_unit"),
            models.Index(
                fields=["institution", "keeper", "resolve_by"],
                name="cases_of_a_keeper",
                condition=~Q(state=CaseState.CLOSED),
            ),
            models.Index(
                fields=["auto_close_at"], name="cases_to_close", condition=Q(auto_close_at__isnull=False)
            ),
            models.Index(
                fields=["ask_again_at"], name="cases_to_ask_again", condition=Q(ask_again_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


class Reporter(TenantModel):
    """Somebody to be told; a case joined with another brings all of its own along (R40)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reporters")
    came_with = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conversation = models.ForeignKey(
        "inbox.Conversation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Name and ways to reach them, sealed: {"name": ..., "phone": ..., "email": ..., "address": ...}; only what was given.
    mark = models.UUIDField(unique=True)
    contact = models.BinaryField(null=True)
    joined_at = models.DateTimeField()

    objects = TenantQuerySet["Reporter"].as_manager()

    class Meta:
        verbose_name = _("reporter")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "conversation"],
                name="a_conversation_reports_a_case_once",
                condition=Q(conversation__isnull=False),
            ),
        ]


class Entry(TenantModel):
    """One line of a case's story; never changed. What the citizen has been told is marked."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    what = models.CharField(max_length=40)  # one of `showing.SENTENCES`
    words = models.JSONField(default=dict)  # what its sentence is filled with
    text = models.TextField(blank=True)  # what was said, where something was
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("institution.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+")
    told = models.BooleanField(default=False)  # the citizen knows: it stands on the tracking page

    objects = TenantQuerySet["Entry"].as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["case", "at", "id"], name="entries_of_a_case")]


class Wait(TenantModel):
    """A stretch in which a case waited for somebody; two kinds, counted apart."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="waits")
    for_whom = models.CharField(max_length=10, choices=WaitFor.choices)
    unit = models.ForeignKey("institution.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Wait"].as_manager()

    class Meta:
        ordering = ["began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="a_case_waits_for_one_at_a_time", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")),
                name="a_wait_ends_after_it_began",
            ),
        ]
