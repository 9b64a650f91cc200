"""A carousel becomes a film that every network takes."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from pendopo.broadcast.visuals import video
from pendopo.broadcast.visuals.video import Lettering, Page, Shape, Stopped
from pendopo.broadcast.visuals.video.tests.builders import a_picture, a_voice, heard, seen_at
from pendopo.foundation.errors import Refused

COLOURS = ("#b3261e", "#1d6b3a", "#1f3f8f")


def three_pages(seconds: float = 1.2) -> list[Page]:
    return [Page(a_picture(colour), seconds=seconds) for colour in COLOURS]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "film.mp4"


@pytest.mark.parametrize("shape", list(Shape))
def test_a_film_is_h264_of_the_asked_shape_and_length(out: Path, lettering: Lettering, shape: Shape):
    film = video.make(three_pages(), shape=shape, out=out, lettering=lettering)
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == (film.width, film.height) == shape.value
        assert stream.average_rate == 30
        assert stream.frames == 108
        assert not container.streams.audio
        assert container.duration / av.time_base == pytest.approx(film.duration, abs=0.04)


def test_a_film_begins_before_it_has_come_whole(out: Path, lettering: Lettering):
    video.make(three_pages(), shape=Shape.SQUARE, out=out, lettering=lettering)
    raw = out.read_bytes()
    assert 0 < raw.index(b"moov") < raw.index(b"mdat")


def test_each_page_is_seen_in_the_middle_of_its_time_in_its_own_colour(out: Path, lettering: Lettering):
    video.make(three_pages(), shape=Shape.SQUARE, out=out, lettering=lettering)
    for colour, frame in zip(COLOURS, seen_at(out, 0.6, 1.8, 3.0), strict=True):
        wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        assert np.abs(frame[500, 500].astype(int) - wanted).max() <= 4


def test_between_two_pages_both_are_seen(out: Path, lettering: Lettering):
    video.make(three_pages(), shape=Shape.SQUARE, out=out, lettering=lettering)
    (frame,) = seen_at(out, 1.2)
    red, green, _blue = (int(part) for part in frame[500, 500])
    assert 80 < red < 140
    assert 50 < green < 95


def test_pictures_move_calmly_and_stand_still_where_moves_make_unwell(out: Path, lettering: Lettering):
    half = np.zeros((1080, 1080, 3), np.uint8)
    half[:, 800:] = 255

    def edge_at(*moments: float) -> list[int]:
        return [int((frame[300, :, 0] < 128).sum()) for frame in seen_at(out, *moments)]

    video.make([Page(half, seconds=2)], shape=Shape.SQUARE, out=out, lettering=lettering)
    first, middle, last = edge_at(0, 1, 1.9)
    assert 800 <= first < middle < last <= 815
    video.make([Page(half, seconds=2)], shape=Shape.SQUARE, out=out, lettering=lettering, is_moving=False)
    assert edge_at(0, 1, 1.9) == [800, 800, 800]


def test_a_picture_of_another_shape_is_shown_whole_on_its_own_colour(out: Path, lettering: Lettering):
    card = np.full((1350, 1080, 3), (29, 63, 114), np.uint8)
    card[600:700, 400:600] = 255
    video.make([Page(card, seconds=1)], shape=Shape.UPRIGHT, out=out, lettering=lettering, is_moving=False)
    (frame,) = seen_at(out, 0.5)
    assert np.abs(frame[40, 500].astype(int) - (29, 63, 114)).max() <= 4
    assert frame[285 + 650, 500].min() > 245


def test_words_stand_below_a_picture_that_leaves_room_for_them(out: Path, lettering: Lettering):
    card = np.full((1350, 1080, 3), (245, 239, 228), np.uint8)
    card[-60:, 200:880] = (200, 30, 30)  # the line of its source, say
    page = Page(card, "Bawa kartu keluarga dan akta kelahiran anak, lalu ambil nomor antrean.", 6)
    video.make([page], shape=Shape.UPRIGHT, out=out, lettering=lettering, is_moving=False)
    (frame,) = seen_at(out, 3)
    red = np.argwhere((frame[:, :, 0] > 170) & (frame[:, :, 1] < 80))[:, 0]
    dark = np.argwhere(frame.max(axis=2) < 50)[:, 0]
    assert red.max() < dark.min()
    assert red.max() - red.min() > 45


def test_a_picture_with_many_colours_at_its_edge_stands_before_an_echo_of_itself(
    out: Path, lettering: Lettering
):
    stripes = np.zeros((1080, 1080, 3), np.uint8)
    stripes[:, ::2] = 255
    stripes[:, :540, 0] = 200
    video.make([Page(stripes, seconds=1)], shape=Shape.UPRIGHT, out=out, lettering=lettering)
    (frame,) = seen_at(out, 0.5)
    assert 20 < frame[60].mean() < 150


def test_words_are_burnt_in_while_they_are_said(out: Path, lettering: Lettering):
    pages = [
        Page(a_picture("#f5efe4"), "Loket buka pukul 08.00 WIB.", 2.6),
        Page(a_picture("#f5efe4"), "", 1),
    ]
    film = video.make(pages, shape=Shape.SQUARE, out=out, lettering=lettering)
    said, silent = (frame[900:1040, 200:880] for frame in seen_at(out, 1.0, 3.2))
    assert said.min() < 40
    assert said.max() > 240
    assert silent.min() > 200
    assert film.srt == "1\n00:00:00,000 --> 00:00:02,600\nLoket buka pukul 08.00 WIB.\n"


def test_a_page_stands_until_its_words_are_read_and_the_film_says_so(out: Path, lettering: Lettering):
    words = "Bawa KTP asli dan kartu keluarga, lalu ambil nomor antrean di pintu masuk."
    film = video.make([Page(a_picture("#fff"), words, 1)], shape=Shape.SQUARE, out=out, lettering=lettering)
    assert film.duration == pytest.approx(0.8 + len(words) / 16, abs=0.04)
    assert film.notes == ("These pages stand longer than you asked, so that their words can be read: 1.",)


@pytest.mark.parametrize(
    ("kind", "codec"),
    [("wav", "pcm_s16le"), ("mp3", "libmp3lame"), ("ogg", "libopus"), ("ipod", "aac")],
)
def test_a_voice_of_every_usual_kind_is_heard_as_aac(out: Path, lettering: Lettering, kind: str, codec: str):
    page = Page(a_picture("#1d6b3a"), seconds=2)
    film = video.make(
        [page], shape=Shape.SQUARE, out=out, lettering=lettering, narration=a_voice(2, kind, codec)
    )
    with av.open(str(out)) as container:
        audio = container.streams.audio[0]
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", 48_000, 2)
        assert audio.duration * audio.time_base == pytest.approx(film.duration, abs=0.1)
    assert np.abs(heard(out)).max() > 0.2
    assert film.duration == pytest.approx(2, abs=0.1)


def test_the_last_page_waits_for_a_longer_voice(out: Path, lettering: Lettering):
    film = video.make(three_pages(), shape=Shape.SQUARE, out=out, lettering=lettering, narration=a_voice(5.6))
    assert film.duration == pytest.approx(5.6, abs=0.04)
    assert film.notes == ("The last page stands 2.0 seconds longer, until the sound has ended.",)
    assert seen_at(out, 5.4)[0][500, 500, 2] > 120


def test_after_a_shorter_voice_it_is_silent(out: Path, lettering: Lettering):
    film = video.make(three_pages(), shape=Shape.SQUARE, out=out, lettering=lettering, narration=a_voice(1.2))
    sound = heard(out)
    assert np.abs(sound[:48_000]).max() > 0.2
    assert np.abs(sound[2 * 48_000 :]).max() < 0.01
    assert film.notes == ("The sound ends 2.4 seconds before the pictures.",)


def test_progress_is_told_to_the_end(out: Path, lettering: Lettering):
    told: list[float] = []
    video.make(three_pages(), shape=Shape.SQUARE, out=out, lettering=lettering, on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 5


def test_a_film_nobody_wants_any_more_leaves_nothing(out: Path, lettering: Lettering):
    told: list[float] = []
    with pytest.raises(Stopped):
        video.make(
            three_pages(),
            shape=Shape.SQUARE,
            out=out,
            lettering=lettering,
            on_progress=told.append,
            is_stopped=lambda: len(told) > 1,
        )
    assert list(out.parent.iterdir()) == []


def test_what_no_film_can_be_is_refused(out: Path, lettering: Lettering):
    page = Page(a_picture("#fff", 40, 40))
    for pages, sentence in (
        ([], "at least one page"),
        ([page] * 21, "at most 20 pages"),
        ([Page(page.picture, seconds=100)] * 2, "at most 180 seconds"),
        ([Page(page.picture, seconds=float("nan"))], "at most 180 seconds"),
        ([page, Page(b"<svg/>")], "Page 2 cannot be read"),
        ([Page(page.picture[:60])], "Page 1 cannot be read"),
        ([Page(a_picture("#fff", 9000, 9000))], "Page 1 cannot be read"),
    ):
        with pytest.raises(Refused, match=sentence) as no:
            video.make(pages, shape=Shape.SQUARE, out=out, lettering=lettering)
        assert no.value.field == "pages"
    assert list(out.parent.iterdir()) == []
