"""What a citizen sees of their own case: plain words, what they were told, and how long it still takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.models import Attachment, Case, Csat, Entry
from pendopo.serve.cases.states import OPEN, CaseState, Ending

JOINED_MOST: Final = 5  # cases joined with cases that were joined

# What has been told, as a citizen reads it; what has no line here is shown by the words that were said.
TOLD: Final[Mapping[str, Promise | str]] = {
    "opened": gettext_lazy("We received your report."),
    "acknowledged": gettext_lazy("We told you that we have it."),
    "verified": gettext_lazy("Your report is clear and complete. We work on it."),
    "asked_citizen": gettext_lazy("We asked you something."),
    "citizen_wrote": gettext_lazy("You added something."),
    "reached": gettext_lazy("We told you:"),
    "begun": gettext_lazy("We have begun to work on it."),
    "answered": gettext_lazy("Your report is answered."),
    "closed": gettext_lazy("Your report is closed."),
    "parted": gettext_lazy("Your report goes on by itself."),
    "joined": gettext_lazy("Others reported the same. We work on all of it together."),
    "reopened": gettext_lazy("Your report is open again."),
    "said_settled": gettext_lazy("You said that it is settled. Thank you."),
    "asked_again": gettext_lazy("We asked you whether it is really settled."),
    "filing_given_up": gettext_lazy("We did not file it at SP4N-LAPOR!, and say why."),
    "imported_answer": gettext_lazy("We answered you."),
    "filed_at_lapor": gettext_lazy("We filed it at SP4N-LAPOR! for you."),
}

STANDS: Final[Mapping[str, Promise | str]] = {
    CaseState.NEW: gettext_lazy("Received. We look whether it is clear and complete."),
    CaseState.VERIFIED: gettext_lazy("Being worked on."),
    CaseState.WAITING_CITIZEN: gettext_lazy("We wait for your answer to our question."),
    CaseState.WAITING_UNIT: gettext_lazy("Being worked on by the unit that knows about it."),
    CaseState.IN_PROGRESS: gettext_lazy("Being worked on."),
    CaseState.ANSWERED: gettext_lazy("Answered. Tell us whether it is settled."),
}
ENDED: Final[Mapping[str, Promise | str]] = {
    Ending.SETTLED: gettext_lazy("Settled."),
    Ending.NO_WORD: gettext_lazy("Answered, and closed because nobody wrote again."),
    Ending.NOT_OURS: gettext_lazy("Not within our authority. The answer says who it belongs to."),
    Ending.DUPLICATE: gettext_lazy("Joined with another report about the same."),
    Ending.SPAM: gettext_lazy("Closed."),
    Ending.WITHDRAWN: gettext_lazy("Taken back by you."),
    Ending.NO_DETAILS: gettext_lazy("Closed because our question was not answered in time."),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of what the citizen knows."""

    at: datetime
    sentence: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Tracking:
    """A case as its reporter sees it."""

    case: Case
    title: str  # "" where others who look over a shoulder should not read it
    stands: str
    lines: tuple[Told, ...]
    question: str  # what we asked and wait for; "": nothing
    days_left: int | None  # working days until the final answer; None: it is not owed any more
    pictures: int
    rating: Csat | None
    asks_again: bool

    @property
    def is_open(self) -> bool:
        return self.case.state in OPEN

    @property
    def may_rate(self) -> bool:
        return self.case.answered_at is not None and self.case.state in {CaseState.ANSWERED, CaseState.CLOSED}

    @property
    def may_reopen(self) -> bool:
        return self.case.state in {CaseState.ANSWERED, CaseState.CLOSED} and self.case.ending not in {
            Ending.DUPLICATE,
            Ending.SPAM,
        }


def _told_with_the_other(case: Case) -> list[Entry]:
    """What everybody was told with the case that this one was joined with (R40); nothing else of it."""
    last = case
    for _step in range(JOINED_MOST):
        if last.ending != Ending.DUPLICATE or last.joined_to is None:
            break
        last = last.joined_to
    if last.pk == case.pk or case.closed_at is None:
        return []
    said = Entry.objects.filter(
        case=last, told=True, what__in=["reached", "answered"], at__gte=case.closed_at
    )
    return list(said.order_by("at", "id"))


def own_case(institution_id: int, case_id: int) -> Case:
    """The case that a link of its reporter opens. Raises Case.DoesNotExist. Inside `house_itself`."""
    found = Case.objects.select_related("institution", "clocks")
    return found.get(institution_id=institution_id, pk=case_id)


def tracking(case: Case, *, now: datetime) -> Tracking:
    """All that the page of one's own case shows; nothing that was not told. Inside `house_itself`."""
    known = Q(told=True) | Q(what="citizen_wrote")  # their own words they know
    entries = list(Entry.objects.filter(known, case=case).order_by("at", "id"))
    entries += _told_with_the_other(case)
    asked = [one for one in entries if one.what == "asked_citizen"]
    calendar = structure.calendar_of(case.institution)
    owed = case.state in OPEN and case.state != CaseState.ANSWERED
    is_secret = case.is_anonymous or case.is_confidential or case.supervisory_content
    return Tracking(
        case=case,
        title="" if is_secret else case.title,
        stands=str((ENDED if case.state == CaseState.CLOSED else STANDS)[case.ending or case.state]),
        lines=tuple(
            Told(
                at=one.at,
                sentence=str(TOLD.get(one.what) or _("There is news.")),
                # What is kept secret is not repeated to whoever looks over a shoulder.
                text="" if is_secret and _is_their_own(one) else one.text,
            )
            for one in entries
        ),
        question=asked[-1].text if asked and case.state == CaseState.WAITING_CITIZEN else "",
        days_left=calendar.business_days_between(now, case.resolve_by) if owed else None,
        pictures=Attachment.objects.filter(case=case, from_citizen=True).count(),
        rating=Csat.objects.filter(case=case, answered_at=case.answered_at).first()
        if case.answered_at
        else None,
        asks_again=any(one.what == "asked_again" for one in entries[-3:]) and case.state == CaseState.CLOSED,
    )


def _is_their_own(entry: Entry) -> bool:
    """Words that the citizen said themselves."""
    return entry.what == "citizen_wrote" or (entry.by_id is None and entry.what in {"reopened", "closed"})
