"""Joining duplicates without losing anybody who must be told, and parting them while nobody was told (R40)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.ending import end
from pendopo.serve.cases.actions.knowing import shut_threads
from pendopo.serve.cases.actions.referring import take_back_from_unit
from pendopo.serve.cases.actions.story import locked, note
from pendopo.serve.cases.models import Answer, Case, Reporter
from pendopo.serve.cases.states import FLOW, AnswerState, CaseState, Ending


@transaction.atomic
def join(*, case: Case, into: Case, by: Member, now: datetime) -> None:
    """End a case as part of another that says the same; everybody of it is told with the other. Raises Refused."""
    policies.require(by, Permission.COORDINATE_CASES, case, now=now)
    policies.require(by, Permission.COORDINATE_CASES, into, now=now)
    # Always held in one order, so that two who join the same two cases never wait for each other.
    held = {row.pk: row for row in (locked(one) for one in sorted((case, into), key=lambda one: one.pk))}
    row, other = held[case.pk], held.get(into.pk)
    if other is None or row.pk == other.pk:
        raise Refused(_("Choose another case than this one."), field="into")
    if CaseState.CLOSED in {row.state, other.state}:
        raise Refused(_("Only open cases can be joined."), field="into")
    if row.supervisory_content != other.supervisory_content:
        raise Refused(
            _("A case with supervisory content is never joined with one that everybody sees."), rule="R33"
        )
    _require_same_unit_complained_of(row, other)
    if Answer.objects.filter(case=row, state=AnswerState.ON_ITS_WAY).exists():
        raise Refused(_("An answer is on its way. Wait until it has arrived."))
    take_back_from_unit(case=row, why=str(Ending.DUPLICATE.label), by=by, now=now)
    end(row, Ending.DUPLICATE, joined_to=other, by=by, now=now)
    there = set(
        Reporter.objects.filter(case=other, conversation__isnull=False).values_list(
            "conversation_id", flat=True
        )
    )
    # Whoever reported both in one thread is told once.
    Reporter.objects.filter(case=row).exclude(conversation_id__in=there).update(
        case=other, came_with=row, joined_at=now
    )
    if other.known_to is not None:
        shut_threads(other, other.known_to, by=by, now=now)
    note(row, "joined", now=now, by=by, told=True, other=other.code)
    note(other, "joined_here", now=now, by=by, other=row.code)
    ledger.write(did="cases.joined", by=by, to=row, at=now, words={"code": row.code, "other": other.code})
    case.refresh_from_db()
    into.refresh_from_db()


@transaction.atomic
def part(*, case: Case, why: str, by: Member, now: datetime) -> None:
    """Take a joined case out again, as long as its people were not told anything with the other. Raises Refused."""
    policies.require(by, Permission.COORDINATE_CASES, case, now=now)
    if not why.strip():
        raise Refused(_("Write why they are not the same."), field="why")
    if case.joined_to is None:
        raise Refused(_("This case was not joined with another."))
    held = {
        row.pk: row for row in (locked(one) for one in sorted((case, case.joined_to), key=lambda one: one.pk))
    }
    row, other = held[case.pk], held[case.joined_to.pk]
    if row.ending != Ending.DUPLICATE:
        raise Refused(_("This case was not joined with another."))
    moved = Reporter.objects.filter(case=other, came_with=row)
    told = Answer.objects.filter(
        case=other, reporter__in=moved, state__in=[AnswerState.REACHED, AnswerState.ON_ITS_WAY]
    )
    if told.exists():
        raise Refused(
            _(
                "Its people have been told with the other case already. Open a new case for what is different."
            ),
            rule="R40",
        )
    for answer in Answer.objects.filter(case=other, reporter__in=moved):
        answer.case = row
        answer.save(update_fields=["case"])
    moved.update(case=row, came_with=None)
    FLOW.move(row, CaseState.IN_PROGRESS, ending="", ended_why="", joined_to=None, closed_at=None)
    if row.known_to is not None:
        shut_threads(row, row.known_to, by=by, now=now)
    note(row, "parted", now=now, by=by, text=why.strip(), told=True, other=other.code)
    note(other, "parted", now=now, by=by, text=why.strip(), other=row.code)
    ledger.write(did="cases.parted", by=by, to=row, at=now, words={"code": row.code, "other": other.code})
    case.refresh_from_db()


def _require_same_unit_complained_of(row: Case, other: Case) -> None:
    """The list of the other case gets the threads of this one: nobody on it may be of a unit complained of here."""
    if row.known_to is not None and row.reported_unit_id not in {None, other.reported_unit_id}:
        raise Refused(
            _("The other case is not about the same unit. Name the unit there first, or keep them apart."),
            rule="R33",
            field="into",
        )
