"""Pages and voices as an office hands them in."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

RATE = 44_100


def a_picture(colour: str, width: int = 1080, height: int = 1080, kind: str = "PNG") -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(into, kind)
    return into.getvalue()


def a_voice(seconds: float, kind: str = "wav", codec: str = "pcm_s16le") -> bytes:
    """A steady tone."""
    into = io.BytesIO()
    with av.open(into, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=48_000 if codec == "libopus" else RATE, layout="mono")
        rate = stream.rate
        tone = (np.sin(np.arange(round(seconds * rate)) * 440 * 2 * np.pi / rate) * 12_000).astype(np.int16)
        for at in range(0, len(tone), 1000):
            frame = av.AudioFrame.from_ndarray(tone[None, at : at + 1000], format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return into.getvalue()


def seen_at(film: Path, *moments: float) -> list[np.ndarray]:
    """The frames that stand at these moments, as RGB."""
    wanted, found = list(moments), []
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            if wanted and frame.time >= wanted[0] - 1e-6:
                found.append(frame.to_ndarray(format="rgb24"))
                wanted.pop(0)
    assert not wanted
    return found


def heard(film: Path) -> np.ndarray:
    """The sound's first channel."""
    with av.open(str(film)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
