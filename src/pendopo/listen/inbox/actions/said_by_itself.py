"""Words that the house says in the office's name without anybody looking: who may decide on them, and what they hold."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.listen.inbox import tone
from pendopo.listen.inbox.personal import holds_personal_data


def require_may_be_said_by_itself(text: str, *, field: str, by: Member) -> None:
    """Refuse words that send the citizen elsewhere only (R37), or that hold personal data (R15)."""
    if tone.only_sends_elsewhere(text):
        raise Refused(
            _("Do not only send the citizen elsewhere. Say when your office answers."),
            rule="R37",
            field=field,
        )
    if holds_personal_data(text, by.institution):
        raise Refused(_("The words hold personal data. Take it out."), rule="R15", field=field)


def require_may_speak_by_itself(by: Member, *, now: datetime) -> None:
    """Words in the office's name need somebody who may speak in it: a valid letter. Raises Refused (R02)."""
    if not people.has_valid_letter(by, now):
        raise Refused(
            _(
                "You have no valid assignment letter, so you can't decide what is said in the office's name. "
                "Ask a colleague who has one."
            ),
            rule="R02",
        )
