"""Every write of the calendar. Posts are content's; they are moved and begun through its doors."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.calendar import queries
from pendopo.broadcast.calendar.models import FeedLink
from pendopo.broadcast.content import actions as content
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies
from pendopo.institution.people.roles import Permission

if TYPE_CHECKING:
    from pendopo.broadcast.calendar.sheets.reading import Row
    from pendopo.broadcast.content.models import ContentItem
    from pendopo.institution.people.models import Member


class WouldBreakSeal(Exception):
    """The approval does not cover that time: ask before it is lost (R11)."""


@transaction.atomic
def move(*, item: ContentItem, due_at: datetime, by: Member, now: datetime, sure: bool = False) -> bool:
    """Plan another time; says whether an approval was lost. Raises Refused, or WouldBreakSeal unless sure."""
    was_approved = item.approved_version_id is not None
    stood = item.due_at
    with transaction.atomic():
        holds = content.reschedule(item=item, due_at=due_at, by=by, now=now)
        lost = was_approved and not holds and stood != due_at
        if lost and not sure:
            raise WouldBreakSeal
    return lost


@transaction.atomic
def import_plan(rows: Sequence[Row], *, by: Member, now: datetime) -> int:
    """All rows as drafts, or none. Raises Refused."""
    policies.require(by, Permission.MANAGE_PLAN, now=now)
    for row in rows:
        try:
            content.start_item(
                title=row.title,
                due_at=row.due_at,
                composition=row.composition(),
                pillar=row.pillar,
                is_ceremony=row.is_ceremony,
                by=by,
                now=now,
            )
        except Refused as no:
            raise Refused(
                _("Row %(number)s: %(why)s Nothing was imported.") % {"number": row.number, "why": no}
            ) from no
    ledger.write(did="calendar.imported", by=by, at=now, words={"number": len(rows)})
    return len(rows)


@transaction.atomic
def make_feed(*, by: Member, now: datetime) -> str:
    """A secret for a new address; the one before stops. It is shown once and cannot be read again."""
    policies.require(by, Permission.SEE_CALENDAR, now=now)
    _end_feed(by, now)
    token = secrets.token_urlsafe(32)
    link = FeedLink.objects.create(
        institution_id=by.institution_id, member=by, fingerprint=queries.fingerprint(token), made_at=now
    )
    ledger.write(did="calendar.feed_made", by=by, to=link, at=now)
    return token


@transaction.atomic
def revoke_feed(*, by: Member, now: datetime) -> None:
    """The address shows nothing from now on."""
    if _end_feed(by, now):
        ledger.write(did="calendar.feed_revoked", by=by, at=now)


def note_export(*, by: Member, first: str, last: str, number: int, now: datetime) -> None:
    """Who took the calendar out of the house."""
    ledger.write(
        did="calendar.exported", by=by, at=now, words={"first": first, "last": last, "number": number}
    )


def _end_feed(member: Member, now: datetime) -> int:
    mine = FeedLink.objects.seen_by(member).filter(member=member, revoked_at__isnull=True)
    return mine.update(revoked_at=now)
