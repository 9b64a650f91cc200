"""Content items, and what somebody is typing into one right now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.lanes import DEFAULT, NAMES
from pendopo.broadcast.content.states import EDITABLE, FLOW, STANDS, ItemState
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class ContentItemQuerySet(TenantQuerySet["ContentItem"]):
    """Items, by where they stand."""

    def in_work(self) -> ContentItemQuerySet:
        """Written or changed still."""
        return self.filter(state__in=[ItemState.DRAFT, ItemState.RETURNED])

    def standing(self) -> ContentItemQuerySet:
        """Approved, and nothing was changed since."""
        return self.filter(state__in=STANDS)

    def with_words(self) -> ContentItemQuerySet:
        return self.select_related("current", "pillar", "campaign", "owner_unit", "made_by__person")


class ContentItem(TenantModel):
    """Something the office wants to say, on one account or several. Its words stand in its versions."""

    title = models.CharField(_("working title"), max_length=200)
    state = models.CharField(max_length=20, choices=ItemState.choices, default=ItemState.DRAFT)
    pillar = models.ForeignKey(
        "content.Pillar",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pillar"),
    )
    campaign = models.ForeignKey(
        "content.Campaign",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("campaign"),
    )
    owner_unit = models.ForeignKey(
        "institution.OrgUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner unit"),
    )
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    audience = models.CharField(_("audience"), max_length=200, blank=True)
    lane = models.CharField(
        _("lane"), max_length=30, default=DEFAULT, choices=[(key, name) for key, name in NAMES.items()]
    )
    due_at = models.DateTimeField(_("publish at"), null=True, blank=True)  # None: as soon as approved
    late_minutes = models.PositiveIntegerField(_("still useful when late, in minutes"), default=120)
    # What it says holds until then (a warning ends); None: no such time. Afterwards it is never published.
    holds_until = models.DateTimeField(_("holds until"), null=True, blank=True)
    is_humorous = models.BooleanField(_("playful in tone"), default=False)
    is_ceremony = models.BooleanField(_("about a ceremony"), default=False)

    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    current = models.ForeignKey("content.Version", on_delete=models.PROTECT, null=True, related_name="+")
    approved_version = models.ForeignKey(
        "content.Version", on_delete=models.PROTECT, null=True, related_name="+"
    )
    account_ids = ArrayField(models.BigIntegerField(), default=list)  # of the current version, for lists
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    stands_at = models.JSONField(default=dict, blank=True)  # account -> the address at which it stands there
    withdrawn_why = models.CharField(max_length=500, blank=True)

    objects = ContentItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("content item")
        ordering = ["-changed_at", "-id"]
        constraints = [
            FLOW.constraint("an_item_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(state.value for state in STANDS))
                | Q(approved_version__isnull=False, approved_version=F("current")),
                name="what_stands_is_what_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.PUBLISHED) | Q(published_at__isnull=False),
                name="a_published_item_says_when",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="an_item_does_not_correct_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "due_at"], name="items_by_due"),
            models.Index(fields=["institution", "state", "-changed_at", "-id"], name="items_by_state"),
            models.Index(fields=["institution", "made_by", "-changed_at", "-id"], name="items_by_author"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        """Whether its words may still be changed (breaking an approval, where there is one)."""
        return self.state in EDITABLE

    @property
    def last_instant(self) -> datetime | None:
        """The last instant at which publishing it is still useful."""
        return self.due_at + timedelta(minutes=self.late_minutes) if self.due_at else None


class WorkingCopy(TenantModel):
    """What one person has typed and not yet saved: overwritten as they type, gone when they save.

    Versions are never changed; autosave therefore never writes one.
    """

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="working_copies")
    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    based_on = models.ForeignKey("content.Version", on_delete=models.CASCADE, null=True, related_name="+")
    written = models.JSONField()
    saved_at = models.DateTimeField()

    objects = TenantQuerySet["WorkingCopy"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="a_person_has_one_working_copy"),
        ]
