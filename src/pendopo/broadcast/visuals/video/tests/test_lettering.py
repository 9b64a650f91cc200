"""Words in a film: what is seen at a time, how long, and the same in the file beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.broadcast.visuals.video import Lettering
from pendopo.broadcast.visuals.video.lettering import AA, Letterer, cues_of, srt
from pendopo.foundation.ui.colour import contrast

LONG = (
    "Mulai 1 Desember 2026 pendaftaran bantuan seragam sekolah dibuka di semua kantor kelurahan; bawa kartu keluarga, "
    "akta kelahiran, dan surat keterangan dari sekolah, lalu ambil nomor antrean di meja depan."
)


@pytest.fixture(scope="module")
def letterer(lettering: Lettering) -> Letterer:
    return Letterer(lettering, 1080, 1920)


def test_a_long_caption_is_said_in_parts_of_two_lines(letterer: Letterer):
    parts = letterer.parts(LONG)
    assert len(parts) > 1
    assert all(1 <= len(lines) <= 2 for lines in parts)
    assert " ".join(line for lines in parts for line in lines) == LONG


def test_two_lines_are_about_as_long_as_each_other(letterer: Letterer):
    ((first, second),) = letterer.parts("Pelayanan tetap buka pada hari libur di Mal Pelayanan Publik.")
    assert abs(len(first) - len(second)) < 12


def test_a_number_stays_with_what_it_counts(letterer: Letterer):
    words = "Berlaku sampai 31 Desember 2026 di semua kantor, pukul 08.00 WIB sampai 15.00 WIB, biaya Rp 50.000 saja."
    lines = [line for part in letterer.parts(f"{words} {words} {words}") for line in part]
    assert not [line for line in lines if re.search(r"(\b31|08\.00|15\.00|Rp|pukul)$", line)]


def test_parts_end_where_a_reader_pauses(letterer: Letterer):
    said = [
        " ".join(part)
        for part in letterer.parts(
            "Loket pembayaran pajak buka sampai malam, kecuali hari Minggu; bawa KTP asli pemilik kendaraan."
        )
    ]
    assert said[0].endswith((",", ";"))


def test_no_line_is_wider_than_the_band_may_be(letterer: Letterer):
    for lines in letterer.parts("Ketidakberkesinambungan" * 5 + " dan kata lain " + LONG):
        band = letterer.draw(lines)
        assert band.left >= 0
        assert band.planes[0].shape[1] <= 1080


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=160))
def test_nothing_that_was_written_is_lost(letterer: Letterer, caption: str):
    said = "".join("".join(lines) for lines in letterer.parts(caption))
    assert re.sub(r"\s", "", said) == re.sub(r"[\x00-\x20\x7f\u2028\u2029]|\s", "", caption)


def test_the_words_keep_clear_of_what_networks_lay_over_the_foot(letterer: Letterer, lettering: Lettering):
    upright = letterer.draw(("Satu baris",))
    assert upright.top + upright.planes[0].shape[0] <= 1920 - 320
    square = Letterer(lettering, 1080, 1080).draw(("Satu baris", "dua baris"))
    assert 800 < square.top + square.planes[0].shape[0] <= 1080 - 40


@pytest.mark.parametrize(
    ("words", "band"), [("#ffffff", "#ffe600"), ("#808080", "#777777"), ("#111111", "#222222")]
)
def test_a_brand_that_cannot_be_read_gets_words_that_can(lettering: Lettering, words: str, band: str):
    sure, ground = Lettering(font=lettering.font, words=words, band=band).sure()
    assert contrast(sure, ground) >= AA


def test_parts_share_their_pages_time_by_their_letters():
    cues = cues_of([("a" * 30,), ("b" * 10,)], 10, 14)
    assert [(cue.begins, cue.ends) for cue in cues] == [(10, 13), (13, 14)]
    assert srt(cues).splitlines()[1] == "00:00:10,000 --> 00:00:13,000"
    assert srt(cues).splitlines()[5] == "00:00:13,000 --> 00:00:14,000"


def test_the_clock_of_subtitles_carries_over():
    assert srt(cues_of([("ya",)], 59.9996, 3600)).splitlines()[1] == "00:01:00,000 --> 01:00:00,000"
