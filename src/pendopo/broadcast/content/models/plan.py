"""What content is planned along: pillars, campaigns, and the lanes as this office set them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet

DYES = 8  # the kit's equal category colours


class Pillar(TenantModel):
    """A lasting theme (pilar konten) with the share of posts it should have (R19)."""

    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("about"), max_length=300, blank=True)
    dye = models.PositiveSmallIntegerField(_("colour"), default=1)
    share_percent = models.PositiveSmallIntegerField(_("target share in percent"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Pillar"].as_manager()

    class Meta:
        verbose_name = _("pillar")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "name"], name="a_pillar_name_is_used_once"),
            models.CheckConstraint(
                condition=Q(dye__gte=1, dye__lte=DYES), name="a_pillar_has_a_colour_of_the_kit"
            ),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__lte=100),
                name="a_pillar_has_at_most_everything",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Campaign(TenantModel):
    """Something that begins and ends: a vaccination week, a tax amnesty."""

    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("about"), max_length=300, blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Campaign"].as_manager()

    class Meta:
        verbose_name = _("campaign")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "name"], name="a_campaign_name_is_used_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="a_campaign_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LaneSetting(TenantModel):
    """A lane as this office set it; where there is none, the packaged one holds."""

    key = models.CharField(max_length=30)
    steps = models.JSONField()
    changed_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["LaneSetting"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="a_lane_is_set_once"),
        ]


class OfficeRules(TenantModel):
    """What the rules have to know about this office: elections, exempt information, listed numbers."""

    elections = models.JSONField(default=list, blank=True)  # name, first, last, candidates
    exempt = models.JSONField(default=list, blank=True)  # number, words
    # The same, from the list of exempt information that the information officer keeps.
    exempt_listed = models.JSONField(default=list, blank=True)
    published = models.JSONField(default=dict, blank=True)  # phones, emails, bank_accounts, addresses
    changed_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    objects = TenantQuerySet["OfficeRules"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_has_one_set_of_facts"),
        ]
