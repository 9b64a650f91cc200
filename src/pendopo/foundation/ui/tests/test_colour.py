from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.ui.colour import (
    AA,
    BY_DAY,
    BY_NIGHT,
    NotAColour,
    Rgb,
    contrast,
    from_oklch,
    parse,
    stylesheet,
    theme_for,
    to_oklch,
)

ANY_COLOUR = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))
BLACK, WHITE = Rgb(0, 0, 0), Rgb(1, 1, 1)


@pytest.mark.parametrize("words", ["#2d3f8f", "2D3F8F", " #2d3f8f "])
def test_a_colour_is_read_as_people_write_it(words):
    assert parse(words).hex == "#2d3f8f"


def test_a_short_colour_means_its_long_form():
    assert parse("#2af") == parse("#22aaff")


@pytest.mark.parametrize("words", ["", "indigo", "#12345", "#12345g", "red;}body{display:none"])
def test_whatever_is_no_colour_is_refused(words):
    with pytest.raises(NotAColour):
        parse(words)


def test_contrast_is_what_wcag_says_it_is():
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(parse("#777777"), WHITE) == pytest.approx(4.48, abs=0.01)


@given(ANY_COLOUR)
def test_a_colour_survives_the_way_through_oklch(colour):
    assert from_oklch(to_oklch(parse(colour))).hex == colour


@given(ANY_COLOUR, st.booleans())
def test_any_brand_can_be_read_on_every_paper_and_written_on(colour, dark):
    theme = theme_for(colour, dark=dark)
    papers = BY_NIGHT if dark else BY_DAY
    primary = parse(theme["--color-primary"])
    assert contrast(primary, papers.card) >= AA
    assert contrast(primary, papers.page) >= AA
    assert contrast(primary, parse(theme["--color-primary-wash"])) >= AA
    assert contrast(primary, parse(theme["--color-primary-content"])) >= AA


@given(ANY_COLOUR)
def test_a_colour_that_can_be_read_is_left_as_it_is(colour):
    once = theme_for(colour)["--color-primary"]
    assert theme_for(once)["--color-primary"] == once


def test_a_moved_colour_keeps_its_hue():
    yellow, shown = to_oklch(parse("#ffd400")), to_oklch(parse(theme_for("#ffd400")["--color-primary"]))
    assert shown.hue == pytest.approx(yellow.hue, abs=3)


def test_the_style_sheet_holds_both_themes_and_nothing_a_stranger_wrote():
    sheet = stylesheet("#2d3f8f")
    assert "--color-primary:#2d3f8f;" in sheet
    assert '[data-theme="pendopo-malam"]' in sheet
    with pytest.raises(NotAColour):
        stylesheet("#fff;}body{display:none")
