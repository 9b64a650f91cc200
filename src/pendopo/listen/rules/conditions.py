"""When a rule holds, and what then is to be done: pure, as it is kept in a version.

Everything that is said in `When` must be true; of several words, networks or units one is enough. A reading that is
missing or unsure fits no condition about it: a rule never acts on a guess of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time
from functools import lru_cache
from typing import Any, Final, Self

from pendopo.foundation.clock import WorkingCalendar, Zone
from pendopo.listen.rules.states import Author, Hours

ON_DUTY: Final = "duty"
WORDS_MOST: Final = 50


def _told(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}


def _kept(told: Mapping[str, Any]) -> dict[str, Any]:
    """Fit for JSON; what says nothing is left out."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items() if value}


@dataclass(frozen=True, kw_only=True)
class When:
    """What must be true of a message; nothing said means any."""

    networks: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    urgencies: tuple[str, ...] = ()
    hours: str = ""
    begins: str = ""  # "21:00" on the office's own wall clock; with `ends` it may go over midnight
    ends: str = ""
    author: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**_told(kept))

    def written(self) -> dict[str, Any]:
        return _kept(asdict(self))


@dataclass(frozen=True, kw_only=True)
class Then:
    """What is to be done; nothing here ever sends, hides or closes anything by itself."""

    assign: str = ""  # a member's number, or whoever is on duty
    labels: tuple[int, ...] = ()
    draft: int = 0  # a saved reply, proposed as the answer
    opens_case: bool = False
    hide: str = ""  # a reason code, proposed to a person (R39)
    alert: str = ""  # a member's number, or whoever is on duty

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**_told(kept))

    def written(self) -> dict[str, Any]:
        return _kept(asdict(self))


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a message when rules look at it."""

    message_id: int
    conversation_id: int
    network: str
    account_id: int
    text: str
    said_at: datetime
    intent: str = ""  # '' where nothing was read, or nothing surely
    urgency: str = ""
    unit_id: int | None = None
    is_new_author: bool = False
    is_ended: bool = False  # answered, closed or set aside already


def fits(when: When, facts: Facts, *, calendar: WorkingCalendar, zone: Zone) -> bool:
    """Whether all that is said is true of a message."""
    return (
        (not when.networks or facts.network in when.networks)
        and (not when.accounts or facts.account_id in when.accounts)
        and (not when.intents or facts.intent in when.intents)
        and (not when.units or facts.unit_id in when.units)
        and (not when.urgencies or facts.urgency in when.urgencies)
        and (not when.author or facts.is_new_author == (when.author == Author.NEW))
        and (not when.words or pattern(when.words).search(_plain(facts.text)) is not None)
        and (not when.hours or calendar.is_open(facts.said_at) == (when.hours == Hours.INSIDE))
        and (not when.begins or _is_between(zone.local(facts.said_at).time(), when.begins, when.ends))
    )


@lru_cache(maxsize=256)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, in any case and with any space between them."""
    return re.compile("|".join(rf"(?<!\w){re.escape(_plain(one))}(?!\w)" for one in words))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_between(clock: time, begins: str, ends: str) -> bool:
    first, last = time.fromisoformat(begins), time.fromisoformat(ends)
    return first <= clock < last if first < last else clock >= first or clock < last
