"""Chains of warnings in whatever order they are read, exercises between them, and one earthquake in several files."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from pendopo.broadcast.content.models import ContentItem
from pendopo.foundation.clock import Zone
from pendopo.institution.notices.models import Notice
from pendopo.listen.watch import actions
from pendopo.listen.watch.models import OfficialWarning
from pendopo.listen.watch.reading import read_cap, read_quakes
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.states import WarningState as W
from pendopo.listen.watch.tests.builders import a_feed, cap, published, quake, text_of
from pendopo.listen.watch.tests.files import NOW, a_cap, a_quake, quakes

REFERS = "bmkg,{},2026-11-25T02:55:00+00:00"
CHAIN = {
    "a": {"sent": NOW - timedelta(minutes=9)},
    "b": {"sent": NOW - timedelta(minutes=6), "message": "Update", "references": REFERS.format("a")},
    "c": {
        "sent": NOW - timedelta(minutes=3),
        "message": "Update",
        "references": f"{REFERS.format('a')} {REFERS.format('b')}",
    },
}


@pytest.fixture
def weather(place, editor, account):
    return a_feed(editor, kind=Kind.WEATHER)


def states() -> dict[str, str]:
    return {one.mark: one.state for one in OfficialWarning.objects.order_by("id")}


def drafts() -> list[ContentItem]:
    return list(ContentItem.objects.exclude(state="withdrawn"))


class TestOrder:
    @pytest.mark.parametrize("order", list(itertools.permutations("abc")))
    def test_in_whatever_order_a_chain_is_read_its_last_link_is_the_draft(self, weather, order):
        for mark in order:
            cap(weather, mark=mark, **CHAIN[mark])
        assert states() == {"a": W.UPDATED, "b": W.UPDATED, "c": W.DRAFTED}
        (item,) = drafts()
        assert OfficialWarning.objects.get(mark="c").item == item

    @pytest.mark.parametrize("order", [("a", "z"), ("z", "a")])
    def test_what_was_lifted_is_no_draft_even_where_the_lifting_was_read_first(self, weather, order):
        said = {"a": CHAIN["a"], "z": {"sent": NOW, "message": "Cancel", "references": REFERS.format("a")}}
        for mark in order:
            cap(weather, mark=mark, **said[mark])
        assert drafts() == []
        assert OfficialWarning.objects.filter(state__in=[W.DRAFTED, W.UNDRAFTED]).count() == 0

    def test_the_next_alert_of_an_area_read_first_keeps_the_one_before_from_a_draft(self, weather):
        cap(weather, mark="new", sent=NOW - timedelta(minutes=1))
        cap(weather, mark="old", sent=NOW - timedelta(hours=1))
        assert states() == {"new": W.DRAFTED, "old": W.UPDATED}
        assert len(drafts()) == 1

    def test_a_lifting_of_what_nobody_knows_is_told_to_nobody(self, weather, officer):
        row = cap(weather, message="Cancel", references=REFERS.format("zz"))
        assert (row.state, row.item, row.is_all_clear) == (W.ELSEWHERE, None, True)
        assert not Notice.objects.exists()

    def test_a_lifting_of_what_did_not_concern_us_is_told_to_nobody(self, weather, officer):
        far = {"polygons": (), "text": "Hujan.", "area": "Aceh", "headline": "Hujan di Aceh"}
        cap(weather, mark="a", **far)
        cap(weather, mark="z", message="Cancel", references=REFERS.format("a"), sent=NOW, **far)
        assert set(states().values()) == {W.ELSEWHERE}
        assert not Notice.objects.exists()


class TestLinks:
    def test_a_lifting_that_names_only_the_first_lifts_its_update(self, weather):
        cap(weather, mark="a", **CHAIN["a"])
        cap(weather, mark="b", **CHAIN["b"])
        row = cap(weather, mark="z", message="Cancel", references=REFERS.format("a"), sent=NOW)
        assert states()["b"] == W.CLEARED
        assert (row.follows.mark, drafts()) == ("b", [])

    def test_where_the_first_is_public_the_lifting_of_its_draft_is_said_to_citizens(self, weather):
        first = cap(weather, mark="a", **CHAIN["a"])
        published(first.item)
        cap(weather, mark="b", **CHAIN["b"])
        row = cap(weather, mark="z", message="Cancel", references=REFERS.format("b"), sent=NOW)
        assert row.state == W.DRAFTED
        assert "PERINGATAN DICABUT" in text_of(row.item)

    def test_the_lifting_of_one_whose_place_another_took_calls_off_neither(self, weather):
        published(cap(weather, mark="a", sent=NOW - timedelta(hours=1)).item)
        cap(weather, mark="other", sent=NOW - timedelta(minutes=5))
        row = cap(weather, mark="z", message="Cancel", references=REFERS.format("a"), sent=NOW)
        assert states()["other"] == W.DRAFTED
        assert row.item is None

    def test_an_update_that_is_over_already_ends_what_stood(self, weather):
        cap(weather, mark="a", **CHAIN["a"])
        cap(weather, mark="b", **{**CHAIN["b"], "ends": NOW - timedelta(minutes=1)})
        assert states() == {"a": W.UPDATED, "b": W.EXPIRED}
        assert drafts() == []

    @pytest.mark.parametrize("message", ["Update", "Cancel", "Ack", "Error"])
    def test_an_exercise_or_a_word_between_senders_ends_nothing(self, weather, message):
        cap(weather, mark="a", **CHAIN["a"])
        status = "Exercise" if message in {"Update", "Cancel"} else "Actual"
        cap(weather, mark="x", message=message, status=status, references=REFERS.format("a"), sent=NOW)
        assert states() == {"a": W.DRAFTED, "x": W.ELSEWHERE}


class TestOneEarthquake:
    @pytest.fixture
    def felt(self, feed, editor):
        return a_feed(
            editor, kind=Kind.QUAKES, url="https://data.bmkg.go.id/DataMKG/TEWS/gempadirasakan.json"
        )

    def hear(self, feed, **said):
        actions.take_in_warnings(feed=feed, heard=read_quakes(quakes(a_quake(**said)), url=feed.url), now=NOW)

    def test_in_two_files_is_one_draft(self, feed, felt):
        self.hear(felt, Potensi="")
        self.hear(feed, Dirasakan="-")
        self.hear(felt, Potensi="")
        assert ContentItem.objects.count() == 1

    def test_with_a_time_corrected_by_seconds_too(self, feed, felt):
        at = NOW - timedelta(minutes=3)
        self.hear(feed, at=at)
        self.hear(felt, at=at + timedelta(seconds=4), Coordinates="-7.55,110.41")
        self.hear(feed, at=at)
        assert (ContentItem.objects.count(), OfficialWarning.objects.count()) == (1, 1)

    def test_another_at_the_same_moment_far_away_is_another(self, feed):
        self.hear(feed)
        self.hear(
            feed, Coordinates="-7.0,128.0", at=NOW - timedelta(minutes=3, seconds=5), Dirasakan="II Sleman"
        )
        assert len(drafts()) == 2

    def test_a_file_that_lags_behind_does_not_take_a_correction_back(self, feed, felt):
        self.hear(feed)
        self.hear(felt)
        self.hear(feed, Magnitude="6.4")
        self.hear(felt)
        (item,) = drafts()
        assert "Magnitudo: 6,4" in text_of(item)
        assert OfficialWarning.objects.get(item=item).stated["magnitude"] == 6.4

    def test_whose_figures_go_back_to_what_they_were_is_told_again(self, feed):
        for magnitude in ("5.8", "6.4", "5.8", "5.8", "6.4"):
            self.hear(feed, Magnitude=magnitude)
        assert [one.state for one in OfficialWarning.objects.order_by("id")] == [
            *(W.UPDATED, W.UPDATED, W.UPDATED),
            W.DRAFTED,
        ]
        (item,) = drafts()
        assert "Magnitudo: 6,4" in text_of(item)
        assert "PEMUTAKHIRAN" in text_of(item)

    def test_that_goes_back_and_forth_elsewhere_concerns_nobody_each_time(self, feed, officer):
        far = {"Coordinates": "-7.0,128.0", "Dirasakan": "-"}
        for magnitude in ("5.0", "5.6", "5.0", "5.6"):
            self.hear(feed, Magnitude=magnitude, **far)
        assert {one.state for one in OfficialWarning.objects.all()} == {W.ELSEWHERE}
        assert not Notice.objects.exists()

    def test_that_creeps_away_from_what_was_told_is_told(self, feed):
        for magnitude in ("5.8", "5.9", "6.0", "6.1"):
            self.hear(feed, Magnitude=magnitude)
        (item,) = drafts()
        assert "Magnitudo: 6,1" in text_of(item)

    def test_a_file_that_had_caught_up_is_believed_when_it_goes_back(self, feed, felt):
        for file, magnitude in ((feed, "5.8"), (felt, "6.4"), (feed, "5.8"), (feed, "6.4"), (feed, "5.8")):
            self.hear(file, Magnitude=magnitude)
        (item,) = drafts()
        assert "Magnitudo: 5,8" in text_of(item)

    def test_a_file_that_lags_behind_and_says_where_it_was_felt_adds_only_that(self, feed, felt):
        self.hear(feed, Dirasakan="-")
        self.hear(felt, Dirasakan="-")
        self.hear(feed, Dirasakan="-", Magnitude="6.4")
        self.hear(felt, Dirasakan="IV Sleman")
        (item,) = drafts()
        assert "Magnitudo: 6,4" in text_of(item)
        assert "IV Sleman" in text_of(item)


class TestPlaces:
    @pytest.mark.parametrize("zone", [(Zone.WITA, "10.57 WITA"), (Zone.WIT, "11.57 WIT")])
    def test_times_are_those_of_the_office(self, feed, office, zone):
        type(office).objects.filter(pk=office.pk).update(zone=zone[0])
        assert f"Waktu: 25 November 2026, {zone[1]}" in text_of(quake(feed).item)

    @pytest.mark.parametrize("region", ["Kabupaten Bantul", "Kab. Bantul", "kab bantul", "Bantul"])
    def test_each_of_several_regions_counts_however_it_is_called(self, feed, place, region):
        place.region = ["Sleman", region]
        place.save()
        far = {"Coordinates": "-9.9,113.0", "Magnitude": "4.0"}
        assert quake(feed, Dirasakan="III Bantul, II Klaten", **far).state == W.DRAFTED

    def test_a_region_whose_name_stands_in_another_word_is_not_meant(self, feed, place):
        place.region = ["Kota Palu"]
        place.save()
        said = {"Coordinates": "-9.9,113.0", "Magnitude": "4.0"}
        assert quake(feed, Dirasakan="III Palupuh", **said).state == W.ELSEWHERE


def test_a_file_is_read_once_however_it_was_judged(weather):
    heard = read_cap(
        a_cap(mark="z", message="Cancel", references=REFERS.format("zz")), url="https://x.example/z"
    )
    for _ in range(2):
        actions.take_in_warnings(feed=weather, heard=[heard], now=NOW)
    assert OfficialWarning.objects.filter(url="https://x.example/z").count() == 1
