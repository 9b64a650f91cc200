"""Ideas: what might be said, why just now, and what became of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.ideas import card_templates
from pendopo.broadcast.ideas.states import FLOW, OPEN, IdeaState, Source
from pendopo.broadcast.ideas.suggesting import reasons
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class IdeaQuerySet(TenantQuerySet["Idea"]):
    """Ideas, in the words of the board."""

    def still_open(self) -> IdeaQuerySet:
        """Neither taken nor set aside."""
        return self.filter(state__in=sorted(OPEN))

    def past(self, today: date) -> IdeaQuerySet:
        """Open ones whose time is over."""
        return self.still_open().filter(useful_until__lt=today)

    def with_words(self) -> IdeaQuerySet:
        return self.select_related(
            "pillar", "campaign", "item", "made_by__person", "taken_by__person", "set_aside_by__person"
        )


class Idea(TenantModel):
    """Something the office might say. The same thing is suggested once: its reference names it for ever."""

    state = models.CharField(max_length=20, choices=IdeaState.choices, default=IdeaState.SUGGESTED)
    source = models.CharField(max_length=20, choices=Source.choices)
    reference = models.CharField(max_length=200, blank=True)
    title = models.CharField(_("what it is about"), max_length=200)
    # What the house found, in kinds and values: `suggesting/reasons.py` words them when they are shown.
    reasons = models.JSONField(default=list, blank=True)
    own_reason = models.CharField(_("why"), max_length=500, blank=True)  # in a colleague's words
    text = models.TextField(_("draft words"), blank=True)
    template = models.CharField(_("picture template"), max_length=40, blank=True)
    url = models.CharField(_("source"), max_length=1000, blank=True)
    suggested_for = models.DateField(_("for the day"), null=True, blank=True)
    useful_until = models.DateField(null=True, blank=True)
    is_solemn = models.BooleanField(default=False)  # R17: no jokes, no prizes, nothing festive
    strength = models.PositiveIntegerField(default=0)  # among those of its source
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
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # None: the house suggested it.
    made_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.OneToOneField(
        "content.ContentItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    why_aside = models.CharField(max_length=300, blank=True)
    # None: the house did, because it does not hold any more.
    set_aside_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea")
        ordering = ["-changed_at", "-id"]
        constraints = [
            FLOW.constraint("an_idea_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "source", "reference"],
                name="a_thing_is_suggested_once",
                condition=~Q(reference=""),
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.TAKEN, item__isnull=False, taken_at__isnull=False)
                | ~Q(state=IdeaState.TAKEN) & Q(item__isnull=True, taken_at__isnull=True),
                name="a_taken_idea_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=IdeaState.SET_ASIDE) | ~Q(why_aside="") & Q(set_aside_at__isnull=False),
                name="an_idea_set_aside_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.OWN) | Q(made_by__isnull=False, reference=""),
                name="an_own_idea_says_whose_it_is",
            ),
            models.CheckConstraint(
                condition=Q(is_solemn=False) | ~Q(template__in=sorted(card_templates.FESTIVE)),
                name="nothing_festive_on_a_solemn_day",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state", "-changed_at", "-id"], name="ideas_by_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def why(self) -> str:
        """Why it is worth saying, in the language of the page."""
        return self.own_reason or reasons.said(self.reasons)

    @property
    def said_aside(self) -> str:
        """Why it was set aside: a colleague's words, or the house's own in the language of the page."""
        return self.why_aside if self.set_aside_by_id or not self.why_aside else gettext(self.why_aside)

    @property
    def template_name(self) -> str:
        """The template as people call it."""
        return card_templates.name_of(self.template)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
