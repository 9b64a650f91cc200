"""Every source of lines, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from pendopo.desk.lines import (
    accounts,
    answers,
    cases,
    content,
    deliveries,
    duty,
    material,
    openness,
    people,
    standards,
    warnings,
)
from pendopo.desk.lines import switches as held
from pendopo.desk.lines.line import Group, Line
from pendopo.desk.switches import Switches, switches_of
from pendopo.institution.people.models import Member

Source = Callable[[Member, datetime], Iterable[Line]]

SOURCES: Final[tuple[Source, ...]] = (
    warnings.lines,
    deliveries.lines,
    content.lines,
    answers.lines,
    cases.lines,
    standards.lines,
    material.lines,
    duty.lines,
    accounts.lines,
    openness.lines,
    people.lines,
)
GROUPS: Final = {Group.NOW: _("Now"), Group.TODAY: _("Today"), Group.OTHERS: _("Waiting for others")}


def lines_for(member: Member, now: datetime, *, switches: Switches | None = None) -> dict[Group, list[Line]]:
    """The lines of every group, most urgent first; a page that knows the switches hands them in."""
    found: dict[Group, list[Line]] = {group: [] for group in GROUPS}
    for line in held.lines(member, switches or switches_of(member)):
        found[line.group].append(line)
    for source in SOURCES:
        for line in source(member, now):
            found[line.group].append(line)
    return {group: sorted(lines, key=lambda line: line.place) for group, lines in found.items()}
