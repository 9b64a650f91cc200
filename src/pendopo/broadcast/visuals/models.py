"""Designs being filled in, what became of them, tables that become cards, and films."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.visuals.states import BatchState, FilmState, VisualState
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class VisualQuerySet(TenantQuerySet["Visual"]):
    """Visuals of an office."""

    def at_hand(self) -> VisualQuerySet:
        return self.exclude(state=VisualState.PUT_AWAY)

    def with_author(self) -> VisualQuerySet:
        return self.select_related("made_by", "made_by__person")


class Visual(TenantModel):
    """A design being filled in. `step` is where its author stands among its fillings, `words` what stands there."""

    design = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(max_length=20, choices=VisualState.choices, default=VisualState.DRAFT)
    step = models.PositiveIntegerField(default=1)
    words = models.JSONField(default=dict)
    # Where it came from: an idea, a warning, a row of a batch.
    origin = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = VisualQuerySet.as_manager()

    class Meta:
        verbose_name = _("visual")
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in VisualState]),
                name="a_visual_is_in_a_known_state",
            ),
        ]
        indexes = [models.Index(fields=["institution", "-changed_at"], name="visuals_by_change")]

    def __str__(self) -> str:
        return self.title


class Filling(TenantModel):
    """The words of a visual as they were saved once; never changed. Steps back and forth walk along `number`."""

    visual = models.ForeignKey(Visual, on_delete=models.CASCADE, related_name="fillings")
    number = models.PositiveIntegerField()
    words = models.JSONField()
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TenantQuerySet["Filling"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["visual", "number"], name="a_filling_has_its_number"),
        ]


class Use(TenantModel):
    """A visual went into a content item, as these pictures."""

    visual = models.ForeignKey(Visual, on_delete=models.CASCADE, related_name="uses")
    item = models.ForeignKey("content.ContentItem", on_delete=models.PROTECT, related_name="+")
    picture_ids = models.JSONField()
    sizes = models.JSONField(default=list)
    in_sizes = models.JSONField(default=dict)  # the pictures of each size that was drawn, by its key
    draws_on = models.BooleanField(default=False)  # the worker draws the sizes that are not there yet
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TenantQuerySet["Use"].as_manager()

    class Meta:
        ordering = ["-at", "-id"]


class Boundaries(TenantModel):
    """The areas of an office's region, for maps: GeoJSON as it was checked when it came in."""

    geojson = models.TextField()
    areas = models.PositiveIntegerField()
    kept_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    objects = TenantQuerySet["Boundaries"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_has_one_set_of_boundaries"),
        ]


class Batch(TenantModel):
    """A table that becomes cards, one a row."""

    design = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=200)
    size = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=BatchState.choices, default=BatchState.WAITING)
    total = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Batch"].as_manager()

    class Meta:
        verbose_name = _("batch of cards")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in BatchState]),
                name="a_batch_is_in_a_known_state",
            ),
            models.CheckConstraint(condition=Q(drawn__lte=F("total")), name="no_more_cards_than_rows"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        return self.state in {BatchState.DONE, BatchState.STOPPED}


class BatchCard(TenantModel):
    """One row of the table. `problems` are sentences; a card that has some is not drawn."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="cards")
    number = models.PositiveIntegerField()
    row = models.PositiveIntegerField()  # of the table, as the office counts them
    words = models.JSONField()
    problems = models.JSONField(default=list, blank=True)
    file = models.FileField(upload_to="cards/", max_length=300, blank=True)
    alt = models.TextField(blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)  # when it was drawn, or found not to be drawable

    objects = TenantQuerySet["BatchCard"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_row_is_one_card"),
        ]
        indexes = [
            models.Index(
                fields=["batch", "number"], condition=Q(looked_at__isnull=True), name="cards_left_to_draw"
            ),
        ]


class Film(TenantModel):
    """A carousel made to move."""

    visual = models.ForeignKey(Visual, on_delete=models.CASCADE, related_name="films")
    words = models.JSONField()  # as they were when the film was asked for
    size = models.CharField(max_length=20)  # tall or square
    seconds_a_page = models.PositiveSmallIntegerField(default=4)
    is_calm = models.BooleanField(default=False)  # pages change, and nothing moves
    says = models.JSONField(default=list, blank=True)  # what is written under each page, "" for nothing
    narration = models.FileField(upload_to="narrations/", max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=FilmState.choices, default=FilmState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    file = models.FileField(upload_to="films/", max_length=300, blank=True)
    captions = models.FileField(upload_to="films/", max_length=300, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # when its maker last gave a sign
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = TenantQuerySet["Film"].as_manager()

    class Meta:
        verbose_name = _("film")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FilmState]),
                name="a_film_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=FilmState.READY) | ~Q(file=""), name="a_ready_film_can_be_seen"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="a_film_is_at_most_whole"),
        ]
