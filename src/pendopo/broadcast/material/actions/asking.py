"""Asking a unit: once, each month, again; and letting it be."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.material import policies, times
from pendopo.broadcast.material.actions.mailing import let_go, promise_letter, promise_mail
from pendopo.broadcast.material.actions.noting import about, enter, held
from pendopo.broadcast.material.events import MaterialAsked
from pendopo.broadcast.material.models import MaterialRequest, StandingCall
from pendopo.broadcast.material.states import CAME, FLOW, MailKind, MaterialState
from pendopo.foundation import events
from pendopo.foundation.errors import Refused
from pendopo.foundation.ui.templatetags.words import day as day_said
from pendopo.institution.links import actions as links
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure

CLOSED: str = gettext_noop("The office needs nothing more for this. Thank you.")


@transaction.atomic
def ask(
    *,
    unit: OrgUnit,
    title: str,
    what: str,
    why: str,
    by_day: date,
    by: Member,
    now: datetime,
    example: str = "",
    item: ContentItem | None = None,
    key: uuid.UUID | None = None,
) -> MaterialRequest:
    """Ask a unit for material; its liaison gets a link by mail, with what it is asked just now. Raises Refused.

    `item` is the content that waits for it, where it was begun already. A form with a `key` asks once.
    """
    policies.require_may_ask(by, unit, now=now)
    if item is not None and item.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."))
    said: dict[str, Any] = {"title": title, "what": what, "why": why, "example": example, "by_day": by_day}
    try:
        with transaction.atomic():
            return asked(unit=unit, **said, by=by, item=item, key=key, now=now)
    except IntegrityError:
        return MaterialRequest.objects.seen_by(by).get(key=key, key__isnull=False)


def asked(
    *,
    unit: OrgUnit,
    title: str,
    what: str,
    why: str,
    example: str,
    by_day: date,
    by: Member,
    now: datetime,
    item: ContentItem | None = None,
    call: StandingCall | None = None,
    month: date | None = None,
    key: uuid.UUID | None = None,
) -> MaterialRequest:
    """The request itself, once it is clear that it may be made: by a person, or by a monthly call."""
    title = " ".join(title.split())[:200]
    for said, field, no in (
        (title, "title", _("Say in a few words what it is about.")),
        (what.strip(), "what", _("Write what you need, so that nobody has to guess.")),
        (why.strip(), "why", _("Write what it is for: units help gladly when they know.")),
    ):
        if not said:
            raise Refused(no, field=field)
    if unit.closed_at is not None:
        raise Refused(_("This unit is closed. Ask the one that took over its work."), field="unit")
    answer_by = _due(unit, by_day, now=now)
    request = MaterialRequest.objects.create(
        institution_id=unit.institution_id,
        unit=unit,
        title=title,
        what=what.strip(),
        why=why.strip(),
        example=example.strip(),
        by=by,
        asked_at=now,
        promised_by=answer_by,
        answer_by=answer_by,
        round_at=now,
        item=item,
        call=call,
        month=month,
        key=key,
    )
    _begin_round(request)
    promise_letter(request, now=now)
    enter(request, "material.asked", by=by, now=now)
    events.tell(MaterialAsked(**about(request, now=now)))
    return request


@transaction.atomic
def send_back(*, request: MaterialRequest, question: str, by_day: date, by: Member, now: datetime) -> None:
    """Ask again: something is unclear, or missing. The unit finds its pieces as it sent them. Raises Refused."""
    policies.require_may_ask(by, request, now=now)
    row = held(request)
    FLOW.require(row, MaterialState.SENT_BACK)
    if not question.strip():
        raise Refused(_("Write what is still unclear, as you would ask a colleague."), field="question")
    FLOW.move(
        row,
        MaterialState.SENT_BACK,
        question=question.strip(),
        round=row.round + 1,
        round_at=now,
        answer_by=_due(row.unit, by_day, now=now),
        is_partly=False,
    )
    _begin_round(row)
    promise_mail(MailKind.QUESTION, request=row, key=f"question:{row.pk}:{row.round}", now=now)
    enter(row, "material.sent_back", by=by, now=now)
    request.refresh_from_db()


@transaction.atomic
def close(*, request: MaterialRequest, why: str, by: Member, now: datetime) -> None:
    """Nothing more is needed. What was taken in stays, and the link still shows what came of it. Raises Refused.

    Of a unit that sent nothing the link shuts, and says that nothing is needed.
    """
    policies.require_may_ask(by, request, now=now)
    row = held(request)
    FLOW.require(row, MaterialState.CLOSED)
    if not why.strip():
        raise Refused(_("Write why, in a few words: the unit may read it."), field="why")
    had_come = row.state in CAME
    FLOW.move(
        row,
        MaterialState.CLOSED,
        closed_at=now,
        closed_why=why.strip()[:500],
        remind_at=None,
        is_partly=False,
    )
    if not had_come and row.answered_at is None:
        links.revoke_all_of(subject=row, institution_id=row.institution_id, why=CLOSED, by=by, now=now)
    enter(row, "material.closed", by=by, now=now, why=why.strip()[:500])
    request.refresh_from_db()


@transaction.atomic
def send_letter_now(*, request: MaterialRequest, by: Member, now: datetime) -> None:
    """Nothing more is to be asked, or it is urgent: the letter waits for no others. Raises Refused."""
    policies.require_may_ask(by, request, now=now)
    if not let_go(request, now=now):
        raise Refused(_("The letter has left already."))


@transaction.atomic
def link_by_hand(*, request: MaterialRequest, by: Member, now: datetime) -> str:
    """The token of a link that somebody sends by hand, as many units read WhatsApp before mail. Raises Refused."""
    policies.require_may_ask(by, request, now=now)
    if request.state == MaterialState.CLOSED:
        raise Refused(_("This request is closed, so there is nothing to send."))
    enter(request, "material.link_by_hand", by=by, now=now)
    return times.token(request, by=by, now=now)


@transaction.atomic
def send_new_link(*, request: MaterialRequest, now: datetime) -> list[str]:
    """Somebody came with a link whose time has ended: a new one goes to the unit's own mailbox, once an hour.

    Returns the addresses it goes to.
    """
    contacts = promise_mail(
        MailKind.NEW_LINK, request=request, key=f"new_link:{request.pk}:{now:%Y%m%d%H}", now=now
    )
    return [one.email for one in contacts if one.email]


def _begin_round(request: MaterialRequest) -> None:
    MaterialRequest.objects.filter(pk=request.pk).update(
        remind_at=times.instant_of(request, min(times.STEPS))
    )


def _due(unit: OrgUnit, day: date, *, now: datetime) -> datetime:
    calendar = structure.calendar_of(unit.institution)
    if day <= calendar.zone.day_of(now):
        raise Refused(_("Give the unit a day at least: name one after today."), field="by_day")
    if not calendar.is_business_day(day):
        raise Refused(
            _("The office is closed on that day. How about %(day)s?")
            % {"day": day_said(calendar.add_business_days(day, 1).on)},
            field="by_day",
        )
    return calendar.due_on(day).at
