"""A unit's words, said in the office's voice by a language model when somebody asks: a draft, marked, that a person finishes.

What leaves, what is covered first and what comes back is the writing aid's own matter (`listen/writing_aid`). Here is
which words may be given: the last that a unit said in a case that came by a thread, and whom they may name.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox.models import Reply
from pendopo.listen.writing_aid import actions as writing_aid
from pendopo.listen.writing_aid import queries as aids
from pendopo.serve.cases import policies, voice
from pendopo.serve.cases.actions.answering import write_answer
from pendopo.serve.cases.models import Answer, Case, Referral
from pendopo.serve.cases.queries.voicing import about, given
from pendopo.serve.cases.states import CaseState, ReferralState


@transaction.atomic
def ask_model(*, case: Case, referral: Referral, by: Member, now: datetime) -> None:
    """Ask the language model for a draft out of what a unit said. Raises Refused; nothing is sent to anybody."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    _require_answered(case, referral)
    if case.conversation is None:
        raise Refused(_("This case came by no thread. Write the answer yourself."))
    writing_aid.ask_in_voice(
        conversation=case.conversation, about=about(referral), given=given(case, referral), by=by, now=now
    )


@transaction.atomic
def begin_with_machine_words(
    *, case: Case, referral: Referral, aid_id: int, typed: str, by: Member, now: datetime
) -> Answer:
    """Put what the model wrote below what was typed, as the draft of the answer, marked. Raises Refused."""
    policies.require(by, Permission.HANDLE_CASES, case, now=now)
    _require_answered(case, referral)
    aid = aids.aid_about(by, about(referral), aid_id)
    if aid is None:
        raise Refused(_("There is no draft to begin with. Ask for another one."))
    text = writing_aid.take(aid=aid, about=about(referral), by=by, now=now)
    # Whoever presses again finds it once.
    words = " ".join(typed.split())
    below = (text, voice.code_line(case.code, case.institution.voice))
    new = [part for part in below if " ".join(part.split()) not in words]
    whole = "\n\n".join(filter(None, (typed.strip(), *new)))
    draft = write_answer(case=case, text=whole, referral=referral, by=by, now=now)
    assert draft is not None  # noqa: S101 (for the type checker: there are words)
    draft.machine, draft.machine_text = Reply.Machine.BEGUN, text
    draft.save(update_fields=["machine", "machine_text"])
    ledger.write(did="cases.machine_draft_taken", by=by, to=case, at=now, words={"code": case.code})
    return draft


def _require_answered(case: Case, referral: Referral) -> None:
    if case.state == CaseState.CLOSED:
        raise Refused(_("This case is closed. Open it again first."))
    if referral.case_id != case.pk or referral.state != ReferralState.ANSWERED:
        raise Refused(_("The unit has not answered this yet."))
