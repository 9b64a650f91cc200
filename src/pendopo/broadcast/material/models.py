"""What units were asked for, the pieces and photos they sent, and what was written to them about it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.models.library import ConsentKind, Rights
from pendopo.broadcast.material.states import (
    CAME,
    FLOW,
    WITH_UNIT,
    MailKind,
    MaterialState,
    PieceKind,
)
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.handing_over import DUE_SENT_OR_GIVEN_UP, PromisedMail

LAST_DAY_OF_CALL = 28  # every month has it


class StandingCall(TenantModel):
    """What a unit is asked for each month, on a day of the month."""

    unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    title = models.CharField(_("about"), max_length=200)
    what = models.TextField(_("what is needed"))
    why = models.TextField(_("why"))
    example = models.TextField(_("an example"), blank=True)
    day = models.PositiveSmallIntegerField(
        _("day of the month"), validators=[MinValueValidator(1), MaxValueValidator(LAST_DAY_OF_CALL)]
    )
    days_given = models.PositiveSmallIntegerField(
        _("working days for the answer"), default=5, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["StandingCall"].as_manager()

    class Meta:
        verbose_name = _("monthly call")
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=LAST_DAY_OF_CALL), name="a_call_comes_every_month"
            ),
            models.CheckConstraint(condition=Q(days_given__gte=1), name="a_call_leaves_time"),
        ]

    def __str__(self) -> str:
        return self.title


class MaterialRequestQuerySet(TenantQuerySet["MaterialRequest"]):
    """Requests, by whose turn it is."""

    def with_unit(self) -> MaterialRequestQuerySet:
        return self.filter(state__in=sorted(WITH_UNIT))

    def came(self) -> MaterialRequestQuerySet:
        """Those from which something waits to be taken in."""
        return self.filter(state=MaterialState.ANSWERED)

    def late(self, now: datetime) -> MaterialRequestQuerySet:
        return self.with_unit().filter(answer_by__lt=now)

    def with_words(self) -> MaterialRequestQuerySet:
        return self.select_related("unit", "by__person", "item", "institution")


class MaterialRequest(TenantModel):
    """What a unit was asked for: what, why, by when, and an example."""

    unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    title = models.CharField(_("about"), max_length=200)
    what = models.TextField(_("what is needed"))
    why = models.TextField(_("why"))
    example = models.TextField(_("an example"), blank=True)
    state = models.CharField(max_length=20, choices=MaterialState.choices, default=MaterialState.ASKED)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    promised_by = models.DateTimeField()  # the day it was first asked for; it does not move
    answer_by = models.DateTimeField()  # of the round that runs
    round = models.PositiveSmallIntegerField(default=1)  # one more each time it is asked again
    round_at = models.DateTimeField()
    question = models.TextField(blank=True)  # what the office asked again
    remind_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # the first time
    said_by = models.CharField(_("name"), max_length=150, blank=True)
    is_partly = models.BooleanField(default=False)  # the unit has said that more follows
    taken_at = models.DateTimeField(null=True, blank=True)
    item = models.ForeignKey(
        "content.ContentItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(max_length=500, blank=True)
    call = models.ForeignKey(
        StandingCall, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    month = models.DateField(null=True, blank=True)  # of a monthly call: its first day
    # Of the form it was asked with: pressed twice on a slow line, it asks once.
    key = models.UUIDField(null=True, editable=False)

    objects = MaterialRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for material")
        ordering = ["-asked_at", "-id"]
        constraints = [
            FLOW.constraint("a_request_for_material_is_in_a_known_state"),
            models.UniqueConstraint(fields=["call", "month"], name="a_call_asks_once_a_month"),
            models.UniqueConstraint(fields=["institution", "key"], name="a_form_asks_a_unit_once"),
            models.CheckConstraint(
                condition=Q(call__isnull=True, month__isnull=True)
                | Q(call__isnull=False, month__isnull=False),
                name="a_call_says_for_which_month",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(CAME)) | Q(answered_at__isnull=False),
                name="material_that_came_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=MaterialState.TAKEN_IN) | Q(item__isnull=False, taken_at__isnull=False),
                name="material_taken_in_stands_in_an_item",
            ),
            models.CheckConstraint(
                condition=~Q(state=MaterialState.SENT_BACK) | ~Q(question=""),
                name="a_request_asked_again_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(state=MaterialState.CLOSED) | Q(closed_at__isnull=False),
                name="a_closed_request_says_when",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("round_at")), name="a_unit_has_time_to_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state", "-asked_at", "-id"], name="material_by_state"),
            models.Index(fields=["institution", "unit", "asked_at"], name="material_of_a_unit"),
            models.Index(
                fields=["remind_at"], name="material_to_remind", condition=Q(remind_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_begun(self) -> bool:
        """Whether something lies there that was gathered and not sent."""
        return self.pieces.not_sent().exists() or self.photos.not_sent().exists()

    @property
    def takes_more(self) -> bool:
        """Whether the unit may still add something: what was forgotten, or what a second colleague has.

        Once it was taken in only where more was to follow, or lies gathered already: nothing typed is lost.
        """
        if self.state == MaterialState.TAKEN_IN:
            return self.is_partly or self.has_begun
        return self.state in {*WITH_UNIT, MaterialState.ANSWERED}


class PieceQuerySet(TenantQuerySet["Piece"]):
    """Pieces, by whether the unit has sent them."""

    def sent(self) -> PieceQuerySet:
        return self.filter(sent_at__isnull=False)

    def not_sent(self) -> PieceQuerySet:
        return self.filter(sent_at__isnull=True)


class Piece(TenantModel):
    """One fact, number or name, kept from the moment it was typed and sent with all others."""

    request = models.ForeignKey(MaterialRequest, on_delete=models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=20, choices=PieceKind.choices)
    text = models.TextField()  # the fact; what is counted; what a person is or does
    value = models.CharField(max_length=200, blank=True)  # the number, or the name
    source = models.CharField(max_length=500, blank=True)  # of a number
    added_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of material")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PieceKind.values), name="a_piece_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=~Q(kind=PieceKind.FIGURE) | (~Q(value="") & ~Q(source="")),
                name="a_number_says_where_it_comes_from",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(sent_at__isnull=False),
                name="only_what_was_sent_is_taken_in",
            ),
        ]


class PhotoQuerySet(TenantQuerySet["Photo"]):
    """Photos, by whether the unit has sent them."""

    def sent(self) -> PhotoQuerySet:
        return self.filter(sent_at__isnull=False)

    def not_sent(self) -> PhotoQuerySet:
        return self.filter(sent_at__isnull=True)


class Photo(TenantModel):
    """A photo of a unit with who may show it and who agreed to be shown (R16)."""

    request = models.ForeignKey(MaterialRequest, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="material/", max_length=300)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=30)  # MIME type
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    shows = models.TextField(_("what is to be seen"))  # the proposal for its alternative text
    rights = models.CharField(_("rights"), max_length=20, choices=Rights.choices)
    source = models.CharField(_("photographer or source"), max_length=200)
    people = models.CharField(_("people shown"), max_length=300, blank=True)
    has_minor = models.BooleanField(_("a child can be recognised"), default=False)
    has_patient = models.BooleanField(_("a patient can be recognised"), default=False)
    consent = models.CharField(_("kind of consent"), max_length=20, choices=ConsentKind.choices, blank=True)
    consent_on = models.DateField(_("given on"), null=True, blank=True)
    proof = models.FileField(_("photo of the signed form"), upload_to="material/", max_length=300, blank=True)
    added_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    picture = models.ForeignKey(
        "content.Picture", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a unit")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "sha256"], name="a_photo_is_sent_once"),
            models.CheckConstraint(
                condition=Q(rights__in=Rights.values), name="rights_of_a_photo_are_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(has_minor=False, has_patient=False)
                | (Q(consent_on__isnull=False) & ~Q(consent="") & ~Q(proof="") & ~Q(people="")),
                name="who_needs_care_has_agreed",
            ),
            models.CheckConstraint(
                condition=Q(has_minor=False) | Q(consent=ConsentKind.GUARDIAN),
                name="for_a_child_a_guardian_agrees",
            ),
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | Q(sent_at__isnull=False),
                name="only_a_photo_that_was_sent_is_taken_in",
            ),
        ]


class MaterialMail(PromisedMail):
    """One mail to somebody at a unit. Letters and reminders gather several requests: `MailLine`."""

    kind = models.CharField(max_length=20, choices=MailKind.choices)
    request = models.ForeignKey(MaterialRequest, on_delete=models.CASCADE, related_name="mails")

    objects = TenantQuerySet["MaterialMail"].as_manager()

    class Meta:
        verbose_name = _("mail about material")
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "key", "to"], name="a_unit_is_written_to_once_about_material"
            ),
            models.CheckConstraint(
                condition=DUE_SENT_OR_GIVEN_UP, name="a_mail_about_material_is_due_sent_or_given_up"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="mail_about_material_due", condition=Q(due_at__isnull=False)
            ),
        ]


class MailLine(TenantModel):
    """A request that a letter or a reminder speaks of, beside others that go to the same address."""

    mail = models.ForeignKey(MaterialMail, on_delete=models.CASCADE, related_name="lines")
    request = models.ForeignKey(MaterialRequest, on_delete=models.CASCADE, related_name="in_mails")

    objects = TenantQuerySet["MailLine"].as_manager()

    class Meta:
        verbose_name = _("request in a mail")
        constraints = [
            models.UniqueConstraint(fields=["mail", "request"], name="a_mail_names_a_request_once"),
        ]


class MaterialReminder(TenantModel):
    """One step of a request's time that was reached, and who was told. A repeated sweep changes nothing."""

    request = models.ForeignKey(MaterialRequest, on_delete=models.CASCADE, related_name="reminders")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()  # percent of the time
    at = models.DateTimeField()
    told = ArrayField(models.CharField(max_length=150), default=list)  # empty: nobody had to be written to

    objects = TenantQuerySet["MaterialReminder"].as_manager()

    class Meta:
        verbose_name = _("reminder about material")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "round", "step"], name="a_step_about_material_is_taken_once"
            ),
        ]
