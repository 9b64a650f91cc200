"""Personal data uncovered: for a reason that is kept, and never in bulk without somebody hearing of it (R80)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.models import Conversation, InboxSettings, Message, Reveal
from pendopo.listen.inbox.personal import cover
from pendopo.listen.inbox.queries import protecting


@transaction.atomic
def reveal(
    *, conversation: Conversation, message: Message | None = None, why: str, by: Member, now: datetime
) -> None:
    """See personal data of a conversation, or of one message in it, for a reason that the ledger keeps (R80).

    Whoever does so more often in an hour than the office allows, here and in other rooms together, is not held
    back, but auditors and the leader hear of it. Raises Refused.
    """
    policies.require(by, Permission.REVEAL_PERSONAL_DATA, conversation, now=now)
    why = cover(why, by.institution)[:300]
    if not why:
        raise Refused(_("Write why you need to see the personal data."), rule="R80", field="why")
    Reveal.objects.create(
        institution_id=by.institution_id, conversation=conversation, message=message, by=by, why=why, at=now
    )
    ledger.write(did="inbox.revealed", by=by, to=conversation, at=now, words={"why": why})
    notices.watch_uncovering(by=by, most=protecting.reveals_an_hour(by), now=now)


@transaction.atomic
def save_reveals_an_hour(*, most: int, by: Member, now: datetime) -> None:
    """Say how many uncoverings of one person in an hour are too many. Raises Refused."""
    policies.require(by, Permission.MANAGE_SETTINGS, by, now=now)
    if not 1 <= most <= 1000:
        raise Refused(_("Choose a number from 1 to 1000."), field="reveals_an_hour")
    InboxSettings.objects.update_or_create(
        institution_id=by.institution_id, defaults={"reveals_an_hour": most}
    )
    ledger.write(did="inbox.reveals_limited", by=by, at=now, words={"most": most})
