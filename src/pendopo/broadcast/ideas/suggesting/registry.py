"""Who looks for suggestions of which source: each source has one finder, named when the house is switched on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion
from pendopo.institution.models import Institution

Finder = Callable[[Institution, datetime], Iterable[Suggestion]]

_finders: dict[str, Finder] = {}


def register(source: str, finder: Finder) -> None:
    """Say who finds the suggestions of a source."""
    _finders[source] = finder


def found(institution: Institution, now: datetime) -> dict[str, list[Suggestion]]:
    """What each source suggests today, the strongest first."""
    return {
        source: sorted(finder(institution, now), key=lambda one: -one.strength)
        for source, finder in _finders.items()
    }
