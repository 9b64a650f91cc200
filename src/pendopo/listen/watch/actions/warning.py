"""A warning that concerns us becomes a draft in the emergency lane in the transaction in which it is taken in.

The same warning read again changes nothing. Other facts under the same name, or a message that refers to an earlier one,
replace what stood: its draft is withdrawn, and a new one says that it is an update, or that all is clear.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_noop

from pendopo.listen.watch import interests
from pendopo.listen.watch.actions import chains
from pendopo.listen.watch.actions.drafting import draft, tell_duty
from pendopo.listen.watch.actions.ending import end
from pendopo.listen.watch.models import Feed, OfficialWarning
from pendopo.listen.watch.reading import Shape, Warned, is_same_news
from pendopo.listen.watch.states import STANDING, WARNING, WarningState
from pendopo.listen.watch.touching import Here, Touch, touch

logger = logging.getLogger(__name__)

HOLDS: Final = timedelta(hours=6)  # where its sender names no end
ALL_CLEAR_HOLDS: Final = timedelta(hours=6)
REPLACED: Final = gettext_noop("Its sender replaced it by a newer one.")
LIFTED: Final = gettext_noop("Its sender lifted it.")
WAS_OURS: Final = gettext_noop("What it replaces concerned us: whoever read that should know.")
NOT_TOLD: Final = Touch(touches=False, reasons=((REPLACED, {}),))


@transaction.atomic
def take_in_warnings(*, feed: Feed, heard: Sequence[Warned], now: datetime) -> list[OfficialWarning]:
    """Take in what is new, the oldest first. Returns the warnings that concern us and were drafted now."""
    Feed.objects.select_for_update(no_key=True).filter(institution_id=feed.institution_id).order_by(
        "pk"
    ).first()
    here = interests.here(feed.institution_id)
    hours = timedelta(hours=interests.settings_of(feed.institution_id).quake_hours)
    taken = [
        _take(feed, one, here, hours, now=now)
        for one in sorted(heard, key=lambda one: (one.sent_at, one.mark))
    ]
    return [one for one in taken if one is not None]


def _take(feed: Feed, one: Warned, here: Here, hours: timedelta, *, now: datetime) -> OfficialWarning | None:
    quake = chains.same_quake(feed, one) if one.shape == Shape.QUAKE else []
    earlier = quake[0] if quake else chains.earlier(feed, one)
    said_by = [feed.pk]
    if quake:
        said = chains.completed(one, quake)
        one = chains.caught_up(feed, said, quake)
        said_by = said_by if one is said else []
        if chains.is_told(feed, _stated(said), quake) or chains.is_told(feed, _stated(one), quake):
            _learn(feed, quake[0], said)
            return None
    if _is_taken(feed, one, earlier):
        return None
    ends = one.ends_at or (one.begins_at + (hours if one.shape == Shape.QUAKE else HOLDS))
    # An exercise ends nothing that is real.
    if not one.is_real:
        if ends > now:
            _row(feed, one, touch(one, here), ends, follows=None, now=now)
        return None
    newer = chains.newer(feed, one)
    if newer is not None:
        _overtaken(feed, one, newer, ends, now=now)
        return None
    if one.message == "Cancel":
        return _clear(feed, one, earlier, now=now)
    return _warn(feed, one, earlier, touch(one, here), ends, said_by=said_by, now=now)


def _is_taken(feed: Feed, one: Warned, earlier: OfficialWarning | None) -> bool:
    """A message has a name of its own; an earthquake's figures may go back to what they were, and are told again."""
    taken = OfficialWarning.objects.filter(
        institution_id=feed.institution_id, mark=one.mark, facts_hash=_hash(one)
    )
    if one.shape == Shape.QUAKE:
        taken = taken.filter(follows=_replaced(earlier))
    return taken.exists()


def _warn(
    feed: Feed,
    one: Warned,
    earlier: OfficialWarning | None,
    found: Touch,
    ends: datetime,
    *,
    said_by: Sequence[int],
    now: datetime,
) -> OfficialWarning | None:
    """It concerns us and becomes a draft, or it does not; what it replaces ends."""
    was_ours = earlier is not None and earlier.state in STANDING
    if ends <= now:
        # An update may say that it is over already.
        if earlier is not None and was_ours:
            row = _row(feed, one, NOT_TOLD, ends, follows=earlier, now=now)
            WARNING.move(row, WarningState.EXPIRED)
            end(earlier, WarningState.UPDATED, why=REPLACED, now=now)
        return None
    if was_ours and not found.touches:
        # What concerned us and no longer does is said as well: citizens still have the old figures.
        found = Touch(touches=True, reasons=((WAS_OURS, {}), *found.reasons))
    row = _row(feed, one, found, ends, follows=_replaced(earlier), said_by=said_by, now=now)
    if earlier is not None and was_ours:
        end(earlier, WarningState.UPDATED, why=REPLACED, now=now)
    if not found.touches:
        return None
    draft(row, now=now)
    return row


