"""What a device kept while there was no signal: sent once, for its author, and refused in words."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from pendopo.broadcast.publishing.models import Delivery
from pendopo.listen.inbox import actions, apps, forms
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.states import ReplyState
from pendopo.listen.inbox.tests.builders import NOW, a_conversation

ANSWER = "Air kembali mengalir besok pukul 08.00. Terima kasih sudah mengabari kami."


@pytest.fixture
def conversation(account):
    return a_conversation(account)


def test_a_device_that_sends_again_what_it_sent_says_it_once(conversation, operator):
    """The signal went before the receipt came: the device asks again with the key it chose."""
    key = uuid4()
    first = actions.send_reply(conversation=conversation, text=ANSWER, seen=0, key=key, by=operator, now=NOW)
    again = actions.send_reply(
        conversation=conversation, text=ANSWER, seen=0, key=key, by=operator, now=NOW + timedelta(hours=1)
    )
    assert again == first
    assert Delivery.objects.filter(origin_id=first.pk).count() == 1


def test_what_a_form_sends_a_device_keeps_and_sends_again():
    """A tick that got lost on the way would refuse the answer later, or send it otherwise than it was meant."""
    worker = (Path(apps.__file__).parent / "service_worker.js").read_text()
    kept, sent = worker.split("function sendAll", 1)
    for name in forms.Answer.base_fields:
        assert re.search(rf"\bput\({{.*\b{name}\b", kept), name
        assert f'"{name}"' in sent, name


class TestADeviceThatKeptAnAnswer:
    """It asks for a short word instead of a page, and speaks for its author alone."""

    def sends(self, client, conversation, **words):
        return client.post(
            reverse("inbox:answer", args=[conversation.pk]),
            {"text": ANSWER, "seen": 0, "key": uuid4(), **words},
            headers={"Accept": "application/json"},
        )

    def test_it_hears_that_it_went(self, client, conversation, operator):
        client.force_login(operator.person)
        answer = self.sends(client, conversation, author=operator.pk)
        assert (answer.status_code, answer.json()) == (200, {"state": ReplyState.SENDING})

    def test_nobody_sends_what_somebody_else_wrote(self, client, conversation, operator, colleague):
        client.force_login(colleague.person)
        answer = self.sends(client, conversation, author=operator.pk)
        assert answer.status_code == 422
        assert answer.json()["why"]
        assert not Delivery.objects.exists()

    def test_it_hears_why_not_and_the_words_are_kept(self, client, conversation, operator):
        client.force_login(operator.person)
        answer = self.sends(client, conversation, author=operator.pk, text="x" * 600)
        assert answer.status_code == 422
        assert "kelebihan 100 karakter" in answer.json()["why"]
        assert Reply.objects.get(author=operator).text == "x" * 600

    def test_the_token_of_its_forms_is_its_members_own(self, client, operator):
        client.force_login(operator.person)
        told = client.get(reverse("inbox:keys")).json()
        assert told["member"] == str(operator.pk)
        assert told["token"]
