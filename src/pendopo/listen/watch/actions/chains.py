"""What a warning has to do with those before and after it: its updates, its all-clear, and the same earthquake elsewhere.

Senders refer to earlier messages by their names, to the first of a chain or to all of it, and their files are read in any
order: of each question the newest of the chain is what counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from pendopo.listen.watch.models import Feed, OfficialWarning, OfficialWarningQuerySet
from pendopo.listen.watch.reading import (
    Point,
    Shape,
    Warned,
    distance_km,
    is_same_magnitude,
    is_same_news,
)

# A corrected time of origin moves by seconds; two earthquakes this near each other are one to citizens.
SAME_SECONDS: Final = timedelta(seconds=30)
SAME_KM: Final = 150
MAY_BE_BLANK: Final = ("felt", "potential", "depth", "area")


def same_quake(feed: Feed, one: Warned) -> list[OfficialWarning]:
    """What was said of this earthquake by whichever file, the newest first."""
    near = OfficialWarning.objects.filter(
        institution_id=feed.institution_id,
        shape=Shape.QUAKE,
        begins_at__range=(one.begins_at - SAME_SECONDS, one.begins_at + SAME_SECONDS),
    )
    return [row for row in near.order_by("-id") if row.mark == one.mark or _is_near(row, one)]


def _is_near(row: OfficialWarning, one: Warned) -> bool:
    centre = row.stated.get("centre")
    if not centre or one.centre is None:
        return False
    return distance_km(Point(*centre), one.centre) <= SAME_KM


def is_behind(feed: Feed, quake: Sequence[OfficialWarning]) -> bool:
    """Whether another file said the newest, and this one never did."""
    return feed.pk not in quake[0].said_by


def completed(one: Warned, quake: Sequence[OfficialWarning]) -> Warned:
    """The files of BMKG each leave something out: what one does not say, another has said."""
    before = quake[0].stated
    blank = {name: str(before.get(name, "")) for name in MAY_BE_BLANK if not getattr(one, name)}
    return Warned(**{**vars(one), **blank})


def caught_up(feed: Feed, one: Warned, quake: Sequence[OfficialWarning]) -> Warned:
    """A file that is behind may say something new beside figures that were corrected since: those count."""
    newest, *older = quake
    was = [row.stated.get("magnitude") for row in older]
    if not is_behind(feed, quake) or not any(is_same_magnitude(each, one.magnitude) for each in was):
        return one
    return replace(one, magnitude=newest.stated.get("magnitude"), headline=newest.headline)


def is_told(feed: Feed, said: dict[str, Any], quake: Sequence[OfficialWarning]) -> bool:
    """Whether citizens would learn nothing new. A file may only be behind what another one said."""
    known = quake if is_behind(feed, quake) else quake[:1]
    return any(is_same_news(row.stated, said) for row in known)


def earlier(feed: Feed, one: Warned) -> OfficialWarning | None:
    """The newest of the chain that this one is about: by name, or as the next warning of the same area."""
    own = OfficialWarning.objects.filter(institution_id=feed.institution_id)
    found = own.filter(mark__in=[one.mark, *one.follows]).order_by("-id").first()
    if found is not None:
        return _end_of(found)
    if one.shape == Shape.QUAKE or not one.area:
        return None
    # BMKG sends the next warning of a province as a new alert that refers to nothing.
    same = own.filter(feed=feed, shape=one.shape, stated__area=one.area, sent_at__lt=one.sent_at)
    return same.standing().order_by("-id").first()


def _end_of(row: OfficialWarning) -> OfficialWarning:
    """Whatever names it, and what names that; the next warning of the same area is another one."""
    seen = {row.pk}
    while (
        after := _naming(row.institution_id, row.mark).exclude(pk__in=seen).order_by("-id").first()
    ) is not None:
        row = after
        seen.add(row.pk)
    return row


def newer(feed: Feed, one: Warned) -> OfficialWarning | None:
    """What was read before it and replaces or lifts it."""
    found = naming(feed, one).order_by("-sent_at", "-id").first()
    if found is not None or one.shape == Shape.QUAKE or not one.area:
        return found
    same = OfficialWarning.objects.filter(
        institution_id=feed.institution_id, feed=feed, stated__area=one.area, sent_at__gt=one.sent_at
    )
    return same.standing().order_by("-sent_at", "-id").first()


def naming(feed: Feed, one: Warned) -> OfficialWarningQuerySet:
    """Those that refer to it, and are real."""
    return _naming(feed.institution_id, one.mark)


def _naming(institution_id: int, mark: str) -> OfficialWarningQuerySet:
    own = OfficialWarning.objects.filter(institution_id=institution_id, stated__is_real=True)
    return own.filter(stated__follows__contains=[mark])


def is_public(row: OfficialWarning) -> bool:
    """Whether citizens have read it, or one of those it replaced."""
    one: OfficialWarning | None = row
    while one is not None:
        if one.item is not None and one.item.state == "published":
            return True
        one = one.follows
    return False
