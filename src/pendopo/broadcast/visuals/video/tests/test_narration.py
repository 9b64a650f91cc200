"""Sound that is none, too much of it, or a way to something else."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from pendopo.broadcast.visuals.video import narration
from pendopo.broadcast.visuals.video.tests.builders import a_voice
from pendopo.foundation.errors import Refused


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"OggS" + bytes(2000),
        b"ID3" + bytes(3000),
        b"\x00\x00\x00\x20ftypM4A " + bytes(500),
        b"\xff\xfb\x90\x00" * 3,
        a_voice(1)[:40],
        a_voice(1, "ipod", "aac")[:300],
    ],
)
def test_what_is_no_sound_is_refused_with_what_to_bring(raw: bytes):
    with pytest.raises(Refused, match="Use MP3, WAV, OGG or M4A") as no:
        narration.read(raw, seconds_most=10)
    assert no.value.field == "narration"


def test_too_many_bytes_are_refused_before_they_are_read():
    with pytest.raises(Refused, match="larger than 25 MB"):
        narration.read(b"RIFF" + bytes(25_000_001), seconds_most=10)


def test_a_sound_that_goes_on_and_on_is_faded_out():
    sound, is_longer = narration.read(a_voice(6), seconds_most=4)
    assert is_longer
    assert sound.shape == (2, 4 * narration.RATE)
    assert np.abs(sound[:, narration.RATE]).max() <= np.abs(sound).max()
    assert np.abs(sound[:, -100:]).max() < 0.01


def test_a_picture_file_with_sound_in_it_gives_its_sound_only():
    sound, is_longer = narration.read(a_voice(1, "mp3", "libmp3lame"), seconds_most=4)
    assert not is_longer
    assert sound.shape[1] == pytest.approx(narration.RATE, rel=0.06)


@pytest.mark.parametrize("rate", [1, 7_999, 4_000_000_000])
def test_a_wave_that_claims_strange_speeds_is_taken_or_refused_and_nothing_else(rate: int):
    raw = bytearray(a_voice(0.5))
    raw[24:28] = struct.pack("<I", rate)
    try:
        sound, _ = narration.read(bytes(raw), seconds_most=3)
    except Refused:
        return
    assert sound.shape[1] <= 3 * narration.RATE
