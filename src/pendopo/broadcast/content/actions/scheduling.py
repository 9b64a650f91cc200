"""When it goes out: moving an item in the calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import policies
from pendopo.broadcast.content.actions.sealing import break_seal, held, live_run, require_editable
from pendopo.broadcast.content.events import Rescheduled
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.states import ItemState
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


@transaction.atomic
def reschedule(*, item: ContentItem, due_at: datetime | None, by: Member, now: datetime) -> bool:
    """Plan another time; None: as soon as it is approved. Says whether an approval still holds.

    Inside the window its approval sealed, an approved item keeps its approval and its deliveries follow;
    outside of it the seal is broken, and it has to be approved again (R11). Raises Refused.
    """
    held(item)
    require_editable(item)
    if item.state == ItemState.APPROVED:
        people.require(by, Permission.SCHEDULE, now=now)
        if by.institution_id != item.institution_id:
            raise Refused(_("This item belongs to another institution."))
    else:
        policies.require_may_write(by, item)
    if due_at == item.due_at:
        return item.state == ItemState.APPROVED
    if due_at is not None and due_at < now:
        raise Refused(_("This time has passed. Choose a later one."), field="due_at")
    before = item.due_at
    holds = item.state == ItemState.APPROVED and _is_in_window(item, due_at)
    if item.state == ItemState.APPROVED and not holds:
        break_seal(item, why=_("Moved out of the time it was approved for."), by=by, now=now)
    item.due_at = due_at
    item.changed_at = now
    item.save(update_fields=["due_at", "changed_at"])
    ledger.write(
        did="content.rescheduled",
        by=by,
        to=item,
        at=now,
        words={
            "title": item.title,
            "before": before.isoformat() if before else "-",
            "after": due_at.isoformat() if due_at else "-",
        },
    )
    if holds:
        events.tell(Rescheduled(institution_id=item.institution_id, item_id=item.pk))
    return holds


def _is_in_window(item: ContentItem, due_at: datetime | None) -> bool:
    run = live_run(item)
    if run is None or due_at is None or run.window_from is None or run.window_until is None:
        return False
    offsets = [
        timedelta(minutes=one) for one in run.version.placements.values_list("offset_minutes", flat=True)
    ]
    return all(run.window_from <= due_at + offset <= run.window_until for offset in offsets)
