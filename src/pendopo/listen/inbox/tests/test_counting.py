"""The menu of every page counts: with a million messages behind it, it may read an index and no rows."""

from __future__ import annotations

import pytest
from django.db import connection

from pendopo.foundation.tenancy import acting_as
from pendopo.listen.inbox.queries.lists import COUNTED_MOST, COUNTS, UNREAD


@pytest.mark.parametrize(
    ("asked", "index"), [(UNREAD, "inbox_unread"), (COUNTS, "inbox_unread"), (COUNTS, "inbox_not_done")]
)
def test_counts_are_taken_from_the_index_alone_though_some_need_to_know(operator, asked, index):
    said = {"institution": operator.institution_id, "member": operator.pk, "most": COUNTED_MOST + 1}
    with acting_as(operator), connection.cursor() as cursor:
        # A small table is read whole otherwise.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {asked}", said)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert f"Index Only Scan using {index} " in plan, plan
