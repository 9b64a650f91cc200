"""One conversation: the post it belongs to, what was said, who is there, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q
from django.utils.functional import Promise

from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.clock import words
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.foundation.ui.speech import language
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox import policies, restricted
from pendopo.listen.inbox.models import (
    Acknowledgement,
    Alarm,
    Claim,
    Conversation,
    ConversationQuerySet,
    Hiding,
    InboxSettings,
    Message,
    Reply,
)
from pendopo.listen.inbox.personal import masked
from pendopo.listen.inbox.queries.lists import Line, bucket_of, present_in
from pendopo.listen.inbox.queries.reading import Place, Read, pieces, read
from pendopo.listen.inbox.states import (
    UNDER_WAY,
    Approving,
    Bucket,
    ConversationState,
    Disposition,
    HidingState,
    ReplyState,
)
from pendopo.networks.contract import Ability, Limits

SHOWN_MOST: Final = 200  # of one conversation, the newest


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message as the page shows it."""

    message: Message
    text: str
    is_ours: bool
    hiding: Hiding | None
    places: tuple[Place, ...] = ()  # the words that decided what it was understood as

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text, cut where such a word begins and ends."""
        return pieces(self.message.text, self.text, self.places)

    @property
    def is_covered(self) -> bool:
        """Something of it is not shown: it tells of a person (R80)."""
        return self.text != self.message.text

    @property
    def is_hidden(self) -> bool:
        return self.message.hidden or (
            self.hiding is not None and self.hiding.state in {HidingState.HIDING, HidingState.HIDDEN}
        )

    @property
    def is_held(self) -> bool:
        """The network holds it back until somebody has looked at it; nobody here hid it."""
        return self.message.hidden and (self.hiding is None or not self.hiding.code)

    @property
    def is_changing(self) -> bool:
        """The network has been asked to hide or to show it, and has not answered yet."""
        return self.hiding is not None and self.hiding.state in {HidingState.HIDING, HidingState.SHOWING}

    @property
    def bucket(self) -> Bucket | None:
        """How long the answer took (R30); None for what was not answered."""
        if self.message.answered_minutes is None:
            return None
        if self.message.answered_minutes < 180:
            return Bucket.QUICK
        return Bucket.DAY if self.message.answered_minutes < 1440 else Bucket.SLOW

    @property
    def machine(self) -> str | Promise:
        """What a person made of the language model's draft that it began as; '' for their own words."""
        how = getattr(self.message, "machine", "")
        return Reply.Machine(how).label if how else ""

    @property
    def took(self) -> str:
        """How long the answer took by the clock on the wall."""
        return _length(self.message.answered_minutes)

    @property
    def took_open(self) -> str:
        """How long the office was open meanwhile."""
        return _length(self.message.office_minutes)


@dataclass(frozen=True, kw_only=True)
class Thread:
    """All that the page of a conversation shows."""

    conversation: Conversation
    post: Delivery | None
    post_text: str
    said: tuple[Said, ...]
    is_cut: bool
    draft: Reply | None
    under_way: Reply | None
    failed: Reply | None
    limits: Limits
    why_not: str
    answer_until: datetime | None
    bucket: Bucket
    present: tuple[tuple[str, str], ...]
    seen: int
    may_decide: bool
    acknowledgement: (
        str  # all that is said where few need to know and everybody could read it; "": no such thread
    )
    read: Read | None
    drafts: tuple[Reply, ...] = ()  # what colleagues are writing
    claim: Claim | None = None  # the viewer's own
    said_closed: Acknowledgement | None = None  # that the office was closed
    alarm: Alarm | None = None

    @property
    def unanswered(self) -> tuple[Said, ...]:
        """What the citizen said since our last answer that stands."""
        ours = [place for place, one in enumerate(self.said) if one.is_ours and one.message.gone_at is None]
        return self.said[ours[-1] + 1 if ours else 0 :]

    @property
    def can_hide(self) -> bool:
        return self.limits.can(Ability.HIDE)

    @property
    def can_show(self) -> bool:
        return self.limits.can(Ability.SHOW)

    def opens_at(self, unread: int) -> int:
        """The message where the reading goes on: the first of so many unread ones, else the newest."""
        heard = [one.message.pk for one in self.said if not one.is_ours]
        if unread and heard:
            return heard[-min(unread, len(heard))]
        return self.said[-1].message.pk if self.said else 0

    @property
    def likely_ending(self) -> Disposition:
        """What somebody most likely chooses who ends it with words: the other endings are one press away."""
        is_answered = any(one.is_ours and one.message.gone_at is None for one in self.said)
        return Disposition.ANSWERED if is_answered else Disposition.NO_REPLY

    @property
    def asks_to_let_through(self) -> bool:
        """What the next answer answers is held back: whoever answers is asked to let it be seen, too."""
        heard = next((one for one in reversed(self.said) if not one.is_ours), None)
        return heard is not None and heard.is_held and not heard.is_changing and self.can_show

    @property
    def can_reply(self) -> bool:
        return self.limits.can(Ability.REPLY)


