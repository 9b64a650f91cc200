"""Personal data uncovered: for a reason that is kept, and never in bulk without somebody hearing of it (R80)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.models import Conversation, InboxSettings, Message, Reveal
from pendopo.listen.inbox.personal import cover

AN_HOUR: Final = timedelta(hours=1)
USUAL_MOST: Final = 10


@transaction.atomic
def reveal(
    *, conversation: Conversation, message: Message | None = None, why: str, by: Member, now: datetime
) -> None:
    """See personal data of a conversation, or of one message in it, for a reason that the ledger keeps (R80).

    Whoever does so more often in an hour than the office allows is not held back, but auditors and the
    leader hear of it. Raises Refused.
    """
    policies.require(by, Permission.REVEAL_PERSONAL_DATA, conversation, now=now)
    why = cover(why, by.institution)[:300]
    if not why:
        raise Refused(_("Write why you need to see the personal data."), rule="R80", field="why")
    # Two windows of one person count one after the other.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk, institution_id=by.institution_id)
    row = Reveal.objects.create(
        institution_id=by.institution_id, conversation=conversation, message=message, by=by, why=why, at=now
    )
    ledger.write(did="inbox.revealed", by=by, to=conversation, at=now, words={"why": why})
    last_hour = Reveal.objects.seen_by(by).filter(by=by, at__gt=now - AN_HOUR, at__lte=now)
    many, most = last_hour.count(), _most_an_hour(by)
    if many > most and not last_hour.filter(alarmed=True).exists():
        Reveal.objects.seen_by(by).filter(pk=row.pk).update(alarmed=True)
        _sound_alarm(by, many, most, now=now)


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


def _most_an_hour(by: Member) -> int:
    kept = InboxSettings.objects.seen_by(by).values_list("reveals_an_hour", flat=True).first()
    return kept or USUAL_MOST


def _sound_alarm(by: Member, many: int, most: int, *, now: datetime) -> None:
    ledger.write(did="inbox.revealed_often", by=by, at=now, words={"many": many, "most": most})
    watchers = people.members(by.institution_id).in_role(Role.AUDITOR, Role.LEADER).exclude(pk=by.pk)
    notices.tell(
        institution_id=by.institution_id,
        to=watchers.values_list("pk", flat=True),
        kind="inbox.revealed_often",
        title=Sentence(
            gettext_noop("%(who)s uncovered personal data %(many)s times in an hour"),
            {"who": by.name, "many": many},
        ),
        text=Sentence(gettext_noop("The ledger shows each time and the reason. Ask what it was for.")),
        url=f"{reverse('institution:ledger')}?{urlencode({'by': by.pk, 'kind': 'inbox'})}",
        urgent=True,
        now=now,
    )
