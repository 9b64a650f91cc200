"""Reminding a unit kindly, and no more often than it helps: at three steps of its time, each once.

What a day has to remind of goes into one mail to each address.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.broadcast.material import times
from pendopo.broadcast.material.actions.mailing import promise_reminder
from pendopo.broadcast.material.actions.noting import enter, held, keepers
from pendopo.broadcast.material.models import MaterialReminder, MaterialRequest
from pendopo.broadcast.material.states import WITH_UNIT
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence


@transaction.atomic
def remind(*, request: MaterialRequest, now: datetime) -> list[MaterialReminder]:
    """Take the steps that are reached and were not taken. Returns those that are new.

    Where several are reached at once, because no worker was there, only the highest writes to anybody. Half-way a
    unit that has begun to gather is left in peace.
    """
    row = held(request)
    if row.state not in WITH_UNIT:
        MaterialRequest.objects.filter(pk=row.pk).update(remind_at=None)
        return []
    used = times.percent(row, now)
    taken = set(row.reminders.filter(round=row.round).values_list("step", flat=True))
    new = [step for step in times.STEPS if step <= used and step not in taken]
    made = [_take(row, step, told=[], now=now) for step in new[:-1]]
    if new:
        made.append(_write(row, new[-1], now=now))
    left = [step for step in times.STEPS if step not in {*taken, *new}]
    next_at = max(times.instant_of(row, min(left)), now) if left else None
    MaterialRequest.objects.filter(pk=row.pk).update(remind_at=next_at)
    return made


def _take(row: MaterialRequest, step: int, *, told: list[str], now: datetime) -> MaterialReminder:
    return MaterialReminder.objects.create(
        institution_id=row.institution_id, request=row, round=row.round, step=step, at=now, told=told
    )


def _write(row: MaterialRequest, step: int, *, now: datetime) -> MaterialReminder:
    if step == min(times.STEPS) and row.has_begun:
        return _take(row, step, told=[], now=now)
    contacts = promise_reminder(row, rungs=times.STEPS[step], now=now)
    written_to = list(dict.fromkeys(one.name for one in contacts if one.email))
    made = _take(row, step, told=written_to, now=now)
    if not written_to:
        _say_nobody_has_a_mailbox(row, now=now)
    else:
        enter(row, "material.reminded", now=now, step=step)
    if step >= times.WHOLE:
        notices.tell(
            institution_id=row.institution_id,
            to=keepers(row),
            kind="material.silent",
            title=Sentence(gettext_noop("%(unit)s has not sent anything yet"), {"unit": row.unit.called}),
            text=Sentence(
                gettext_noop("The day for “%(title)s” has passed. A call often helps more than a mail."),
                {"title": row.title},
            ),
            url=reverse("material:request", args=[row.pk]),
            once=f"material.silent:{row.pk}:{row.round}",
            now=now,
        )
    return made


def _say_nobody_has_a_mailbox(row: MaterialRequest, *, now: datetime) -> None:
    """Whoever asked can still send the link another way, while there is time."""
    notices.tell(
        institution_id=row.institution_id,
        to=keepers(row),
        kind="material.no_mailbox",
        title=Sentence(gettext_noop("Nobody at %(unit)s can be reminded by mail"), {"unit": row.unit.called}),
        text=Sentence(gettext_noop("Send the link of “%(title)s” by WhatsApp."), {"title": row.title}),
        url=reverse("material:request", args=[row.pk]),
        once=f"material.no_mailbox:{row.pk}:{row.round}",
        now=now,
    )
