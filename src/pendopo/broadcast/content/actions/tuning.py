"""An office sets its rules: a new version each time, none weaker than the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content.models import OfficeTuning
from pendopo.broadcast.content.rules import RULES_VERSION, Tuning, TuningInvalid
from pendopo.foundation import ledger
from pendopo.foundation.clock.words import moment
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.models import Institution
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


@transaction.atomic
def tune_rules(
    *,
    settings: Mapping[str, Any],
    why: str,
    by: Member,
    now: datetime,
    holds_from: datetime | None = None,
    based_on: int | None = None,
) -> OfficeTuning:
    """Keep another version of the settings; None: it holds at once. `based_on` is the number that was looked at.

    Raises Stale where a colleague was quicker, Refused where it would weaken what the law sets.
    """
    people.require(by, Permission.MANAGE_SETTINGS, now=now)
    why = why.strip()
    if not why:
        raise Refused(_("Write why the rules change: whoever reads it later has to know."), field="why")
    if holds_from is not None and holds_from < now:
        raise Refused(_("This time has passed. Choose a later one."), field="holds_from")
    try:
        tuning = Tuning.read(settings)
    except TuningInvalid as error:
        raise Refused(" ".join(one.said(_) for one in error.sentences)) from error
    # Two versions never get the same number.
    Institution.objects.select_for_update(no_key=True).get(pk=by.institution_id)
    last = OfficeTuning.objects.seen_by(by).newest().first()
    number = last.number if last else 0
    if based_on is not None and based_on != number:
        raise Stale(_("A colleague has just set the rules. Look at their version before you go on."))
    if tuning.written() == (last.settings if last else {}):
        raise Refused(_("Nothing is different from version %(number)s.") % {"number": number})
    kept = OfficeTuning.objects.create(
        institution_id=by.institution_id,
        number=number + 1,
        settings=tuning.written(),
        why=why[:500],
        list_version=RULES_VERSION,
        made_by=by,
        made_at=now,
        holds_from=holds_from or now,
    )
    ledger.write(
        did="content.rules_tuned",
        by=by,
        to=kept,
        at=now,
        words={
            "number": kept.number,
            "from": moment(kept.holds_from, here(), language()),
            "why": kept.why,
            "settings": kept.settings,
        },
    )
    return kept
