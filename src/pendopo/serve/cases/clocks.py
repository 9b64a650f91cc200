"""The clocks of a case as the law's versions set them: pure reckoning, no database (domain.md 5.1, R32, R36, R85)."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from pendopo.foundation.clock import Due, WorkingCalendar
from pendopo.serve.cases.states import CaseKind, Clock

SUPERVISORY: Final = "supervisory"
CLASSES: Final = (*CaseKind.values, SUPERVISORY)
PROMISED: Final = {
    Clock.ACKNOWLEDGE: "acknowledge_by",
    Clock.VERIFY: "verify_by",
    Clock.FOLLOW_UP: "follow_up_by",
    Clock.RESOLVE: "resolve_by",
}


class TermsInvalid(ValueError):
    """A version of the clocks cannot be read; the message says what to mend."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """One version of the clocks. Days are working days unless the name says otherwise."""

    acknowledge_minutes: int
    verify_days: int
    follow_up_days: int
    resolve_days: Mapping[str, int]  # by class: a CaseKind, or "supervisory"
    auto_close_days: int
    citizen_days: int
    ask_again_days: int  # calendar days
    escalate_at: tuple[int, ...]  # percent of the resolve clock
    bounces_to_coordinator: int
    pauses: frozenset[str]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Terms:
        """Terms as they are kept in a file or a row. Raises TermsInvalid."""
        try:
            terms = cls(
                acknowledge_minutes=int(kept["acknowledge_minutes"]),
                verify_days=int(kept["verify_days"]),
                follow_up_days=int(kept["follow_up_days"]),
                resolve_days={name: int(kept["resolve_days"][name]) for name in CLASSES},
                auto_close_days=int(kept["auto_close_days"]),
                citizen_days=int(kept["citizen_days"]),
                ask_again_days=int(kept["ask_again_days"]),
                escalate_at=tuple(int(percent) for percent in kept["escalate_at"]),
                bounces_to_coordinator=int(kept["bounces_to_coordinator"]),
                pauses=frozenset(str(name) for name in kept["pauses"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise TermsInvalid(f"The clocks lack something or hold no number: {error}") from error
        terms._check()
        return terms

    def _check(self) -> None:
        numbers = (
            self.acknowledge_minutes,
            self.verify_days,
            self.follow_up_days,
            self.auto_close_days,
            self.citizen_days,
            self.ask_again_days,
            self.bounces_to_coordinator,
            *self.resolve_days.values(),
        )
        if min(numbers) < 1:
            raise TermsInvalid("Every clock lasts at least one day (or minute).")
        if not self.escalate_at or list(self.escalate_at) != sorted(set(self.escalate_at)):
            raise TermsInvalid("The steps of the ladder go up: 50, 80, 100.")
        if strangers := self.pauses - set(Clock.values):
            raise TermsInvalid(f"No clock is called {sorted(strangers)}.")

    def written(self) -> dict[str, Any]:
        """As a row keeps them; `read` gives the same terms again."""
        return {
            "acknowledge_minutes": self.acknowledge_minutes,
            "verify_days": self.verify_days,
            "follow_up_days": self.follow_up_days,
            "resolve_days": dict(self.resolve_days),
            "auto_close_days": self.auto_close_days,
            "citizen_days": self.citizen_days,
            "ask_again_days": self.ask_again_days,
            "escalate_at": list(self.escalate_at),
            "bounces_to_coordinator": self.bounces_to_coordinator,
            "pauses": sorted(self.pauses),
        }

    def days_to_resolve(self, kind: str, *, supervisory: bool) -> int:
        """Working days from receipt to the final answer of this class (domain.md 5.1)."""
        return self.resolve_days[SUPERVISORY if supervisory else kind]

    def longer_than(self, ceiling: Terms) -> tuple[str, ...]:
        """Which clocks promise less than `ceiling`, the nation's longest: an office may only be faster."""
        names = ("verify_days", "follow_up_days")
        over = [name for name in names if getattr(self, name) > getattr(ceiling, name)]
        over += [name for name in CLASSES if self.resolve_days[name] > ceiling.resolve_days[name]]
        return tuple(over)


@dataclass(frozen=True, kw_only=True)
class NationalTerms:
    """A version as the house ships it: from when, and where it stands."""

    key: str
    title: str
    source: str
    valid_from: date
    valid_until: date | None
    terms: Terms


