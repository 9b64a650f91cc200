"""A warning's end: its draft is withdrawn and says why; what stands in public stays, and people are told."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.visuals import actions as visuals
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.paper import OFFICES_LANGUAGE
from pendopo.listen.watch.models import OfficialWarning
from pendopo.listen.watch.states import WARNING, WarningState

OVER: Final = gettext_noop("It held until its end, and that has passed.")


@transaction.atomic
def end_warnings(institution_id: int, *, now: datetime) -> int:
    """Everything whose time is over. Returns how many ended."""
    found = OfficialWarning.objects.filter(institution_id=institution_id).ended(now)
    ended = 0
    for warning in found.select_for_update(skip_locked=True, of=("self",)).select_related("item", "feed"):
        end(warning, WarningState.EXPIRED, why=OVER, now=now)
        ended += 1
    return ended


def end(warning: OfficialWarning, to: WarningState, *, why: str, now: datetime) -> None:
    """Move it to its end and withdraw the draft; where nobody may withdraw it, `holds_until` keeps it in."""
    WARNING.move(warning, to)
    with translation.override(OFFICES_LANGUAGE):
        said = str(_(why))
    ledger.write(
        did="watch.ended",
        by=None,
        institution_id=warning.institution_id,
        to=warning,
        at=now,
        words={"headline": warning.headline, "why": said},
    )
    item, owner = warning.item, warning.feed.owner
    if item is None or not item.is_editable or owner is None:
        return
    try:
        with transaction.atomic():
            content.withdraw(item=item, why=said, by=owner, now=now)
            # Sizes of a card that nobody used would fill the library in a season of rain.
            visuals.drop_spare_sizes(item=item, by=owner, now=now)
    except Refused as no:
        OfficialWarning.objects.filter(pk=warning.pk).update(trouble=str(no)[:1000])
