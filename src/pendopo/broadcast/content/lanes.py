"""Lanes as data: which steps lead from a draft to an approval, who takes them, and how long they may take."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock import WorkingCalendar
from pendopo.foundation.errors import Refused
from pendopo.institution.people.roles import Role

FIRST_MINUTES_MAX: Final = 60  # R10: what was published first is approved within the hour
STEP_ROLES: Final = (Role.EDITOR, Role.APPROVER, Role.LEADER)
DECIDES: Final = frozenset({Role.APPROVER, Role.LEADER})  # the last step belongs to one of these
DEFAULT: Final = "routine"
NEUTRALITY: Final = "neutrality"  # the step of a second approver, added where an election is touched (R14)
SECOND_MINUTES: Final = 240
SPEAKS_IN_CRISIS: Final = ("emergency", "crisis")  # the others wait for somebody to look again (R17)

NAMES: Final = {
    "routine": _("Routine"),
    "fast": _("Fast"),
    "emergency": _("Emergency"),
    "crisis": _("Crisis"),
}
ABOUT: Final = {
    "routine": _("For what can be planned: language and facts are checked, then it is approved."),
    "fast": _("For what is urgent but not dangerous: one approval within an hour of office time."),
    "emergency": _("For warnings citizens need now: one other person within an hour, day or night."),
    "crisis": _("For crisis, legal and political matters: facts are confirmed, then the leader decides."),
}
STEP_NAMES: Final = {
    "language_and_facts": _("Language and facts"),
    "facts": _("Facts confirmed"),
    "approval": _("Approval"),
    "leader": _("Decision of the leader"),
    NEUTRALITY: _("Second approval in the election period"),
}


class LanesInvalid(ValueError):
    """The list of lanes cannot be read; the message says what to mend."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: who decides it, within how many minutes."""

    name: str
    role: Role
    minutes: int

    @property
    def time_limit(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def label(self) -> str:
        """What people read."""
        return str(STEP_NAMES.get(self.name, self.name))

    def written(self) -> dict[str, Any]:
        return {"name": self.name, "role": self.role.value, "minutes": self.minutes}


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One way from a draft to an approval."""

    key: str
    steps: tuple[Step, ...]
    window_hours: int
    late_minutes: int
    always_on: bool
    first: bool

    @property
    def label(self) -> str:
        return str(NAMES.get(self.key, self.key))

    @property
    def about(self) -> str:
        return str(ABOUT.get(self.key, ""))

    def due(self, start: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
        """Until when a step that begins now has to be decided."""
        length = timedelta(minutes=minutes)
        return start + length if self.always_on else calendar.add_office_time(start, length)

    def window(
        self, due_at: datetime | None, approved_at: datetime, offsets: Iterable[timedelta] = ()
    ) -> tuple[datetime, datetime]:
        """Between which instants what is approved now may go out, on every account (see their `offsets`)."""
        around = timedelta(hours=self.window_hours)
        shifts = [timedelta(), *offsets]
        if due_at is None:
            return approved_at, approved_at + around
        return max(approved_at, due_at + min(shifts) - around), due_at + max(shifts) + around


def read_lanes(text: str) -> dict[str, Lane]:
    """Read the packaged list. Raises LanesInvalid."""
    try:
        raw = tomllib.loads(text)
        lanes = [
            Lane(
                key=entry["key"],
                steps=tuple(_step(step) for step in entry["step"]),
                window_hours=int(entry["window_hours"]),
                late_minutes=int(entry["late_minutes"]),
                always_on=bool(entry["always_on"]),
                first=bool(entry["first"]),
            )
            for entry in raw["lane"]
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise LanesInvalid(f"The list of lanes cannot be read: {error}.") from error
    for lane in lanes:
        if lane.key not in NAMES:
            raise LanesInvalid(f"The lane {lane.key} has no name in lanes.py.")
        try:
            require_sound(lane)
        except Refused as no:
            raise LanesInvalid(f"{lane.key}: {no}") from no
    return {lane.key: lane for lane in lanes}


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(name=str(raw["name"]), role=Role(raw["role"]), minutes=int(raw["minutes"]))


def steps_from(raw: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps as they were stored."""
    return tuple(_step(one) for one in raw)


def require_sound(lane: Lane) -> None:
    """Raise Refused unless somebody other than the author decides, in time (R10)."""
    if not lane.steps:
        raise Refused(_("A lane needs at least one step."), rule="R10")
    if any(step.role not in STEP_ROLES for step in lane.steps):
        raise Refused(_("A step is taken by an editor, an approver or a leader."))
    if lane.steps[-1].role not in DECIDES:
        raise Refused(_("The last step belongs to an approver or a leader."), rule="R10")
    if any(not 1 <= step.minutes <= 10_080 for step in lane.steps):
        raise Refused(_("A step may last from one minute to one week."))
    if lane.first and sum(step.minutes for step in lane.steps) > FIRST_MINUTES_MAX:
        raise Refused(
            _("What is published first must be approved within 60 minutes in all."),
            rule="R10",
        )


@functools.cache
def packaged_lanes() -> Mapping[str, Lane]:
    """The lanes that came with this release."""
    file = importlib.resources.files(__package__) / "lanes.toml"
    return read_lanes(file.read_text(encoding="utf-8"))
