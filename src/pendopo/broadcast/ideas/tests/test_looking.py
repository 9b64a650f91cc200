"""Suggestions on the board: once each, renewed by facts, never against a person's word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from pendopo.broadcast.content.models import Pillar
from pendopo.broadcast.content.tests.builders import an_item
from pendopo.broadcast.ideas import actions, jobs, queries
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import IdeaState, Source
from pendopo.broadcast.ideas.suggesting import registry
from pendopo.broadcast.ideas.suggesting.reasons import reason
from pendopo.broadcast.ideas.tests.builders import a_suggestion, an_idea
from pendopo.broadcast.ideas.tests.conftest import NOW
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.tests.builders import an_institution


@pytest.fixture
def says(monkeypatch):
    """What the one source of this test says."""
    said: list[actions.Suggestion] = []
    monkeypatch.setattr(registry, "_finders", {Source.NEWS: lambda _office, _now: list(said)})
    return said


def test_what_the_house_knows_stands_on_the_board_with_reasons(office, sari):
    Pillar.objects.create(institution=office, name="Layanan", share_percent=40)
    number = actions.look_again(institution=office, by=sari, now=NOW)
    found = list(Idea.objects.filter(institution=office))
    assert number == len(found) > 0
    assert {one.source for one in found} == {Source.NATIONAL_DAY, Source.GAP}
    assert all(one.why and "[" in one.text and one.state == IdeaState.SUGGESTED for one in found)
    assert any(one.title == "Hari Guru Nasional" for one in found)


def test_looking_twice_changes_nothing(office, sari):
    actions.look_again(institution=office, now=NOW)
    before = list(Idea.objects.order_by("pk").values())
    assert actions.look_again(institution=office, by=sari, now=NOW + timedelta(minutes=5)) == 0
    assert list(Idea.objects.order_by("pk").values()) == before


def test_a_post_for_the_day_takes_its_suggestion_away_and_its_withdrawal_brings_it_back(office, sari):
    actions.look_again(institution=office, now=NOW)
    day = Idea.objects.get(title="Hari Guru Nasional")
    item = an_item(sari, title="Hari Guru", text="Selamat Hari Guru!", due_at=NOW.replace(day=25), now=NOW)
    actions.look_again(institution=office, now=NOW)
    day.refresh_from_db()
    assert (day.state, day.set_aside_by, day.said_aside) == (
        IdeaState.SET_ASIDE,
        None,
        "Sudah tidak berlaku.",
    )
    type(item).objects.filter(pk=item.pk).update(state="withdrawn")
    actions.look_again(institution=office, now=NOW + timedelta(hours=1))
    day.refresh_from_db()
    assert (day.state, day.why_aside) == (IdeaState.SUGGESTED, "")


def test_numbers_follow_the_facts_and_a_persons_words_stay(office, sari, says):
    says.append(a_suggestion(reference="beras", reasons=[reason("story", number=5)], text="Draf."))
    actions.look_again(institution=office, now=NOW)
    idea = Idea.objects.get()
    says[:] = [a_suggestion(reference="beras", reasons=[reason("story", number=7)], text="Draf baru.")]
    actions.look_again(institution=office, now=NOW)
    idea.refresh_from_db()
    assert (idea.why, idea.text) == ("7 sumber memberitakan kita, dan jumlahnya bertambah.", "Draf baru.")
    actions.change_idea(
        idea=idea, title=idea.title, text="Kata Sari.", by=sari, now=NOW + timedelta(minutes=1)
    )
    says[:] = [a_suggestion(reference="beras", reasons=[reason("story", number=9)], text="Draf lain.")]
    actions.look_again(institution=office, now=NOW)
    idea.refresh_from_db()
    assert (idea.why, idea.text) == ("9 sumber memberitakan kita, dan jumlahnya bertambah.", "Kata Sari.")


def test_what_a_person_decided_about_stays_decided(office, sari, says):
    says[:] = [a_suggestion(reference=name) for name in ("simpan", "sisih", "ambil")]
    actions.look_again(institution=office, now=NOW)
    ideas = {one.reference: one for one in Idea.objects.all()}
    actions.keep(idea=ideas["simpan"], by=sari, now=NOW)
    actions.set_aside(idea=ideas["sisih"], why="Bukan kita.", by=sari, now=NOW)
    actions.take(idea=ideas["ambil"], by=sari, now=NOW)
    assert actions.look_again(institution=office, now=NOW) == 0
    says.clear()
    actions.look_again(institution=office, now=NOW)
    assert dict(Idea.objects.values_list("reference", "state")) == {
        "simpan": "kept",
        "sisih": "set_aside",
        "ambil": "taken",
    }


def test_one_source_never_floods_the_board(office, says):
    says[:] = [a_suggestion(strength=number) for number in range(20)]
    assert actions.look_again(institution=office, now=NOW) == 5
    assert sorted(Idea.objects.values_list("strength", flat=True)) == [15, 16, 17, 18, 19]


def test_what_is_over_is_set_aside_by_the_house(office, sari):
    gone = an_idea(office, useful_until=date(2026, 11, 17))
    kept = an_idea(office, useful_until=date(2026, 11, 17))
    actions.keep(idea=kept, by=sari, now=NOW)
    today = an_idea(office, useful_until=date(2026, 11, 18))
    actions.look_again(institution=office, now=NOW)
    over = Idea.objects.filter(state=IdeaState.SET_ASIDE)
    assert {one.pk for one in over} == {gone.pk, kept.pk}
    assert {one.said_aside for one in over} == {"Waktunya sudah lewat."}
    with translation.override("en"):
        assert {one.said_aside for one in over} == {"Its time is over."}
    today.refresh_from_db()
    assert today.state == IdeaState.SUGGESTED


def test_a_thing_that_arrives_twice_is_suggested_once(office):
    assert actions.suggest(institution=office, suggestion=a_suggestion(reference="gempa"), now=NOW)
    assert actions.suggest(institution=office, suggestion=a_suggestion(reference="gempa"), now=NOW) is None


def test_the_night_looks_in_every_institution(db, monkeypatch):
    offices = {an_institution().pk, an_institution("Kota Lain").pk}
    deferred: set[int] = set()

    class Deferred:
        def defer(self, *, institution_id: int) -> None:
            deferred.add(institution_id)

    monkeypatch.setattr(jobs.look, "configure", lambda **_how: Deferred())
    jobs.look_everywhere(0)
    assert offices <= deferred
    jobs.look(min(offices))
    with acting_for(min(offices)):
        assert Idea.objects.exists()


def test_no_source_hides_the_others_and_warnings_come_first(office):
    for number in range(4):
        an_idea(office, source=Source.STANDARD, strength=number + 10)
    an_idea(office, source=Source.ASKED, strength=3)
    an_idea(office, source=Source.WARNING, strength=1)
    turns = queries.in_turn(Idea.objects.all())
    assert [one.source for one in turns[:4]] == ["warning", "asked", "standard", "standard"]


def test_an_empty_desk_gets_what_was_kept_before_what_is_only_suggested(office, sari):
    assert queries.best(sari) is None
    an_idea(office, source=Source.WARNING)
    kept = an_idea(office)
    actions.keep(idea=kept, by=sari, now=NOW)
    assert queries.best(sari) == kept


def test_another_institutions_board_is_its_own(stranger, office, sari):
    an_idea(office)
    with acting_for(office.pk):
        assert [lane.count for lane in queries.board(sari, queries.Filters(), now=NOW).lanes] == [1, 0, 0, 0]
        assert [lane.count for lane in queries.board(stranger, queries.Filters(), now=NOW).lanes] == [
            0,
            0,
            0,
            0,
        ]
        with pytest.raises(Idea.DoesNotExist):
            queries.idea(stranger, Idea.objects.get().pk)


def test_a_reason_is_worded_for_whoever_reads_it(office):
    actions.look_again(institution=office, now=NOW)
    day = Idea.objects.get(title="Hari Guru Nasional")
    assert "Hari Guru Nasional jatuh pada Rabu, 25 November 2026" in day.why
    with translation.override("en"):
        assert day.why.startswith("National Teachers' Day is on Wednesday, 25 November 2026, in ")


def test_personal_data_in_a_reason_is_covered(office):
    named = reason("solved", topic="Rumah 081234567890", number=2, first=NOW.date(), last=NOW.date())
    kept = an_idea(office, reasons=[named])
    assert "081234567890" not in kept.why
    assert "18 Nov" in kept.why
