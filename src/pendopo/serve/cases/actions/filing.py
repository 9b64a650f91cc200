"""Filing at LAPOR! for a citizen: with their recorded yes, through the institution's account, until the number is there."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.jobs import app
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import lapor, policies, voice
from pendopo.serve.cases.actions.sending import tell_news
from pendopo.serve.cases.actions.story import locked, note
from pendopo.serve.cases.models import Case, Consent, Filing
from pendopo.serve.cases.states import FILING, Agreed, CaseState, FilingState

HAND_IN: Final = "cases.hand_in"
QUEUE: Final = "inbox"
REMINDED_AFTER: Final = timedelta(hours=20)


@transaction.atomic
def prepare_filing(*, case: Case, consent: Consent, channel: str, by: Member, now: datetime) -> Filing:
    """Get a report ready to be filed for the citizen who agreed to it (R35). Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    row = locked(case)
    if row.state == CaseState.CLOSED:
        raise Refused(_("This case is closed. Open it again first."))
    if not channel.strip():
        raise Refused(
            _(
                "Name the institution's account at LAPOR!. Nobody files for a citizen with an account of their own."
            ),
            rule="R35",
            field="channel",
        )
    unused = Consent.objects.filter(
        pk=consent.pk, case=row, to=Agreed.FILED_AT_LAPOR, used_at__isnull=True
    ).first()
    if unused is None:
        raise Refused(
            _("The reporter has not agreed to it yet. Ask them, and record what they said."), rule="R35"
        )
    if Filing.objects.filter(case=row).exclude(state=FilingState.GIVEN_UP).exists():
        raise Refused(_("This case is filed at LAPOR! already."))
    filing = Filing.objects.create(
        institution_id=row.institution_id,
        case=row,
        consent=unused,
        said={
            "title": row.title,
            "story": row.story,
            "place": row.place,
            "happened_on": row.happened_on.isoformat() if row.happened_on else "",
            "classification": row.kind,
            "anonymous": row.is_anonymous,
            "secret": row.is_confidential or row.supervisory_content,
        },
        channel=channel.strip()[:200],
        by=by,
        made_at=now,
    )
    Consent.objects.filter(pk=unused.pk).update(used_at=now)
    note(row, "filing_prepared", now=now, by=by)
    ledger.write(did="cases.filing_prepared", by=by, to=row, at=now, words={"code": row.code})
    app.configure_task(HAND_IN, queue=QUEUE).defer(institution_id=row.institution_id, filing_id=filing.pk)
    return filing


@transaction.atomic
def note_handed_in(*, filing: Filing, by: Member, now: datetime) -> None:
    """Somebody has copied it into LAPOR!; the number is still to come. Raises Refused, or Stale."""
    policies.require(by, Permission.HANDLE_CASES, filing, now=now)
    row = locked(filing.case)
    _require_unfinished(filing)
    if filing.state == FilingState.WAITS_FOR_NUMBER:
        return
    FILING.move(filing, FilingState.WAITS_FOR_NUMBER, handed_in_at=now)
    note(row, "filing_handed_in", now=now, by=by)


@transaction.atomic
def note_number(*, filing: Filing, number: str, by: Member | None, now: datetime) -> None:
    """The number is there; the citizen is told in their thread and on the page of their case. Raises Refused, or Stale."""
    if by is not None:
        policies.require(by, Permission.HANDLE_CASES, filing, now=now)
    written = lapor.cleaned_number(number)
    if not written:
        raise Refused(
            _("This is no number of LAPOR!: letters and digits, 5 to 20 of them. Copy it from its page."),
            field="number",
        )
    if (
        Filing.objects.filter(institution_id=filing.institution_id, number=written)
        .exclude(pk=filing.pk)
        .exists()
    ):
        raise Refused(_("Another case has this number already. Look at both."), field="number")
    row = locked(filing.case)
    _require_unfinished(filing)
    FILING.move(
        filing,
        FilingState.FILED,
        number=written,
        filed_at=now,
        handed_in_at=filing.handed_in_at or now,
        why="",
    )
    note(row, "filed_at_lapor", now=now, by=by, text=written, told=True, number=written)
    tell_news(row, voice.at_lapor(written, code=row.code), by=by, now=now)
    ledger.write(
        did="cases.filed",
        by=by,
        institution_id=filing.institution_id,
        to=filing.case,
        at=now,
        words={"code": filing.case.code, "number": written},
    )


