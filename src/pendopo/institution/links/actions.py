"""Giving links, opening them, and taking them back."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.links import counting, tokens
from pendopo.institution.links.models import Link, LinkPost
from pendopo.institution.links.states import Outcome, Purpose
from pendopo.institution.people.models import Member

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "LinkRefused",
    "Outcome",
    "Purpose",
    "count_post",
    "count_try",
    "expired_link",
    "give_link",
    "keep_refusal",
    "open_link",
    "revoke",
    "revoke_all_of",
]

log = logging.getLogger(__name__)

WHY: Final[dict[Outcome, _StrPromise]] = {
    Outcome.FORGED: gettext_lazy(
        "This address is not complete, or it is not one of ours. "
        "Open the link again from the message in which it came."
    ),
    Outcome.GONE: gettext_lazy("This link is no longer known here. Ask the office for a new one."),
    Outcome.EXPIRED: gettext_lazy(
        "The time of this link has ended. Nothing is lost: ask the office for a new one."
    ),
    Outcome.REVOKED: gettext_lazy("The office has taken this link back."),
    Outcome.OTHER_PURPOSE: gettext_lazy(
        "This link opens another page. Open it again from the message in which it came."
    ),
    Outcome.OTHER_SUBJECT: gettext_lazy(
        "This link does not open what you asked for. Use the link of the message that is about it."
    ),
    Outcome.THROTTLED: gettext_lazy(
        "This was opened very often in a short time. Wait ten minutes, then open it again."
    ),
}


class LinkRefused(Refused):
    """The link opens nothing; the message says kindly why, and what to do."""

    def __init__(self, outcome: Outcome, link: Link | None = None) -> None:
        why = str(WHY[outcome])
        if outcome == Outcome.REVOKED and link is not None:
            why = f"{why} {_(link.revoked_why)}"
        super().__init__(why)
        self.outcome = outcome
        self.link = link  # where there is one: its page may offer a new one


@transaction.atomic
def give_link(
    *,
    purpose: Purpose,
    subject: models.Model,
    institution_id: int,
    by: Member | None,
    lasts: timedelta,
    now: datetime,
) -> str:
    """A token that opens `subject` for one purpose; it is given once and can't be read again.

    `by` None means the house itself. Whether they may, the room that gives it has asked.
    """
    secret = tokens.new_secret()
    link = Link.objects.create(
        institution_id=institution_id,
        purpose=Purpose(purpose),
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        sum=tokens.sum_of(secret),
        made_by=by,
        made_at=now,
        expires_at=now + lasts,
    )
    ledger.write(
        did="link.given",
        by=by,
        institution_id=institution_id,
        to=link,
        at=now,
        words={"purpose": link.purpose, "until": link.expires_at.isoformat()},
    )
    return tokens.token_of(institution_id, secret)


def open_link(*, token: str, purpose: Purpose, visitor: str, now: datetime, is_part: bool = False) -> Link:
    """What this token opens. Raises LinkRefused, which says kindly why not.

    A part of a page, such as a picture on it, comes with the page and is no opening of its own. Call it outside of
    transactions: what the log keeps of a refusal must outlive the refusal.
    """
    link, outcome = _judged(token, visitor, now, is_part=is_part)
    if outcome is Outcome.OPENED and link is not None:
        if link.purpose == purpose:
            with acting_for(link.institution_id):
                _note_first(link, visitor, now)
            link.visitor = visitor
            return link
        outcome = Outcome.OTHER_PURPOSE
    raise _refusal(outcome, link, visitor, now)


def expired_link(*, token: str, purpose: Purpose, visitor: str, now: datetime) -> Link:
    """The link of a token whose time has ended, to offer its holder a new one. Raises LinkRefused.

    One that was taken back stays shut. Call it outside of transactions.
    """
    link, outcome = _judged(token, visitor, now)
    if link is not None and outcome in {Outcome.EXPIRED, Outcome.OPENED}:
        if link.purpose == purpose:
            return link
        outcome = Outcome.OTHER_PURPOSE
    raise _refusal(outcome, link, visitor, now)


def keep_refusal(*, no: LinkRefused, visitor: str, now: datetime) -> None:
    """Log a refusal that a page found itself: a link used for a row that it does not open.

    Call it outside of transactions, after the page's own was given up.
    """
    _log(no.outcome, no.link, visitor, now)


@transaction.atomic
def count_post(*, link: Link, key: uuid.UUID, now: datetime) -> bool:
    """Whether a form with this key counts; the same one sent again does not, and the log says so.

    Call it in the transaction of the deed: where the deed is refused, the key is free again.
    """
    try:
        with transaction.atomic():
            LinkPost.objects.create(institution_id=link.institution_id, link=link, key=key, at=now)
    except IntegrityError:
        log.info("A form that was sent a second time was not counted again.")
        counting.note(link, Outcome.REPLAYED, link.visitor, now)
        return False
    return True


def count_try(*, institution_id: int, what: str, most: int, window: timedelta, now: datetime) -> bool:
    """Whether one more try at something may be made on a page that anyone opens; `what` is kept as a keyed sum.

    Call it in a transaction that stands whatever becomes of the try.
    """
    return not counting.is_over(institution_id, what, most=most, window=window, now=now)


@transaction.atomic
def revoke(*, link: Link, why: str, by: Member | None, now: datetime) -> None:
    """Shut a link; `why` is a sentence that its holder reads. Shut already, nothing changes."""
    _shut(Link.objects.filter(institution_id=link.institution_id, pk=link.pk), why=why, by=by, now=now)


@transaction.atomic
def revoke_all_of(
    *, subject: models.Model, institution_id: int, why: str, by: Member | None, now: datetime
) -> int:
    """Shut every link that opens this row. Returns how many were open."""
    return _shut(Link.objects.filter(institution_id=institution_id).about(subject), why=why, by=by, now=now)


def _shut(found: models.QuerySet[Link], *, why: str, by: Member | None, now: datetime) -> int:
    shut = list(found.filter(revoked_at__isnull=True, expires_at__gt=now).select_for_update())
    for link in shut:
        Link.objects.filter(pk=link.pk).update(revoked_at=now, revoked_why=why)
        ledger.write(
            did="link.revoked",
            by=by,
            institution_id=link.institution_id,
            to=link,
            at=now,
            words={"purpose": link.purpose, "why": why},
        )
    return len(shut)


def _judged(token: str, visitor: str, now: datetime, *, is_part: bool = False) -> tuple[Link | None, Outcome]:
    said = tokens.read(token)
    if said is None:
        return None, Outcome.FORGED
    with acting_for(said.institution_id):
        link = (
            Link.objects.select_related("institution")
            .filter(institution_id=said.institution_id, sum=said.sum)
            .first()
        )
        if link is None:
            return None, Outcome.GONE
        if not is_part and counting.is_too_often(link, visitor, now):
            return link, Outcome.THROTTLED
    if link.revoked_at is not None:
        return link, Outcome.REVOKED
    return link, Outcome.EXPIRED if link.expires_at <= now else Outcome.OPENED


def _note_first(link: Link, visitor: str, now: datetime) -> None:
    first = Link.objects.filter(pk=link.pk, first_opened_at__isnull=True).update(first_opened_at=now)
    if first:
        link.first_opened_at = now
        counting.note(link, Outcome.OPENED, visitor, now)
        ledger.write(
            did="link.opened",
            by=None,
            institution_id=link.institution_id,
            to=link,
            at=now,
            words={"purpose": link.purpose},
        )


def _refusal(outcome: Outcome, link: Link | None, visitor: str, now: datetime) -> LinkRefused:
    _log(outcome, link, visitor, now)
    return LinkRefused(outcome, link)


def _log(outcome: Outcome, link: Link | None, visitor: str, now: datetime) -> None:
    mark = tokens.fingerprint(visitor).hex()
    log.warning("A link was refused (%s), visitor %s.", outcome.value, mark)
    if link is not None:
        with acting_for(link.institution_id):
            counting.note(link, outcome, visitor, now)
