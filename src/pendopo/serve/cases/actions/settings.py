"""What an office lets its cases do by themselves, said by somebody with a letter (R02)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions as inbox
from pendopo.serve.cases import policies
from pendopo.serve.cases.models import CaseSettings


@transaction.atomic
def save_settings(*, acknowledges: bool, acknowledgement: str, by: Member, now: datetime) -> CaseSettings:
    """Say whether citizens are told by itself that their message became a case, and how. Raises Refused.

    Words that are said in the office's name need somebody who may speak in it: a valid letter (R02).
    """
    policies.require(by, Permission.MANAGE_CASE_RULES, by, now=now)
    inbox.require_may_speak_by_itself(by, now=now)
    text = acknowledgement.strip()
    if acknowledges:
        _require_sound(text, by)
    kept, _is_new = CaseSettings.objects.update_or_create(
        institution_id=by.institution_id,
        defaults={
            "acknowledges": acknowledges,
            "acknowledgement": text,
            "changed_by": by,
            "changed_at": now,
        },
    )
    ledger.write(
        did="cases.settings_changed",
        by=by,
        at=now,
        words={"said": f"“{text}”" if acknowledges else _("nothing")},
    )
    return kept


def _require_sound(text: str, by: Member) -> None:
    if not text:
        raise Refused(_("Write what citizens are told."), field="acknowledgement")
    if "{kode}" not in text:
        raise Refused(
            _("Say how they can follow it: put {kode} where the code of the case should stand."),
            field="acknowledgement",
        )
    inbox.require_may_be_said_by_itself(text, field="acknowledgement", by=by)
