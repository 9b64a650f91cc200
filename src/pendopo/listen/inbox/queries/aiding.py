"""What a language model may write an answer from: one thread and what the office said before, with whom it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pendopo.broadcast.publishing import queries as publishing
from pendopo.foundation.personal_data import Published
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Conversation, Message, Reading
from pendopo.listen.inbox.personal import published_by
from pendopo.listen.inbox.queries.protecting import same_person
from pendopo.listen.inbox.queries.saving import Ready, ready

MESSAGES_MOST: Final = 30  # the newest


@dataclass(frozen=True, kw_only=True)
class Material:
    """Nothing of it is covered yet: `names` and `handles` say whom it names."""

    said: tuple[tuple[bool, str], ...]  # whether it is ours, and the words; the oldest first
    post: str
    earlier: str  # what somebody was answered who seems to have asked the same
    saved: tuple[Ready, ...]
    names: tuple[str, ...]
    handles: tuple[str, ...]
    own_handles: tuple[str, ...]
    published: Published
    text_max: int
    until: int  # the newest message

    @property
    def unanswered(self) -> str:
        """What the citizen said since our last answer."""
        ours = [place for place, (is_ours, _text) in enumerate(self.said) if is_ours]
        return "\n".join(text for _is_ours, text in self.said[ours[-1] + 1 if ours else 0 :])


def material(row: Conversation, *, viewer: Member, now: datetime) -> Material:
    """All of it, for one conversation with its account, citizen and institution."""
    said = list(
        Message.objects.seen_by(viewer)
        .filter(conversation=row, gone_at__isnull=True)
        .order_by("-said_at", "-id")[:MESSAGES_MOST]
    )[::-1]
    read = (
        Reading.objects.seen_by(viewer)
        .filter(message__conversation=row, message__direction="in", earlier__gone_at__isnull=True)
        .select_related("earlier__conversation__citizen")
        .order_by("-message__said_at", "-message_id")
        .first()
    )
    earlier = read.earlier if read else None
    # An answer that only few need to know is hidden from this transaction, and one given in private stays there.
    if earlier is not None and (earlier.kind == "direct" or earlier.conversation.known_to is not None):
        earlier = None
    citizens = [row.citizen, *(one.citizen for one in same_person(viewer, row.citizen))]
    citizens += [earlier.conversation.citizen] if earlier else []
    post = publishing.post_by_remote_id(row.institution_id, row.account_id, row.thread_id)
    theirs = [one for one in said if one.direction == Message.Direction.IN]
    return Material(
        said=tuple((one.direction == Message.Direction.OUT, one.text) for one in said),
        post=(str(post.said.get("text", "")) or post.title) if post else "",
        earlier=earlier.text if earlier else "",
        saved=tuple(one for one in ready(viewer, row, now=now) if not one.lost),
        names=tuple({*(one.name for one in citizens), *(one.author_name for one in theirs)} - {""}),
        handles=tuple({*(one.handle for one in citizens), *(one.author for one in theirs)} - {""}),
        own_handles=(row.account.handle,),
        published=published_by(row.institution),
        text_max=accounts.limits_of(row.account).text_max,
        until=max((one.pk for one in said), default=0),
    )
