"""Which warnings concern the office, by where it lies and what its region is called."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.listen.watch import queries
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.states import WarningState as W
from pendopo.listen.watch.tests.builders import a_feed, cap, quake
from pendopo.listen.watch.tests.files import NOW, square


class TestWhatConcernsUs:
    @pytest.mark.parametrize(
        ("said", "concerns"),
        [
            ({"Dirasakan": "II Sleman", "Coordinates": "-9.9,113.0", "Magnitude": "4.0"}, True),
            ({"Dirasakan": "-", "Coordinates": "-8.0,110.3"}, True),
            ({"Dirasakan": "-", "Coordinates": "-8.0,110.3", "Magnitude": "4.0"}, False),
            ({"Dirasakan": "II Ende", "Coordinates": "-8.9,121.6"}, False),
            (
                {
                    "Dirasakan": "-",
                    "Coordinates": "-9.5,112.0",
                    "Magnitude": "7.6",
                    "Potensi": "Berpotensi TSUNAMI",
                },
                True,
            ),
            (
                {
                    "Dirasakan": "-",
                    "Coordinates": "-3.0,129.0",
                    "Magnitude": "7.6",
                    "Potensi": "Berpotensi TSUNAMI",
                },
                False,
            ),
        ],
    )
    def test_earthquakes(self, feed, said, concerns):
        row = quake(feed, **said)
        assert (row.state == W.DRAFTED) is concerns
        assert queries.reasons_said(row)

    @pytest.mark.parametrize(
        ("said", "concerns"),
        [
            ({}, True),
            (
                {
                    "polygons": (square(-7.9, 110.36, 0.05),),
                    "text": "Hujan lebat di Bantul.",
                    "area": "Bantul",
                },
                True,
            ),
            (
                {
                    "polygons": (square(-3.0, 120.0),),
                    "text": "Hujan lebat di Palu.",
                    "area": "Sulawesi Tengah",
                },
                False,
            ),
            ({"polygons": (), "text": "Hujan lebat di Mlati."}, True),
            ({"polygons": (), "text": "Hujan lebat.", "area": "Aceh", "headline": "Hujan di Aceh"}, False),
            ({"status": "Exercise"}, False),
        ],
    )
    def test_weather(self, place, editor, account, said, concerns):
        row = cap(a_feed(editor, kind=Kind.WEATHER), **said)
        assert (row.state == W.DRAFTED) is concerns

    def test_an_office_that_says_nothing_of_itself_misses_nothing(self, office, editor, account):
        type(office).objects.filter(pk=office.pk).update(name="Dinas Kesehatan")
        row = quake(a_feed(editor, kind=Kind.QUAKES), Dirasakan="-")
        assert row.state == W.DRAFTED

    def test_one_of_another_region_that_is_felt_here_later_concerns_us_then(self, feed):
        far = {"Coordinates": "-9.9,113.0"}
        assert quake(feed, Dirasakan="-", **far).state == W.ELSEWHERE
        row = quake(feed, Dirasakan="II Sleman", **far)
        assert (row.state, row.follows) == (W.DRAFTED, None)

    def test_old_ones_are_left_alone(self, feed):
        assert quake(feed, at=NOW - timedelta(days=1)) is None
