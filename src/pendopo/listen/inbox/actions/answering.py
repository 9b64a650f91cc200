"""Answering: a draft that is never lost, a second pair of eyes where it is needed, and one answer at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.broadcast.publishing import actions as publishing
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.listen.inbox import policies, restricted, tone
from pendopo.listen.inbox.actions.hiding import show
from pendopo.listen.inbox.actions.standing_behind import note, settled
from pendopo.listen.inbox.actions.touching import ORIGIN, locked, touch
from pendopo.listen.inbox.events import ReplyNeedsApproval, ReplyReturned
from pendopo.listen.inbox.models import Block, Claim, Conversation, InboxSettings, Message, Reply
from pendopo.listen.inbox.personal import cover, holds_personal_data
from pendopo.listen.inbox.states import (
    FLOW,
    REPLY,
    UNDER_WAY,
    Approving,
    BlockState,
    ConversationState,
    ReplyState,
)
from pendopo.networks import counting
from pendopo.networks.contract import Ability

JUST_SENT: Final = timedelta(minutes=2)
ASKED_MOST: Final = 20  # of the citizen's messages, the newest, in which topics are looked for


@transaction.atomic
def write_reply(*, conversation: Conversation, text: str, by: Member, now: datetime) -> Reply | None:
    """Keep what somebody is typing; nothing typed is nothing kept. Raises Refused.

    What was sent a moment ago is no draft any more: the last keeping may come in after the answer itself.
    """
    policies.require(by, Permission.REPLY, conversation, now=now)
    just_sent = Reply.objects.seen_by(by).filter(
        conversation=conversation,
        author=by,
        state__in=sorted(UNDER_WAY | {ReplyState.SENT}),
        text=text.strip(),
        changed_at__gte=now - JUST_SENT,
    )
    if text.strip() and just_sent.exists():
        return None
    return _keep(conversation, text, by=by, now=now)


def _keep(conversation: Conversation, text: str, *, by: Member, now: datetime) -> Reply | None:
    drafts = Reply.objects.seen_by(by).filter(conversation=conversation, author=by, state=ReplyState.DRAFT)
    if not text.strip():
        drafts.filter(returned_why="").delete()
        drafts.update(text="", changed_at=now)
        return None
    if not drafts.update(text=text, changed_at=now):
        # Two windows of one person may save at once: the constraint lets one of them in.
        Reply.objects.bulk_create(
            [
                Reply(
                    institution_id=by.institution_id,
                    conversation=conversation,
                    author=by,
                    text=text,
                    changed_at=now,
                )
            ],
            ignore_conflicts=True,
        )
    return drafts.first()


@transaction.atomic
def discard_draft(*, conversation: Conversation, by: Member, now: datetime) -> None:
    """Throw away one's own draft."""
    policies.require(by, Permission.REPLY, conversation, now=now)
    Reply.objects.seen_by(by).filter(
        conversation=conversation, author=by, state=ReplyState.DRAFT, delivery_id__isnull=True
    ).delete()


@transaction.atomic
def send_reply(
    *,
    conversation: Conversation,
    text: str,
    seen: int,
    lets_through: bool = False,
    key: UUID | None = None,
    stands_behind: bool = False,
    begun_as: str = "",
    by: Member,
    now: datetime,
) -> Reply:
    """Answer the citizen in their thread; a risky tone waits for an approval first.

    `seen` is the last message the author had before them: of two people who answer at once, the second
    is told. `lets_through` lets the message be seen that the network holds back: an answer under words that
    nobody sees is hard to understand. `key` is the writing device's own name for the answer: one it has sent
    before changes nothing. `stands_behind`: the author confirms a machine's draft. `begun_as` is that draft,
    where it was begun in another room. Raises Refused with what to do.
    """
    policies.require(by, Permission.REPLY, conversation, now=now)
    row = locked(conversation)
    if key and (sent := Reply.objects.seen_by(by).filter(key=key, author=by, conversation=row).first()):
        return sent
    require_sound(row, text, now=now)
    _require_heard(row)
    _require_alone(row, seen)
    last = Message.objects.seen_by(by).filter(conversation=row, direction="in").latest("id")
    if lets_through:
        _let_through(row, by=by, now=now)
    _keep(row, text.strip(), by=by, now=now)
    reply = Reply.objects.seen_by(by).get(conversation=row, author=by, state=ReplyState.DRAFT)
    known: dict[str, Any] = {"answers_until": last.pk, "changed_at": now, "trouble": "", "returned_why": ""}
    draft = begun_as or reply.machine_text
    known |= {"key": key, "machine": settled(text, draft=draft, stands_behind=stands_behind)}
    known["machine_text"] = draft
    note(reply, known["machine"], row, by=by, now=now)
    why = _why_review(row, text, by)
    if not why:
        _dispatch(reply, row, by=by, now=now, **known)
        return reply
    REPLY.move(reply, ReplyState.IN_REVIEW, why_review=why, **known)
    wait(row, now=now)
    ledger.write(did="inbox.reply_submitted", by=by, to=row, at=now, words={"why": why})
    events.tell(
        ReplyNeedsApproval(institution_id=row.institution_id, reply_id=reply.pk, conversation_id=row.pk)
    )
    approvers = people.members_who_may(row.institution_id, Permission.APPROVE_REPLY).exclude(pk=by.pk)
    if row.known_to is not None:
        approvers = approvers.filter(pk__in=row.known_to)
    notices.tell(
        institution_id=row.institution_id,
        to=approvers.values_list("pk", flat=True),
        kind="inbox.approval",
        title=Sentence(gettext_noop("An answer of %(who)s waits for your approval"), {"who": by.name}),
        text=Sentence(why),
        url=reverse("inbox:thread", args=[row.pk]),
        once=f"inbox.approval:{reply.pk}:{now.timestamp()}",
        now=now,
    )
    return reply


