"""The life of a rule, and of what it proposes to people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class RuleState(models.TextChoices):
    """Whether a rule does anything."""

    OFF = "off", _("Off")
    ON = "on", _("On")
    REMOVED = "removed", _("Taken away")


FLOW = Flow(
    "rules.rule",
    RuleState,
    {
        RuleState.OFF: {RuleState.ON, RuleState.REMOVED},
        RuleState.ON: {RuleState.OFF},
        # What it did stands in the ledger and beside the messages: the row stays.
        RuleState.REMOVED: set(),
    },
    starts={RuleState.OFF},
)


class ProposalState(models.TextChoices):
    """What a person made of what a rule proposed."""

    OPEN = "open", _("Waits for a person")
    TAKEN = "taken", _("Followed")
    DECLINED = "declined", _("Not followed")


PROPOSAL = Flow(
    "rules.proposal",
    ProposalState,
    {
        ProposalState.OPEN: {ProposalState.TAKEN, ProposalState.DECLINED},
        ProposalState.TAKEN: set(),
        ProposalState.DECLINED: set(),
    },
    starts={ProposalState.OPEN},
)


class Hours(models.TextChoices):
    """When a message came."""

    INSIDE = "inside", _("while the office is open")
    OUTSIDE = "outside", _("outside office hours")


class Author(models.TextChoices):
    """Whether we have heard of its author before."""

    NEW = "new", _("who writes for the first time")
    KNOWN = "known", _("who has written before")
