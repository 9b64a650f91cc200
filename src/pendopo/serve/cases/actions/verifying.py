"""Verifying and classing: what a case is, whose it must not be, and which clocks follow (R32, R33)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.knowing import flag_supervisory
from pendopo.serve.cases.actions.story import locked, note, set_clocks, waits_for_citizen
from pendopo.serve.cases.clocks import Promises, Terms, reckoned
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import FLOW, CaseKind, CaseState


@transaction.atomic
def verify(
    *,
    case: Case,
    title: str,
    kind: str,
    supervisory_content: bool = False,
    reported_unit: OrgUnit | None = None,
    place: str,
    topic: str = "",
    urgent: bool = False,
    by: Member,
    now: datetime,
) -> None:
    """Say that it is clear and complete, and of which kind; the clocks follow the kind. Raises Refused, or Stale."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.state != CaseState.NEW:
        raise Refused(_("This case is verified already."))
    if not title.strip():
        raise Refused(_("Write in a few words what it is about."), field="title")
    if kind == CaseKind.COMPLAINT and not place.strip():
        raise Refused(
            _("A complaint needs a place. Ask the citizen where it is, if their words don't say it."),
            field="place",
        )
    _reclass(row, CaseKind(kind), by=by, now=now)
    FLOW.move(
        row,
        CaseState.VERIFIED,
        title=title.strip()[:200],
        place=place.strip()[:200],
        topic=topic.strip()[:100],
        urgent=urgent,
        verified_at=now,
    )
    note(row, "verified", now=now, by=by, told=True, kind=row.kind)
    ledger.write(did="cases.verified", by=by, to=row, at=now, words={"code": row.code})
    if supervisory_content:
        flag_supervisory(case=row, reported_unit=reported_unit, by=by, now=now)
    case.refresh_from_db()


@transaction.atomic
def classify(*, case: Case, kind: str, why: str, by: Member, now: datetime) -> None:
    """Change what a case is; its clocks are reckoned again under the version it keeps. Raises Refused.

    Whether it is a matter of supervision is not decided here: see `flag_supervisory` and `lower`.
    """
    policies.require(by, Permission.COORDINATE_CASES, case, now=now)
    row = locked(case)
    if row.state == CaseState.CLOSED:
        raise Refused(_("This case is closed. Open it again first."))
    if not why.strip():
        raise Refused(_("Write why it is of another kind."), field="why")
    _reclass(row, CaseKind(kind), why=why.strip()[:300], by=by, now=now)
    case.refresh_from_db()


def clocks_of_class(case: Case, kind: str, *, supervisory: bool) -> Promises:
    """What a case's clocks would be if it were of this class, waits for its citizen counted."""
    return reckoned(
        Terms.read(case.clocks.terms),
        structure.calendar_of(case.institution),
        received_at=case.received_at,
        kind=kind,
        supervisory=supervisory,
        waits=waits_for_citizen(case),
        reopened_at=case.reopened_at,
    )


def _reclass(row: Case, kind: CaseKind, *, why: str = "", by: Member, now: datetime) -> None:
    """Write another kind and its clocks, where there is another."""
    if row.kind == kind:
        return
    if row.supervisory_content:
        raise Refused(_("A matter of supervision is always a complaint."), rule="R33", field="kind")
    was, was_due = row.kind, row.resolve_by
    Case.objects.filter(pk=row.pk).update(kind=kind)
    row.kind = kind.value
    set_clocks(row, clocks_of_class(row, kind, supervisory=False))
    note(
        row,
        "classified",
        now=now,
        by=by,
        text=why,
        was=was,
        kind=kind.value,
        was_due=was_due.isoformat(),
        due=row.resolve_by.isoformat(),
    )
    ledger.write(
        did="cases.classified",
        by=by,
        to=row,
        at=now,
        words={"code": row.code, "kind": str(kind.label), "version": row.clocks.title, "why": why},
    )
