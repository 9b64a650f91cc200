"""How long a citizen waits or waited: under 3 hours, 3 to 24, over 24, or no answer at all (R30)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.listen.inbox import actions, queries
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.queries import Filters
from pendopo.listen.inbox.states import Bucket
from pendopo.listen.inbox.tests.builders import NOW, a_conversation
from pendopo.listen.inbox.tests.test_answering import answered, sent

EDGES = [
    (timedelta(0), "quick"),
    (timedelta(hours=2, minutes=59), "quick"),
    (timedelta(hours=3), "day"),
    (timedelta(hours=23, minutes=59), "day"),
    (timedelta(hours=24), "slow"),
    (timedelta(days=30), "slow"),
]


def buckets_of(member, tab):
    """What a line says, and under which filters it stands: both must say the same."""
    shown = [line.bucket.value for line in queries.page(member, Filters(tab=tab), before=None, now=NOW).lines]
    filtered = [
        bucket.value
        for bucket in Bucket
        if queries.page(member, Filters(tab=tab, bucket=bucket), before=None, now=NOW).lines
    ]
    return shown, filtered


@pytest.mark.parametrize(("since", "bucket"), EDGES)
def test_who_waits_stands_in_one_bucket_and_under_its_filter(account, operator, since, bucket):
    a_conversation(account, said_at=NOW - since)
    assert buckets_of(operator, "menunggu") == ([bucket], [bucket])


@pytest.mark.parametrize(("took", "bucket"), EDGES)
def test_who_got_an_answer_stands_in_one_bucket_and_under_its_filter(account, operator, took, bucket):
    conversation = a_conversation(account, said_at=NOW - took)
    actions.note_sent(sent(answered(conversation, operator)))
    assert buckets_of(operator, "selesai") == ([bucket], [bucket])


def test_who_got_no_answer_is_counted_as_such(account, operator):
    conversation = a_conversation(account, said_at=NOW - timedelta(days=2))
    actions.close(conversation=conversation, disposition="spam", by=operator, now=NOW)
    assert buckets_of(operator, "selesai") == (["none"], ["none"])
    assert Conversation.objects.get().answered_minutes is None
