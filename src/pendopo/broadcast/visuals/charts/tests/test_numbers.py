"""Numbers as Indonesian offices write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.visuals.charts.numbers import Sign, Style, is_missing, judge, read_figure


@pytest.mark.parametrize(
    ("cell", "value", "sign", "unit"),
    [
        ("1.234,5", "1234.5", Sign.NONE, ""),
        ("1.234.567", "1234567", Sign.NONE, ""),
        ("1.234.567,89", "1234567.89", Sign.NONE, ""),
        ("1 234 567", "1234567", Sign.NONE, ""),
        ("12,5", "12.5", Sign.NONE, ""),
        ("0,125", "0.125", Sign.NONE, ""),
        ("-5", "-5", Sign.NONE, ""),
        ("−5", "-5", Sign.NONE, ""),
        ("(300)", "-300", Sign.NONE, ""),
        ("45%", "45", Sign.PERCENT, ""),
        ("45,3 %", "45.3", Sign.PERCENT, ""),
        ("45 persen", "45", Sign.PERCENT, ""),
        ("Rp 1,2 miliar", "1200000000", Sign.RUPIAH, ""),
        ("Rp1,2 M", "1200000000", Sign.RUPIAH, ""),
        ("rp. 12.500,00", "12500", Sign.RUPIAH, ""),
        ("IDR 3 juta", "3000000", Sign.RUPIAH, ""),
        ("-Rp500", "-500", Sign.RUPIAH, ""),
        ("250 ribu", "250000", Sign.NONE, ""),
        ("2,5 jt", "2500000", Sign.NONE, ""),
        ("12 m", "12", Sign.NONE, "m"),
        ("120 orang", "120", Sign.NONE, "orang"),
        ("3 juta jiwa", "3000000", Sign.NONE, "jiwa"),
        ("2,5 km²", "2.5", Sign.NONE, "km²"),
        ("nihil", "0", Sign.NONE, ""),
    ],
)
def test_a_cell_is_read_as_it_is_meant(cell: str, value: str, sign: Sign, unit: str):
    figure = read_figure(cell)
    assert figure is not None
    assert figure.meanings[Style.INDONESIAN] == Decimal(value)
    assert (figure.sign, figure.unit) == (sign, unit)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "abc",
        "1.5.3",
        "1..2",
        "12.",
        "1/2",
        "40-50",
        "(5",
        "--5",
        "3201234567890001",
        "5 6",
        "1,23,4",
        "½",
    ],
)
def test_what_is_no_number_is_none(cell: str):
    assert read_figure(cell) is None


@pytest.mark.parametrize("cell", ["1.234", "1,234", "Rp5.000", "12.500 orang"])
def test_one_separator_and_three_digits_may_be_either(cell: str):
    figure = read_figure(cell)
    assert figure is not None
    assert figure.is_ambiguous


@pytest.mark.parametrize(
    ("cells", "style", "is_guess", "strangers"),
    [
        (["1.234", "1.234,5"], Style.INDONESIAN, False, ()),
        (["1.234", "12.5"], Style.ENGLISH, False, ()),
        (["1,234", "1,234.5"], Style.ENGLISH, False, ()),
        (["1.234", "2.345"], Style.INDONESIAN, True, ()),
        (["12", "15"], Style.INDONESIAN, False, ()),
        (["1,5", "2,5", "1.5"], Style.INDONESIAN, False, (2,)),
    ],
)
def test_the_column_decides(cells: list[str], style: Style, is_guess: bool, strangers: tuple[int, ...]):
    verdict = judge([read_figure(cell) for cell in cells])
    assert (verdict.style, verdict.is_guess, verdict.strangers) == (style, is_guess, strangers)


@pytest.mark.parametrize("cell", ["", "-", "–", "n/a", "Tidak ada data", "#DIV/0!"])
def test_a_cell_may_say_nothing(cell: str):
    assert is_missing(cell)


def indonesian(value: Decimal, places: int) -> str:
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


@given(
    st.decimals(min_value=-(10**11), max_value=10**11, places=2),
    st.sampled_from(["{}", " {} ", "{}%", "{} orang", "Rp{}", "Rp {}", "{}\u00a0aduan"]),
)
def test_whatever_is_written_with_two_decimals_is_read_back(value: Decimal, frame: str):
    figure = read_figure(frame.format(indonesian(value, 2)))
    assert figure is not None
    assert figure.meanings[Style.INDONESIAN] == value
    assert figure.style is Style.INDONESIAN


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_whatever_is_written_in_thousands_is_read_back(value: int):
    figure = read_figure(indonesian(Decimal(value), 0))
    assert figure is not None
    assert figure.meanings[Style.INDONESIAN] == value


@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=1, max_size=20), st.booleans())
def test_a_column_of_one_style_is_read_back_whole(values: list[Decimal], is_english: bool):
    cells = [f"{value:,.2f}" if is_english else indonesian(value, 2) for value in values]
    figures = [read_figure(cell) for cell in cells]
    verdict = judge(figures)
    assert not verdict.strangers
    assert [one.meanings[verdict.style] for one in figures if one] == values


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str):
    figure = read_figure(text)
    assert figure is None or figure.meanings
