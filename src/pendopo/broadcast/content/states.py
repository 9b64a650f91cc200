"""The life of a text, of its round through a lane, and of each step of that round."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class ItemState(models.TextChoices):
    """How far a text is. What happens on each account has states of its own (publishing)."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


FLOW = Flow(
    "content.item",
    ItemState,
    {
        # Straight to approved only in the emergency lane, which approves within the hour after it (R10).
        ItemState.DRAFT: {ItemState.IN_REVIEW, ItemState.APPROVED, ItemState.WITHDRAWN},
        ItemState.IN_REVIEW: {
            ItemState.APPROVED,
            ItemState.RETURNED,
            ItemState.DRAFT,
            ItemState.WITHDRAWN,
        },
        ItemState.RETURNED: {ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.APPROVED, ItemState.WITHDRAWN},
        # Any change breaks the seal and makes a draft of it again (R11).
        ItemState.APPROVED: {ItemState.DRAFT, ItemState.RETURNED, ItemState.PUBLISHED, ItemState.WITHDRAWN},
        # What stands in public is not changed: it is taken down, or corrected by another item (R20).
        ItemState.PUBLISHED: set(),
        ItemState.WITHDRAWN: set(),
    },
    starts={ItemState.DRAFT},
)

EDITABLE = frozenset(
    {ItemState.DRAFT, ItemState.RETURNED, ItemState.IN_REVIEW, ItemState.APPROVED},
)
STANDS = frozenset({ItemState.APPROVED, ItemState.PUBLISHED})  # its seal holds


class RunState(models.TextChoices):
    """One round through a lane."""

    RUNNING = "running", _("In review")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    BROKEN = "broken", _("Approval broken by a change")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RUN = Flow(
    "content.lane_run",
    RunState,
    {
        RunState.RUNNING: {RunState.APPROVED, RunState.RETURNED, RunState.BROKEN, RunState.WITHDRAWN},
        RunState.APPROVED: {RunState.BROKEN, RunState.RETURNED, RunState.WITHDRAWN},
        RunState.RETURNED: set(),
        RunState.BROKEN: set(),
        RunState.WITHDRAWN: set(),
    },
    starts={RunState.RUNNING, RunState.APPROVED},
)


class StepState(models.TextChoices):
    """One step of a round."""

    QUEUED = "queued", _("Not yet its turn")
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    DROPPED = "dropped", _("No longer needed")


STEP = Flow(
    "content.review_step",
    StepState,
    {
        StepState.QUEUED: {StepState.WAITING, StepState.DROPPED},
        StepState.WAITING: {StepState.APPROVED, StepState.RETURNED, StepState.DROPPED},
        StepState.APPROVED: set(),
        StepState.RETURNED: set(),
        StepState.DROPPED: set(),
    },
    starts={StepState.QUEUED, StepState.WAITING},
)
