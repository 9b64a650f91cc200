"""How much we may still say: what networks told us about their limits, for accounts and for apps.

Every call is counted in each of its scopes (the account, and the app all accounts share). Where a
scope has nothing left, the call is not made at all: a network that has to refuse us often closes
the door for longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import httpx

SHORTEST: Final = timedelta(seconds=1)
LONGEST: Final = timedelta(days=1)
WITHOUT_A_WORD: Final = timedelta(minutes=1)  # a 429 that does not say how long
AN_INSTANT: Final = 10_000_000  # a larger number is an instant since 1970, a smaller one a wait


class Rates(Protocol):
    """Remembers, for every scope, how many calls are left until when."""

    def take(self, scopes: Sequence[str], *, now: datetime, leave: int = 0) -> timedelta | None:
        """Use one call up in every scope; or use none and say how long to wait.

        A question passes `leave`: so many calls are kept for what must be said.
        """

    def learn(self, scope: str, *, left: int, until: datetime, now: datetime) -> None:
        """The network said that `left` calls remain in `scope` until `until`."""


@dataclass
class Window:
    """What is left in one scope, until it is filled again."""

    left: int
    until: datetime


class RatesInMemory:
    """For one process: enough for tests and small tools; the house keeps its own in the database."""

    def __init__(self) -> None:
        self._windows: dict[str, Window] = {}
        self._lock = Lock()

    def take(self, scopes: Sequence[str], *, now: datetime, leave: int = 0) -> timedelta | None:
        with self._lock:
            known = [w for scope in scopes if (w := self._windows.get(scope)) and w.until > now]
            empty = [window.until - now for window in known if window.left <= leave]
            if empty:
                return max(empty)
            for window in known:
                window.left -= 1
            return None

    def learn(self, scope: str, *, left: int, until: datetime, now: datetime) -> None:
        with self._lock:
            window = self._windows.get(scope)
            if window and window.until > now and window.until == until:
                # Answers arrive in any order; within one window the smaller number is the later one.
                left = min(left, window.left)
            self._windows[scope] = Window(left=left, until=until)


def their_clock(answer: httpx.Response, *, now: datetime) -> datetime:
    """What time it was at the network when it answered; ours where it does not say."""
    return _date(answer.headers.get("Date", "")) or now


def retry_after(answer: httpx.Response, *, now: datetime) -> timedelta | None:
    """How long the network asks us to wait, whatever its clock shows."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return _within(int(said))
    at = _date(said)
    return _within((at - their_clock(answer, now=now)).total_seconds()) if at else None


def remaining(answer: httpx.Response, *, now: datetime) -> tuple[int, datetime] | None:
    """How many calls are left, and until when, from whichever headers the network uses."""
    for prefix in ("RateLimit-", "X-RateLimit-"):
        left = answer.headers.get(prefix + "Remaining", "").strip()
        reset = answer.headers.get(prefix + "Reset", "").strip()
        if left.isdigit() and (wait := _reset(reset, answer, now=now)) is not None:
            return int(left), now + wait
    return None


def closed_for(answer: httpx.Response, *, now: datetime) -> timedelta:
    """How long to keep away after a 429."""
    if (wait := retry_after(answer, now=now)) is not None:
        return wait
    known = remaining(answer, now=now)
    return max(known[1] - now, SHORTEST) if known else WITHOUT_A_WORD


def _reset(said: str, answer: httpx.Response, *, now: datetime) -> timedelta | None:
    try:
        number = float(said)
    except ValueError:
        at = _instant(said)
    else:
        if not 0 <= number < 1e12:
            return None
        if number < AN_INSTANT:
            return _within(number)
        at = datetime.fromtimestamp(number, UTC)
    return _within((at - their_clock(answer, now=now)).total_seconds()) if at else None


def _instant(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return _date(said)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _date(said: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _within(seconds: float) -> timedelta:
    return min(max(timedelta(seconds=min(seconds, LONGEST.total_seconds())), SHORTEST), LONGEST)
