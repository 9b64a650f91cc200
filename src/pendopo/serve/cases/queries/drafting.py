"""Words to begin with: a draft answer out of what a unit said, a receipt, a case out of a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pendopo.foundation.clock import words
from pendopo.foundation.personal_data import masked
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.networks import counting
from pendopo.serve.cases import voice
from pendopo.serve.cases.clocks import Promises, Terms, reckoned
from pendopo.serve.cases.models import Case, Referral, Wait
from pendopo.serve.cases.queries.prefilling import Prefilled, prefilled
from pendopo.serve.cases.states import CaseKind, ReferralState, WaitFor

TITLE_MOST: Final = 90


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A draft answer, and whose words it is made of."""

    text: str
    referral: Referral | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a conversation asks for, as the form of a new case begins with it."""

    begins: dict[str, Any]
    filled: Prefilled  # why they begin so
    said_at: datetime
    story: str = field(repr=False)  # as it was written; the form shows it with personal data covered (R80)

    def as_written(self, story: str) -> str:
        """What the citizen wrote, where nobody changed the covered words; else what was made of them."""
        return self.story if _folded(story) == _folded(masked(self.story)) else story


def _folded(text: str) -> str:
    """Without what a form does to ends and breaks of lines."""
    return " ".join(text.split())


def drafted(case: Case, viewer: Member) -> Drafted:
    """The last words of a unit in the office's voice; empty where no unit has said anything."""
    said = (
        Referral.objects.seen_by(viewer)
        .filter(case=case, state=ReferralState.ANSWERED)
        .select_related("unit")
        .order_by("-ended_at", "-id")
        .first()
    )
    if said is None:
        return Drafted(text="", referral=None)
    thread = case.conversation
    limits = accounts.limits_of(thread.account) if thread else None
    text = voice.answer(
        said.said,
        unit=said.unit.called,
        name=str(thread.citizen) if thread else "",
        code=case.code,
        voice=case.institution.voice,
        fits=(lambda text: counting.fits(text, limits)) if limits else lambda _text: True,
    )
    return Drafted(text=text, referral=said)


def receipt_words(case: Case, viewer: Member, *, now: datetime) -> str:
    """That we have it, with the code (R30); of a matter of supervision nothing more than that where all can read."""
    thread = case.conversation
    if thread is not None:
        shown = inbox.thread(inbox.conversation(viewer, thread.pk), viewer=viewer, now=now)
        if shown.acknowledgement:
            return shown.acknowledgement
    zone = structure.zone_of(case.institution)
    last = (
        Message.objects.seen_by(viewer).filter(conversation=thread, direction="in").order_by("-id").first()
        if thread
        else None
    )
    return voice.receipt(
        name=str(thread.citizen) if thread else "",
        code=case.code,
        check_value=case.check_value if last is None or last.kind == "direct" else "",
        due=words.long_date(zone.day_of(case.resolve_by), voice.SPOKEN),
    )


def clocks_by_kind(case: Case) -> list[tuple[CaseKind, Promises]]:
    """What the clocks would be for each kind, waits for the citizen counted."""
    waits = [
        (wait.began_at, wait.ended_at)
        for wait in Wait.objects.seen_by(case).filter(case=case, for_whom=WaitFor.CITIZEN)
        if wait.ended_at is not None
    ]
    calendar = structure.calendar_of(case.institution)
    return [
        (
            kind,
            reckoned(
                Terms.read(case.clocks.terms),
                calendar,
                received_at=case.received_at,
                kind=kind,
                supervisory=case.supervisory_content,
                waits=waits,
                reopened_at=case.reopened_at,
            ),
        )
        for kind in CaseKind
    ]


def asked_in(row: Conversation, viewer: Member) -> Asked:
    """What a citizen wrote that has no ending yet, or last; read by triage, chosen by a person."""
    heard = Message.objects.seen_by(viewer).filter(conversation=row, direction="in").order_by("said_at", "id")
    said = list(heard.filter(disposition="")) or list(heard.order_by("-said_at", "-id")[:1])
    story = "\n\n".join(one.text for one in said)
    first_line = masked(" ".join(story.split()))
    filled = prefilled(row, viewer, story=story)
    return Asked(
        begins={
            "title": first_line if len(first_line) <= TITLE_MOST else f"{first_line[:TITLE_MOST]}…",
            "story": masked(story),
            **filled.begins,
        },
        filled=filled,
        said_at=said[0].said_at if said else row.last_message_at,
        story=story,
    )
