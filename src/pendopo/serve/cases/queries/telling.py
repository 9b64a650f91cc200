"""One case with everything around it: clocks, waits, reporters, answers, its thread, its story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.clock import WorkingCalendar
from pendopo.foundation.personal_data import masked
from pendopo.foundation.secrets import masks
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.serve.cases import showing, timeleft
from pendopo.serve.cases.clocks import PROMISED
from pendopo.serve.cases.models import Answer, Attachment, Case, Entry, Referral, Reporter, Wait
from pendopo.serve.cases.queries.referring import referrals_of
from pendopo.serve.cases.sealing import Contact, opened
from pendopo.serve.cases.states import OPEN, WITH_UNIT, AnswerState, CaseState, Clock, WaitFor

SHOWN_MOST: Final = 300  # lines of one story, the newest
SAID_MOST: Final = 30
KEPT_AT: Final = {
    Clock.ACKNOWLEDGE: "acknowledged_at",
    Clock.VERIFY: "verified_at",
    Clock.FOLLOW_UP: "followed_up_at",
    Clock.RESOLVE: "answered_at",
}


@dataclass(frozen=True, kw_only=True)
class Ticking:
    """One promise of a case as a bar: how many of its working days are used."""

    clock: Clock
    due_at: datetime
    kept_at: datetime | None
    used: int
    given: int
    left: int  # working days; negative when late
    is_late: bool  # kept too late, or not kept and its time is over
    is_paused: bool
    is_over: bool  # the case ended before it was kept

    @property
    def words(self) -> str:
        """How it stands."""
        if self.kept_at is not None:
            return timeleft.kept(self.kept_at, is_late=self.is_late)
        if self.is_over:
            return _("not kept") if self.is_late else _("no longer needed")
        if self.is_paused and not self.is_late:
            return _("stands still for the citizen")
        return timeleft.left(self.due_at, self.left, is_late=self.is_late)

    @property
    def sign(self) -> str:
        """Red is late, amber is close; the words say it, too."""
        if self.is_late:
            return "danger"
        if self.kept_at is not None:
            return "success"
        if self.is_over:
            return ""
        if self.is_paused:
            return "info"
        return "warning" if self.left <= timeleft.SOON else "brand"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A reporter as the page shows them."""

    reporter: Reporter
    name: str
    lines: tuple[str, ...]  # ways to reach them, covered unless they were revealed


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """The office's words to one reporter, and how far they are."""

    answer: Answer
    name: str  # whose they are; covered like the people of the case


