"""What protects citizens from the office, and the office from some of them: uncoverings, links, blocks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.inbox.states import BARRING, BLOCK, BarringState, BlockState, HideReason


class Reveal(TenantModel):
    """Somebody looked at personal data uncovered, and said why (R80)."""

    conversation = models.ForeignKey("inbox.Conversation", on_delete=models.CASCADE, related_name="reveals")
    # Empty: all of the conversation.
    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    at = models.DateTimeField()

    objects = TenantQuerySet["Reveal"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="whoever_uncovers_says_why"),
        ]
        indexes = [models.Index(fields=["by", "-at"], name="reveals_of_a_person")]


class CitizenLink(TenantModel):
    """Two names on networks are one person, says a member, for a reason; it can be taken back. Never by itself."""

    one = models.ForeignKey("inbox.Citizen", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("inbox.Citizen", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_why = models.CharField(max_length=300, blank=True)
    undone_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["CitizenLink"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="a_link_names_two_citizens_in_order"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="whoever_links_says_why"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="a_link_undone_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                name="two_citizens_are_linked_once",
                condition=Q(undone_at__isnull=True),
            ),
        ]


class Block(TenantModel):
    """A citizen whom the office hears no more: asked for by one person, decided by another (R39)."""

    citizen = models.ForeignKey("inbox.Citizen", on_delete=models.PROTECT, related_name="blocks")
    # What they wrote that led to it, and its copy.
    message = models.ForeignKey("inbox.Message", on_delete=models.PROTECT, related_name="+")
    copy = models.TextField()
    state = models.CharField(max_length=20, choices=BlockState.choices, default=BlockState.ASKED)
    code = models.CharField(_("reason"), max_length=20, choices=HideReason.choices)
    note = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField(max_length=500, blank=True)
    lifted_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=500, blank=True)

    objects = TenantQuerySet["Block"].as_manager()

    class Meta:
        verbose_name = _("block")
        constraints = [
            BLOCK.constraint("a_block_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(code__in=HideReason.values), name="criticism_is_no_reason_to_block"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="nobody_decides_a_block_they_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BlockState.IN_FORCE, BlockState.DECLINED, BlockState.LIFTED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_block_in_force_had_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["citizen"],
                name="a_citizen_is_blocked_once",
                condition=Q(state__in=[BlockState.ASKED, BlockState.IN_FORCE]),
            ),
        ]
        indexes = [models.Index(fields=["institution", "-asked_at", "-id"], name="blocks_by_time")]


class Barring(TenantModel):
    """A block carried to the network of one account the citizen wrote to."""

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="barrings")
    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.PROTECT, related_name="+")
    # What they wrote there: the network knows by it who they are, whatever they are called.
    message = models.ForeignKey("inbox.Message", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=BarringState.choices, default=BarringState.BLOCKING)
    trouble = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["Barring"].as_manager()

    class Meta:
        verbose_name = _("block on a network")
        constraints = [
            BARRING.constraint("a_barring_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["block", "account"], name="a_block_is_carried_to_an_account_once"
            ),
        ]
