"""What an office lets the inbox do by itself, said by somebody with a letter (R02)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.said_by_itself import (
    require_may_be_said_by_itself,
    require_may_speak_by_itself,
)
from pendopo.listen.inbox.models import DutySettings

MOST_EACH = (1, 200)
MINUTES = (1, 24 * 60)


@transaction.atomic
def save_duty(
    *,
    assigns: bool,
    most_each: int,
    acknowledges: bool,
    acknowledgement: str,
    escalates: bool,
    next_after: int,
    leader_after: int,
    by: Member,
    now: datetime,
) -> DutySettings:
    """Say what happens by itself. Raises Refused.

    Words that are said in the office's name need somebody who may speak in it: a valid letter (R02).
    """
    policies.require(by, Permission.MANAGE_INBOX_RULES, by, now=now)
    require_may_speak_by_itself(by, now=now)
    text = acknowledgement.strip()
    if acknowledges:
        _require_sound(text, by)
    if not MOST_EACH[0] <= most_each <= MOST_EACH[1]:
        raise Refused(_("Give each person between 1 and 200 conversations."), field="most_each")
    if not MINUTES[0] <= next_after < leader_after <= MINUTES[1]:
        raise Refused(
            _("The leader is called after the next person, and both within a day."), field="leader_after"
        )
    kept, _is_new = DutySettings.objects.update_or_create(
        institution_id=by.institution_id,
        defaults={
            "assigns": assigns,
            "most_each": most_each,
            "acknowledges": acknowledges,
            "acknowledgement": text,
            "escalates": escalates,
            "next_after": next_after,
            "leader_after": leader_after,
            "changed_by": by,
            "changed_at": now,
        },
    )
    ledger.write(
        did="inbox.duty_changed",
        by=by,
        at=now,
        words={
            "assigns": _("yes") if assigns else _("no"),
            "acknowledges": f"“{text}”" if acknowledges else _("no"),
            "escalates": f"{next_after}/{leader_after}" if escalates else _("no"),
        },
    )
    return kept


def _require_sound(text: str, by: Member) -> None:
    if not text:
        raise Refused(_("Write what is said while the office is closed."), field="acknowledgement")
    if "{buka}" not in text:
        raise Refused(
            _("Say when somebody answers: put {buka} where the time should stand."), field="acknowledgement"
        )
    require_may_be_said_by_itself(text, field="acknowledgement", by=by)