@dataclass(frozen=True, kw_only=True)
class Told:
    """A line of the story."""

    entry: Entry
    look: showing.Look
    sentence: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All that the page of a case shows."""

    case: Case
    title: str
    story: str
    clocks: tuple[Ticking, ...]
    waited: dict[str, int]  # working days by whom, the running wait counted to now
    waits_for: Wait | None
    people: tuple[Person, ...]
    answers: tuple[Spoken, ...]
    to_tell: tuple[Spoken, ...]  # by hand, or another way because the network refused
    referrals: tuple[Referral, ...]  # in order
    draft: Answer | None
    told: tuple[Told, ...]
    said: tuple[tuple[Message, str], ...]
    seen: int | None
    joined: tuple[Case, ...]
    pictures: tuple[Attachment, ...]
    is_cut: bool

    @property
    def pictures_told(self) -> list[Attachment]:
        """What came with the matter or was added to it."""
        return [one for one in self.pictures if one.referral_id is None]

    @property
    def running(self) -> Referral | None:
        """The unit that is asked now."""
        return next((one for one in self.referrals if one.state in WITH_UNIT), None)


def whole(case: Case, *, viewer: Member, now: datetime, revealed: bool = False) -> Whole:
    """A case with everything around it; personal data is covered unless it was revealed (R80)."""
    calendar = structure.calendar_of(case.institution)
    cover = _same if revealed else masked
    entries = list(
        Entry.objects.seen_by(viewer)
        .filter(case=case)
        .select_related("by__person", "unit")
        .order_by("-at", "-id")[: SHOWN_MOST + 1]
    )
    waits = list(Wait.objects.seen_by(viewer).filter(case=case).select_related("unit"))
    answers = list(Answer.objects.seen_by(viewer).filter(case=case).select_related("by__person", "reply"))
    referrals = {one.pk: one for one in referrals_of(case)}
    reporters = list(
        Reporter.objects.seen_by(viewer)
        .filter(case=case)
        .select_related("conversation__citizen", "conversation__account", "came_with")
        .order_by("joined_at", "id")
    )
    pictures = tuple(Attachment.objects.seen_by(viewer).filter(case=case).order_by("added_at", "pk"))
    known = {one.pk: one for one in reporters}
    for one in answers:
        one.reporter, one.referral = known.get(one.reporter_id or 0), referrals.get(one.referral_id or 0)
    first = next((one for one in reporters if one.conversation_id is not None), None)
    drafts = [one for one in answers if one.state == AnswerState.DRAFT]
    written = [one for one in drafts if one.reporter_id == (first.pk if first else None)]
    draft = written[-1] if written and written[-1].purpose in {"final", "follow_up"} else None
    said = _said(case, viewer)
    people = tuple(_person(one, revealed=revealed) for one in reporters)
    names = {one.reporter.pk: one.name for one in people}
    spoken = tuple(Spoken(answer=one, name=names.get(one.reporter_id or 0, "")) for one in answers)
    return Whole(
        case=case,
        title=cover(case.title),
        story=cover(case.story),
        clocks=tuple(ticking(case, clock, calendar, now=now) for clock in Clock),
        waited=waited(waits, calendar, now=now),
        waits_for=next((one for one in waits if one.ended_at is None), None),
        people=people,
        answers=spoken,
        to_tell=tuple(
            one
            for one in spoken
            if one.answer.state == AnswerState.NOT_REACHED
            or (one.answer.state == AnswerState.DRAFT and (one.answer is not draft or one.answer.trouble))
        ),
        referrals=tuple(referrals.values()),
        draft=draft,
        told=tuple(
            Told(
                entry=one,
                look=showing.SENTENCES[one.what],
                sentence=showing.sentence(one),
                text=cover(one.text),
            )
            for one in entries[:SHOWN_MOST]
        ),
        said=tuple((one, one.text if one.direction == "out" else cover(one.text)) for one in said),
        seen=max((one.pk for one in said), default=None),
        joined=tuple(Case.objects.seen_by(viewer).filter(joined_to=case).only("code", "title")),
        pictures=pictures,
        is_cut=len(entries) > SHOWN_MOST,
    )


def ticking(case: Case, clock: Clock, calendar: WorkingCalendar, *, now: datetime) -> Ticking:
    """How one promise stands."""
    due_at: datetime = getattr(case, PROMISED[clock])
    kept_at: datetime | None = getattr(case, KEPT_AT[clock])
    if clock is Clock.RESOLVE and case.state in OPEN and case.state != CaseState.ANSWERED:
        kept_at = None  # it was answered once and goes on
    until = kept_at or case.closed_at or now
    began = case.received_at
    return Ticking(
        clock=clock,
        due_at=due_at,
        kept_at=kept_at,
        used=max(calendar.business_days_between(began, until), 0),
        given=max(calendar.business_days_between(began, due_at), 1),
        left=calendar.business_days_between(until, due_at),
        is_late=until > due_at,
        is_over=case.closed_at is not None,
        is_paused=case.state == CaseState.WAITING_CITIZEN
        and kept_at is None
        and clock.value in case.clocks.terms["pauses"],
    )


def waited(waits: Sequence[Wait], calendar: WorkingCalendar, *, now: datetime) -> dict[str, int]:
    """Working days a case waited, by whom for; the running wait counts to now."""
    days = dict.fromkeys(WaitFor.values, 0)
    for wait in waits:
        days[wait.for_whom] += max(calendar.business_days_between(wait.began_at, wait.ended_at or now), 0)
    return days


def _person(reporter: Reporter, *, revealed: bool) -> Person:
    if reporter.conversation is not None:
        citizen = reporter.conversation.citizen
        return Person(reporter=reporter, name=str(citizen), lines=())
    kept = opened(reporter.contact, reporter.mark) if reporter.contact else Contact()
    if revealed:
        lines = (kept.phone, kept.email, kept.address)
    else:
        kept = replace(kept, name=masks.person(kept.name) if kept.name else "")
        lines = (
            masks.phone(kept.phone) if kept.phone else "",
            masks.email(kept.email) if kept.email else "",
            "",
        )
    return Person(reporter=reporter, name=kept.name, lines=tuple(one for one in lines if one))


def name_of(reporter: Reporter) -> str:
    """Whom words go to, personal data covered; empty for who gave no name."""
    return _person(reporter, revealed=False).name


def _said(case: Case, viewer: Member) -> list[Message]:
    if case.conversation_id is None:
        return []
    found = Message.objects.seen_by(viewer).filter(conversation_id=case.conversation_id)
    return list(found.select_related("by__person").order_by("-said_at", "-id")[:SAID_MOST])[::-1]


def _same(text: str) -> str:
    return text


def answer(member: Member, answer_id: int) -> Answer:
    """One answer with its case. Raises Answer.DoesNotExist."""
    return (
        Answer.objects.seen_by(member)
        .select_related("case__clocks", "case__institution", "reporter__conversation__citizen")
        .get(pk=answer_id)
    )


def cases_of_conversation(member: Member, conversation_id: int) -> models.QuerySet[Case]:
    """The cases somebody's words in a thread belong to, the open ones first."""
    return (
        Case.objects.seen_by(member)
        .filter(reporters__conversation_id=conversation_id)
        .select_related("unit")
        .order_by("closed_at", "-opened_at")
    )


def is_kept_secret(row: Conversation) -> bool:
    """Whether somebody in this thread reported something with their name or its content kept secret (R33, R34)."""
    secret = Q(is_anonymous=True) | Q(is_confidential=True) | Q(supervisory_content=True)
    found = Case.objects.seen_by(row).filter(Q(conversation=row) | Q(reporters__conversation=row))
    return found.filter(secret).exists()
