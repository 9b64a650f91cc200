"""What was approved is looked at again when the rules learn of an election or of something exempt (R14, R15)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.content import checking, telling
from pendopo.broadcast.content.actions.sealing import break_seal, held
from pendopo.broadcast.content.lanes import NEUTRALITY
from pendopo.broadcast.content.models import ContentItem, LaneRun, Version
from pendopo.broadcast.content.states import ItemState, RunState
from pendopo.institution.people.models import Member

LEARNT: Final = frozenset({"R14", "R15"})


def lacks_a_second_person(run: LaneRun, looked: checking.Examined) -> bool:
    """Whether an election is touched and nobody else was asked to approve it (R14)."""
    return looked.is_about_neutrality and not run.steps.filter(name=NEUTRALITY).exists()


def look_again(*, by: Member, now: datetime) -> None:
    """Take the approval from what could not be approved any more, and tell who wrote it."""
    runs = LaneRun.objects.seen_by(by).filter(
        state=RunState.APPROVED, item__state=ItemState.APPROVED, item__institution_id=by.institution_id
    )
    for run in runs.select_related("item__institution", "item__pillar", "item__owner_unit", "item__corrects"):
        if why := _why_no_longer(run, now):
            item = held(run.item)
            break_seal(item, why=why, by=by, now=now)
            telling.approval_ended(item, why=why, to={item.made_by_id, run.started_by_id}, now=now)


def _why_no_longer(run: LaneRun, now: datetime) -> str:
    item: ContentItem = run.item
    composition = Version.objects.whole().get(pk=run.version_id).composition()
    looked = checking.examined(item, composition, by=None, now=now)
    for finding in looked.blocking:
        if finding.rule in LEARNT:
            return finding.sentence.said(_)
    if lacks_a_second_person(run, looked):
        return _("It touches an election period: a second person has to approve it.")
    return ""
