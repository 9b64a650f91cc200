"""Times as tables name them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.visuals.charts.moments import Moment, Span, is_month_first, read_moment


@pytest.mark.parametrize(
    ("cell", "said", "short"),
    [
        ("Januari", "Januari", "Jan"),
        ("Jan 2026", "Januari 2026", "Jan"),
        ("nopember 25", "November 2025", "Nov"),
        ("2026-08", "Agustus 2026", "Agu"),
        ("08/2026", "Agustus 2026", "Agu"),
        ("Triwulan II", "triwulan II", "TW II"),
        ("TW 2/2026", "triwulan II 2026", "TW II"),
        ("Triwulan ke-3 Tahun 2026", "triwulan III 2026", "TW III"),
        ("2025 Q4", "triwulan IV 2025", "TW IV"),
        ("Semester 1 2026", "semester I 2026", "Smt I"),
        ("2026", "2026", "2026"),
        ("Tahun 2025", "2025", "2025"),
        ("31/12/2026", "31 Desember 2026", "31 Des"),
        ("2026-12-31", "31 Desember 2026", "31 Des"),
        ("1 Mei 2026", "1 Mei 2026", "1 Mei"),
        ("Senin, 1 Juni 2026", "1 Juni 2026", "1 Jun"),
    ],
)
def test_a_time_is_read_and_said(cell: str, said: str, short: str):
    moment = read_moment(cell)
    assert moment is not None
    assert (moment.long(), moment.short()) == (said, short)


@pytest.mark.parametrize(
    "cell", ["", "Mlati", "31 Februari 2026", "13/2026", "1.234", "12", "Marhaen", "1850"]
)
def test_what_is_no_time_is_none(cell: str):
    assert read_moment(cell) is None


def test_the_day_comes_first_unless_no_row_can_be_read_so():
    assert not is_month_first(["01/02/2026", "03/04/2026"])
    assert not is_month_first(["13/02/2026"])
    assert is_month_first(["01/13/2026", "02/04/2026"])
    assert read_moment("02/04/2026", month_first=True) == Moment(2026, 2, 4, Span.DAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_back(day: date):
    wanted = Moment(day.year, day.month, day.day, Span.DAY)
    assert read_moment(f"{day:%d/%m/%Y}") == wanted
    assert read_moment(day.isoformat()) == wanted
    assert read_moment(wanted.long()) == wanted


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_none(text: str):
    moment = read_moment(text)
    assert moment is None or moment.long()
