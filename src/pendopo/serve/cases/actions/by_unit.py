"""What a unit says, by its link and without an account: its answer, a question, "not ours", or that it needs time.

Nobody is signed in: who came with the link may speak for the unit, under the name they give. Each deed is counted
by the key of its form, so that one sent twice is done once.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.pictures import Taken
from pendopo.foundation.ui.templatetags.words import day as day_said
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import Purpose
from pendopo.institution.links.models import Link
from pendopo.institution.models import OrgUnit
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import asking, policies
from pendopo.serve.cases.actions.mailing import promise_mail
from pendopo.serve.cases.actions.referring import leave_unit
from pendopo.serve.cases.actions.story import begin_wait, locked, note
from pendopo.serve.cases.actions.waiting import stop_waiting
from pendopo.serve.cases.clocks import Terms
from pendopo.serve.cases.models import Attachment, Case, MailKind, Referral
from pendopo.serve.cases.states import FLOW, REFERRAL, WITH_UNIT, CaseState, ReferralState, WaitFor

PICTURES_MOST: Final = 4
WORDS_MOST: Final = 5000


@transaction.atomic
def note_seen(*, referral: Referral, now: datetime) -> None:
    """The unit has opened its question."""
    if referral.state == ReferralState.SENT:
        row = _held(referral)
        if row.state == ReferralState.SENT:
            REFERRAL.move(row, ReferralState.SEEN, seen_at=now)
            note(row.case, "unit_opened", now=now, unit=row.unit, name=row.unit.called)
        referral.refresh_from_db()


@transaction.atomic
def answer_by_unit(
    *,
    referral: Referral,
    said: str,
    said_by: str,
    pictures: Sequence[Taken] = (),
    link: Link,
    key: uuid.UUID,
    now: datetime,
) -> None:
    """The unit's answer. It goes to whoever keeps the case, who tells the citizen. Raises Refused.

    The unit's words are no words to the citizen yet: the office says them in its own voice.
    """
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _asked(referral, said_by)
    if not said.strip():
        raise Refused(_("Write your answer, please."), field="said")
    if len(pictures) > PICTURES_MOST:
        raise Refused(_("At most %(number)s pictures.") % {"number": PICTURES_MOST}, field="pictures")
    REFERRAL.move(
        row,
        ReferralState.ANSWERED,
        said=said.strip()[:WORDS_MOST],
        said_by=said_by.strip()[:150],
        ended_at=now,
        remind_at=None,
    )
    for picture in pictures:
        _attach(row, picture, now=now)
    case = row.case
    stop_waiting(case, now=now)
    if case.state in {CaseState.WAITING_UNIT, CaseState.WAITING_CITIZEN}:
        FLOW.move(case, CaseState.IN_PROGRESS)
    _tell_story(row, "unit_answered", did="cases.unit_answered", text=row.said, now=now)
    _let_keeper_know(
        row,
        kind="cases.unit_answered",
        title=gettext_noop("%(unit)s has answered about case %(code)s"),
        text=gettext_noop("Read the answer and tell the citizen."),
        now=now,
    )
    referral.refresh_from_db()


@transaction.atomic
def ask_citizen(
    *, referral: Referral, said: str, said_by: str, link: Link, key: uuid.UUID, now: datetime
) -> None:
    """The unit can't answer without something only the citizen knows. The office asks them. Raises Refused.

    Until it has, the unit's clock stands still and the law's runs: nobody has asked the citizen yet.
    """
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _asked(referral, said_by)
    if not said.strip():
        raise Refused(_("Write what you need to know from the citizen."), field="said")
    if row.case.state == CaseState.WAITING_CITIZEN:
        raise Refused(_("The citizen has been asked already. You hear from us as soon as they answer."))
    if asking.is_to_be_passed_on(row.case):
        raise Refused(_("The office has a question of yours already and puts it to the citizen."))
    if row.state == ReferralState.SENT:
        REFERRAL.move(row, ReferralState.SEEN, seen_at=now)
    if row.case.state != CaseState.IN_PROGRESS:
        FLOW.move(row.case, CaseState.IN_PROGRESS)
    begin_wait(row.case, WaitFor.OFFICE, unit=row.unit, now=now)
    Referral.objects.filter(pk=row.pk).update(said_by=said_by.strip()[:150])
    _tell_story(
        row, "unit_asks_citizen", did="cases.unit_asks_citizen", text=said.strip()[:WORDS_MOST], now=now
    )
    _let_keeper_know(
        row,
        kind="cases.unit_asks",
        title=gettext_noop("%(unit)s needs something from the citizen of case %(code)s"),
        text=gettext_noop(
            "Ask the citizen. The final clock waits for them from when they read it, not before."
        ),
        now=now,
    )
    referral.refresh_from_db()


@transaction.atomic
def bounce(
    *,
    referral: Referral,
    to: OrgUnit | None,
    why: str,
    said_by: str,
    link: Link,
    key: uuid.UUID,
    now: datetime,
) -> None:
    """The unit says it is not theirs, and whose it may be. The second time a coordinator decides (R38).

    Raises Refused without a reason, or where a coordinator has decided already.
    """
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _asked(referral, said_by)
    if row.is_decided:
        raise Refused(
            _(
                "The complaint coordinator has decided that your unit answers this. "
                "If that cannot be, call the office; here it can't be sent back."
            ),
            rule="R38",
        )
    if not why.strip():
        raise Refused(_("Write why it is not yours, so that the next unit need not ask."), field="why")
    if to is not None and to.pk == row.unit_id:
        raise Refused(_("This is your own unit. Choose another, or none."), field="to")
    if to is not None and not policies.may_be_asked(to, row.case):
        raise Refused(_("This unit can't answer here. Choose another, or none."), field="to")
    REFERRAL.move(
        row,
        ReferralState.BOUNCED,
        bounced_to=to,
        why=why.strip()[:500],
        said_by=said_by.strip()[:150],
        ended_at=now,
        remind_at=None,
    )
    case = row.case
    leave_unit(case, now=now)
    bounces = case.bounces + 1
    Case.objects.filter(pk=case.pk).update(bounces=bounces)
    _tell_story(
        row,
        "unit_bounced",
        did="cases.unit_bounced",
        text=row.why,
        now=now,
    )
    if bounces >= Terms.read(case.clocks.terms).bounces_to_coordinator:
        note(case, "to_coordinator", now=now, times=bounces)
        _let_keeper_know(
            row,
            to=[*asking.coordinators(case), *asking.keepers(case)],
            kind="cases.to_decide",
            title=gettext_noop("Units don't agree who answers case %(code)s: a coordinator decides"),
            text=gettext_noop("%(unit)s says it is not theirs either."),
            urgent=True,
            now=now,
        )
    else:
        _let_keeper_know(
            row,
            kind="cases.bounced",
            title=gettext_noop("%(unit)s says that case %(code)s is not theirs"),
            text=gettext_noop("Read why, and ask the unit whose it is."),
            now=now,
        )
    referral.refresh_from_db()


@transaction.atomic
def need_time(
    *, referral: Referral, until: date, why: str, said_by: str, link: Link, key: uuid.UUID, now: datetime
) -> None:
    """The unit names the day of its answer and says why; until then it is left in peace, within the law's clock.

    Raises Refused where the day is past, closed, or later than the clock allows.
    """
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _asked(referral, said_by)
    if not why.strip():
        raise Refused(_("Write what still has to be done: the citizen may be told."), field="why")
    first, last = asking.days_to_name(row, now=now)
    if not first <= until <= last:
        raise Refused(
            _("Name a day after today and not later than %(day)s, when the citizen must have an answer.")
            % {"day": day_said(last)},
            rule="R32",
            field="until",
        )
    if not structure.calendar_of(structure.institution(row.institution_id)).is_business_day(until):
        raise Refused(_("The office is closed on that day. Name a working day."), field="until")
    if row.state == ReferralState.NEEDS_TIME:
        Referral.objects.filter(pk=row.pk).update(needs_until=until, needs_why=why.strip()[:500])
    else:
        REFERRAL.move(row, ReferralState.NEEDS_TIME, needs_until=until, needs_why=why.strip()[:500])
    Referral.objects.filter(pk=row.pk).update(said_by=said_by.strip()[:150])
    if row.case.state == CaseState.WAITING_UNIT:
        FLOW.move(row.case, CaseState.IN_PROGRESS)
    _tell_story(
        row,
        "unit_needs_time",
        did="cases.unit_needs_time",
        text=why.strip()[:500],
        now=now,
        until=until.isoformat(),
    )
    _let_keeper_know(
        row,
        kind="cases.needs_time",
        title=gettext_noop("%(unit)s needs time with case %(code)s"),
        text=gettext_noop("Its reason and the day it names stand in the case."),
        now=now,
    )
    referral.refresh_from_db()


@transaction.atomic
def ask_new_link(*, link: Link, now: datetime) -> list[str]:
    """Somebody came with a link whose time has ended: a new one goes to the unit's own mailbox, and nowhere else.

    Once an hour, however often they ask. Returns the addresses it goes to. Raises Refused where nothing is open.
    """
    hour = f"{now:%Y%m%d%H}"
    if link.purpose == Purpose.UNIT:
        unit = OrgUnit.objects.seen_by(link).get(pk=link.subject_id)
        contacts = promise_mail(MailKind.UNIT_LINK, key=f"unit_link:{unit.pk}:{hour}", unit=unit, now=now)
        return [one.email for one in contacts if one.email]
    row = Referral.objects.seen_by(link).select_related("unit", "case").get(pk=link.subject_id)
    if row.state not in WITH_UNIT:
        raise Refused(_("This question has been settled, so no new link is needed. Thank you."))
    contacts = promise_mail(
        MailKind.NEW_LINK, key=f"new_link:{row.pk}:{hour}", unit=row.unit, referral=row, now=now
    )
    return [one.email for one in contacts if one.email]


def _held(referral: Referral) -> Referral:
    """The referral as it stands now, with its case held first: everybody takes the two in this order."""
    case = locked(referral.case)
    row = Referral.objects.select_for_update(of=("self",)).select_related("unit").get(pk=referral.pk)
    row.case = case
    return row


def _asked(referral: Referral, said_by: str) -> Referral:
    row = _held(referral)
    if row.state not in WITH_UNIT:
        raise Refused(_("This question has been settled meanwhile, so nothing was changed. Thank you."))
    if not said_by.strip():
        raise Refused(_("Write your name, so that the office knows who answered."), field="said_by")
    row.said_by = said_by.strip()[:150]  # the story names them
    return row


def _attach(row: Referral, picture: Taken, *, now: datetime) -> None:
    place = f"cases/{row.institution_id}/{picture.sha256}.{picture.ending}"
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(picture.content))
    Attachment.objects.bulk_create(
        [
            Attachment(
                institution_id=row.institution_id,
                case=row.case,
                referral=row,
                file=place,
                name=f"{row.unit.called[:150]}.{picture.ending}",
                media_type=picture.kind,
                size=len(picture.content),
                sha256=picture.sha256,
                from_unit=True,
                added_at=now,
            )
        ],
        ignore_conflicts=True,  # the same picture twice is one picture
    )


def _tell_story(row: Referral, what: str, *, did: str, text: str, now: datetime, **words: Any) -> None:
    case = row.case
    note(case, what, now=now, unit=row.unit, text=text, name=row.unit.called, who=row.said_by, **words)
    ledger.write(
        did=did,
        by=None,
        institution_id=case.institution_id,
        to=case,
        at=now,
        words={"code": case.code, "unit": row.unit.name}
        | ({"until": words["until"]} if "until" in words else {}),
    )


def _let_keeper_know(
    row: Referral,
    *,
    kind: str,
    title: str,
    text: str,
    now: datetime,
    to: Sequence[int] = (),
    urgent: bool = False,
) -> None:
    words = {"unit": row.unit.called, "code": row.case.code}
    notices.tell(
        institution_id=row.institution_id,
        to=to or asking.keepers(row.case),
        kind=kind,
        title=Sentence(title, words),
        text=Sentence(text, words),
        url=reverse("cases:case", args=[row.case_id]),
        urgent=urgent or row.case.urgent,
        once=f"{kind}:{row.pk}:{now.timestamp()}",
        now=now,
    )
