"""What citizens say to us where all can read it: counted by the watch together with the news.

Whoever names us is a voice, whoever is angry under a post of ours too; a post that many like is no wave. What was said in
private, what only some need to know (R33), what sells something, whom we hear no more, and what people were called for
already are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pendopo.foundation.tenancy import whole_house
from pendopo.institution.models import Institution
from pendopo.listen.inbox.models import Alarm, Block, Message, Reading
from pendopo.listen.inbox.states import BlockState
from pendopo.networks.contract import HeardKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody, and what they said; the text is counted, and shown to nobody from here."""

    citizen_id: int
    said_at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What some citizens said; each of these people stands for so many."""

    voices: list[Voice]
    each: int = 1


def voices_evenly(institution_id: int, *, since: datetime, until: datetime, most: int) -> Sample:
    """All that was said to us in public in that time, or where that is more than `most`, all that some citizens said.

    The newest alone would tell of the last days only.
    """
    found, each = voices(institution_id, since=since, until=until, most=most), 1
    while len(found) >= most:
        each *= 2
        some = _said(institution_id, since, until).annotate(turn=F("conversation__citizen_id") % each)
        found = _voices(some.filter(turn=0), most)
    return Sample(voices=found, each=each)


def voices(institution_id: int, *, since: datetime, until: datetime, most: int) -> list[Voice]:
    """The newest of what was said to us in public in that time."""
    return _voices(_said(institution_id, since, until), most)


def _said(institution_id: int, since: datetime, until: datetime) -> QuerySet[Message]:
    own = Message.objects.filter(institution_id=institution_id, direction=Message.Direction.IN, hidden=False)
    angry = Reading.objects.surely_angry().filter(message=OuterRef("pk"))
    sells = Reading.objects.surely_spam(is_so=True).filter(message=OuterRef("pk"))
    called = Alarm.objects.filter(conversation=OuterRef("conversation"))
    unheard = Block.objects.filter(citizen=OuterRef("conversation__citizen"), state=BlockState.IN_FORCE)
    return (
        own.filter(said_at__gt=since, said_at__lte=until, conversation__known_to__isnull=True)
        .exclude(kind=HeardKind.DIRECT)
        .filter(Q(kind=HeardKind.MENTION) | Exists(angry))
        .exclude(Exists(sells))
        .exclude(Exists(called))
        .exclude(Exists(unheard))
    )


def _voices(said: QuerySet[Message], most: int) -> list[Voice]:
    found = said.order_by("-said_at", "-id").values_list("conversation__citizen_id", "said_at", "text")
    return [Voice(citizen_id=who, said_at=at, text=text) for who, at, text in found[:most]]


def first_heard_at(institution_id: int) -> datetime | None:
    """When the oldest thing was said that stands in the inbox."""
    return (
        Message.objects.filter(institution_id=institution_id)
        .order_by("said_at")
        .values_list("said_at", flat=True)
        .first()
    )


def offices_written_to(since: datetime) -> list[int]:
    """Institutions to which somebody said something since then."""
    said = Message.objects.filter(institution_id=OuterRef("pk"), said_at__gt=since)
    with whole_house("what was said to every institution is counted for its own people"):
        return list(Institution.objects.filter(Exists(said)).values_list("pk", flat=True))
