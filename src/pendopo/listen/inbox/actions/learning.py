"""What an office teaches triage: how citizens speak of its units, when it is sure, and which version speaks."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.models import InboxSettings, TriageVersion, UnitWords
from pendopo.listen.inbox.understanding import phrases

if TYPE_CHECKING:
    from pendopo.listen import triage

NEVER: Final = 1.0  # a point above every confidence: nothing is filled in


@transaction.atomic
def keep_lesson(
    *, institution_id: int, lesson: triage.Lesson, before: int | None, now: datetime
) -> TriageVersion:
    """Write down a night of learning. A head that was better speaks from now on, unless people chose meanwhile.

    `before` is the version it was compared with.
    """
    known = TriageVersion.objects.select_for_update().filter(institution_id=institution_id)
    used = next((one.pk for one in known.only("pk", "in_use") if one.in_use), None)
    head, is_better = None, lesson.head is not None
    if lesson.head is not None:
        file = BytesIO()
        lesson.head.save(file)
        head = file.getvalue()
    takes_over = is_better and used == before
    if takes_over:
        known.filter(in_use=True).update(in_use=False)
    made = TriageVersion.objects.create(
        institution_id=institution_id,
        number=(known.aggregate(last=Max("number"))["last"] or 0) + 1,
        learned_at=now,
        choices=lesson.choices,
        kept_back=lesson.kept_back,
        right=lesson.top1,
        right_before=lesson.top1_before,
        point=lesson.head.point if lesson.head is not None and lesson.head.point <= NEVER else None,
        head=head,
        in_use=takes_over,
    )
    if takes_over:
        ledger.write(
            did="inbox.triage_learned",
            by=None,
            institution_id=institution_id,
            to=made,
            at=now,
            words={"number": made.number, "right": round(lesson.top1 * 100), "choices": lesson.choices},
        )
    return made


@transaction.atomic
def use_version(*, version: TriageVersion | None, by: Member, now: datetime) -> None:
    """Let an earlier version speak, or none but the units' own words. Raises Refused."""
    policies.require(by, Permission.MANAGE_SETTINGS, version or by, now=now)
    if version is not None and version.head is None:
        raise Refused(_("This version was no better and was not kept. Choose another one."))
    known = TriageVersion.objects.select_for_update().filter(institution_id=by.institution_id)
    known.filter(in_use=True).update(in_use=False)
    if version is not None:
        known.filter(pk=version.pk).update(in_use=True)
    ledger.write(
        did="inbox.triage_version_chosen",
        by=by,
        at=now,
        words={"number": version.number if version else 0},
    )


@transaction.atomic
def set_threshold(*, sure_from: int, by: Member, now: datetime) -> None:
    """Say from how many percent on an answer decides something; it holds for what comes in from now on."""
    policies.require(by, Permission.MANAGE_SETTINGS, by, now=now)
    InboxSettings.objects.update_or_create(
        institution_id=by.institution_id, defaults={"sure_from": sure_from}
    )
    ledger.write(did="inbox.threshold_changed", by=by, at=now, words={"percent": sure_from})


@transaction.atomic
def describe_unit(*, unit: OrgUnit, names: str, duties: str, places: str, by: Member, now: datetime) -> None:
    """Write down how citizens speak of a unit. Raises Refused."""
    policies.require(by, Permission.MANAGE_SETTINGS, unit, now=now)
    UnitWords.objects.update_or_create(
        institution_id=by.institution_id,
        unit=unit,
        defaults={
            "names": ", ".join(phrases(names)),
            "duties": ", ".join(phrases(duties)),
            "places": ", ".join(phrases(places)),
        },
    )
    ledger.write(did="inbox.unit_described", by=by, to=unit, at=now, words={"unit": unit.called})
