"""Which unit gets what, the mail that goes to units, and every step of reminding them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.handing_over import DUE_SENT_OR_GIVEN_UP, PromisedMail


class Route(TenantModel):
    """One line of the table that says which unit gets what, written by the office itself."""

    topic = models.CharField(_("topic"), max_length=100)
    place = models.CharField(_("where"), max_length=200, blank=True)  # empty: everywhere
    # As they are compared: lower case, single spaces.
    topic_key = models.CharField(max_length=100)
    place_key = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("institution.OrgUnit", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantQuerySet["Route"].as_manager()

    class Meta:
        verbose_name = _("route")
        ordering = ["topic_key", "place_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "topic_key", "place_key"], name="a_topic_at_a_place_has_one_unit"
            ),
        ]


class MailKind(models.TextChoices):
    """What a unit is written about."""

    QUESTION = "question", _("question")
    REMINDER = "reminder", _("reminder")
    PROMISED = "promised", _("the day the unit named")
    TAKEN_BACK = "taken_back", _("no answer needed any more")
    NEW_LINK = "new_link", _("a new link")
    UNIT_LINK = "unit_link", _("a new link to all questions")
    DIGEST = "digest", _("the week in numbers")


class UnitMail(PromisedMail):
    """One mail to somebody at a unit, about a referral or about all that the unit was asked."""

    kind = models.CharField(max_length=20, choices=MailKind.choices)
    unit = models.ForeignKey("institution.OrgUnit", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(
        "cases.Referral", on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )

    objects = TenantQuerySet["UnitMail"].as_manager()

    class Meta:
        verbose_name = _("mail to a unit")
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "key", "to"], name="a_unit_is_written_to_once"),
            models.CheckConstraint(
                condition=DUE_SENT_OR_GIVEN_UP,
                name="a_mail_is_due_sent_or_given_up",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="mail_to_units_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["referral", "made_at"], name="mail_of_a_referral"),
        ]


class Reminder(TenantModel):
    """One step of a referral's clock that was reached, and who was told (R32). A repeated sweep changes nothing."""

    referral = models.ForeignKey("cases.Referral", on_delete=models.CASCADE, related_name="reminders")
    step = models.PositiveSmallIntegerField()  # percent of the clock; 0: the day the unit itself named
    at = models.DateTimeField()
    told = models.JSONField(
        default=list
    )  # names, from the bottom of the ladder up; empty: a later step came first

    objects = TenantQuerySet["Reminder"].as_manager()

    class Meta:
        verbose_name = _("reminder")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "step"], name="a_step_of_the_ladder_is_taken_once"),
        ]
