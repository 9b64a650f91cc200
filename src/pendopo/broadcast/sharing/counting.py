"""Counting without cookies: who opens an address counts once a day, and nobody can be found by it.

Kept is a keyed sum of day, address, what was done, and where a request came from. The day is part of it, so that the
same person's sums of two days have nothing in common; the next night forgets them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest

from pendopo.broadcast.sharing.models import DayCount, Seen, ShareAddress
from pendopo.foundation.web import visitor_of
from pendopo.institution.structure import queries as structure

PLACE: Final = "sharing.seen"
KEPT: Final = timedelta(days=1)
VISIT: Final = "visit"
COPY: Final = "copy"
# Machines: search engines, and messengers that look at a link before anybody opens it.
MACHINES: Final = re.compile(
    r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|WhatsApp|Telegram|Twitter|curl|wget|python|httpx|java/|go-http",
    re.IGNORECASE,
)


def is_machine(request: HttpRequest) -> bool:
    """Whether no person came: a machine says so itself, or says nothing."""
    said = request.headers.get("User-Agent", "")
    return not said or bool(MACHINES.search(said))


def who(request: HttpRequest) -> str:
    """What tells two visitors of a day apart: address and browser. It is never kept as it is."""
    return f"{visitor_of(request)}\n{request.headers.get('User-Agent', '')}"


@transaction.atomic
def note(address: ShareAddress, what: str, *, visitor: str, now: datetime) -> bool:
    """Count a visit, or that the words of one account were copied. False: they were counted today already."""
    day = structure.zone_of(structure.institution(address.institution_id)).day_of(now)
    mark = settings.PENDOPO_KEY_RING.index(f"{day}\n{address.pk}\n{what}\n{visitor}", PLACE)[:16]
    try:
        with transaction.atomic():
            Seen.objects.create(institution_id=address.institution_id, address=address, on=day, sum=mark)
    except IntegrityError:
        return False
    DayCount.objects.get_or_create(institution_id=address.institution_id, address=address, on=day)
    counted = DayCount.objects.filter(address=address, on=day)
    if what == VISIT:
        counted.update(visits=F("visits") + 1)
    else:
        counted.update(copies=F("copies") + 1)
    return True
