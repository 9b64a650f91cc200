"""Rules with their versions, trials before they are switched on, what they did and what they proposed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.rules.conditions import Then, When
from pendopo.listen.rules.states import FLOW, PROPOSAL, ProposalState, RuleState


class RuleQuerySet(TenantQuerySet["Rule"]):
    """Rules in their order."""

    def standing(self) -> RuleQuerySet:
        return self.exclude(state=RuleState.REMOVED).order_by("place", "id")

    def switched_on(self) -> RuleQuerySet:
        return self.filter(state=RuleState.ON).order_by("place", "id")


class Rule(TenantModel):
    """One sentence: when ..., then .... It acts with the rights of whoever wrote the version in force."""

    name = models.CharField(_("name"), max_length=100)
    place = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=RuleState.choices, default=RuleState.OFF)
    current = models.ForeignKey("RuleVersion", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        constraints = [
            FLOW.constraint("a_rule_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="a_rule_has_its_own_name",
                condition=~Q(state=RuleState.REMOVED),
            ),
            models.CheckConstraint(
                condition=~Q(state=RuleState.ON) | Q(current__isnull=False),
                name="what_is_on_says_what_it_does",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "place"], name="rules_switched_on", condition=Q(state=RuleState.ON)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RuleVersion(TenantModel):
    """What a rule said from one day on; never changed."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    when = models.JSONField(default=dict)
    then = models.JSONField(default=dict)
    goes_on = models.BooleanField(default=True)  # false: no rule after it looks at the message
    owner = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = TenantQuerySet["RuleVersion"].as_manager()

    class Meta:
        verbose_name = _("version of a rule")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="a_version_of_a_rule_has_its_number"),
        ]

    @property
    def condition(self) -> When:
        return When.read(self.when)

    @property
    def consequence(self) -> Then:
        return Then.read(self.then)


class Trial(TenantModel):
    """A version tried on what came in the last 30 days, without doing anything."""

    version = models.OneToOneField(RuleVersion, on_delete=models.CASCADE, related_name="trial")
    since = models.DateTimeField()
    until = models.DateTimeField()
    # Where the reading goes on: the message before which everything was looked at.
    at = models.DateTimeField()
    at_number = models.BigIntegerField()
    looked_at = models.PositiveIntegerField(default=0)
    touched = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Trial"].as_manager()

    class Meta:
        verbose_name = _("trial")


class Touched(TenantModel):
    """A message that a trial would have touched."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="messages")
    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, related_name="+")

    objects = TenantQuerySet["Touched"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "message"], name="a_trial_touches_a_message_once"),
        ]


class Trace(TenantModel):
    """What a rule did with a message, or why it could not."""

    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="traces")
    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, related_name="+")
    trouble = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects = TenantQuerySet["Trace"].as_manager()

    class Meta:
        verbose_name = _("trace of a rule")
        constraints = [
            models.UniqueConstraint(fields=["message", "version"], name="a_rule_acts_once_on_a_message"),
        ]
        indexes = [models.Index(fields=["version", "-at"], name="traces_of_a_version")]


class Proposal(TenantModel):
    """What a rule proposes and a person decides: an answer to begin with, or hiding with its reason."""

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="proposals")
    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="+")
    saved = models.ForeignKey("inbox.SavedReply", on_delete=models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=20, blank=True)  # a reason to hide (R39); '' proposes none
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.OPEN)
    decided_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Proposal"].as_manager()

    class Meta:
        verbose_name = _("proposal of a rule")
        constraints = [
            PROPOSAL.constraint("a_proposal_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN) | Q(decided_by__isnull=False),
                name="a_person_decided_what_was_proposed",
            ),
            models.CheckConstraint(
                condition=Q(saved__isnull=True) | Q(code=""), name="a_proposal_is_one_thing"
            ),
        ]
        indexes = [
            models.Index(
                fields=["conversation"], name="proposals_to_decide", condition=Q(state=ProposalState.OPEN)
            ),
        ]