def _overtaken(feed: Feed, one: Warned, newer: OfficialWarning, ends: datetime, *, now: datetime) -> None:
    """What replaces or lifts it was read first: files come in any order. It is kept, and drafted no more."""
    row = _row(feed, one, NOT_TOLD, ends, follows=None, now=now)
    if newer.state != WarningState.ELSEWHERE:
        WARNING.move(row, WarningState.CLEARED if newer.is_all_clear else WarningState.UPDATED)
    chains.naming(feed, one).filter(follows=None).update(follows=row)


def _clear(
    feed: Feed, one: Warned, earlier: OfficialWarning | None, *, now: datetime
) -> OfficialWarning | None:
    """Lifted: what was not public yet is withdrawn; where the warning stood in public, so will the all-clear."""
    was_ours = earlier is not None and earlier.state in STANDING
    # Where another warning took its place, citizens are still warned.
    was_public = earlier is not None and earlier.state != WarningState.UPDATED and chains.is_public(earlier)
    row = _row(
        feed,
        one,
        Touch(touches=was_public, reasons=((LIFTED, {}),)),
        now + ALL_CLEAR_HOLDS,
        follows=earlier,
        now=now,
        is_all_clear=True,
        headline=one.headline or (earlier.headline if earlier else ""),
    )
    if earlier is not None and was_ours:
        end(earlier, WarningState.CLEARED, why=LIFTED, now=now)
    if was_public:
        draft(row, now=now)
        return row
    if was_ours:
        WARNING.move(row, WarningState.CLEARED)
        tell_duty(
            row,
            title=gettext_noop("Lifted: %(headline)s"),
            text=gettext_noop("Its draft was withdrawn. Nothing of it had been published."),
            now=now,
        )
    return None


def _replaced(earlier: OfficialWarning | None) -> OfficialWarning | None:
    """What it follows: only what concerned us, or was drafted here."""
    is_known = earlier is not None and (earlier.state in STANDING or earlier.item_id is not None)
    return earlier if is_known else None


def _row(
    feed: Feed,
    one: Warned,
    found: Touch,
    ends: datetime,
    *,
    follows: OfficialWarning | None,
    now: datetime,
    is_all_clear: bool = False,
    headline: str = "",
    said_by: Sequence[int] = (),
) -> OfficialWarning:
    return OfficialWarning.objects.create(
        institution_id=feed.institution_id,
        feed=feed,
        mark=one.mark,
        facts_hash=_hash(one),
        said_by=list(said_by),
        shape=one.shape,
        # Until its draft stands, a person would have to write it.
        state=WarningState.UNDRAFTED if found.touches else WarningState.ELSEWHERE,
        headline=(headline or one.headline)[:300],
        stated=_stated(one),
        url=one.url,
        sent_at=one.sent_at,
        begins_at=one.begins_at,
        ends_at=ends,
        reasons=found.kept(),
        follows=follows,
        is_all_clear=is_all_clear,
        read_at=now,
    )


def _learn(feed: Feed, newest: OfficialWarning, one: Warned) -> None:
    """More words for the same facts, and who says them. What was told stays what the next figures are compared with."""
    said = _stated(one)
    if not is_same_news(newest.stated, said):
        return
    blank = {name: said[name] for name in chains.MAY_BE_BLANK if said[name] and not newest.stated.get(name)}
    said_by = sorted({*newest.said_by, feed.pk})
    if blank or said_by != newest.said_by:
        stated = {**newest.stated, **blank}
        OfficialWarning.objects.filter(pk=newest.pk).update(stated=stated, said_by=said_by)


def _stated(one: Warned) -> dict[str, Any]:
    """Everything but the outlines, which are drawn nowhere."""
    return {
        "mark": one.mark,
        "event": one.event,
        "severity": one.severity,
        "message": one.message,
        "follows": list(one.follows),
        "is_real": one.is_real,
        "area": one.area,
        "text": one.text,
        "sender": one.sender,
        "magnitude": one.magnitude,
        "centre": list(one.centre) if one.centre else None,
        "depth": one.depth,
        "felt": one.felt,
        "potential": one.potential,
        "facts": one.facts,
        "ends_at": one.ends_at.isoformat() if one.ends_at else "",
    }


def _hash(one: Warned) -> str:
    said = {**_stated(one), "headline": one.headline, "begins_at": one.begins_at.isoformat()}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
