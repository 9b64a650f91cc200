"""Who is on duty when: the weekly pattern, the dated shifts made of it, swaps, leave, and everybody's quiet hours."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.roster.states import FLOW, STANDING, SWAP, Cover, Quiet, ShiftState, SwapState


class WeeklyShift(TenantModel):
    """A shift that comes again every week; times are those of the office's wall clock."""

    member = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("weekday"))  # Monday 0
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))  # not after `begins`: on the next day
    first_on = models.DateField(_("from day"))
    last_on = models.DateField(_("until day"), null=True, blank=True)
    on_days_off = models.BooleanField(_("on days off as well"), default=False)
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet["WeeklyShift"].as_manager()

    class Meta:
        verbose_name = _("weekly shift")
        ordering = ["weekday", "begins", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_week_has_seven_days"),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="a_weekly_shift_ends_after_it_begins",
            ),
        ]


class ShiftQuerySet(TenantQuerySet["Shift"]):
    """Shifts, in the words of the roster."""

    def standing(self) -> ShiftQuerySet:
        """Not called off, and nobody on leave."""
        away = Leave.objects.filter(
            member_id=OuterRef("member_id"),
            withdrawn_at__isnull=True,
            first_on__lte=OuterRef("begins_on"),
            last_on__gte=OuterRef("begins_on"),
        )
        return self.filter(~Exists(away), state__in=STANDING)

    def at(self, now: datetime) -> ShiftQuerySet:
        return self.filter(begins_at__lte=now, ends_at__gt=now)


class Shift(TenantModel):
    """One time on duty, with the handover note at its end."""

    member = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="shifts")
    weekly = models.ForeignKey(
        WeeklyShift, on_delete=models.PROTECT, null=True, blank=True, related_name="shifts"
    )
    begins_on = models.DateField(_("day"))  # the office's day on which it begins
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ShiftState.choices, default=ShiftState.PLANNED)
    note = models.TextField(_("handover note"), blank=True)
    handed_over_at = models.DateTimeField(null=True)
    called_off_why = models.CharField(max_length=300, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift")
        ordering = ["begins_at", "pk"]
        constraints = [
            FLOW.constraint("a_shift_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="a_shift_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["weekly", "begins_on"], name="a_weekly_shift_comes_once_a_day"),
            models.CheckConstraint(
                condition=~Q(state=ShiftState.HANDED_OVER) | Q(handed_over_at__isnull=False) & ~Q(note=""),
                name="what_was_handed_over_says_what_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "ends_at"], name="shifts_by_end"),
            models.Index(fields=["member", "ends_at"], name="shifts_of_a_person"),
        ]

    @property
    def day_written(self) -> str:
        """Its day, as an address writes it."""
        return self.begins_on.isoformat()


class Swap(TenantModel):
    """A colleague is asked to take a shift, perhaps for one of their own."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="swaps")
    asked_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    in_return = models.ForeignKey(Shift, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=SwapState.choices, default=SwapState.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Swap"].as_manager()

    class Meta:
        verbose_name = _("swap")
        ordering = ["asked_at", "pk"]
        constraints = [
            SWAP.constraint("a_swap_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["shift"],
                name="one_colleague_at_a_time_is_asked",
                condition=Q(state=SwapState.ASKED),
            ),
            models.CheckConstraint(condition=~Q(to=F("asked_by")), name="nobody_swaps_with_themselves"),
        ]


class Leave(TenantModel):
    """Days on which somebody is away. Why is nobody's business here."""

    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until and with"))
    recorded_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Leave"].as_manager()

    class Meta:
        verbose_name = _("leave")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="leave_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["member", "last_on"], name="leave_of_a_person")]


class QuietHours(TenantModel):
    """When one person wants to hear only what is urgent; who is on duty hears everything."""

    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(_("quiet"), max_length=20, choices=Quiet.choices, default=Quiet.CLOSED)
    begins = models.TimeField(_("quiet from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)  # not after `begins`: on the next day

    objects = TenantQuerySet["QuietHours"].as_manager()

    class Meta:
        verbose_name = _("quiet hours")
        constraints = [
            models.UniqueConstraint(fields=["member"], name="a_person_has_one_quiet_time"),
            models.CheckConstraint(
                condition=~Q(choice=Quiet.OWN) | Q(begins__isnull=False, ends__isnull=False),
                name="own_quiet_hours_have_a_beginning_and_an_end",
            ),
        ]


class RosterSettings(TenantModel):
    """When somebody has to be on duty here."""

    cover = models.CharField(
        _("Somebody is on duty"), max_length=20, choices=Cover.choices, default=Cover.OFFICE
    )
    begins = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)

    objects = TenantQuerySet["RosterSettings"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="an_office_has_one_roster"),
            models.CheckConstraint(
                condition=Q(cover=Cover.OFFICE) | Q(begins__isnull=False, ends__isnull=False),
                name="hours_to_cover_have_a_beginning_and_an_end",
            ),
        ]