@transaction.atomic
def approve_reply(*, reply: Reply, by: Member, now: datetime) -> None:
    """Say yes to somebody else's answer: it goes out as it stands. Raises Refused, or Stale."""
    policies.require_may_decide(by, reply, now=now)
    REPLY.require(reply, ReplyState.SENDING)
    row = locked(reply.conversation)
    why = accounts.why_not_publish(row.account)
    if why:
        raise Refused(why, rule="R01")
    _dispatch(reply, row, by=reply.author, now=now, decided_by=by, decided_at=now)
    ledger.write(did="inbox.reply_approved", by=by, to=row, at=now, words={"author": reply.author.name})


@transaction.atomic
def return_reply(*, reply: Reply, why: str, by: Member, now: datetime) -> None:
    """Give an answer back to its author with a reason; the author may take it back without one."""
    is_own = by.pk == reply.author_id and by.institution_id == reply.institution_id
    if not is_own:
        policies.require_may_decide(by, reply, now=now)
        if not why.strip():
            raise Refused(_("Write what should be changed."), field="why")
    REPLY.require(reply, ReplyState.DRAFT)
    why = cover(why, by.institution)
    row = locked(reply.conversation)
    # The author may have begun another draft meanwhile; what came back is the one that counts.
    Reply.objects.seen_by(by).filter(
        conversation=row, author_id=reply.author_id, state=ReplyState.DRAFT
    ).delete()
    REPLY.move(reply, ReplyState.DRAFT, returned_why=why[:500], changed_at=now)
    if row.state == ConversationState.WAITING:
        FLOW.move(row, ConversationState.OPEN)
    touch(row)
    ledger.write(
        did="inbox.reply_returned",
        by=by,
        to=row,
        at=now,
        words={"author": reply.author.name, "why": why},
    )
    events.tell(
        ReplyReturned(
            institution_id=row.institution_id,
            reply_id=reply.pk,
            conversation_id=row.pk,
            why=why[:500],
            at=now,
        )
    )
    if not is_own:
        notices.tell(
            institution_id=row.institution_id,
            to=[reply.author_id],
            kind="inbox.returned",
            title=Sentence(gettext_noop("%(who)s returned your answer"), {"who": by.name}),
            text=why,
            url=reverse("inbox:thread", args=[row.pk]),
            now=now,
        )


@transaction.atomic
def save_settings(
    *, approving: str, topics: str = "", roles: Sequence[str] = (), by: Member, now: datetime
) -> None:
    """Say which answers need an approval: by tone or all, about which topics, of which roles. Raises Refused."""
    policies.require(by, Permission.MANAGE_SETTINGS, by, now=now)
    topics = "\n".join(filter(None, (" ".join(line.split()) for line in topics.splitlines())))
    InboxSettings.objects.update_or_create(
        institution_id=by.institution_id,
        defaults={
            "approving": Approving(approving),
            "approving_topics": topics,
            "approving_roles": [role.value for role in Role if role.value in roles],
        },
    )
    named = [str(Role(role).label) for role in roles]
    ledger.write(
        did="inbox.settings_changed",
        by=by,
        at=now,
        words={"approving": "; ".join([str(Approving(approving).label), *topics.splitlines(), *named])},
    )


