"""Versions: what was written, kept for ever as it was. The database refuses to change one."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.composition import Composition, Place, Words
from pendopo.broadcast.content.composition import PictureUse as Use
from pendopo.broadcast.content.models.items import ContentItem
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class VersionQuerySet(TenantQuerySet["Version"]):
    """Versions of items."""

    def whole(self) -> VersionQuerySet:
        """With all that `composition()` reads."""
        return self.prefetch_related("placements", "placed__picture").select_related("made_by__person")


class Version(TenantModel):
    """The master text and all its variants as somebody saved them once."""

    item = models.ForeignKey(ContentItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(_("text"), blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    link = models.CharField(_("link"), max_length=2000, blank=True)
    tags = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    thread = ArrayField(models.TextField(), default=list, blank=True)
    digest = models.CharField(max_length=64)  # equal for equal versions
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="a_version_number_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"

    def composition(self) -> Composition:
        """The version as one value."""
        master: list[Use] = []
        own: dict[int, list[Use]] = {}
        for placed in sorted(self.placed.all(), key=lambda one: one.place):
            uses = master if placed.placement_id is None else own.setdefault(placed.placement_id, [])
            uses.append(placed.use())
        return Composition(
            words=Words(
                text=self.text,
                title=self.title,
                link=self.link,
                tags=tuple(self.tags),
                thread=tuple(self.thread),
            ),
            pictures=tuple(master),
            places=tuple(
                place.written(tuple(own.get(place.pk, ())))
                for place in sorted(self.placements.all(), key=lambda one: one.order)
            ),
        )

    def hashes(self) -> dict[int, str]:
        """The SHA-256 of each picture used here."""
        return {placed.picture_id: placed.picture.sha256 for placed in self.placed.all()}


class Placement(TenantModel):
    """One account in one version: what follows the master and what is its own."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="placements")
    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    follows_words = models.BooleanField(default=True)
    follows_pictures = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    title = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=2000, blank=True)
    tags = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    thread = ArrayField(models.TextField(), default=list, blank=True)
    offset_minutes = models.IntegerField(default=0)  # later (or earlier) than the item itself

    objects = TenantQuerySet["Placement"].as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "account"], name="an_account_is_placed_once"),
            models.CheckConstraint(
                condition=Q(follows_words=False) | Q(text="", title="", link="", tags=[], thread=[]),
                name="what_follows_has_no_words_of_its_own",
            ),
        ]

    def written(self, pictures: tuple[Use, ...]) -> Place:
        """The placement as a value."""
        return Place(
            account_id=self.account_id,
            follows_words=self.follows_words,
            follows_pictures=self.follows_pictures,
            words=Words(
                text=self.text,
                title=self.title,
                link=self.link,
                tags=tuple(self.tags),
                thread=tuple(self.thread),
            ),
            pictures=pictures,
            offset_minutes=self.offset_minutes,
        )


class PlacedPicture(TenantModel):
    """A picture in its place, in the master (no placement) or in one account's variant."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="placed")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, null=True, related_name="placed")
    place = models.PositiveSmallIntegerField()
    picture = models.ForeignKey("content.Picture", on_delete=models.PROTECT, related_name="uses")
    alt = models.TextField(blank=True)
    # The point that stays in view, as it was when the version was saved: cropping follows the seal.
    focus_x = models.FloatField(default=0)
    focus_y = models.FloatField(default=0)

    objects = TenantQuerySet["PlacedPicture"].as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                F("version"), Coalesce("placement_id", 0), F("place"), name="a_place_holds_one_picture"
            ),
        ]

    def use(self) -> Use:
        return Use(picture_id=self.picture_id, alt=self.alt, focus=(self.focus_x, self.focus_y))
