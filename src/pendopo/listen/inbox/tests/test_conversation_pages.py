"""One conversation on the screen: where it opens, and what the form of an answer proposes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Conversation, Hiding
from pendopo.listen.inbox.tests.builders import a_conversation, heard, its_message, taken_in

ANSWER = "Air kembali mengalir besok pukul 08.00."


@pytest.fixture
def client(operator):
    return signed_in(operator)


@pytest.fixture
def conversation(account):
    return a_conversation(account, "Jalan di desa kami rusak")


def address(name, *args):
    return reverse(f"inbox:{name}", args=args)


def opens_at(page: str) -> list[str]:
    return re.findall(r'id="pesan-(\d+)" data-opens-here', page)


def test_a_conversation_opens_at_its_first_unread_message_and_then_at_its_newest(client, account, office):
    said = [
        heard(f"Pesan {number}", author="warga", said_at=timezone.now() - timedelta(minutes=60 - number))
        for number in range(14)
    ]
    taken_in(account, *said[:9])
    with acting_for(office.pk):
        conversation = Conversation.objects.get(citizen__handle="warga")
        actions.mark_read(conversation=conversation, by=a_member(office, Role.OPERATOR))
    taken_in(account, *said[9:])
    with acting_for(office.pk):
        messages = list(conversation.messages.order_by("said_at").values_list("pk", flat=True))
    first = client.get(address("thread", conversation.pk)).content.decode()
    assert opens_at(first) == [str(messages[9])]
    assert f'href="#pesan-{messages[9]}"' in first
    assert opens_at(client.get(address("thread", conversation.pk)).content.decode()) == [str(messages[13])]


def test_who_answers_a_held_message_is_asked_to_let_it_be_seen(client, account, office, operator):
    with acting_for(office.pk):
        held = a_conversation(account, hidden=True)
        seen = its_message(held).pk
        open_one = a_conversation(account)
    assert "lets_through" not in client.get(address("thread", open_one.pk)).content.decode()
    page = client.get(address("thread", held.pk)).content.decode()
    assert re.search(r'name="lets_through"[^>]* checked', page)
    officer = signed_in(a_member(office, Role.INFORMATION_OFFICER))
    assert "lets_through" not in officer.get(address("thread", held.pk)).content.decode()
    refused = client.post(address("answer", held.pk), {"text": "", "seen": seen})
    assert not re.search(r'name="lets_through"[^>]* checked', refused.content.decode())
    client.post(address("answer", held.pk), {"text": ANSWER, "seen": seen, "lets_through": "on"})
    with acting_for(office.pk):
        assert Hiding.objects.get(message_id=seen).state == "showing"
    assert "lets_through" not in client.get(address("thread", held.pk)).content.decode()


def test_after_answering_the_answer_is_in_sight(client, conversation, office):
    with acting_for(office.pk):
        seen = its_message(conversation).pk
    sent = client.post(f"{address('answer', conversation.pk)}?lihat=saya", {"text": ANSWER, "seen": seen})
    assert sent.url == f"{address('thread', conversation.pk)}?lihat=saya#jawaban"
    assert 'id="jawaban"' in client.get(sent.url).content.decode()


def test_who_ends_it_with_words_finds_the_likely_ending_chosen(client, conversation):
    form = client.get(address("thread", conversation.pk)).context["close_form"]
    assert form["disposition"].value() == "no_reply"