def require_sound(row: Conversation, text: str, *, now: datetime) -> None:
    """What can be said there at all."""
    if not text.strip():
        raise Refused(_("Write an answer first."), field="text")
    if why := accounts.why_not_publish(row.account):
        raise Refused(why, rule="R01")
    limits = accounts.limits_of(row.account)
    if not limits.can(Ability.REPLY):
        raise Refused(_("This network does not let us answer from here. Answer there, then close it here."))
    if not counting.fits(text.strip(), limits):
        over = counting.length(text.strip(), limits) - limits.text_max
        raise Refused(
            _("The answer is %(over)s characters too long for this network. Shorten it.")
            % {"over": max(over, 1)},
            field="text",
        )
    last = Message.objects.seen_by(row).filter(conversation=row, direction="in").latest("said_at", "id")
    if restricted.is_public(row, last) and text.strip() != restricted.acknowledgement():
        raise Refused(
            _(
                "Everybody can read this thread. Here the citizen is only told that it was received; "
                "say everything else on the tracking page or in a direct message."
            ),
            rule="R33",
            field="text",
        )
    if limits.reply_window is not None and now - last.said_at > limits.reply_window:
        raise Refused(
            _("The network no longer takes an answer: its time ended. Write to the citizen another way.")
        )
    if holds_personal_data(text, row.institution):
        raise Refused(
            _("The answer holds personal data. Take it out; ask for such data in a direct message."),
            rule="R15",
            field="text",
        )
    if tone.only_sends_elsewhere(text):
        raise Refused(
            _(
                "The answer only sends the citizen elsewhere. Say why, and what happens next "
                "or what your office does meanwhile."
            ),
            rule="R37",
            field="text",
        )


def _require_heard(row: Conversation) -> None:
    """Whoever is blocked is not answered: that would be hearing them in secret."""
    if Block.objects.seen_by(row).filter(citizen_id=row.citizen_id, state=BlockState.IN_FORCE).exists():
        raise Refused(_("This citizen is blocked. Lift the block first, then answer."), rule="R39")


def _require_alone(row: Conversation, seen: int) -> None:
    """One answer at a time, and none to a thread that somebody answered meanwhile."""
    other = (
        Reply.objects.seen_by(row)
        .filter(conversation=row, state__in=sorted(UNDER_WAY))
        .select_related("author__person")
        .first()
    )
    if other is not None:
        raise Stale(
            _("%(who)s has answered already: %(state)s. Your words are kept as a draft.")
            % {"who": other.author.name, "state": ReplyState(other.state).label}
        )
    newer = (
        Message.objects.seen_by(row)
        .filter(conversation=row, direction="out", pk__gt=seen)
        .select_related("by__person")
        .last()
    )
    if newer is not None:
        raise Stale(
            _("%(who)s answered meanwhile. Read it; send yours only if it still adds something.")
            % {"who": newer.by.name if newer.by else newer.author}
        )


def _let_through(row: Conversation, *, by: Member, now: datetime) -> None:
    said = Message.objects.seen_by(by).filter(conversation=row, direction="in").latest("said_at", "id")
    if said.hidden:
        show(message=said, by=by, now=now)


def _why_review(row: Conversation, text: str, by: Member) -> str:
    if risky := tone.risk(text):
        return risky
    chosen = InboxSettings.objects.seen_by(row).first()
    if chosen is None:
        return ""
    if chosen.approving == Approving.ALWAYS:
        return _("This office has every answer approved.")
    if by.role_set and by.role_set <= set(chosen.approving_roles):
        return _("This office has answers of this role approved.")
    asked = Message.objects.seen_by(row).filter(conversation=row, direction="in").order_by("-said_at", "-id")
    said = [text, *asked.values_list("text", flat=True)[:ASKED_MOST]] if chosen.approving_topics else []
    if topic := tone.topic_in(chosen.approving_topics, said):
        return _("This office has answers about “%(topic)s” approved.") % {"topic": topic}
    return ""


def _dispatch(reply: Reply, row: Conversation, *, by: Member, now: datetime, **known: Any) -> None:
    """Promise it to the network."""
    until: int = known.get("answers_until", reply.answers_until)
    target = (
        Message.objects.seen_by(row)
        .filter(conversation=row, direction="in", pk__lte=until)
        .latest("said_at", "id")
    )
    delivery = publishing.plan_reply(
        institution_id=row.institution_id,
        account_id=row.account_id,
        in_reply_to=target.remote_id,
        root=row.thread_id,
        text=reply.text,
        origin=ORIGIN,
        origin_id=reply.pk,
        by_id=by.pk,
        now=now,
    )
    REPLY.move(reply, ReplyState.SENDING, delivery_id=delivery.pk, **known)
    wait(row, now=now)
    if row.assigned_to_id is None:
        Conversation.objects.filter(pk=row.pk).update(assigned_to=by)
    ledger.write(
        did="inbox.reply_sent_out",
        by=by,
        to=row,
        at=now,
        words={"handle": row.account.handle},
        personal={
            "text": reply.text if row.known_to is None else str(_("(only for those who need to know)"))
        },
    )
    if row.known_to is not None:
        publishing.restrict(
            institution_id=row.institution_id, origin=ORIGIN, origin_ids=[reply.pk], known_to=row.known_to
        )


def wait(row: Conversation, *, now: datetime) -> None:
    """An answer is on its way, or with an approver; whoever said to be at it has done it."""
    Claim.objects.filter(conversation=row).delete()
    if row.state != ConversationState.WAITING:
        FLOW.move(row, ConversationState.WAITING, disposition="", reason="")
    Conversation.objects.filter(pk=row.pk, waiting_since__isnull=True).update(waiting_since=now)
    touch(row)
