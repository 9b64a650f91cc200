"""How the lines of a case's story read on the screen, each with its icon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.templatetags.words import day
from pendopo.serve.cases.models import Entry
from pendopo.serve.cases.states import Agreed, CaseKind, Channel, ContactWay, Ending


@dataclass(frozen=True, kw_only=True)
class Look:
    """One kind of line: its sentence, filled with `Entry.words`, its icon, its colour."""

    sentence: Any  # lazily translated
    icon: str
    sign: str = ""


SENTENCES: Final[Mapping[str, Look]] = {
    "opened": Look(sentence=_("Case opened"), icon="cases"),
    "rated": Look(sentence=_("The citizen rated the answer: %(score)s of 5"), icon="star"),
    "said_settled": Look(sentence=_("The citizen says that it is settled"), icon="done", sign="success"),
    "asked_again": Look(sentence=_("The citizen was asked whether it is really settled"), icon="help"),
    "filing_prepared": Look(sentence=_("To be filed at LAPOR!"), icon="forward"),
    "filing_handed_in": Look(
        sentence=_("Filed at LAPOR!; its number is missing"), icon="waiting", sign="warning"
    ),
    "filed_at_lapor": Look(
        sentence=_("Stands at LAPOR! under number %(number)s"), icon="done", sign="success"
    ),
    "filing_given_up": Look(sentence=_("Not filed at LAPOR!"), icon="remove"),
    "imported": Look(sentence=_("Imported from “%(name)s”, row %(line)s"), icon="upload"),
    "imported_answer": Look(sentence=_("Answer in the register"), icon="reply"),
    "restricted": Look(sentence=_("Marked as a matter of supervision"), icon="secret"),
    "let_know": Look(sentence=_("%(who)s was put on the list of those who need to know"), icon="secret"),
    "let_go": Look(sentence=_("%(who)s was taken off the list of those who need to know"), icon="secret"),
    "left_list": Look(
        sentence=_("%(who)s moved or left, and is off the list of those who need to know"), icon="secret"
    ),
    "reported": Look(sentence=_("Unit complained of: %(name)s"), icon="secret"),
    "protected": Look(sentence=_("More is kept secret"), icon="privacy"),
    "agreed": Look(sentence=_("The reporter agreed %(to)s"), icon="seal"),
    "lowered": Look(sentence=_("Protection lowered: the reporter agreed %(to)s"), icon="unlock"),
    # What passes between the office and units.
    "referred": Look(sentence=_("%(name)s was asked"), icon="units"),
    "unit_opened": Look(sentence=_("%(name)s opened the question"), icon="open"),
    "unit_answered": Look(sentence=_("%(name)s answered (%(who)s)"), icon="reply", sign="success"),
    "unit_asks_citizen": Look(sentence=_("%(name)s has a question to the citizen (%(who)s)"), icon="comment"),
    "unit_needs_time": Look(sentence=_("%(name)s needs time until %(until)s (%(who)s)"), icon="schedule"),
    "unit_bounced": Look(
        sentence=_("%(name)s says it is not theirs (%(who)s)"), icon="forward", sign="warning"
    ),
    "unit_reminded": Look(
        sentence=_("%(percent)s %% of the time of %(name)s is used; reminded: %(who)s"),
        icon="notices",
        sign="warning",
    ),
    "unit_promised": Look(
        sentence=_("The day that %(name)s named has passed; reminded: %(who)s"),
        icon="notices",
        sign="warning",
    ),
    "taken_back": Look(sentence=_("The question to %(name)s was taken back"), icon="undo"),
    "links_changed": Look(sentence=_("The links of %(name)s were shut; it got a new one"), icon="link"),
    "link_by_hand": Look(sentence=_("A link for %(name)s was sent by hand"), icon="link"),
    "to_coordinator": Look(
        sentence=_("Units said %(times)s times that it is not theirs: a coordinator decides"),
        icon="danger",
        sign="danger",
    ),
    "owner_decided": Look(sentence=_("Decided: %(name)s answers"), icon="approve"),
    # What passes between the office and its citizens.
    "acknowledged": Look(sentence=_("The citizen is told that we have it"), icon="send"),
    "verified": Look(sentence=_("Verified as %(kind)s"), icon="check"),
    "classified": Look(
        sentence=_("From %(was)s to %(kind)s; the final answer was due %(was_due)s, now %(due)s"),
        icon="rules",
    ),
    "clock_moved": Look(
        sentence=_("The clock stood still for the citizen: due %(due)s instead of %(was_due)s"), icon="pause"
    ),
    "asked_citizen": Look(sentence=_("The citizen is asked"), icon="help", sign="warning"),
    "citizen_wrote": Look(sentence=_("The citizen wrote"), icon="citizen", sign="info"),
    "begun": Look(sentence=_("Being worked on here"), icon="work"),
    "kept": Look(sentence=_("Kept by %(name)s"), icon="assign"),
    "contact": Look(sentence=_("%(way)s %(whom)s"), icon="phone"),
    "follow_up_sent": Look(sentence=_("The citizen is told what is being done"), icon="send"),
    "answer_ready": Look(sentence=_("Answer kept ready, to be told by hand"), icon="hand"),
    "answer_sent": Look(sentence=_("Answer sent"), icon="send"),
    "reached": Look(sentence=_("The citizen was reached %(how)s"), icon="done", sign="success"),
    "answer_failed": Look(sentence=_("The answer did not reach the citizen"), icon="warning", sign="danger"),
    "answer_returned": Look(sentence=_("The answer came back from approval"), icon="return", sign="warning"),
    "news_sent": Look(sentence=_("The citizen is told what is new"), icon="send"),
    "news_unsaid": Look(
        sentence=_("The citizen could not be told in the thread; it stands on their page"),
        icon="warning",
        sign="warning",
    ),
    "answer_dropped": Look(sentence=_("One reporter could not be told"), icon="remove"),
    "answered": Look(sentence=_("Answered"), icon="approve", sign="success"),
    "closed": Look(sentence=_("Closed: %(ending)s"), icon="done"),
    "reopened": Look(sentence=_("Goes on; the final answer is due %(due)s"), icon="undo", sign="warning"),
    "joined": Look(sentence=_("Joined with case %(other)s"), icon="duplicate"),
    "joined_here": Look(sentence=_("Case %(other)s was joined with this one"), icon="duplicate"),
    "revealed": Look(sentence=_("Personal data was looked at"), icon="reveal"),
    "parted": Look(sentence=_("Parted from case %(other)s"), icon="unlink"),
}

# Words that are kept as a code and read as a label.
LABELS: Final[Mapping[str, type[models.TextChoices]]] = {
    "kind": CaseKind,
    "was": CaseKind,
    "ending": Ending,
    "channel": Channel,
    "to": Agreed,
    "way": ContactWay,
}
INSTANTS: Final = frozenset({"due", "was_due"})
DAYS: Final = frozenset({"until"})


def _said(name: str, value: Any) -> Any:
    if name in DAYS:
        return day(date.fromisoformat(value))
    if name in INSTANTS:
        return day(datetime.fromisoformat(value))
    if name == "how":
        return f"({value})" if value else ""
    return str(LABELS[name](value).label) if name in LABELS and value in LABELS[name].values else value


def sentence(entry: Entry) -> str:
    """One line of the story, in the reader's language."""
    words = {name: _said(name, value) for name, value in entry.words.items()}
    return (str(SENTENCES[entry.what].sentence) % words).strip()
