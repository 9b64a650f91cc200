"""The picture library: files with their rights, the people they show, and the point that stays in view."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class Folder(TenantModel):
    """A shelf of the library."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("name"), max_length=120)
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = TenantQuerySet["Folder"].as_manager()

    class Meta:
        verbose_name = _("folder")
        ordering = ["name"]
        constraints = [
            # PostgreSQL 14 tells no NULLs apart from each other only where they are made something else.
            models.UniqueConstraint(
                F("institution"), Coalesce("parent_id", 0), F("name"), name="a_folder_name_is_used_once"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="a_folder_is_not_in_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class ConsentKind(models.TextChoices):
    """Who said yes, and how (R16)."""

    WRITTEN = "written", _("Written by the person shown")
    GUARDIAN = "guardian", _("Written by a parent or guardian")
    EVENT = "event", _("Announced at a public event")
    OFFICIAL = "official", _("An official on duty")


class Consent(TenantModel):
    """The record that the people shown agreed."""

    people = models.CharField(_("people shown"), max_length=300)
    kind = models.CharField(_("kind of consent"), max_length=20, choices=ConsentKind.choices)
    given_on = models.DateField(_("given on"))
    scan = models.FileField(_("scan"), upload_to="consents/", blank=True)
    recorded_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TenantQuerySet["Consent"].as_manager()

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ConsentKind]),
                name="a_consent_is_of_a_known_kind",
            ),
        ]


class Rights(models.TextChoices):
    """Whether we may show it."""

    OWN = "own", _("Made by the office")
    GIVEN = "given", _("Given with permission")
    FREE = "free", _("Free licence")
    UNKNOWN = "unknown", _("Not clear yet")


class PictureQuerySet(TenantQuerySet["Picture"]):
    """Pictures of the library."""

    def kept(self) -> PictureQuerySet:
        return self.filter(removed_at__isnull=True)


class Picture(TenantModel):
    """One picture as it was taken in: re-encoded, without the place and device it was taken with.

    Its file is never replaced: `sha256` is part of every seal that covers it.
    """

    folder = models.ForeignKey(
        Folder, on_delete=models.PROTECT, null=True, blank=True, related_name="pictures"
    )
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(upload_to="pictures/", max_length=300)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=30)  # MIME type
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()  # bytes
    alt = models.TextField(_("alternative text"), blank=True)
    focus_x = models.FloatField(default=0)  # -1..1 from the centre, to the right
    focus_y = models.FloatField(default=0)  # -1..1 from the centre, upwards
    rights = models.CharField(_("rights"), max_length=20, choices=Rights.choices, default=Rights.OWN)
    source = models.CharField(_("photographer or source"), max_length=200, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    has_minor = models.BooleanField(_("a child can be recognised"), default=False)
    has_patient = models.BooleanField(_("a patient can be recognised"), default=False)
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="pictures"
    )
    added_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_x__gte=-1, focus_x__lte=1, focus_y__gte=-1, focus_y__lte=1),
                name="the_focus_lies_in_the_picture",
            ),
            models.CheckConstraint(
                condition=Q(rights__in=[one.value for one in Rights]), name="rights_are_of_a_known_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "folder", "-id"], name="pictures_of_a_folder"),
            models.Index(fields=["institution", "sha256"], name="pictures_by_hash"),
        ]

    def __str__(self) -> str:
        return self.name
