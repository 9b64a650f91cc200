"""Every write about the language model: whether it helps here, a question to it, and beginning with what came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.writing_aid import jobs, policies
from pendopo.listen.writing_aid.given import Given
from pendopo.listen.writing_aid.models import Aid, AidSettings
from pendopo.listen.writing_aid.states import OF_A_THREAD, UNDER_WAY, AidKind, AidState

__all__ = ["Given", "ask", "ask_in_voice", "decide", "keep_back_where", "take", "use"]

AN_HOUR: Final = timedelta(hours=1)
MOST_AN_HOUR: Final = 30  # of one person


def keep_back_where(check: Callable[[Conversation], bool]) -> None:
    """Let a room above say which conversations never leave the house."""
    policies.keep_back_where(check)


@transaction.atomic
def decide(*, is_on: bool, purpose: str, basis: str, kept_days: int, by: Member, now: datetime) -> None:
    """Let the language model help in this office, for a purpose and on a legal basis, or don't. Raises Refused."""
    policies.require_may_set(by, now=now)
    purpose, basis = purpose.strip(), basis.strip()
    if is_on and not purpose:
        raise Refused(_("Write what the language model is for."), field="purpose")
    if is_on and not basis:
        raise Refused(
            _("Write on which legal basis personal data, though covered, is processed so."), field="basis"
        )
    if not 7 <= kept_days <= 365:
        raise Refused(_("Choose a number from 7 to 365."), field="kept_days")
    AidSettings.objects.update_or_create(
        institution_id=by.institution_id,
        defaults={
            "is_on": is_on,
            "purpose": purpose[:500],
            "basis": basis[:500],
            "kept_days": kept_days,
            "changed_by": by,
            "changed_at": now,
        },
    )
    if is_on:
        words = {"purpose": purpose[:500], "basis": basis[:500], "days": kept_days}
        ledger.write(did="writing_aid.switched_on", by=by, at=now, words=words)
    else:
        ledger.write(did="writing_aid.switched_off", by=by, at=now)


@transaction.atomic
def ask(*, conversation: Conversation, kind: AidKind, by: Member, now: datetime) -> Aid:
    """Ask the model for a draft or a summary: a row, and a job that is called. Raises Refused.

    Whoever asks while the same is under way gets that one: of two presses one question leaves.
    """
    if kind not in OF_A_THREAD:
        raise Refused(_("This is asked for where the unit's words stand."))
    return _ask(conversation, kind, by=by, now=now)


@transaction.atomic
def ask_in_voice(*, conversation: Conversation, about: str, given: Given, by: Member, now: datetime) -> Aid:
    """Ask the model to say a unit's words in the office's voice; `about` names what they answer. Raises Refused."""
    if not given.text.strip():
        raise Refused(_("The unit has said nothing yet."))
    return _ask(conversation, AidKind.VOICE, about=about, given=given.kept(), by=by, now=now)


def _ask(
    conversation: Conversation,
    kind: AidKind,
    *,
    about: str = "",
    given: str = "",
    by: Member,
    now: datetime,
) -> Aid:
    _require_may_ask(by, conversation, now=now)
    # Two windows of one person count one after the other.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk, institution_id=by.institution_id)
    mine = Aid.objects.seen_by(by).filter(asked_by=by, asked_at__gt=now - AN_HOUR, asked_at__lte=now)
    under_way = Aid.objects.seen_by(by).filter(
        conversation=conversation, kind=kind, state__in=sorted(UNDER_WAY)
    )
    if standing := under_way.first():
        return standing
    if mine.count() >= MOST_AN_HOUR:
        raise Refused(
            _("You asked the language model %(many)s times in an hour. Go on yourself, or wait a little.")
            % {"many": MOST_AN_HOUR}
        )
    # Two people may ask at once: the constraint lets one of them in.
    Aid.objects.bulk_create(
        [
            Aid(
                institution_id=by.institution_id,
                conversation=conversation,
                kind=kind,
                asked_by=by,
                asked_at=now,
                about=about,
                given=given,
            )
        ],
        ignore_conflicts=True,
    )
    aid = under_way.get()
    if aid.asked_by_id == by.pk:
        ledger.write(did="writing_aid.asked", by=by, to=conversation, at=now, words={"what": str(kind.label)})
        jobs.wake(by.institution_id, aid.pk)
    return aid


@transaction.atomic
def use(*, aid: Aid, typed: str, by: Member, now: datetime) -> None:
    """Begin an answer with a draft that came, below what was typed; it bears the mark and waits for a person. Raises Refused."""
    _require_may_ask(by, aid.conversation, now=now)
    if aid.kind != AidKind.DRAFT or aid.state != AidState.CAME or not aid.text:
        raise Refused(_("There is no draft to begin with. Ask for another one."))
    inbox.begin_with_machine_draft(conversation=aid.conversation, typed=typed, text=aid.text, by=by, now=now)


@transaction.atomic
def take(*, aid: Aid, about: str, by: Member, now: datetime) -> str:
    """The words that came for `about`, to begin an answer of another room with; it marks them there. Raises Refused."""
    _require_may_ask(by, aid.conversation, now=now)
    if aid.about != about or aid.state != AidState.CAME or not aid.text:
        raise Refused(_("There is no draft to begin with. Ask for another one."))
    return aid.text


def _require_may_ask(by: Member, conversation: Conversation, *, now: datetime) -> None:
    """As the thread is now: it may have become one that few need to know since it was read. Raises Refused."""
    standing = Conversation.objects.seen_by(by).filter(pk=conversation.pk).first()
    policies.require_may_ask(by, standing or conversation, now=now)
