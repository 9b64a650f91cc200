"""What triage understood, as people read it: each answer with how sure it is and the words that decided it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox.models import Conversation, Message, Reading
from pendopo.listen.inbox.queries.lists import Line, lines_of, pressing, shown
from pendopo.listen.inbox.states import WAKES, Feeling, Intent, Question, Urgency

EMOTIONS: Final = {
    "anger": _("Anger"),
    "fear": _("Fear"),
    "happy": _("Joy"),
    "love": _("Affection"),
    "sadness": _("Sadness"),
}
LANGUAGES: Final = {
    "ind": _("Indonesian"),
    "jav": _("Javanese"),
    "sun": _("Sundanese"),
    "eng": _("English"),
}
Place = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer of triage."""

    title: str | Promise
    said: str | Promise
    sure: float  # 0 to 1
    is_unsure: bool
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A unit that may be the one."""

    unit: OrgUnit
    sure: float
    is_filled: bool
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Read:
    """The card of a conversation: what its newest message was understood as."""

    message: Message
    intent: Answered
    urgency: Answered
    further: tuple[Answered, ...]
    proposals: tuple[Proposed, ...]
    units: tuple[OrgUnit, ...]  # the open ones, to choose another
    personal: int  # how many kinds of personal data stand in it
    asks_care: bool
    places: tuple[Place, ...]  # the words that decided intent, urgency and unit
    earlier: Message | None  # an answer of ours to somebody who seems to have asked the same
    version: str


def read(row: Conversation, *, viewer: Member, units: Iterable[OrgUnit] | None = None) -> Read | None:
    """What the newest message of a citizen was understood as; None where triage has not read it.

    A page that knows the open units already hands them in.
    """
    reading = (
        Reading.objects.seen_by(viewer)
        .filter(message__conversation=row, message__direction="in")
        .select_related("message", "earlier")
        .order_by("-message__said_at", "-message_id")
        .first()
    )
    if reading is None:
        return None
    open_units = {unit.pk: unit for unit in (structure.units(viewer) if units is None else units)}
    return Read(
        message=reading.message,
        intent=_answered(reading, "intent", _("What they want"), Intent(reading.intent).label),
        urgency=_answered(reading, "urgency", _("How urgent"), Urgency(reading.urgency).label),
        further=(
            _answered(reading, "sentiment", _("Sounds"), Feeling(reading.sentiment).label),
            _answered(reading, "emotion", _("Mood"), EMOTIONS.get(reading.emotion, reading.emotion)),
            _answered(reading, "language", _("Language"), LANGUAGES.get(reading.language, reading.language)),
            _answered(reading, "question", _("Asks something"), _("Yes") if reading.is_question else _("No")),
            _answered(reading, "spam", _("Sells something"), _("Yes") if reading.is_spam else _("No")),
            _answered(
                reading, "care", _("Coarse words"), _("Yes, with care") if reading.asks_care else _("No")
            ),
        ),
        proposals=tuple(
            Proposed(
                unit=open_units[pk],
                sure=sure,
                is_filled=pk == reading.filled_unit_id,
                words=_words(reading.message.text, places),
            )
            for pk, sure, places in reading.units
            if pk in open_units
        ),
        units=tuple(open_units.values()),
        personal=len(reading.personal),
        asks_care=reading.asks_care,
        places=_decisive(reading),
        earlier=reading.earlier,
        version=reading.version,
    )


def pieces(text: str, shown_text: str, places: Sequence[Place]) -> tuple[tuple[str, bool], ...]:
    """The text as it is shown, cut where a deciding word begins and ends; what is covered is never marked."""
    cuts: list[Place] = []
    for start, end in sorted(places):
        word = text[start:end]
        at = start if shown_text[start:end] == word else shown_text.find(word)
        if word and at >= 0 and (not cuts or at >= cuts[-1][1]):
            cuts.append((at, at + len(word)))
    found: list[tuple[str, bool]] = []
    done = 0
    for start, end in cuts:
        found += [(shown_text[done:start], False), (shown_text[start:end], True)]
        done = end
    return tuple(piece for piece in [*found, (shown_text[done:], False)] if piece[0])


def urgent(member: Member, *, now: datetime, most: int = 10) -> list[Line]:
    """What sounds urgent surely enough to be seen before all else, and is not done; the newest first."""
    found = shown(pressing(member).filter(urgency_sure__gte=WAKES))
    return list(lines_of(list(found[:most]), now=now, with_company=False))


def _answered(reading: Reading, name: str, title: str | Promise, said: str | Promise) -> Answered:
    sure: float = reading.sure.get(name, 0.0)
    return Answered(
        title=title,
        said=said,
        sure=sure,
        is_unsure=sure < reading.threshold,
        words=_words(reading.message.text, reading.words.get(name, ())),
    )


def _words(text: str, places: Sequence[Sequence[int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end].casefold() for start, end in places))


def _decisive(reading: Reading) -> tuple[Place, ...]:
    named: list[Any] = [
        *reading.words.get(Question.INTENT, ()),
        *(reading.words.get(Question.URGENCY, ()) if reading.urgency == Urgency.HIGH else ()),
        *(place for one in reading.units[:1] for place in one[2]),
    ]
    return tuple(sorted({(int(start), int(end)) for start, end in named}))
