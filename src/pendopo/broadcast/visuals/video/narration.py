"""A voice over the pictures: read from an upload that may be anything, as 48 kHz stereo."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final, cast

from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later

if TYPE_CHECKING:
    import av
    import numpy as np
    from av.container import InputContainer
    from numpy.typing import NDArray
else:
    av, np = Later("av"), Later("numpy")

BYTES_MOST: Final = 25_000_000
RATE: Final = 48_000
FADE: Final = 1.5  # seconds in which a voice that is cut off goes out
BAD_MOST: Final = 50  # broken packets before a file counts as broken
STREAMS_MOST: Final = 8


def read(raw: bytes, *, seconds_most: float) -> tuple[NDArray[np.float32], bool]:
    """The sound as two rows of samples, and whether it went on past the limit. Raises Refused."""
    if len(raw) > BYTES_MOST:
        raise Refused(_("This sound is larger than 25 MB. Save it as MP3 and try again."), field="narration")
    kind = _kind(raw)
    if not kind:
        raise _unreadable()
    try:
        sound, is_longer = _decoded(raw, kind, round(seconds_most * RATE))
    except (av.FFmpegError, ValueError, IndexError, MemoryError, OverflowError) as error:
        raise _unreadable() from error
    if not sound.shape[1]:
        raise _unreadable()
    if is_longer:
        faded_out(sound)
    return sound, is_longer


def faded_out(sound: NDArray[np.float32]) -> None:
    """Let the end go out instead of breaking off."""
    length = min(sound.shape[1], round(FADE * RATE))
    if length:
        sound[:, -length:] *= np.linspace(1, 0, length, dtype=np.float32)


def is_sound(head: bytes) -> bool:
    """Whether a file begins as one of the kinds that are read here: whoever chose another hears it at once."""
    return bool(_kind(head))


def _kind(raw: bytes) -> str:
    """By its first bytes: a reader that guesses would also follow play lists to files and addresses."""
    if raw[:4] == b"RIFF" and raw[8:12] == b"WAVE":
        return "wav"
    if raw[:4] == b"OggS":
        return "ogg"
    if raw[4:8] == b"ftyp":
        return "mov"
    if raw[:3] == b"ID3" or (len(raw) > 1 and raw[0] == 0xFF and raw[1] & 0xE6 == 0xE2):
        return "mp3"
    return ""


def _decoded(raw: bytes, kind: str, samples_most: int) -> tuple[NDArray[np.float32], bool]:
    found: list[NDArray[Any]] = []
    length = bad = 0
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    # Nothing outside these bytes is opened, whatever a file refers to.
    options = {"protocol_whitelist": "none", "enable_drefs": "0"} if kind == "mov" else {}
    with cast(
        "InputContainer",
        av.open(io.BytesIO(raw), format=kind, container_options=options, metadata_errors="replace"),
    ) as opened:
        if not opened.streams.audio or len(opened.streams) > STREAMS_MOST:
            raise _unreadable()
        for packet in opened.demux(opened.streams.audio[0]):
            try:
                frames = [one for frame in packet.decode() for one in resampler.resample(frame)]
            except av.InvalidDataError:
                bad += 1
                if bad > BAD_MOST:
                    raise
                continue
            for frame in frames:
                found.append(frame.to_ndarray())
                length += frame.samples
            if length > samples_most:
                return np.concatenate(found, axis=1)[:, :samples_most], True
    found.extend(frame.to_ndarray() for frame in resampler.resample(None))
    if not found:
        raise _unreadable()
    sound = np.nan_to_num(np.concatenate(found, axis=1), nan=0, posinf=0, neginf=0)
    return np.clip(sound, -1, 1)[:, :samples_most], sound.shape[1] > samples_most


def _unreadable() -> Refused:
    return Refused(_("This file cannot be read as sound. Use MP3, WAV, OGG or M4A."), field="narration")
