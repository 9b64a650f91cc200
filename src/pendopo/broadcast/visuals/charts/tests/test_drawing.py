"""Charts as they are seen: in three brands, in boxes of every ratio, with short and very long words."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.visuals.charts import Chart, Look, draw, propose, read_table, specification
from pendopo.broadcast.visuals.charts.axes import for_line, from_zero
from pendopo.broadcast.visuals.charts.drawing import closed
from pendopo.broadcast.visuals.charts.regions import matched, strangers
from pendopo.broadcast.visuals.charts.specification import as_large_as_can_be
from pendopo.broadcast.visuals.charts.tests.builders import BRANDS, LIGHT, MONTHS, REPORTS, TABLES, boundaries
from pendopo.foundation.errors import Refused
from pendopo.foundation.ui.colour import contrast, luminance, parse

BOXES = [(960, 960), (960, 1240), (1100, 380), (420, 900)]


def chart_of(name: str) -> Chart:
    return propose(read_table(TABLES[name], answers={f"unit:{place}": "aduan" for place in range(6)}))


def marks(made: dict, kind: str) -> list[dict]:
    """Every datum drawn by a kind of mark."""
    return [
        datum for layer in made["layer"] if layer["mark"]["type"] == kind for datum in layer["data"]["values"]
    ]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("name", list(TABLES))
def test_nothing_leaves_its_box(name: str, box: tuple[int, int]):
    width, height = box
    made = specification(chart_of(name), LIGHT, width, height)
    for layer in made["layer"]:
        for datum in layer["data"]["values"]:
            if "x" not in datum:
                continue
            assert -1 <= datum["x"] <= width + 1
            assert -1 <= datum["y"] <= height + 1
            if "text" not in datum:
                assert datum.get("x2", 0) <= width + 1
                assert datum.get("y2", 0) <= height + 1
                continue
            mark = layer["mark"]
            assert mark["fontSize"] >= 26
            long = LIGHT.width(datum["text"], mark["fontSize"], weight=mark["fontWeight"])
            left = datum["x"] - {"left": 0, "center": long / 2, "right": long}[mark["align"]]
            assert left >= -2, datum
            assert left + long <= width + 2, datum


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("name", list(TABLES))
def test_no_word_is_laid_over_another(name: str, box: tuple[int, int]):
    made = specification(chart_of(name), LIGHT, *box)
    taken: list[tuple[float, float, float, float, str]] = []
    for layer in made["layer"]:
        for datum in layer["data"]["values"] if layer["mark"]["type"] == "text" else []:
            size, mark = layer["mark"]["fontSize"], layer["mark"]
            long = LIGHT.width(datum["text"], size, weight=mark["fontWeight"])
            left = datum["x"] - {"left": 0, "center": long / 2, "right": long}[mark["align"]]
            place = (
                left + 1,
                datum["y"] - 0.45 * size,
                left + long - 1,
                datum["y"] + 0.45 * size,
                datum["text"],
            )
            for other in taken:
                apart = (
                    place[0] >= other[2]
                    or other[0] >= place[2]
                    or place[1] >= other[3]
                    or other[1] >= place[3]
                )
                assert apart, (place, other)
            taken.append(place)


@pytest.mark.parametrize("brand", list(BRANDS))
@pytest.mark.parametrize("name", list(TABLES))
def test_a_chart_is_drawn_in_every_brand_with_enough_contrast(name: str, brand: str):
    look = BRANDS[brand]
    chart = chart_of(name)
    svg = draw(chart, look, 960, 800)
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("960", "800")
    made = specification(chart, look, 960, 800)
    for layer in made["layer"]:
        if layer["mark"]["type"] == "text":
            assert contrast(parse(layer["mark"]["fill"]), parse(look.paper)) >= 4.5
        if layer["mark"]["type"] == "rect":
            for datum in layer["data"]["values"]:
                assert contrast(parse(datum["colour"]), parse(look.paper)) >= 3
        if layer["mark"]["type"] == "line":
            assert contrast(parse(layer["mark"]["stroke"]), parse(look.paper)) >= 3


@pytest.mark.parametrize("brand", list(BRANDS))
@pytest.mark.parametrize("number", [2, 3, 4, 5, 6])
def test_series_can_be_told_apart_in_grey(brand: str, number: int):
    look = BRANDS[brand]
    greys = sorted(luminance(parse(colour)) for colour in look.series(number))
    least = 1.5 if number < 4 else 1.2
    assert all((lighter + 0.05) / (darker + 0.05) > least for darker, lighter in itertools.pairwise(greys))


@pytest.mark.parametrize("name", ["reports", "growth", "many", "years", "satisfied"])
def test_bars_begin_at_zero_and_are_as_long_as_their_numbers(name: str):
    chart = chart_of(name)
    made = specification(chart, LIGHT, 960, 960)
    across = name != "satisfied"
    lengths = [
        abs(bar["x2"] - bar["x"]) if across else abs(bar["y2"] - bar["y"]) for bar in marks(made, "rect")
    ]
    values = [abs(float(point.value)) for point in chart.points][: len(lengths)]
    if name == "years":
        values = sorted(values)
        lengths = sorted(lengths)
    for length, value in zip(lengths, values, strict=True):
        assert length / lengths[values.index(max(values))] == pytest.approx(value / max(values), abs=0.004)


def test_a_line_that_does_not_begin_at_zero_says_so():
    flat = "Bulan\tIndeks (poin)\n" + "\n".join(
        f"{month} 2026\t{82 + place}" for place, month in enumerate(("Jan", "Feb", "Mar"))
    )
    made = specification(propose(read_table(flat)), LIGHT, 960, 700)
    assert "Sumbu tegak mulai dari 82, bukan dari nol" in [datum["text"] for datum in marks(made, "text")]
    made = specification(propose(read_table(MONTHS)), LIGHT, 960, 700)
    assert not [datum["text"] for datum in marks(made, "text") if "nol" in datum["text"]]


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), min_size=1, max_size=12))
def test_an_axis_holds_all_its_numbers_and_bars_hold_zero(values: list[Decimal]):
    for axis in (from_zero(values), for_line(values)):
        assert axis.low <= min(values)
        assert axis.high >= max(values)
        assert 2 <= len(axis.ticks) <= 9
    assert from_zero(values).low <= 0 <= from_zero(values).high


def test_a_missing_number_breaks_the_line():
    raw = "Bulan\tKasus\n" + "\n".join(
        f"{month} 2026\t{number}"
        for month, number in zip(
            ("Jan", "Feb", "Mar", "Apr", "Mei"), ("50", "60", "-", "70", "80"), strict=True
        )
    )
    made = specification(propose(read_table(raw)), LIGHT, 960, 700)
    assert [datum["part"] for datum in marks(made, "line")] == [0, 0, 1, 1]


def test_what_does_not_fit_is_counted_not_hidden():
    made = specification(chart_of("many"), LIGHT, 960, 600)
    assert re.fullmatch(r"\d+ lainnya, seluruhnya [\d.]+ aduan", marks(made, "text")[0]["text"])


def test_numbers_are_said_as_indonesia_writes_them():
    texts = [datum["text"] for datum in marks(specification(chart_of("reports"), LIGHT, 960, 700), "text")]
    assert {"1.234 aduan", "987", "640", "98"} <= set(texts)


def test_a_map_is_drawn_with_names_and_what_its_colours_mean():
    known = boundaries("MLATI", "Depok", "Gamping", "Prambanan", "Berbah")
    chart = propose(read_table(REPORTS), boundaries=known)
    texts = [datum["text"] for datum in marks(specification(chart, LIGHT, 960, 960), "text")]
    assert {"Mlati", "Depok", "1.000 sampai 1.500 aduan", "tidak ada angka"} <= set(texts)
    drawn = draw(chart, LIGHT, 960, 960).decode()
    assert drawn.count('aria-roledescription="geoshape"') >= 5 or drawn.count("<path") > 5


def test_the_colours_of_a_map_tell_regions_apart_that_are_all_far_from_zero():
    raw = "Kecamatan\tCakupan (%)\nMlati\t96,2\nDepok\t91,5\nGamping\t83,4\nBerbah\t79,9"
    chart = propose(read_table(raw), boundaries=boundaries("Mlati", "Depok", "Gamping", "Berbah"))
    made = specification(chart, LIGHT, 960, 960)
    assert len({one["properties"]["colour"] for one in marks(made, "geoshape")}) == 4
    assert "75% sampai di bawah 80%" in [datum["text"] for datum in marks(made, "text")]


def test_a_low_map_says_what_its_colours_mean_in_short():
    raw = "Kecamatan\tCakupan (%)\nMlati\t96,2\nDepok\t91,5\nGamping\t83,4\nBerbah\t79,9"
    chart = propose(read_table(raw), boundaries=boundaries("Mlati", "Depok", "Gamping", "Berbah"))
    texts = [datum["text"] for datum in marks(specification(chart, LIGHT, 570, 330), "text")]
    assert {"75%–80%", "95%–100%"} <= set(texts)


def test_regions_that_are_all_equal_are_one_class():
    chart = propose(read_table("Kecamatan\tPos\nMlati\t4\nDepok\t4"), boundaries=boundaries("Mlati", "Depok"))
    made = specification(chart, LIGHT, 960, 960)
    assert len(marks(made, "rect")) == 1


def test_a_region_is_named_within_its_borders_or_not_at_all():
    known = boundaries("Mlati", "Depok")
    # From corner to corner: the middle of its box is no place for a name as long as the box is wide.
    known["features"][0]["geometry"]["coordinates"] = [[[0, 0], [0.1, 0], [1, 1], [0.9, 1], [0, 0]]]
    chart = propose(read_table("Kecamatan\tKasus\nMlati\t5\nDepok\t9"), boundaries=known)
    texts = [datum["text"] for datum in marks(specification(chart, LIGHT, 600, 960), "text")]
    assert "Depok" in texts
    assert "Mlati" not in texts


@pytest.mark.parametrize(
    ("shape", "label"),
    [("Kecamatan Kota Baru", "Kota Baru"), ("KEC. MLATI", "Mlati"), ("Kabupaten Sleman", "Kab. Sleman")],
)
def test_a_region_is_known_however_its_kind_is_written(shape: str, label: str):
    known = matched([label], boundaries(shape))
    assert [name for name, _shape in known] == [label]
    assert strangers([label], boundaries(shape)) == ()


def test_a_kind_that_is_needed_to_tell_two_regions_apart_is_not_left_away():
    known = matched(["Kota Bogor", "Kab. Bogor"], boundaries("Kabupaten Bogor", "Kota Bogor"))
    assert [name for name, _shape in known] == ["Kab. Bogor", "Kota Bogor"]


def test_no_two_numbers_beside_an_axis_are_written_alike():
    flat = "Bulan\tPengunjung\n" + "\n".join(
        f"{month} 2026\t{1_000_000 + 7_919 * place}"
        for place, month in enumerate(("Jan", "Feb", "Mar", "Apr"))
    )
    made = specification(propose(read_table(flat)), LIGHT, 960, 700)
    texts = [datum["text"] for layer in made["layer"] for datum in layer["data"]["values"] if "text" in datum]
    assert len([one for one in texts if one.endswith("jt")]) == len(
        {one for one in texts if one.endswith("jt")}
    )


def test_a_family_of_letters_with_a_figure_in_its_name_is_one_in_quotes():
    look = replace(LIGHT, font="Source Sans 3")
    assert specification(chart_of("reports"), look, 960, 700)["config"]["font"] == "'Source Sans 3'"


class TestLetters:
    def test_few_bars_take_the_largest(self):
        assert as_large_as_can_be(chart_of("reports"), LIGHT, 960, 700, (28, 31, 38)).text == 38

    def test_no_bar_is_given_up_for_larger_letters(self):
        chosen = as_large_as_can_be(chart_of("many"), LIGHT, 960, 700, (28, 31, 38))
        said = [len(marks(specification(chart_of("many"), one, 960, 700), "rect")) for one in (LIGHT, chosen)]
        assert said[0] == said[1]


def test_words_of_the_office_are_never_code():
    raw = "Desa</text><script>alert(1)</script>\tKasus\ndatum.x; fetch('//a')\t5\n<b>{{x}}</b>\t4"
    svg = draw(propose(read_table(raw)), LIGHT, 960, 600)
    assert b"<script" not in svg
    assert b"&lt;b&gt;" in svg
    ET.fromstring(svg)


@pytest.mark.parametrize(
    "reaching",
    [
        {"data": {"url": "file:///etc/passwd"}},
        {"layer": [{"mark": {"type": "image", "url": "https://example.com/a.png"}}]},
        {"layer": [{"mark": {"type": "bar", "href": "https://example.com"}}]},
        {"transform": [{"lookup": "a", "from": {"data": {"url": "x"}}}]},
    ],
)
def test_a_specification_that_reaches_outside_is_not_drawn(reaching: dict):
    with pytest.raises(ValueError, match="reaches for nothing outside"):
        closed(reaching)


def test_every_chart_holds_its_own_numbers():
    for name in TABLES:
        closed(specification(chart_of(name), LIGHT, 960, 960))


def test_the_drawer_is_read_in_only_when_something_is_drawn():
    code = (
        "import sys, pendopo.broadcast.visuals.charts, pendopo.broadcast.visuals.video;"
        "print(*(set(sys.modules) & {'vl_convert', 'openpyxl', 'numpy', 'av'}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_a_box_nobody_could_read_is_refused():
    with pytest.raises(Refused, match="Pilih ukuran lain"):
        specification(chart_of("reports"), LIGHT, 100, 100)


def test_a_brand_colour_that_stands_out_is_kept():
    assert LIGHT.main == "#1d3f72"
    pale = Look(colour="#ffe9a8", accent="#ffffff", paper="#ffffff", ink="#eeeeee")
    assert contrast(parse(pale.main), parse("#ffffff")) >= 3
    assert pale.words == "#000000"
