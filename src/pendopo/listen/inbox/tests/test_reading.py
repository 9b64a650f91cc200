"""Every message is understood as it comes in, and none is lost where triage fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.foundation import events
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.tests.builders import a_member
from pendopo.listen import triage
from pendopo.listen.inbox import actions, understanding
from pendopo.listen.inbox.actions import readings
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import Conversation, InboxSettings, Message, Reading
from pendopo.listen.inbox.states import Intent, Urgency
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, taken_in

FIRE = "Tolong!! rumah kebakaran di desa Melati"
BROKEN = "Jalan rusak parah di desa kami, tolong diperbaiki"


@pytest.fixture
def urgent():
    told: list[UrgentMessage] = []
    with events.heard_by({UrgentMessage: (told.append,)}):
        yield told


@pytest.fixture
def public_works(office):
    administrator = a_member(office, Role.ADMINISTRATOR)
    return structure.add_unit(
        parent=None, name="Dinas Pekerjaan Umum", short_name="DPU", by=administrator, now=NOW
    )


def test_the_words_of_the_inbox_are_those_of_triage():
    assert set(Intent.values) - {Intent.UNSURE} == {one.value for one in triage.Intent}
    assert set(Urgency.values) == {one.value for one in triage.Urgency}


def test_a_message_is_read_when_it_comes_in(account, public_works):
    conversation = a_conversation(account, BROKEN)
    reading = Reading.objects.get()
    assert reading.intent == conversation.intent == "complaint"
    assert reading.units[0][0] == conversation.unit_id == public_works.pk
    assert not conversation.unit_is_filled
    assert reading.filled_unit is None
    spoken = [BROKEN[start:end] for start, end in reading.words["intent"]]
    assert "tolong" in spoken
    assert 0.5 < reading.sure["intent"] <= 1


def test_a_repeat_is_not_read_again(account):
    one = heard(BROKEN)
    taken_in(account, one)
    version = Conversation.objects.get().version
    taken_in(account, one)
    assert Reading.objects.count() == 1
    assert Conversation.objects.get().version == version


def test_below_the_offices_threshold_an_answer_decides_nothing(account, office):
    InboxSettings.objects.create(institution=office, sure_from=99)
    conversation = a_conversation(account, "min itu loh")
    assert (conversation.intent, conversation.urgency) == ("unsure", "")
    assert Reading.objects.get().intent in {one.value for one in triage.Intent}


def test_what_is_surely_urgent_is_told_of_once_a_conversation(account, urgent):
    taken_in(account, heard(FIRE), heard(FIRE, said_at=NOW), heard(BROKEN, author="lain"))
    assert [event.conversation_id for event in urgent] == [
        Conversation.objects.get(citizen__handle="budi").pk
    ]
    assert urgent[0].sure >= 0.8
    assert "kebakaran" in " ".join(urgent[0].words)
    assert urgent[0].at == NOW


def test_urgency_only_rises_until_it_is_done(account, operator):
    taken_in(account, heard(FIRE, said_at=NOW - timedelta(hours=2)))
    taken_in(account, heard("terima kasih min"))
    conversation = Conversation.objects.get()
    assert conversation.urgency == "high"
    actions.close(conversation=conversation, disposition="referred", by=operator, now=NOW)
    taken_in(account, heard("Terima kasih banyak, petugasnya cepat sekali, mantap"))
    conversation.refresh_from_db()
    assert (conversation.intent, conversation.urgency) == ("praise", "low")


def test_small_talk_after_a_complaint_does_not_change_what_it_is_about(account):
    taken_in(account, heard(BROKEN, said_at=NOW - timedelta(hours=2)))
    before = Conversation.objects.get().intent
    taken_in(account, heard("selamat pagi min"))
    assert Conversation.objects.get().intent == before == "complaint"


def test_where_triage_fails_the_message_is_taken_in_all_the_same(account, monkeypatch, caplog):
    def broken(*_args, **_kwargs):
        raise ValueError("a weight is missing")

    monkeypatch.setattr(triage, "read", broken)
    assert taken_in(account, heard(BROKEN)) == 1
    conversation = Conversation.objects.get()
    assert (conversation.unread, conversation.intent, conversation.waiting_since) == (
        1,
        "",
        Message.objects.get().said_at,
    )
    assert not Reading.objects.exists()
    assert "Triage failed" in caplog.text


def test_a_text_that_triage_cannot_read_does_not_cost_the_others_their_reading(account, monkeypatch):
    read = triage.read

    def choosy(texts, **words):
        if any("racun" in text for text in texts):
            raise ValueError("not this one")
        return read(texts, **words)

    monkeypatch.setattr(triage, "read", choosy)
    assert taken_in(account, heard(BROKEN), heard("racun"), heard(FIRE)) == 3
    assert sorted(Reading.objects.values_list("message__text", flat=True)) == [BROKEN, FIRE]


def test_where_the_database_refuses_a_reading_the_message_stands_all_the_same(account, monkeypatch, caplog):
    monkeypatch.setattr(readings, "KEEP", readings.KEEP.replace("inbox_reading", "no_such_table"))
    assert taken_in(account, heard(BROKEN)) == 1
    assert Message.objects.get().text == BROKEN
    assert Conversation.objects.get().unread == 1
    assert not Reading.objects.exists()
    assert "could not be kept" in caplog.text


def test_units_that_are_named_like_others_elsewhere_are_known_from_the_first_day(office, public_works):
    found = understanding.office_of(office.pk)
    assert found.units == {str(public_works.pk)}
    assert triage.read(["aspal bolong"], gazetteer=found.gazetteer)[0].unit.proposals


def test_a_list_of_duties_becomes_phrases_and_sentences_are_left_out():
    assert understanding.phrases(
        "KTP, kartu keluarga;\n\nMelayani warga dengan sepenuh hati setiap hari. KTP"
    ) == (
        "KTP",
        "kartu keluarga",
    )


def test_personal_data_in_a_message_is_known_by_kind_and_never_told_as_a_word_that_decided(account):
    number = "3374010101900001"
    taken_in(account, heard(f"NIK saya {number}"))
    reading = Reading.objects.get()
    assert reading.personal == ["nik"]
    told = [place for places in reading.words.values() for place in places]
    assert told
    assert not any(reading.message.text[start:end] in number for start, end in told)


def test_intake_asks_the_database_as_often_for_two_messages_as_for_a_hundred(account):
    taken_in(account, heard())
    with CaptureQueriesContext(connection) as two:
        taken_in(account, *(heard(author=f"warga{number}") for number in range(2)))
    with CaptureQueriesContext(connection) as many:
        taken_in(account, *(heard(author=f"warga{number}") for number in range(100)))
    assert len(two) == len(many)
