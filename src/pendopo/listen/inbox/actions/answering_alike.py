"""One answer offered to everyone who asked the same: each gets it in their own thread, or the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.answering import send_reply
from pendopo.listen.inbox.actions.standing_behind import require_own_words
from pendopo.listen.inbox.models import Cluster, Conversation
from pendopo.listen.inbox.states import ConversationState, ReplyState


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What became of it: how many are on their way or with an approver, and why the others got nothing."""

    sent: int
    to_approve: int
    refused: dict[int, str]  # by conversation


def answer_alike(
    *, cluster: Cluster, text: str, to: Sequence[tuple[int, int]], by: Member, now: datetime
) -> Offered:
    """Answer the chosen ones of those who say the same, each as if alone: with its approval, window and limits.

    `to` holds conversations, each with the last message that was shown: whoever was answered meanwhile gets no
    second answer. Runs in the caller's transaction. Raises Refused where `by` may not answer at all.
    """
    policies.require(by, Permission.REPLY, cluster, now=now)
    require_own_words(text, by=by)
    members = Conversation.objects.seen_by(by).filter(cluster=cluster).select_related("citizen")
    known = {row.pk: row for row in members.filter(pk__in=[pk for pk, _seen in to])}
    sent, to_approve, refused = 0, 0, {}
    for pk, seen in sorted(set(to)):
        row = known.get(pk)
        try:
            if row is None:
                raise Refused(_("This does not belong to them any more."))
            if row.state == ConversationState.DONE:
                raise Refused(_("This is done already. Open it again if an answer is still missing."))
            reply = send_reply(conversation=row, text=text, seen=seen, by=by, now=now)
        except Refused as no:
            refused[pk] = str(no)
        else:
            waits = reply.state == ReplyState.IN_REVIEW
            sent, to_approve = sent + (not waits), to_approve + waits
    return Offered(sent=sent, to_approve=to_approve, refused=refused)