@transaction.atomic
def give_up_filing(*, filing: Filing, why: str, by: Member, now: datetime) -> None:
    """It is not filed after all. Raises Refused, or Stale."""
    policies.require(by, Permission.HANDLE_CASES, filing, now=now)
    if not why.strip():
        raise Refused(_("Write why it is not filed: the citizen reads it."), field="why")
    locked(filing.case)
    _require_unfinished(filing)
    FILING.move(filing, FilingState.GIVEN_UP, why=why.strip()[:500])
    note(filing.case, "filing_given_up", now=now, by=by, text=why.strip()[:500], told=True)
    ledger.write(did="cases.filing_given_up", by=by, to=filing.case, at=now, words={"code": filing.case.code})


@transaction.atomic
def hear_gateway(*, filing: Filing, outcome: lapor.Outcome, now: datetime) -> None:
    """What the official interface said, in a transaction after the call. Inside `house_itself`."""
    locked(filing.case)  # held first, as by whoever writes the number down
    row = Filing.objects.select_for_update(of=("self",)).select_related("case").get(pk=filing.pk)
    if row.state != FilingState.TO_FILE:
        return
    match outcome:
        case lapor.Filed(number=number):
            # A number that is none is read by a person.
            with suppress(Refused), transaction.atomic():
                note_number(filing=row, number=number, by=None, now=now)
                return
            Filing.objects.filter(pk=row.pk).update(why=number[:500])
        case lapor.NotFiled(why=why):
            Filing.objects.filter(pk=row.pk).update(why=why[:500])
            _remind(row, now=now)
        case lapor.ByPerson():
            pass


@transaction.atomic
def remind_of_number(*, filing: Filing, now: datetime) -> None:
    """Say once a day that it is not filed, or that its number is missing. Inside `house_itself`."""
    if (
        filing.state in {FilingState.TO_FILE, FilingState.WAITS_FOR_NUMBER}
        and now - filing.made_at > REMINDED_AFTER
    ):
        _remind(filing, now=now)


def _require_unfinished(filing: Filing) -> None:
    """With the case held: somebody else may have been faster."""
    filing.refresh_from_db(fields=["state", "number"])
    if filing.state == FilingState.FILED:
        raise Refused(_("Its number is written down already: %(number)s.") % {"number": filing.number})
    if filing.state == FilingState.GIVEN_UP:
        raise Refused(_("This report was given up. Prepare another one, if the reporter agrees again."))


def _remind(filing: Filing, *, now: datetime) -> None:
    case = filing.case
    people = {filing.by_id, case.keeper_id} - {None}
    if case.known_to is not None:
        people &= set(case.known_to)
    notices.tell(
        institution_id=case.institution_id,
        to=[one for one in people if one is not None],
        kind="cases.filing",
        title=Sentence(gettext_noop("Case %(code)s still has no number of LAPOR!"), {"code": case.code}),
        text=Sentence(
            gettext_noop("File it with the institution's account and write down the number that comes back.")
        ),
        url=reverse("cases:filing", args=[case.pk]),
        once=f"cases.filing:{filing.pk}:{now.date().isoformat()}",
        now=now,
    )


@transaction.atomic
def note_export(*, many: int, by: Member, now: datetime) -> None:
    """Write down that a list left the house."""
    ledger.write(did="cases.exported", by=by, at=now, words={"count": many})
