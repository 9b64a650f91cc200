"""A case out of a message begins with what the house is sure of, and says which words decided it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox.models import Conversation, Reading
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.cases import actions, queries, routing
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import CaseKind
from pendopo.serve.cases.tests.builders import NOW, a_case, verified

TOLD = "Selokan depan pasar mampet, dinas mana yang mengurus?"


@pytest.fixture
def foreign(db):
    """A unit of another institution. Ask for it before `office`."""
    return a_unit(an_institution("Kota Lain"))


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def works(office):
    return a_unit(office, "Dinas Pekerjaan Umum", short_name="DPU")


def a_read_one(office, unit, *, sure, threshold=0.5, text=TOLD):
    """A conversation of which triage says that a unit is the one, because of the first word."""
    row = a_conversation(an_account(office), text)
    is_filled = sure >= threshold
    reading = Reading.objects.get(message__conversation=row)
    reading.units = [[unit.pk, sure, [[0, 7]]]]
    reading.filled_unit = unit if is_filled else None
    reading.intent, reading.sure, reading.threshold = "complaint", {**reading.sure, "intent": sure}, threshold
    reading.words = {**reading.words, "intent": [[20, 26]]}
    reading.save()
    Conversation.objects.filter(pk=row.pk).update(
        unit=unit, unit_is_filled=is_filled, intent="complaint" if is_filled else "unsure"
    )
    row.refresh_from_db()
    return row


def test_unit_and_topic_are_filled_in_with_the_words_that_decided(office, operator, works):
    row = a_read_one(office, works, sure=0.97)
    asked = queries.asked_in(row, operator)
    assert asked.begins["unit"] == works
    assert asked.begins["topic"] == "Selokan"
    assert asked.begins["kind"] == CaseKind.COMPLAINT
    page = signed_in(operator).get(reverse("cases:from_message", args=[row.pk])).text
    assert "Terisi karena kata: selokan." in page
    assert "Terisi karena kata: mampet." in page
    assert f'<option value="{works.pk}" selected>' in page


def test_below_the_threshold_nothing_is_filled_in_and_the_page_says_so(office, operator, works):
    row = a_read_one(office, works, sure=0.3)
    asked = queries.asked_in(row, operator)
    assert "unit" not in asked.begins
    assert "topic" not in asked.begins
    page = signed_in(operator).get(reverse("cases:from_message", args=[row.pk])).text
    assert "Belum yakin: pilih sendiri." in page
    assert f'<option value="{works.pk}" selected>' not in page


def test_what_a_person_chose_in_the_inbox_counts_more_than_what_was_read(office, operator, works):
    chosen = a_unit(office, "Dinas Perdagangan")
    row = a_read_one(office, works, sure=0.3)
    Conversation.objects.filter(pk=row.pk).update(unit=chosen, unit_is_filled=True)
    row.refresh_from_db()
    asked = queries.asked_in(row, operator)
    assert asked.begins["unit"] == chosen
    assert not asked.filled.words["unit"]


def test_a_topic_of_the_table_that_the_citizen_names_comes_before_triage(office, operator, works):
    sanitation = a_unit(office, "Dinas Lingkungan Hidup")
    coordinator = a_member(office, Role.COORDINATOR)
    for topic, place in (("Selokan depan pasar", ""), ("Selokan", ""), ("mampet", "Cipari")):
        actions.keep_route(topic=topic, place=place, unit=sanitation, by=coordinator, now=NOW)
    asked = queries.asked_in(a_read_one(office, works, sure=0.97), operator)
    assert asked.begins["topic"] == "Selokan depan pasar"
    assert asked.begins["unit"] == sanitation


def test_the_unit_of_an_opened_case_is_proposed_first_and_not_asked_by_itself(office, operator, works):
    row = a_read_one(office, works, sure=0.97)
    client = signed_in(operator)
    sent = {
        "title": "Selokan mampet",
        "kind": "complaint",
        "story": TOLD,
        "unit": works.pk,
        "topic": "Selokan",
    }
    assert client.post(reverse("cases:from_message", args=[row.pk]), sent).status_code == 302
    case = Case.objects.select_related("unit").get()
    assert case.unit == works
    assert not case.waits.exists()
    assert routing.proposals(case)[0].unit == works
    verified(case, operator)
    shown = client.get(reverse("cases:refer", args=[case.pk])).text
    assert f'<option value="{works.pk}" selected>' in shown


def test_a_matter_of_supervision_begins_without_a_unit(office, operator, works):
    with acting_as(operator):
        assert a_case(operator, unit=works, supervisory_content=True).unit is None
        later = a_case(operator, unit=works)
        actions.flag_supervisory(case=later, reported_unit=works, by=operator, now=NOW)
        later.refresh_from_db()
        assert (later.unit, later.reported_unit) == (None, works)


def test_a_unit_of_another_institution_is_refused(foreign, office, operator, works):
    row = a_read_one(office, works, sure=0.97)
    sent = {"title": "Selokan", "kind": "complaint", "story": TOLD, "unit": foreign.pk}
    answer = signed_in(operator).post(reverse("cases:from_message", args=[row.pk]), sent)
    assert answer.status_code == 422
    assert not Case.objects.exists()
