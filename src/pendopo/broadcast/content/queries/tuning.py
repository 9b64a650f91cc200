"""The rules as an office set them over time, and what another setting would mean for what is being written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pendopo.broadcast.content import checking, office
from pendopo.broadcast.content.models import ContentItem, OfficeTuning, Version
from pendopo.broadcast.content.rules import Severity, Tuning, examine
from pendopo.broadcast.content.states import ItemState
from pendopo.institution.people.models import Member

# Each is read twice, at some ten milliseconds: the page stays under a second.
TRIED_MAX: Final = 20
OPEN: Final = (ItemState.DRAFT, ItemState.RETURNED, ItemState.IN_REVIEW)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What an open item would get to hear instead: how many findings of each kind before and after."""

    item: ContentItem
    before: dict[Severity, int]
    after: dict[Severity, int]


def tunings(member: Member) -> list[OfficeTuning]:
    """Every version, the newest first."""
    return list(OfficeTuning.objects.seen_by(member).newest().select_related("made_by__person"))


def tried(member: Member, tuning: Tuning, *, now: datetime) -> tuple[int, tuple[Difference, ...]]:
    """How many of the newest open items were read, and those for which these settings change something."""
    holding = office.tuning_of(member.institution_id, now)
    items = list(
        ContentItem.objects.seen_by(member)
        .with_words()
        .select_related("institution")
        .filter(state__in=OPEN, current__isnull=False)
        .order_by("-changed_at")[:TRIED_MAX]
    )
    versions = Version.objects.whole().in_bulk([item.current_id for item in items])
    found = []
    for item in items:
        composition = versions[item.current_id].composition()
        subject = checking.subject_of(item, composition, by=None, now=now)
        before, after = (
            Counter(finding.severity for finding in examine(subject, tuning=rules))
            for rules in (holding, tuning)
        )
        if before != after:
            found.append(Difference(item=item, before=dict(before), after=dict(after)))
    return len(items), tuple(found)
