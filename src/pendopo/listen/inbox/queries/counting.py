"""How many stand in each tab, and behind the menu's sign: counted from indexes, and only as far as anybody reads."""

from __future__ import annotations

from typing import Final

from django.db import connection

from pendopo.institution.people.models import Member
from pendopo.listen.inbox.queries.lists import Tab

COUNTED_MOST: Final = 999  # nobody reads a larger number in a tab

COUNTS: Final = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM inbox_conversation
          WHERE institution_id = %(institution)s AND unread > 0 LIMIT %(most)s) AS counted),
       (SELECT count(*) FROM (SELECT 1 FROM inbox_conversation
          WHERE institution_id = %(institution)s AND assigned_to_id = %(member)s
            AND NOT state = 'done' LIMIT %(most)s) AS counted),
       (SELECT count(*) FROM (SELECT 1 FROM inbox_conversation
          WHERE institution_id = %(institution)s AND NOT state = 'done' LIMIT %(most)s) AS counted),
       (SELECT count(*) FROM (SELECT 1 FROM inbox_conversation
          WHERE institution_id = %(institution)s AND state = 'done' LIMIT %(most)s) AS counted)
"""


def counts(member: Member) -> dict[str, int]:
    """How many stand in each tab, counted up to one more than `COUNTED_MOST`."""
    said = {"institution": member.institution_id, "member": member.pk, "most": COUNTED_MOST + 1}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, said)
        row = cursor.fetchone()
    return dict(zip(Tab.values, row, strict=True))


UNREAD: Final = """
SELECT count(*) FROM (SELECT 1 FROM inbox_conversation
        WHERE institution_id = %(institution)s AND unread > 0 LIMIT %(most)s) AS counted
"""


def unread_count(member: Member) -> int:
    """How many nobody looked at, counted up to one more than `COUNTED_MOST`: the menu of every page asks."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, {"institution": member.institution_id, "most": COUNTED_MOST + 1})
        return int(cursor.fetchone()[0])
