"""Rounds through a lane, and the steps that people decide."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pendopo.broadcast.content.lanes import STEP_NAMES
from pendopo.broadcast.content.models.items import ContentItem
from pendopo.broadcast.content.models.versions import Version
from pendopo.broadcast.content.states import RUN, STEP, RunState, StepState
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.people.roles import Role


class LaneRun(TenantModel):
    """One version on its way through a lane, and the seal it got at the end."""

    item = models.ForeignKey(ContentItem, on_delete=models.PROTECT, related_name="runs")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    lane = models.CharField(max_length=30)
    state = models.CharField(max_length=20, choices=RunState.choices, default=RunState.RUNNING)
    published_first = models.BooleanField(default=False)  # approved by the publisher, to be confirmed (R10)
    started_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    window_from = models.DateTimeField(null=True, blank=True)
    window_until = models.DateTimeField(null=True, blank=True)
    seals = models.JSONField(default=dict)  # account -> seal
    seal = models.CharField(max_length=64, blank=True)  # over all of them
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet["LaneRun"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            RUN.constraint("a_run_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=RunState.APPROVED)
                | Q(approved_at__isnull=False, window_from__isnull=False, window_until__isnull=False)
                & ~Q(seal=""),
                name="an_approved_run_is_sealed",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=[RunState.RUNNING, RunState.APPROVED]),
                name="an_item_has_one_live_run",
            ),
        ]


class ReviewStep(TenantModel):
    """One step of a round: whose turn it is, until when, and what was decided."""

    run = models.ForeignKey(LaneRun, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=30, choices=Role.choices)
    minutes = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=StepState.choices, default=StepState.QUEUED)
    began_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)

    objects = TenantQuerySet["ReviewStep"].as_manager()

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            STEP.constraint("a_step_is_in_a_known_state"),
            models.UniqueConstraint(fields=["run", "number"], name="a_step_number_is_given_once"),
            models.CheckConstraint(
                condition=~Q(state=StepState.WAITING) | Q(due_at__isnull=False),
                name="a_waiting_step_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[StepState.APPROVED, StepState.RETURNED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decision_has_somebody_who_made_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "due_at"],
                name="steps_that_wait",
                condition=Q(state=StepState.WAITING),
            ),
        ]

    @property
    def label(self) -> str:
        """What people read."""
        return str(STEP_NAMES.get(self.name, self.name))
