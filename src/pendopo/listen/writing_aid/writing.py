"""The row first, then the model: nothing is sent before the database knows of it, and no transaction waits for it.

A worker that dies before it asked leaves a question that is asked later; one that dies after it leaves a question that
is given up, because asking twice would send twice. What comes too late is thrown away.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from pendopo.foundation import ledger
from pendopo.foundation.errors import Stale
from pendopo.foundation.tenancy import TenantQuerySet, acting_for
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.writing_aid import policies, prompting
from pendopo.listen.writing_aid.models import Aid
from pendopo.listen.writing_aid.preparing import Prepared, prepare
from pendopo.listen.writing_aid.states import FLOW, UNDER_WAY, AidState, Trouble
from pendopo.networks.language_model import Model, Said

TITLE_MOST: Final = 200


def write(institution_id: int, aid_id: int, *, now: Callable[[], datetime]) -> None:
    """Ask for one text. A question that is under way or ended already is left alone."""
    begun = _begin(institution_id, aid_id, now=now())
    if begun is None:
        return
    model, prepared = begun
    clock = time.monotonic()
    answer = model.ask(prepared.question)
    took = int((time.monotonic() - clock) * 1000)
    with acting_for(institution_id):
        aid = Aid.objects.filter(institution_id=institution_id, pk=aid_id, state=AidState.WRITING).first()
        if aid is None:  # given up meanwhile, or only few need to know of its thread now
            return
        if not isinstance(answer, Said):
            _fail(aid, Trouble(answer.why.value), now=now(), milliseconds=took)
            return
        counted: dict[str, Any] = {
            "milliseconds": took,
            "tokens_in": answer.tokens_in,
            "tokens_out": answer.tokens_out,
        }
        written = prompting.read(prepared.kind, answer.said, sources=len(prepared.shown.sources))
        if written is None:
            _fail(aid, Trouble.NOT_USABLE, now=now(), **counted)
            return
        FLOW.move(
            aid,
            AidState.CAME,
            ended_at=now(),
            text=prepared.text_of(written),
            sources=prepared.sources_of(written),
            doubts=prepared.doubts_of(written),
            **counted,
        )


def _begin(institution_id: int, aid_id: int, *, now: datetime) -> tuple[Model, Prepared] | None:
    with acting_for(institution_id):
        aid = (
            Aid.objects.filter(institution_id=institution_id, pk=aid_id, state=AidState.ASKED)
            .select_related("asked_by")
            .first()
        )
        if aid is None:
            return None
        # Nobody acts here: a thread that only some need to know is not found, whatever it was when it was asked.
        row = (
            Conversation.objects.seen_by(aid)
            .select_related("account", "citizen", "institution")
            .filter(pk=aid.conversation_id)
            .first()
        )
        model = policies.model()
        prepared = None
        if row is None or not policies.may_leave(row):
            trouble = Trouble.KEPT_BACK
        elif model is None or not policies.is_on_for(aid):
            trouble = Trouble.SWITCHED_OFF
        else:
            prepared = prepare(aid, row, now=now)
            trouble = Trouble.NOTHING_ASKED
        if prepared is None or model is None:
            _fail(aid, trouble, now=now)
            return None
        sent = json.dumps([prepared.question.instruction, prepared.question.material], ensure_ascii=False)
        try:
            FLOW.move(
                aid,
                AidState.WRITING,
                began_at=now,
                sent=sent,
                model=model.name[:TITLE_MOST],
                until=prepared.until,
            )
        except Stale:  # another worker was quicker
            return None
    return model, prepared


def give_up(rows: TenantQuerySet[Aid], *, now: datetime) -> int:
    """Say that nothing comes any more. Returns how many; whoever was quicker is left alone."""
    return rows.filter(state__in=sorted(UNDER_WAY)).update(
        state=AidState.FAILED, trouble=Trouble.LOST, ended_at=now
    )


def erase(institution_id: int, *, days: int, now: datetime) -> int:
    """Take away what was sent and what came, when its time has ended; figures stay. Returns how many."""
    many = Aid.objects.filter(
        institution_id=institution_id, erased_at__isnull=True, asked_at__lt=now - timedelta(days=days)
    ).update(sent="", text="", given="", sources=[], doubts=[], erased_at=now)
    if many:
        ledger.write(
            did="writing_aid.erased",
            by=None,
            institution_id=institution_id,
            at=now,
            words={"days": days, "many": many},
        )
    return many


def _fail(aid: Aid, why: Trouble, *, now: datetime, **counted: Any) -> None:
    FLOW.move(aid, AidState.FAILED, trouble=why, ended_at=now, **counted)
