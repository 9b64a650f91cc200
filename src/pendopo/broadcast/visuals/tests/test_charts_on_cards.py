"""A table becomes a chart that fills the room a card has for it; without source and day there is none."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from pendopo.broadcast.visuals import actions, alt, catalog, chart_fields, filling, printing
from pendopo.broadcast.visuals.press.cards import draw, rooms
from pendopo.broadcast.visuals.press.design import house_designs
from pendopo.broadcast.visuals.press.sizes import SIZES, Form
from pendopo.broadcast.visuals.tests.builders import NOON, a_visual
from pendopo.broadcast.visuals.tests.fillings import BRANDS, a_card
from pendopo.foundation.errors import Refused

TABLE = "Kecamatan\tAduan\nTimur\t1.234\nBarat\t987\nUtara\t640"
WORDS = {"chart": TABLE, "source": "Diskominfo", "dated": "31 Oktober 2026"}
CHARTED = [one.key for one in house_designs().values() if chart_fields.chart_field(one)]


@pytest.mark.parametrize("size", ["portrait", "square", "story", "a4"])
@pytest.mark.parametrize("key", CHARTED)
def test_a_chart_fills_the_room_it_is_given(press, key, size):
    card, refused = chart_fields.with_charts(press, a_card(house_designs()[key]), SIZES[size])
    assert not refused
    made = draw(press, card, SIZES[size], form=Form.SVG)
    assert not made.cut
    (room,) = rooms(press, card, SIZES[size])
    assert room.width > 500
    assert card.charts["chart"].startswith("<svg")


@pytest.mark.parametrize("brand", BRANDS)
def test_a_chart_keeps_its_words_whatever_letters_the_office_has(press, brand):
    card, _none = chart_fields.with_charts(
        press, a_card(house_designs()["bar-chart"], brand=brand), SIZES["square"]
    )
    without = {name: re.sub(r"<text.*?</text>", "", svg) for name, svg in card.charts.items()}
    with_words, bare = (
        draw(press, one, SIZES["square"], form=Form.PNG, scale=0.3).pages[0]
        for one in (card, replace(card, charts=without))
    )
    assert with_words != bare


def test_every_bar_begins_at_zero(press):
    design = house_designs()["bar-chart"]
    found = chart_fields.proposal(design.field("chart"), filling.words_for(design, WORDS)["chart"])
    assert [int(point.value) for point in found.chart.points] == [1234, 987, 640]
    assert found.chart.kind == "bar"


def test_what_the_table_says_stands_as_title_where_none_was_typed():
    design = catalog.design("bar-chart")
    words = chart_fields.completed(design, filling.words_for(design, WORDS))
    assert "1.234" in words["title"]
    typed = chart_fields.completed(design, filling.words_for(design, WORDS | {"title": "Sendiri"}))
    assert typed["title"] == "Sendiri"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"dated": "31 Oktober 2026"}, "source"),
        ({"source": "Diskominfo"}, "dated"),
        ({"source": "-", "dated": "31 Oktober 2026"}, "source"),
        ({"source": "Diskominfo", "dated": "kemarin"}, "dated"),
    ],
)
def test_no_chart_goes_out_without_its_source_and_day(sari, words, field):
    visual = a_visual(sari, design="bar-chart", chart=TABLE, title="Timur paling banyak", **words)
    with pytest.raises(Refused) as no:
        actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)
    assert no.value.field == field


def test_a_table_without_numbers_says_so_beside_the_card(office):
    design = catalog.design("bar-chart")
    card = printing.card_of(
        design, WORDS | {"chart": "Kecamatan\tKepala\nTimur\tBu Ani", "title": "x"}, office
    )
    (problem,) = printing.proof(card, "square", scale=0.2).problems
    assert problem.field == "chart"


def test_a_design_of_shares_takes_no_table_that_is_none():
    design = catalog.design("line-chart")
    with pytest.raises(Refused):
        chart_fields.proposal(design.field("chart"), filling.words_for(design, WORDS)["chart"])


def test_who_cannot_see_the_chart_hears_its_numbers():
    design = catalog.design("bar-chart")
    said = alt.proposed(design, filling.words_for(design, WORDS | {"title": "Timur terbanyak"}), "Diskominfo")
    assert all(number in said for number in ("1.234", "987", "640"))


REGIONS = "Kecamatan\tCakupan (%)\nTimur\t91,5\nBarat\t80,2\nUtara\t77"


def areas(*names: str) -> bytes:
    """A square a region."""
    features = [
        {
            "type": "Feature",
            "properties": {"nama": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]],
            },
        }
        for at, name in enumerate(names)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


class TestMaps:
    def test_numbers_of_regions_are_bars_until_the_boundaries_are_given(self, sari, office):
        design = catalog.design("region-map")
        words = {"chart": REGIONS, "title": "Timur tertinggi", "source": "Dinkes", "dated": "2026"}
        field = design.field("chart")
        before = printing.resolved(design, words, office)
        assert chart_fields.proposal(field, before["chart"]).chart.kind == "bar"
        actions.keep_boundaries(raw=areas("Kec. Timur", "Kec. Barat", "Kec. Utara"), by=sari, now=NOON)
        after = printing.resolved(design, words, office)
        assert chart_fields.proposal(field, after["chart"]).chart.kind == "map"
        proof = printing.proof(printing.card_of(design, words, office), "portrait", scale=0.2)
        assert not proof.problems

    @pytest.mark.parametrize(
        ("known", "kind"), [(["Timur"], "bar"), (["Timur", "Barat", "Utara", "A", "B"], "map")]
    )
    def test_a_region_without_an_area_is_named(self, sari, office, known, kind):
        design = catalog.design("region-map")
        rows = "".join(
            f"\nKec. {name}\t5{at}" for at, name in enumerate(["Timur", "Barat", "Utara", "A", "B", "Hilang"])
        )
        actions.keep_boundaries(raw=areas(*known), by=sari, now=NOON)
        words = printing.resolved(design, {"chart": f"Kecamatan\tCakupan (%){rows}"}, office)
        chart = chart_fields.proposal(design.field("chart"), words["chart"]).chart
        assert chart.kind == kind
        assert any("Hilang" in note for note in chart.notes)

    def test_the_boundaries_are_not_kept_with_every_step(self, sari):
        actions.keep_boundaries(raw=areas("Timur"), by=sari, now=NOON)
        visual = a_visual(sari, design="region-map", chart=REGIONS)
        assert visual.words["chart"] == {"table": REGIONS}

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"[]",
            b"{}",
            b'{"type": "FeatureCollection", "features": []}',
            b"\xff\xfe",
            b"[" * 90_000,
            b"x" * 3_000_001,
        ],
    )
    def test_what_are_no_boundaries_is_refused(self, sari, raw):
        with pytest.raises(Refused):
            actions.keep_boundaries(raw=raw, by=sari, now=NOON)