def conversation(member: Member, conversation_id: int) -> Conversation:
    """One conversation. Raises Conversation.DoesNotExist."""
    return (
        Conversation.objects.seen_by(member)
        .select_related("account__responsible", "citizen", "assigned_to__person", "institution")
        .get(pk=conversation_id)
    )


def under(member: BelongsTo, account_id: int, names: Sequence[str]) -> ConversationQuerySet:
    """What citizens say under posts of an account, by the names the network gave these; the newest first."""
    found = Conversation.objects.seen_by(member).filter(account_id=account_id, thread_id__in=names)
    return found.select_related("citizen").order_by("-last_message_at", "-id")


def thread(
    row: Conversation,
    *,
    viewer: Member,
    now: datetime,
    revealed: bool = False,
    line: Line | None = None,
    units: Iterable[OrgUnit] | None = None,
) -> Thread:
    """A conversation with everything around it; personal data is covered unless it was revealed (R80).

    Its line in the list beside it says who is there, and the list knows the open units: neither is asked for twice.
    """
    # Before the messages: what arrives just now is seen on its way at least, and never nowhere.
    replies = list(
        Reply.objects.seen_by(viewer)
        .filter(conversation=row, state__in=sorted({ReplyState.DRAFT, ReplyState.FAILED} | UNDER_WAY))
        .select_related("author__person", "conversation")
        .order_by("changed_at")
    )
    messages = list(
        Message.objects.seen_by(viewer)
        .filter(conversation=row)
        .select_related("by__person")
        .annotate(machine=F("reply__machine"))
        .order_by("-said_at", "-id")[: SHOWN_MOST + 1]
    )
    shown = list(reversed(messages[:SHOWN_MOST]))
    hidings = _hidings(viewer, shown)
    post = publishing.post_by_remote_id(row.institution_id, row.account_id, row.thread_id)
    limits = accounts.limits_of(row.account)
    heard = [one for one in shown if one.direction == Message.Direction.IN]
    understood = read(row, viewer=viewer, units=units)
    under_way = next((one for one in replies if one.state in UNDER_WAY), None)
    return Thread(
        conversation=row,
        post=post,
        post_text=_words_of(post),
        said=tuple(
            Said(
                message=one,
                text=one.text if revealed or one.direction == Message.Direction.OUT else masked(one.text),
                is_ours=one.direction == Message.Direction.OUT,
                hiding=hidings.get(one.pk),
                places=understood.places if understood and understood.message.pk == one.pk else (),
            )
            for one in shown
        ),
        is_cut=len(messages) > SHOWN_MOST,
        draft=next(
            (one for one in replies if one.state == ReplyState.DRAFT and one.author_id == viewer.pk), None
        ),
        under_way=under_way,
        failed=next((one for one in reversed(replies) if one.state == ReplyState.FAILED), None),
        limits=limits,
        why_not=accounts.why_not_publish(row.account),
        answer_until=heard[-1].said_at + limits.reply_window if heard and limits.reply_window else None,
        bucket=bucket_of(row, now),
        present=others(line.present, viewer) if line else others_in(row, viewer=viewer, now=now),
        seen=max((one.pk for one in shown), default=0),
        may_decide=under_way is not None
        and under_way.state == ReplyState.IN_REVIEW
        and policies.may_decide(viewer, under_way),
        acknowledgement=restricted.acknowledgement()
        if heard and restricted.is_public(row, heard[-1])
        else "",
        read=understood,
        drafts=tuple(
            one
            for one in replies
            if one.state == ReplyState.DRAFT and one.author_id != viewer.pk and one.text.strip()
        ),
        claim=Claim.objects.seen_by(viewer).filter(conversation=row, member=viewer, until__gt=now).first(),
        said_closed=Acknowledgement.objects.seen_by(viewer).filter(conversation=row).first(),
        # Where nothing ever sounded urgent, nobody was called.
        alarm=Alarm.objects.seen_by(viewer)
        .filter(conversation=row)
        .select_related("seen_by__person")
        .order_by("-raised_at")
        .first()
        if row.may_ring
        else None,
    )


