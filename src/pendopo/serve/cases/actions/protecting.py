"""What protects a reporter: staff may always raise it, and lowers it only with the reporter's own yes (R34)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.knowing import shut_threads
from pendopo.serve.cases.actions.story import locked, note
from pendopo.serve.cases.models import Case, Consent, Knower
from pendopo.serve.cases.states import Agreed


@transaction.atomic
def protect(
    *, case: Case, anonymous: bool = False, confidential: bool = False, by: Member, now: datetime
) -> None:
    """Keep the reporter's name, or what they told, secret from now on. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    raised = {}
    if anonymous and not row.is_anonymous:
        raised["is_anonymous"] = True
    if confidential and not row.is_confidential:
        raised["is_confidential"] = True
    if not raised:
        return
    Case.objects.filter(pk=row.pk).update(**raised)
    note(row, "protected", now=now, by=by, secret=sorted(raised))
    ledger.write(
        did="cases.protected", by=by, to=row, at=now, words={"code": row.code, "what": sorted(raised)}
    )
    case.refresh_from_db()


@transaction.atomic
def record_consent(
    *, case: Case, to: str, given_on: date, how: str, text: str, by: Member, now: datetime
) -> Consent:
    """Write down what the reporter agreed to: who asked, when, how, in which words. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    if not how.strip():
        raise Refused(_("Write how the reporter agreed: in a message, on paper, by telephone."), field="how")
    if not text.strip():
        raise Refused(_("Write the reporter's own words."), field="text")
    if given_on > structure.zone_of(structure.institution(case.institution_id)).day_of(now):
        raise Refused(_("The reporter can't have agreed in the future. Check the date."), field="given_on")
    row = locked(case)
    consent = Consent.objects.create(
        institution_id=row.institution_id,
        case=row,
        to=Agreed(to),
        given_on=given_on,
        how=how.strip()[:200],
        text=text.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    note(row, "agreed", now=now, by=by, to=consent.to)
    ledger.write(did="cases.agreed", by=by, to=row, at=now, words={"code": row.code, "to": str(consent.to)})
    return consent


@transaction.atomic
def lower(*, case: Case, consent: Consent, by: Member, now: datetime) -> None:
    """Lower what protected the reporter, as they agreed; the database takes it with their yes only. Raises Refused.

    That a case is no matter of supervision opens it, and its threads, to everybody who may see cases.
    """
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    unused = Consent.objects.filter(pk=consent.pk, case=row, used_at__isnull=True).first()
    if unused is None or unused.to not in {Agreed.NAME_SHOWN, Agreed.CONTENT_SHOWN, Agreed.NOT_SUPERVISORY}:
        raise Refused(_("Only the reporter can lower this. Ask them, and record what they said."), rule="R34")
    if unused.to == Agreed.NOT_SUPERVISORY:
        if not by.may(Permission.COORDINATE_CASES):
            raise Refused(_("Only a coordinator decides that it is no matter of supervision."), rule="R33")
        shut_threads(row, None, by=by, now=now)
        Case.objects.filter(pk=row.pk).update(supervisory_content=False, known_to=None)
        Knower.objects.filter(case=row, removed_at__isnull=True).update(removed_by=by, removed_at=now)
    else:
        Case.objects.filter(pk=row.pk).update(**{str(unused.to): False})
    Consent.objects.filter(pk=unused.pk).update(used_at=now)
    note(row, "lowered", now=now, by=by, to=unused.to)
    ledger.write(did="cases.lowered", by=by, to=row, at=now, words={"code": row.code, "to": str(unused.to)})
    case.refresh_from_db()
