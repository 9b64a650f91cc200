"""What happens on the duty roster, told to those it is about."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.words import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.roster import queries as roster
from pendopo.institution.roster.events import (
    ShiftCalledOff,
    ShiftGiven,
    ShiftHandedOver,
    SwapAnswered,
    SwapAsked,
)
from pendopo.institution.roster.states import SwapState

SOON: Final = timedelta(hours=24)
ANSWERS: Final = {
    SwapState.ACCEPTED: gettext_noop("%(who)s takes your shift on %(at)s"),
    SwapState.DECLINED: gettext_noop("%(who)s can't take your shift on %(at)s"),
    SwapState.LAPSED: gettext_noop("Your question about the shift on %(at)s counts no more"),
}


def shift_given(event: ShiftGiven) -> None:
    """Whoever is put on duty by somebody else hears it at once when it is soon."""
    _tell_of_shift(event, gettext_noop("%(who)s put you on duty on %(at)s"))


def shift_called_off(event: ShiftCalledOff) -> None:
    """Whoever need not come hears it."""
    _tell_of_shift(event, gettext_noop("%(who)s took your shift on %(at)s off"))


def swap_asked(event: SwapAsked) -> None:
    """The colleague is asked."""
    swap = roster.swap(event.institution_id, event.swap_id)
    notices.tell(
        institution_id=event.institution_id,
        to=[swap.to_id],
        kind="roster.swap_asked",
        title=Sentence(
            gettext_noop("%(who)s asks you to take the shift on %(at)s"),
            {"who": swap.asked_by.name, "at": swap.shift.begins_at},
        ),
        text=swap.why,
        url=reverse("roster:shift", args=[swap.shift_id]),
        urgent=swap.shift.begins_at - event.at < SOON,
        now=event.at,
    )


def swap_answered(event: SwapAnswered) -> None:
    """Whoever asked hears what became of it."""
    swap = roster.swap(event.institution_id, event.swap_id)
    notices.tell(
        institution_id=event.institution_id,
        to=[swap.asked_by_id],
        kind="roster.swap_answered",
        title=Sentence(ANSWERS[SwapState(event.state)], {"who": swap.to.name, "at": swap.shift.begins_at}),
        url=reverse("roster:shift", args=[swap.shift_id]),
        urgent=swap.shift.begins_at - event.at < SOON,
        now=event.at,
    )


def shift_handed_over(event: ShiftHandedOver) -> None:
    """Whoever is on duty now or comes next reads what was left to be done."""
    shift = roster.shift(event.institution_id, event.shift_id)
    there = roster.on_duty(shift.institution, event.at).exclude(pk=shift.member_id)
    to = list(there.values_list("pk", flat=True))
    if not to:
        coming = roster.on_duty_next(shift.institution, event.at, but=[shift.member_id])
        to = [one.member_id for one in coming[:1]]
    notices.tell(
        institution_id=event.institution_id,
        to=to,
        kind="roster.handed_over",
        title=Sentence(gettext_noop("%(who)s handed the duty over"), {"who": shift.member.name}),
        text=shift.note,
        url=reverse("roster:shift", args=[shift.pk]),
        now=event.at,
    )


def _tell_of_shift(event: ShiftGiven | ShiftCalledOff, title: str) -> None:
    shift = roster.shift(event.institution_id, event.shift_id)
    by = people.member(event.institution_id, event.by_id)
    notices.tell(
        institution_id=event.institution_id,
        to=[event.member_id],
        kind="roster.changed",
        title=Sentence(title, {"who": by.name, "at": shift.begins_at}),
        url=reverse("roster:shift", args=[shift.pk]),
        urgent=shift.begins_at - event.at < SOON,
        now=event.at,
    )