def thread_mark(row: Conversation, *, viewer: Member, now: datetime) -> str:
    """Changes whenever the page of a conversation should: cheap to ask every few seconds."""
    drafts = (
        Reply.objects.seen_by(viewer)
        .filter(conversation=row, state=ReplyState.DRAFT)
        .exclude(Q(author=viewer) | Q(text=""))
        .order_by("changed_at")
    )
    present = others_in(row, viewer=viewer, now=now)
    return mark_of(row, present, drafts.values_list("changed_at", flat=True), now=now)


def mark_of(
    row: Conversation, present: Sequence[tuple[str, str]], drafts: Iterable[datetime], *, now: datetime
) -> str:
    """The mark of a page that shows these colleagues, and what they wrote at these instants."""
    people = ",".join(f"{name}:{doing}" for name, doing in present)
    written = ",".join(f"{at.timestamp():.0f}" for at in drafts)
    return (
        f"{row.version}-{people}-{written}-{bucket_of(row, now)}{'-late' if _is_too_late(row, now) else ''}"
    )


def _is_too_late(row: Conversation, now: datetime) -> bool:
    """Whether the network takes no answer any more to what waits for one."""
    window = accounts.limits_of(row.account).reply_window
    return row.waiting_since is not None and window is not None and row.last_message_at + window < now


def others_in(row: Conversation, *, viewer: Member, now: datetime) -> tuple[tuple[str, str], ...]:
    """The colleagues who are in a conversation right now."""
    return others(present_in([row.pk], now=now).get(row.pk, ()), viewer)


def others(present: Sequence[tuple[str, str]], viewer: Member) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in present if one[0] != viewer.name)


def is_settled(row: Conversation) -> bool:
    """Whether nothing is left to be ended there: it is done, or an answer of ours is under way."""
    under_way = Reply.objects.seen_by(row).filter(conversation=row, state__in=sorted(UNDER_WAY))
    return row.state == ConversationState.DONE or under_way.exists()


def approving(member: Member) -> InboxSettings:
    """Which answers need an approval here."""
    kept = InboxSettings.objects.seen_by(member).first()
    return kept or InboxSettings(institution_id=member.institution_id, approving=Approving.RISKY)


def _length(minutes: int | None) -> str:
    return words.length(timedelta(minutes=minutes or 0), language())


def _hidings(viewer: Member, shown: Sequence[Message]) -> dict[int, Hiding]:
    """The last hiding of each message."""
    found = (
        Hiding.objects.seen_by(viewer)
        .filter(message__in=[one.pk for one in shown])
        .select_related("by__person")
    )
    return {one.message_id: one for one in found.order_by("at")}


def _words_of(post: Delivery | None) -> str:
    if post is None:
        return ""
    return str(post.said.get("text", "")) or post.title
