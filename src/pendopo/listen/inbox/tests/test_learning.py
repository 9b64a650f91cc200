"""An office's own head learns from choices, replaces the one before only when it is better, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen import triage
from pendopo.listen.inbox import actions, jobs, queries
from pendopo.listen.inbox.models import Message, Reading, TriageChoice, TriageVersion, UnitWords
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, taken_in

# Words that point to no unit elsewhere: only choices can teach them.
LORE = ("Mbah Karto jualan onde", "Kidung malam di sanggar")


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR, name="Bagus")


@pytest.fixture
def units(administrator):
    return [
        structure.add_unit(parent=None, name=name, short_name="", by=administrator, now=NOW)
        for name in ("Bagian Pasar Kuliner", "Bagian Kesenian")
    ]


def chosen(account, by, units, many):
    """So many choices, one unit after the other."""
    said = [heard(f"{LORE[n % 2]} nomor {n}", author=f"w{n}", thread_id=f"k{n}") for n in range(many)]
    taken_in(account, *said)
    messages = {one.remote_id: one for one in Message.objects.all()}
    TriageChoice.objects.bulk_create(
        TriageChoice(
            institution_id=by.institution_id,
            message=messages[one.remote_id],
            question="unit",
            unit=units[n % 2],
            by=by,
            at=NOW + timedelta(seconds=n),
        )
        for n, one in enumerate(said)
    )


def test_too_few_choices_teach_nothing(office, account, operator, units):
    chosen(account, operator, units, 49)
    assert queries.offices_to_teach() == []
    jobs.learn_office(office.pk)
    assert not TriageVersion.objects.exists()


def test_a_night_of_learning_makes_a_version_that_speaks_from_then_on(office, account, operator, units):
    chosen(account, operator, units, 110)
    assert queries.offices_to_teach() == [office.pk]
    jobs.learn_office(office.pk)
    version = TriageVersion.objects.get()
    assert version.in_use
    assert (version.number, version.choices, version.kept_back) == (1, 110, 22)
    assert version.right > version.right_before
    assert version.point is not None
    assert LedgerEntry.objects.filter(did="inbox.triage_learned").count() == 1
    conversation = a_conversation(account, "Kidung malam di sanggar besok jam berapa")
    reading = Reading.objects.get(message__conversation=conversation)
    assert reading.version.endswith("/1")
    assert reading.units[0][0] == units[1].pk
    assert (reading.filled_unit_id is not None) == (reading.units[0][1] >= version.point)
    assert conversation.unit_is_filled == (reading.filled_unit_id is not None)


def test_nothing_new_is_not_learned_again_and_what_is_no_better_is_not_kept(office, account, operator, units):
    chosen(account, operator, units, 60)
    jobs.learn_office(office.pk)
    assert queries.offices_to_teach() == []
    more = a_conversation(account, f"{LORE[0]} lagi")
    later = timezone.now()
    actions.correct(conversation=more, question="unit", value=str(units[0].pk), by=operator, now=later)
    assert queries.offices_to_teach() == [office.pk]
    jobs.learn_office(office.pk)
    first, second = TriageVersion.objects.order_by("number")
    assert first.in_use
    assert not second.in_use
    assert not second.was_kept
    assert second.head is None
    assert second.right <= second.right_before
    assert queries.offices_to_teach() == []


def test_what_is_taken_back_is_unlearned_the_next_night(office, account, operator, units):
    chosen(account, operator, units, 60)
    jobs.learn_office(office.pk)
    assert queries.offices_to_teach() == []
    TriageChoice.objects.filter(pk=TriageChoice.objects.latest("pk").pk).update(undone_at=timezone.now())
    assert queries.offices_to_teach() == [office.pk]


def test_an_office_of_many_choices_goes_on_learning(office, account, operator, units, monkeypatch):
    monkeypatch.setattr(queries.learning, "MOST", 60)
    chosen(account, operator, units, 60)
    jobs.learn_office(office.pk)
    more = a_conversation(account, f"{LORE[0]} lagi")
    later = timezone.now()
    actions.correct(conversation=more, question="unit", value=str(units[0].pk), by=operator, now=later)
    assert queries.offices_to_teach() == [office.pk]
    assert queries.material(office.pk).known == 59


def test_a_version_that_people_chose_while_it_learned_is_not_pushed_aside(
    office, account, operator, administrator, units
):
    chosen(account, operator, units, 60)
    lesson = queries.material(office.pk).learned()
    actions.keep_lesson(institution_id=office.pk, lesson=lesson, before=None, now=NOW)
    late = actions.keep_lesson(institution_id=office.pk, lesson=lesson, before=None, now=NOW)
    assert not late.in_use
    assert late.head
    assert TriageVersion.objects.get(in_use=True).number == 1


def test_an_earlier_version_speaks_again_when_somebody_says_so(
    office, account, operator, administrator, units
):
    chosen(account, operator, units, 60)
    lesson = queries.material(office.pk).learned()
    first = actions.keep_lesson(institution_id=office.pk, lesson=lesson, before=None, now=NOW)
    second = actions.keep_lesson(institution_id=office.pk, lesson=lesson, before=first.pk, now=NOW)
    assert TriageVersion.objects.get(in_use=True) == second
    actions.use_version(version=first, by=administrator, now=NOW)
    assert TriageVersion.objects.get(in_use=True) == first
    actions.use_version(version=None, by=administrator, now=NOW)
    assert not TriageVersion.objects.filter(in_use=True).exists()
    conversation = a_conversation(account, LORE[0])
    assert "/" not in Reading.objects.get(message__conversation=conversation).version
    assert LedgerEntry.objects.filter(did="inbox.triage_version_chosen").count() == 2
    with pytest.raises(Refused):
        actions.use_version(version=first, by=operator, now=NOW)


def test_a_closed_unit_is_neither_taught_nor_proposed(office, account, operator, administrator, units):
    chosen(account, operator, units, 60)
    jobs.learn_office(office.pk)
    structure.close_unit(unit=units[1], by=administrator, now=NOW)
    conversation = a_conversation(account, LORE[1])
    reading = Reading.objects.get(message__conversation=conversation)
    assert all(pk != units[1].pk for pk, _sure, _words in reading.units)
    assert {one.unit for one in queries.material(office.pk).choices} == {str(units[0].pk)}


def test_how_citizens_speak_of_a_unit_counts_from_the_next_message_on(account, administrator, units):
    before = a_conversation(account, "onde onde di lapak Mbah Karto")
    assert before.unit_id is None
    actions.describe_unit(
        unit=units[0], names="", duties="onde onde,\nlapak", places="", by=administrator, now=NOW
    )
    assert UnitWords.objects.get().duties == "onde onde, lapak"
    after = a_conversation(account, "onde onde di lapak Mbah Karto")
    assert after.unit_id == units[0].pk


def test_the_bounds_of_learning_are_triages_own():
    assert (queries.FEWEST, queries.learning.MOST) == (triage.office.FEWEST, triage.office.MOST)


def address(name, *args):
    return reverse(f"inbox:{name}", args=args)


def test_the_page_shows_versions_with_their_figures_and_lets_one_speak_again(
    office, account, operator, administrator, units
):
    chosen(account, operator, units, 60)
    jobs.learn_office(office.pk)
    version = TriageVersion.objects.get()
    client = signed_in(administrator_who_reads(office))
    page = client.get(address("triage")).text
    assert "Sedang dipakai" in page
    assert "Bagian Kesenian" in page
    client.post(address("triage_use_none"))
    assert "Pakai versi ini" in client.get(address("triage")).text
    client.post(address("triage_use", version.pk))
    version.refresh_from_db()
    assert version.in_use


def administrator_who_reads(office):
    return a_member(office, Role.ADMINISTRATOR, Role.OPERATOR)


def test_the_threshold_and_the_words_of_a_unit_are_changed_on_the_page(office, units, operator):
    client = signed_in(administrator_who_reads(office))
    assert client.post(address("threshold"), {"sure_from": 70}).status_code == 302
    assert queries.sure_from(operator) == 70
    assert client.post(address("threshold"), {"sure_from": 5}).status_code == 422
    unit = address("triage_unit", units[0].pk)
    assert client.get(unit).status_code == 200
    client.post(unit, {"names": "kuliner", "duties": "", "places": "Pasar Wage"})
    assert UnitWords.objects.get().places == "Pasar Wage"
    plain = signed_in(operator)
    assert plain.get(address("triage")).status_code == 200
    assert plain.post(unit, {"names": "x"}).status_code == 422
    assert plain.post(address("threshold"), {"sure_from": 60}).status_code == 403
