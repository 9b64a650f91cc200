"""What tests of the writing aid begin with."""

from __future__ import annotations

from datetime import datetime

from pendopo.institution.models import Member
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.tests.builders import NOW
from pendopo.listen.writing_aid import actions, writing
from pendopo.listen.writing_aid.models import Aid
from pendopo.listen.writing_aid.states import AidKind


def let_help(by: Member, **said: object) -> None:
    """An administrator switches the model on."""
    actions.decide(
        **{
            "is_on": True,
            "purpose": "Draf lebih cepat",
            "basis": "UU 27/2022 pasal 20",
            "kept_days": 90,
            "by": by,
            "now": NOW,
            **said,
        }
    )


def asked(row: Conversation, by: Member, kind: AidKind = AidKind.DRAFT, *, now: datetime = NOW) -> Aid:
    return actions.ask(conversation=row, kind=kind, by=by, now=now)


def worked(aid: Aid, *, now: datetime = NOW) -> Aid:
    """What the worker makes of it."""
    writing.write(aid.institution_id, aid.pk, now=lambda: now)
    aid.refresh_from_db()
    return aid


def came(row: Conversation, by: Member, kind: AidKind = AidKind.DRAFT) -> Aid:
    return worked(asked(row, by, kind))
