"""How often links are opened: by one statement each, so that many at once are counted as many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection

from pendopo.institution.links.models import Link
from pendopo.institution.links.states import Outcome
from pendopo.institution.links.tokens import fingerprint

WINDOW: Final = timedelta(minutes=10)
# A unit passes its link on, two of it gather at once, and after each press a page is opened again.
A_LINK: Final = 120
# A whole office stands behind one address.
A_VISITOR: Final = 300

COUNT: Final = """
INSERT INTO links_linkcount (institution_id, scope, began_at, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (institution_id, scope, began_at) DO UPDATE SET times = links_linkcount.times + 1
RETURNING times
"""
NOTE: Final = """
INSERT INTO links_linkuse (institution_id, link_id, outcome, hour, times, visitor, last_at)
VALUES (%s, %s, %s, %s, 1, %s, %s)
ON CONFLICT (link_id, outcome, hour)
DO UPDATE SET times = links_linkuse.times + 1, visitor = excluded.visitor, last_at = excluded.last_at
"""


def is_too_often(link: Link, visitor: str, now: datetime) -> bool:
    """Count one more opening; whether it is one too many for the link or for the visitor."""
    began = datetime.fromtimestamp(now.timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds(), UTC)
    return (
        _count(link.institution_id, bytes(link.sum)[:16], began) > A_LINK
        or _count(link.institution_id, fingerprint(visitor), began) > A_VISITOR
    )


def note(link: Link, outcome: Outcome, visitor: str, now: datetime) -> None:
    """Keep what became of somebody who came with a link."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [link.institution_id, link.pk, outcome.value, hour, fingerprint(visitor), now])


def is_over(institution_id: int, what: str, *, most: int, window: timedelta, now: datetime) -> bool:
    """Count one more try of a public page at something; whether it is one too many within a window of up to a day."""
    length = window.total_seconds()
    began = datetime.fromtimestamp(now.timestamp() // length * length, UTC)
    return _count(institution_id, fingerprint(what), began) > most


def _count(institution_id: int, scope: bytes, began: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [institution_id, scope, began])
        return int(cursor.fetchone()[0])
