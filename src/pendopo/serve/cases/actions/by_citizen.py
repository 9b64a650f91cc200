"""What the citizen does on the page of their own case: they have its code and its check value, and no account."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import Purpose
from pendopo.serve.cases import codes
from pendopo.serve.cases.actions.ending import ASKED_AGAIN, end, open_again
from pendopo.serve.cases.actions.opening import open_case
from pendopo.serve.cases.actions.referring import take_back_from_unit
from pendopo.serve.cases.actions.story import locked, note, tell_keeper
from pendopo.serve.cases.actions.waiting import hear_reporter
from pendopo.serve.cases.models import Attachment, Case, Csat, PublicPost
from pendopo.serve.cases.sealing import Contact
from pendopo.serve.cases.states import (
    CaseKind,
    CaseState,
    Channel,
    Ending,
)

# A check value has four digits: this many tries a day leave a guesser one chance in five hundred.
TRIES_AT_A_CODE: Final = 20
TRIES_OF_A_VISITOR: Final = 60
REPORTS_OF_A_VISITOR: Final = 10
A_DAY: Final = timedelta(days=1)
AN_HOUR: Final = timedelta(hours=1)
PAGE_LASTS: Final = timedelta(hours=12)
PICTURES_AT_ONCE: Final = 4
PICTURES_OF_A_CASE: Final = 20
ADDED_MOST: Final = 5000
WORDS_MOST: Final = 2000


@transaction.atomic
def open_own(*, institution_id: int, code: str, check_value: str, visitor: str, now: datetime) -> str | None:
    """A token for the page of one's own case; None: code and check value belong to no case together.

    Raises Refused when it was tried too often. Neither answer tells whether such a code exists: tries are counted
    for codes that nobody ever got, too. Call it inside `house_itself`, and don't undo what it counted.
    """
    wanted = codes.cleaned(code)
    may_try = [
        links.count_try(institution_id=institution_id, what=what, most=most, window=window, now=now)
        for what, most, window in (
            (f"cases.visitor:{visitor}", TRIES_OF_A_VISITOR, AN_HOUR),
            (f"cases.code:{wanted}", TRIES_AT_A_CODE, A_DAY),
        )
    ]
    if not all(may_try):
        return None
    case = Case.objects.filter(institution_id=institution_id, code=wanted).first()
    known = case.check_value if case is not None else "none"
    if not hmac.compare_digest(known.encode(), check_value.strip().encode()) or case is None:
        return None
    return links.give_link(
        purpose=Purpose.TRACK, subject=case, institution_id=institution_id, by=None, lasts=PAGE_LASTS, now=now
    )


@transaction.atomic
def report_from_page(
    *,
    institution_id: int,
    key: uuid.UUID,
    kind: str,
    title: str,
    story: str,
    place: str,
    happened_on: date | None,
    supervisory_content: bool,
    is_anonymous: bool,
    is_confidential: bool,
    contact: Contact,
    visitor: str,
    now: datetime,
) -> Case:
    """A report that a citizen hands in on the public pages; the same form sent again is the same case.

    Raises Refused. Call it inside `house_itself`.
    """
    # Of one form that is sent twice at once, the second waits for the first.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cases.post:{key}"])
    before = PublicPost.objects.filter(institution_id=institution_id, key=key).select_related("case").first()
    if before is not None:
        return before.case
    if supervisory_content and kind != CaseKind.COMPLAINT:
        raise Refused(_("Only a complaint can be about an official who misuses their office."), field="kind")
    if not links.count_try(
        institution_id=institution_id,
        what=f"cases.report:{visitor}",
        most=REPORTS_OF_A_VISITOR,
        window=AN_HOUR,
        now=now,
    ):
        raise Refused(_("These were many reports in a short time. Please try again in an hour."))
    case = open_case(
        kind=kind,
        title=title,
        story=story,
        channel=Channel.PORTAL,
        contact=contact if any((contact.name, contact.phone, contact.email)) else None,
        supervisory_content=supervisory_content,
        is_anonymous=is_anonymous,
        is_confidential=is_confidential,
        happened_on=happened_on,
        place=place,
        by=None,
        institution_id=institution_id,
        now=now,
    )
    PublicPost.objects.create(institution_id=institution_id, key=key, case=case, at=now)
    tell_keeper(
        case, "cases.reported", gettext_noop("A report came in on the public page: %(code)s"), now=now
    )
    return case


@transaction.atomic
def add_details(*, case: Case, text: str, photos: Sequence[pictures.Taken] = (), now: datetime) -> None:
    """The citizen adds words and pictures, or answers what they were asked. Raises Refused."""
    if case.state == CaseState.CLOSED:
        raise Refused(_("This report is closed. Open it again to add something."))
    said = text.strip()[:ADDED_MOST]
    if not said and not photos:
        raise Refused(_("Write something, or add a picture."), field="text")
    if len(photos) > PICTURES_AT_ONCE:
        raise Refused(
            _("Add at most %(most)s pictures at once.") % {"most": PICTURES_AT_ONCE}, field="photos"
        )
    if Attachment.objects.filter(case=case).count() + len(photos) > PICTURES_OF_A_CASE:
        raise Refused(
            _("This report has many pictures already. Tell us in words what is new."), field="photos"
        )
    for photo in photos:
        _attach(case, photo, now=now)
    hear_reporter(case=case, text=said or str(_("(pictures)")), now=now)


@transaction.atomic
def reopen_by_citizen(*, case: Case, why: str, now: datetime) -> None:
    """The citizen says that it is not settled: the clock for an answer begins again. Raises Refused."""
    row = locked(case)
    if row.state not in {CaseState.ANSWERED, CaseState.CLOSED} or row.ending in {
        Ending.DUPLICATE,
        Ending.SPAM,
    }:
        raise Refused(_("This report is still being worked on. You can add something to it."))
    if not why.strip():
        raise Refused(_("Write what is not settled yet."), field="why")
    open_again(row, why=why.strip()[:WORDS_MOST], by=None, now=now)
    case.refresh_from_db()


@transaction.atomic
def withdraw_by_citizen(*, case: Case, why: str, now: datetime) -> None:
    """The citizen takes their report back. Raises Refused."""
    row = locked(case)
    if row.state == CaseState.CLOSED:
        raise Refused(_("This report is closed already."))
    take_back_from_unit(case=row, why=str(_("The citizen took their report back.")), by=None, now=now)
    end(row, Ending.WITHDRAWN, why=why.strip()[:500], by=None, now=now)
    tell_keeper(row, "cases.withdrawn", gettext_noop("The citizen took case %(code)s back"), now=now)
    case.refresh_from_db()


@transaction.atomic
def rate(*, case: Case, score: int, words: str = "", now: datetime) -> Csat:
    """Say how content one is with the answer: once an answer, and changeable (R63). Raises Refused."""
    row = locked(case)
    if row.answered_at is None or row.state not in {CaseState.ANSWERED, CaseState.CLOSED}:
        raise Refused(_("There is no answer yet that you could rate."))
    if not 1 <= score <= 5:
        raise Refused(_("Choose a number from 1 to 5."), field="score")
    rating, is_new = Csat.objects.update_or_create(
        institution_id=row.institution_id,
        case=row,
        answered_at=row.answered_at,
        defaults={"score": score, "words": words.strip()[:WORDS_MOST], "changed_at": now},
        create_defaults={
            "score": score,
            "words": words.strip()[:WORDS_MOST],
            "changed_at": now,
            "rated_at": now,
        },
    )
    if is_new:
        note(row, "rated", now=now, score=score)
    return rating


@transaction.atomic
def say_settled(*, case: Case, now: datetime) -> None:
    """The citizen says that it is really settled. Raises Refused."""
    row = locked(case)
    if row.answered_at is None or row.state not in {CaseState.ANSWERED, CaseState.CLOSED}:
        raise Refused(_("There is no answer yet. We will ask you again when there is one."))
    if row.state == CaseState.CLOSED and row.ending not in ASKED_AGAIN:
        raise Refused(_("This report ended another way. Open it again if something is missing."))
    if row.state == CaseState.ANSWERED:
        end(row, Ending.SETTLED, by=None, now=now)
    Case.objects.filter(pk=row.pk).update(ending=Ending.SETTLED, ask_again_at=None)
    note(row, "said_settled", now=now, told=True)
    case.refresh_from_db()


def _attach(case: Case, photo: pictures.Taken, *, now: datetime) -> None:
    if Attachment.objects.filter(case=case, sha256=photo.sha256).exists():
        return
    name = f"{photo.sha256[:12]}.{photo.ending}"
    attachment = Attachment(
        institution_id=case.institution_id,
        case=case,
        name=name,
        media_type=photo.kind,
        size=len(photo.content),
        sha256=photo.sha256,
        from_citizen=True,
        added_at=now,
    )
    attachment.file.save(f"{photo.sha256}.{photo.ending}", ContentFile(photo.content), save=False)
    attachment.save()
