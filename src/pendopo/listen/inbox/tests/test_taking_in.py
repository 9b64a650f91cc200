"""Whatever order messages come in, however often: the inbox ends up the same."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.foundation import events
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.tests.builders import an_institution
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import Citizen, Conversation, Message
from pendopo.listen.inbox.tests.builders import NOW, heard, taken_in

STORY = tuple(
    heard(
        f"Pesan {number}",
        remote_id=f"m{number}",
        thread_id=f"kiriman-{number % 2}",
        parent_id=f"m{number - 1}" if number else "kiriman-0",
        author=("budi", "siti")[number % 3 == 0],
        author_name=f"Nama {number}",
        said_at=NOW - timedelta(minutes=60 - number),
    )
    for number in range(6)
)


def picture_of(account):
    """Everything that must not depend on the order."""
    return (
        sorted(Message.objects.filter(account=account).values_list("remote_id", "text", "author_name")),
        sorted(
            Conversation.objects.filter(account=account).values_list(
                "thread_id", "citizen__handle", "state", "unread", "last_message_at", "waiting_since"
            )
        ),
        sorted(
            Citizen.objects.filter(institution=account.institution).values_list("handle", "name", "named_at")
        ),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(st.lists(st.sampled_from(STORY), max_size=8), max_size=6), rest=st.permutations(STORY))
def test_any_order_and_any_repetition_ends_the_same(db, calls, rest):
    straight, crooked = (an_account(an_institution()) for _ in range(2))
    taken_in(straight, *STORY)
    for call in [*calls, rest]:
        taken_in(crooked, *call)
    with acting_for(straight.institution_id):
        expected = picture_of(straight)
    with acting_for(crooked.institution_id):
        assert picture_of(crooked) == expected


def test_a_message_heard_twice_is_taken_in_once(account):
    one = heard()
    assert taken_in(account, one, one) == 1
    assert taken_in(account, one) == 0
    conversation = Conversation.objects.get()
    assert (conversation.unread, conversation.version) == (1, 1)


def test_a_repeat_is_not_told_of_again(account):
    told: list[MessageArrived] = []
    one = heard()
    with events.heard_by({MessageArrived: (told.append,)}):
        taken_in(account, one)
        taken_in(account, one)
    assert [len(event.message_ids) for event in told] == [1]


def test_what_the_office_said_itself_is_no_citizens_message(account):
    assert taken_in(account, heard(author=account.handle), heard(author=f"@{account.handle}")) == 0


def test_a_citizen_who_writes_again_opens_what_was_done(account, operator):
    first = heard(said_at=NOW - timedelta(hours=5))
    taken_in(account, first)
    conversation = Conversation.objects.get()
    actions.close(conversation=conversation, disposition="spam", by=operator, now=NOW)
    taken_in(account, heard("Masih belum!", said_at=NOW))
    conversation.refresh_from_db()
    assert (conversation.state, conversation.disposition, conversation.unread) == ("open", "", 1)
    assert conversation.waiting_since == NOW
    # The first item keeps its ending (R31).
    assert Message.objects.get(remote_id=first.remote_id).disposition == "spam"


def test_an_answer_to_a_message_that_has_not_come_yet_is_taken_in(account):
    taken_in(account, heard(parent_id="belum-ada"))
    assert Conversation.objects.get().thread_id == "kiriman-1"


@pytest.mark.parametrize("text", ["nol\x00byte", "\ud800 separuh", "😀" * 30_000, ""])
def test_odd_texts_are_taken_in(account, text):
    assert taken_in(account, heard(text)) == 1


def test_two_institutions_may_hear_the_same_message(db):
    accounts = [an_account(an_institution()) for _ in range(2)]
    one = heard()
    assert [taken_in(account, one) for account in accounts] == [1, 1]
    with acting_for(accounts[0].institution_id):
        assert Message.objects.count() == 1


@pytest.mark.parametrize("anew", [{"author": "budi_baru"}, {"thread_id": "kiriman-lain"}])
def test_a_repeat_under_another_name_or_thread_leaves_no_empty_conversation(account, anew):
    one = heard()
    taken_in(account, one)
    assert taken_in(account, replace(one, **anew)) == 0
    assert [row.messages.count() for row in Conversation.objects.all()] == [1]


def in_a_connection_of_its_own(work):
    """Django opens one for each thread; it is closed with it."""

    def closed():
        try:
            return work()
        finally:
            connection.close()

    return closed


def test_a_message_that_two_connections_take_in_at_once_is_one_row(seen_by_all):
    account, first_has_it = an_account(an_institution()), threading.Event()
    said = heard(remote_id="serentak")

    def first():
        with acting_for(account.institution_id):
            new = taken_in(account, said)
            first_has_it.set()
            time.sleep(0.3)  # not committed yet: the other one has to wait
        return new

    def second():
        assert first_has_it.wait(10)
        return taken_in(account, said)

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(in_a_connection_of_its_own(one)) for one in (first, second)]
        assert [one.result(30) for one in done] == [1, 0]
    with acting_for(account.institution_id):
        assert Message.objects.count() == Conversation.objects.get().unread == 1


def test_two_connections_that_take_in_the_same_crowd_backwards_do_not_block_each_other(seen_by_all):
    account, together = an_account(an_institution()), threading.Barrier(2)
    crowd = [heard(remote_id=f"ramai-{n}", author=f"warga{n % 7}", thread_id=f"k{n % 5}") for n in range(60)]

    def read(said):
        together.wait(10)
        return sum(taken_in(account, *said[start : start + 20]) for start in range(0, 60, 20))

    with ThreadPoolExecutor(2) as pool:
        orders = (crowd, crowd[::-1])
        done = [pool.submit(in_a_connection_of_its_own(partial(read, one))) for one in orders]
        assert sum(one.result(60) for one in done) == 60
    with acting_for(account.institution_id):
        assert Message.objects.count() == 60
        assert Conversation.objects.aggregate(all=Sum("unread"))["all"] == 60


# What the account is called, citizens, conversations, messages, the office for triage, what is new (6); readings, kept apart
# (3); who is blocked, whose case it is, whether rules are on, what is done by itself (4); the house itself (4), and the
# transaction around it (3).
STATEMENTS_OF_A_CALL = 20
HELD_IN_ONE_ORDER = 1


@pytest.mark.parametrize(
    ("many", "statements"), [(1, STATEMENTS_OF_A_CALL), (60, STATEMENTS_OF_A_CALL + HELD_IN_ONE_ORDER)]
)
def test_a_call_with_many_messages_asks_no_more_than_one_with_a_single_message(
    account, django_assert_num_queries, many, statements
):
    said = [heard("Terima kasih.", author=f"warga{number}") for number in range(many)]
    with django_assert_num_queries(statements):
        assert taken_in(account, *said) == many
