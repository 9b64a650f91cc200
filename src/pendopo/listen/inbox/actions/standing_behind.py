"""A person stands behind a machine's draft: they changed it, or say that each word of it is theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.models import Conversation, Reply


def settled(text: str, *, draft: str, stands_behind: bool) -> Reply.Machine | Literal[""]:
    """How words that began as a machine's draft became a person's; '' where there was no draft. Raises Refused."""
    if not draft:
        return ""
    if says_the_same(text, draft):
        if not stands_behind:
            raise Refused(
                _(
                    "These are the language model's words, unchanged. Change them, or confirm that they are right."
                ),
                field="stands_behind",
            )
        return Reply.Machine.CONFIRMED
    return Reply.Machine.EDITED


def says_the_same(text: str, draft: str) -> bool:
    """Whether a draft stands in a text as it was, whatever is before, after and between its words."""
    return bool(draft) and " ".join(draft.casefold().split()) in " ".join(text.casefold().split())


def require_own_words(text: str, *, by: Member) -> None:
    """Raise Refused where a text for many is a machine's draft: such a one answers one thread, by a person's hand."""
    begun = Reply.objects.seen_by(by).exclude(machine="").order_by("-changed_at")
    if any(says_the_same(text, draft) for draft in begun.values_list("machine_text", flat=True)[:200]):
        raise Refused(
            _("This is a language model's draft. Send it in its own thread first, or write your own words."),
            field="text",
        )


def note(reply: Reply, how: str, row: Conversation, *, by: Member, now: datetime) -> None:
    """Tell the ledger, where the words were a machine's first."""
    if how:
        ledger.write(
            did="inbox.machine_draft_answered",
            by=by,
            to=row,
            at=now,
            words={"how": str(Reply.Machine(how).label), "reply": reply.pk},
        )
