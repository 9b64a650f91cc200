"""Mail to units, promised in the transaction of its reason; `writing.py` hands it over.

What goes to one address about the same time is gathered: first requests within some minutes are one letter, and what
a day has to remind of is one reminder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import count
from typing import Final

from pendopo.broadcast.material import times, writing
from pendopo.broadcast.material.models import MailLine, MaterialMail, MaterialRequest
from pendopo.broadcast.material.states import MailKind
from pendopo.institution.models import LadderContact, Rung
from pendopo.institution.structure import queries as structure

# Counted from the first request of a letter, so that somebody who asks on and on keeps nothing back.
LETTER_WAITS: Final = timedelta(minutes=10)
# Steps that are reached close to each other go out together; what comes later waits for the next working morning.
REMINDER_WAITS: Final = timedelta(minutes=20)
MORNING: Final = time(8)


def promise_mail(
    kind: MailKind,
    *,
    request: MaterialRequest,
    key: str,
    now: datetime,
) -> list[LadderContact]:
    """Write to the unit's liaison; once under this key. Returns who it is, also where there is no e-mail address."""
    contacts = _on(request, (Rung.LIAISON,))
    for contact in contacts:
        if not contact.email:
            continue
        mail, is_new = MaterialMail.objects.get_or_create(
            institution_id=request.institution_id,
            key=key,
            to=contact.email.casefold(),
            defaults={**_about(request, contact, kind), "made_at": now, "due_at": now},
        )
        if is_new:
            writing.wake(request.institution_id, mail.pk)
    return contacts


def promise_letter(request: MaterialRequest, *, now: datetime) -> None:
    """Put a first request into the letter that is about to leave to the unit's liaison. The sweep hands it over."""
    for contact in _on(request, (Rung.LIAISON,)):
        if contact.email:
            _put_in(MailKind.REQUEST, request, contact, _letters(request, now), now=now)


def let_go(request: MaterialRequest, *, now: datetime) -> bool:
    """Hand over now the letters that still wait to gather; False where none does."""
    waiting = MaterialMail.objects.seen_by(request).filter(
        kind=MailKind.REQUEST, lines__request=request, due_at__gt=now, tries=0
    )
    found = list(waiting.values_list("pk", flat=True))
    MaterialMail.objects.filter(pk__in=found, tries=0).update(due_at=now)
    for mail_id in found:
        writing.wake(request.institution_id, mail_id)
    return bool(found)


def promise_reminder(
    request: MaterialRequest, *, rungs: tuple[Rung, ...], now: datetime
) -> list[LadderContact]:
    """Put a request into the day's one reminder to each who stands on these rungs of its unit's ladder.

    Returns everybody on these rungs, also those who have no e-mail address. The sweep hands the mail over.
    """
    contacts = _on(request, rungs)
    for contact in contacts:
        if contact.email:
            _put_in(MailKind.REMINDER, request, contact, _reminders(request, now), now=now)
    return contacts


def _letters(request: MaterialRequest, now: datetime) -> Iterator[tuple[str, datetime]]:
    """The letters of a day: where one has left, the next."""
    on = times.calendar_of(request).zone.day_of(now)
    for number in count(1):
        yield f"request:{on}:{number}", now + LETTER_WAITS


def _reminders(request: MaterialRequest, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Today's reminder; where it has left, the next working morning's."""
    calendar = times.calendar_of(request)
    on, due_at = calendar.zone.day_of(now), now + REMINDER_WAITS
    while True:
        yield f"reminder:{on}", due_at
        on = calendar.add_business_days(on, 1).on
        due_at = calendar.zone.at(on, MORNING)


def _put_in(
    kind: MailKind,
    request: MaterialRequest,
    contact: LadderContact,
    mails: Iterator[tuple[str, datetime]],
    *,
    now: datetime,
) -> None:
    """Into the first of these mails that still takes something in: it has not left, and nobody is handing it over.

    Its row is held, so that a worker who takes it finds this request in it, or was faster and the next mail gets it.
    """
    for key, due_at in mails:
        mail, is_new = MaterialMail.objects.select_for_update(of=("self",)).get_or_create(
            institution_id=request.institution_id,
            key=key,
            to=contact.email.casefold(),
            defaults={**_about(request, contact, kind), "made_at": now, "due_at": due_at},
        )
        if is_new or (mail.due_at is not None and not mail.tries):
            MailLine.objects.get_or_create(institution_id=request.institution_id, mail=mail, request=request)
            return


def _on(request: MaterialRequest, rungs: tuple[Rung, ...]) -> list[LadderContact]:
    ladder = structure.ladder(request.unit)
    return [ladder[rung] for rung in rungs if rung in ladder]


def _about(request: MaterialRequest, contact: LadderContact, kind: MailKind) -> dict[str, object]:
    return {"kind": kind, "request": request, "rung": contact.rung, "name": contact.name}
