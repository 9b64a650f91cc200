"""Which version of the clocks counts in an office: the law's, or its own where that is faster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pendopo.serve.openness import clocks
from pendopo.serve.openness.clocks import Clock
from pendopo.serve.openness.models import OwnClock
from pendopo.serve.openness.models.clocks import OFFICES


def clock_on(institution_id: int, day: date) -> Clock:
    """The version that what is complete on this day begins under. A new law ends what an office promised under the old."""
    law = clocks.clock_on(day)
    own = (
        OwnClock.objects.filter(institution_id=institution_id, switched_on_at__isnull=False, law=law.version)
        .filter(valid_from__lte=day)
        .order_by("-valid_from")
        .first()
    )
    return law if own is None else clock_as(own)


def clock_of(institution_id: int, version: int) -> Clock:
    """The version a request keeps for its whole life."""
    if version < OFFICES:
        return clocks.clock_of(version)
    return clock_as(OwnClock.objects.get(institution_id=institution_id, number=version))


def clock_as(own: OwnClock) -> Clock:
    """An office's version as a clock."""
    return replace(clocks.clock_of(own.law), version=own.number, source=own.source, **own.terms)
