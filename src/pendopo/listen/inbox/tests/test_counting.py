"""The menu of every page counts: with a million messages behind it, it may read an index and no rows."""

from __future__ import annotations

from copy import copy

import pytest
from django.db import connection

from pendopo.config.database import APPLICATION_ROLE
from pendopo.config.embedded import OWNER
from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.queries.counting import COUNTED_MOST, COUNTS, UNREAD
from pendopo.listen.inbox.tests.builders import a_conversation


@pytest.fixture
def years_of_it(account):
    """As an inbox is after a while: nearly everything was read and is done, and the database knows it."""
    first = a_conversation(account)
    with acting_for(account.institution_id):
        Conversation.objects.filter(pk=first.pk).update(unread=0, state="done", disposition="answered")
        rows = list(Conversation.objects.filter(pk=first.pk)) * 3000
        rows = [copy(one) for one in rows]
        for number, one in enumerate(rows):
            one.pk, one.thread_id = None, f"utas-{number}"
        Conversation.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {OWNER}")
        cursor.execute("ANALYZE inbox_conversation")
        cursor.execute(f"SET LOCAL ROLE {APPLICATION_ROLE}")


@pytest.mark.parametrize(
    ("asked", "index"), [(UNREAD, "inbox_unread"), (COUNTS, "inbox_unread"), (COUNTS, "inbox_not_done")]
)
@pytest.mark.usefixtures("years_of_it")
def test_counts_are_taken_from_the_index_alone_though_some_need_to_know(operator, asked, index):
    said = {"institution": operator.institution_id, "member": operator.pk, "most": COUNTED_MOST + 1}
    with acting_as(operator), connection.cursor() as cursor:
        # A table of this size fits into so few pages that reading all of it looks as quick.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {asked}", said)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert f"Index Only Scan using {index} " in plan, plan
