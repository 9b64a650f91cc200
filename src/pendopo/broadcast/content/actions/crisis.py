"""The crisis switch: on and off with a reason, and ordinary posts let through one by one (R17)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import queries, telling
from pendopo.broadcast.content.events import CrisisBegan, CrisisEnded, LetThroughInCrisis
from pendopo.broadcast.content.lanes import SPEAKS_IN_CRISIS
from pendopo.broadcast.content.models import ContentItem, Crisis, LetThrough
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


@transaction.atomic
def begin_crisis(*, why: str, by: Member, now: datetime) -> Crisis:
    """From now on only the lanes for emergencies speak by themselves; ordinary posts wait. Raises Refused."""
    people.require(by, Permission.STOP_ALL, now=now)
    if not why.strip():
        raise Refused(_("Write what happened: everybody in the office gets to read it."), field="why")
    if queries.crisis(by.institution_id) is not None:
        raise Stale(_("The crisis switch is on already."))
    begun = Crisis.objects.create(
        institution_id=by.institution_id, why=" ".join(why.split())[:500], by=by, at=now
    )
    ledger.write(did="content.crisis_began", by=by, to=begun, at=now, words={"why": begun.why})
    telling.crisis_began(begun, now=now)
    events.tell(CrisisBegan(institution_id=by.institution_id, crisis_id=begun.pk, by_id=by.pk, why=begun.why))
    return begun


@transaction.atomic
def end_crisis(*, why: str, by: Member, now: datetime) -> None:
    """Ordinary days again: what waited goes out at its time, or asks where its time has passed. Raises Refused."""
    people.require(by, Permission.STOP_ALL, now=now)
    if not why.strip():
        raise Refused(_("Write how it ended: the review afterwards begins with it."), field="why")
    lasting = Crisis.objects.seen_by(by).on().select_for_update().first()
    if lasting is None:
        raise Stale(_("The crisis has been ended already."))
    lasting.ended_by, lasting.ended_at, lasting.ended_why = by, now, " ".join(why.split())[:500]
    lasting.save(update_fields=["ended_by", "ended_at", "ended_why"])
    ledger.write(did="content.crisis_ended", by=by, to=lasting, at=now, words={"why": lasting.ended_why})
    telling.crisis_ended(lasting, now=now)
    events.tell(CrisisEnded(institution_id=by.institution_id, crisis_id=lasting.pk, by_id=by.pk, at=now))


@transaction.atomic
def let_through(*, item: ContentItem, by: Member, now: datetime) -> None:
    """Somebody looked at an ordinary post and says that it suits the crisis. Raises Refused."""
    people.require(by, Permission.STOP_ALL, now=now)
    lasting = Crisis.objects.seen_by(by).on().select_for_update().first()
    if lasting is None:
        raise Stale(_("The crisis has been ended already."))
    if item.institution_id != by.institution_id or item.lane in SPEAKS_IN_CRISIS:
        raise Refused(_("This does not wait for the crisis."))
    _kept, is_new = LetThrough.objects.get_or_create(
        institution_id=by.institution_id, crisis=lasting, item=item, defaults={"by": by, "at": now}
    )
    if is_new:
        ledger.write(did="content.let_through", by=by, to=item, at=now, words={"title": item.title})
        events.tell(
            LetThroughInCrisis(institution_id=by.institution_id, item_id=item.pk, by_id=by.pk, at=now)
        )