@dataclass(frozen=True, kw_only=True)
class Promises:
    """When each clock of a case falls due. Instants are UTC; `is_estimate` must be shown (R85)."""

    acknowledge_by: datetime
    verify_by: datetime
    follow_up_by: datetime
    resolve_by: datetime
    is_estimate: bool


def promises(
    terms: Terms, calendar: WorkingCalendar, *, received_at: datetime, kind: str, supervisory: bool
) -> Promises:
    """The clocks of a case that was complete at `received_at`; day 1 is the next working day."""
    dues: dict[str, Due] = {
        "verify_by": calendar.add_business_days(received_at, terms.verify_days),
        "follow_up_by": calendar.add_business_days(received_at, terms.follow_up_days),
        "resolve_by": calendar.add_business_days(
            received_at, terms.days_to_resolve(kind, supervisory=supervisory)
        ),
    }
    return Promises(
        acknowledge_by=calendar.add_office_time(received_at, timedelta(minutes=terms.acknowledge_minutes)),
        **{name: due.at for name, due in dues.items()},
        is_estimate=any(due.is_estimate for due in dues.values()),
    )


def after_waiting(
    calendar: WorkingCalendar, due_at: datetime, *, waited_from: datetime, until: datetime
) -> Due:
    """A promise that stood still while the citizen was asked: later by the working days that passed.

    What was late already is as late afterwards; a wait within one day moves nothing.
    """
    days = calendar.business_days_between(waited_from, until)
    on = calendar.zone.day_of(due_at)
    return calendar.add_business_days(on, days) if days > 0 else Due(on=on, at=due_at, is_estimate=False)


def paused(
    terms: Terms, calendar: WorkingCalendar, before: Promises, *, waited_from: datetime, until: datetime
) -> Promises:
    """The promises after one wait for the citizen: those that pause are later, the others stand."""
    later: dict[str, datetime] = {}
    is_estimate = before.is_estimate
    for name in sorted(terms.pauses):
        field = PROMISED[Clock(name)]
        due = after_waiting(calendar, getattr(before, field), waited_from=waited_from, until=until)
        later[field] = due.at
        is_estimate = is_estimate or due.is_estimate
    return replace(before, **later, is_estimate=is_estimate)


def reckoned(
    terms: Terms,
    calendar: WorkingCalendar,
    *,
    received_at: datetime,
    kind: str,
    supervisory: bool,
    waits: Sequence[tuple[datetime, datetime]] = (),
    reopened_at: datetime | None = None,
) -> Promises:
    """The clocks of a case from the beginning, with every wait for its citizen: for another class or version.

    The final answer of a case that was opened again is reckoned from that day, with the waits after it.
    """
    due = promises(terms, calendar, received_at=received_at, kind=kind, supervisory=supervisory)
    before = [wait for wait in waits if reopened_at is None or wait[0] < reopened_at]
    for waited_from, until in before:
        due = paused(terms, calendar, due, waited_from=waited_from, until=until)
    if reopened_at is None:
        return due
    anew = promised_anew(terms, calendar, reopened_at=reopened_at, kind=kind, supervisory=supervisory)
    due = replace(due, resolve_by=anew.at, is_estimate=due.is_estimate or anew.is_estimate)
    for waited_from, until in waits:
        if waited_from >= reopened_at:
            due = paused(terms, calendar, due, waited_from=waited_from, until=until)
    return due


def promised_anew(
    terms: Terms, calendar: WorkingCalendar, *, reopened_at: datetime, kind: str, supervisory: bool
) -> Due:
    """When the final answer of a case is due that goes on from this moment."""
    return calendar.add_business_days(reopened_at, terms.days_to_resolve(kind, supervisory=supervisory))


@functools.cache
def national() -> tuple[NationalTerms, ...]:
    """The versions the house ships, oldest first. Raises TermsInvalid."""
    file = importlib.resources.files("pendopo.serve.cases") / "clocks.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    found = [
        NationalTerms(
            key=one["key"],
            title=one["title"],
            source=one["source"],
            valid_from=one["valid_from"],
            valid_until=one.get("valid_until"),
            terms=Terms.read(one),
        )
        for one in read["version"]
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def national_on(day: date) -> NationalTerms:
    """The nation's version in force on a day; the oldest for what came before. Raises TermsInvalid."""
    in_force = [
        one
        for one in national()
        if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
    ]
    if not in_force:
        raise TermsInvalid(f"No version of the clocks is in force on {day}.")
    return in_force[-1]
