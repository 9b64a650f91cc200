"""“Is it really settled?”, asked again when four weeks have passed (terms of the clocks: `ask_again_days`)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.institution.people import queries as people
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Message
from pendopo.serve.cases.actions.story import locked, note, page_of
from pendopo.serve.cases.models import Case, Reporter
from pendopo.serve.cases.states import CaseState


@transaction.atomic
def ask_again(*, case: Case, now: datetime) -> bool:
    """Ask each citizen once, in their thread where the network still takes an answer, and on their page in any case.

    False: it is not its time, or somebody said already. Inside `house_itself`.
    """
    row = locked(case)
    if row.state != CaseState.CLOSED or row.ask_again_at is None or row.ask_again_at > now:
        return False
    Case.objects.filter(pk=row.pk).update(ask_again_at=None)
    note(row, "asked_again", now=now, told=True, in_thread=_asked_in_threads(row, now=now))
    return True


def _asked_in_threads(row: Case, *, now: datetime) -> bool:
    """Everybody who reported it (R40), in the keeper's name; what a thread doesn't take, the page alone says."""
    if row.keeper is None or row.known_to is not None:
        return False
    keeper = people.member(row.institution_id, row.keeper.pk)
    if not keeper.is_here:
        return False
    asked = False
    reporters = Reporter.objects.filter(case=row, conversation__isnull=False).select_related(
        "conversation", "came_with"
    )
    for reporter in reporters.order_by("joined_at", "id"):
        if reporter.conversation is None:
            continue
        seen = Message.objects.filter(conversation=reporter.conversation).order_by("-pk").first()
        if seen is None:
            continue
        known_as = reporter.came_with or row  # the code that they were told
        with translation.override("id"):
            text = _(
                "Your report %(code)s: is it really settled? If not, tell us on %(address)s or here."
            ) % {
                "code": known_as.code,
                "address": page_of(row),
            }
        with suppress(Refused), transaction.atomic():
            inbox.send_beside(conversation=reporter.conversation, text=text, seen=seen.pk, by=keeper, now=now)
            asked = True
    return asked
