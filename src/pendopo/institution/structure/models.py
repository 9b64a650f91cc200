"""The institution itself, and its tree of units."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock import Zone
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet

HEX_COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour like #1f4e79."))


class Institution(models.Model):
    """One public institution: the tenant. Names, addresses and colours are public."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=20, choices=[(zone.value, zone.name) for zone in Zone], default=Zone.WIB
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    # Working calendar, read by `working_days.py`.
    six_days = models.BooleanField(_("six working days"), default=False)
    # Opening and closing by weekday, Monday "0": {"0": ["07:30", "12:00", "13:00", "16:00"], ...}; empty: as usual.
    office_hours = models.JSONField(default=dict, blank=True)
    # Other hours for a while: [{"first": "2027-02-08", "last": "2027-03-09", "name": "...", "hours": {...}}]
    hours_instead = models.JSONField(default=list, blank=True)
    # [{"on": "2026-12-24", "name": "...", "yearly": false}]
    closed_days = models.JSONField(default=list, blank=True)
    regional_holidays = models.JSONField(default=list, blank=True)
    worked_days = models.JSONField(
        default=list, blank=True
    )  # decreed days off that are worked here: ["2026-12-26"]
    # Brand
    colour = models.CharField(_("colour"), max_length=7, default="#34508c", validators=[HEX_COLOUR])
    accent = models.CharField(_("second colour"), max_length=7, default="#8a5a2b", validators=[HEX_COLOUR])
    logo = models.FileField(_("logo"), upload_to="brand/", blank=True)
    heading_font = models.CharField(_("font of headings"), max_length=60, default="Plus Jakarta Sans")
    body_font = models.CharField(_("font of text"), max_length=60, default="Plus Jakarta Sans")
    # {"address": "Anda", "avoid": ["masyarakat -> warga", ...]}
    voice = models.JSONField(default=dict, blank=True)
    requires_second_factor = models.JSONField(default=list, blank=True)  # roles
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("institution")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class OrgUnit(TenantModel):
    """A unit (OPD, UPT, bagian) of the institution; they form a tree."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    duties = models.TextField(_("duties"), blank=True, help_text=_("What citizens ask this unit about."))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["OrgUnit"].as_manager()

    class Meta:
        verbose_name = _("unit")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "name"], name="a_unit_name_is_used_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="a_unit_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Rung(models.TextChoices):
    """Who is reminded of what a unit owes, from the bottom up (R32)."""

    LIAISON = "liaison", _("Liaison")
    HEAD = "head", _("Head of the unit")
    SECRETARY = "secretary", _("Secretary")
    LEADER = "leader", _("Leadership")


class LadderContact(TenantModel):
    """Somebody on the ladder of a unit, or of the whole institution where no unit is named. No account is needed."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, null=True, blank=True, related_name="ladder")
    rung = models.CharField(max_length=20, choices=Rung.choices)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("WhatsApp"), max_length=60, blank=True)

    objects = TenantQuerySet["LadderContact"].as_manager()

    class Meta:
        verbose_name = _("contact on the ladder")
        constraints = [
            models.UniqueConstraint(fields=["unit", "rung"], name="one_contact_stands_on_a_rung"),
            models.UniqueConstraint(
                fields=["institution", "rung"],
                condition=Q(unit__isnull=True),
                name="one_contact_stands_on_a_rung_of_the_house",
            ),
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="a_contact_can_be_reached"),
        ]
