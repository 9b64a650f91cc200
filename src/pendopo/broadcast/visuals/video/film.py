"""From pages to an MP4: who stands when, every frame drawn once, encoded while the next ones are drawn."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from PIL import Image

from pendopo.broadcast.visuals.video import narration as voices
from pendopo.broadcast.visuals.video.lettering import (
    Band,
    Cue,
    Letterer,
    Lettering,
    cues_of,
    seconds_to_read,
    srt,
)
from pendopo.broadcast.visuals.video.pictures import Still, still
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.ui.templatetags.words import number as spoken_number

if TYPE_CHECKING:
    import av
    import numpy as np
    from numpy.typing import NDArray

    from pendopo.broadcast.visuals.video.pictures import Pixels
else:
    av, np = Later("av"), Later("numpy")

PAGES_MOST: Final = 20
SECONDS_MOST: Final = 180.0
SECONDS_A_PAGE: Final = 3.5  # where nobody says otherwise
SECONDS_LEAST: Final = 1.0
RATE: Final = 30
FADE: Final = 0.5  # from one page to the next
DRAWN_AHEAD: Final = 6
DRAWERS: Final = 2
# Measured with cards and with photographs: no slower than "superfast" by more than a tenth, and a third smaller.
ENCODER: Final = {
    "preset": "veryfast",
    "crf": "20",
    "maxrate": "8M",
    "bufsize": "16M",
    "profile": "high",
    "bf": "2",
    "threads": "2",
}
BT709: Final = 1  # as libav numbers it, for colours, curve and matrix alike
LIMITED: Final = 1


class Shape(Enum):
    """The two frames networks take."""

    UPRIGHT = (1080, 1920)
    SQUARE = (1080, 1080)

    @property
    def width(self) -> int:
        return self.value[0]

    @property
    def height(self) -> int:
        return self.value[1]


class Stopped(Exception):
    """Whoever asked for the film does not want it any more; nothing is left of it."""


@dataclass(frozen=True)
class Page:
    """One picture (PNG, JPEG or WebP, or RGB pixels), what is said with it, and how long it stands."""

    picture: bytes | Pixels
    caption: str = ""
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class Film:
    """What was made. `notes` tell what was decided that nobody asked for."""

    duration: float
    width: int
    height: int
    srt: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """When a page stands, in frames."""

    begins: int
    ends: int


def make(
    pages: Sequence[Page],
    *,
    shape: Shape,
    out: Path,
    lettering: Lettering,
    narration: bytes | None = None,
    is_moving: bool = True,
    on_progress: Callable[[float], object] = lambda _share: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Film:
    """Make the film at `out`. It appears there whole, or not at all.

    `is_moving` off: pictures stand still, for those whom moves make unwell. Raises Refused and Stopped.
    """
    if not pages:
        raise Refused(_("Choose at least one page for the film."), field="pages")
    if len(pages) > PAGES_MOST:
        raise Refused(_("A film has at most %(most)s pages.") % {"most": PAGES_MOST}, field="pages")
    letterer = Letterer(lettering, shape.width, shape.height)
    parts = [letterer.parts(page.caption) for page in pages]
    lengths, notes = _lengths(pages)
    sound = None
    if narration is not None:
        sound, is_cut = voices.read(narration, seconds_most=SECONDS_MOST)
        lengths, told = _held(lengths, sound.shape[1] / voices.RATE, is_cut=is_cut)
        notes += told
    ends = [round(RATE * end) for end in itertools.accumulate(lengths)]
    turns = [Turn(begins, until) for begins, until in zip([0, *ends], ends, strict=False)]
    cues = [
        cue
        for turn, said in zip(turns, parts, strict=True)
        for cue in cues_of(said, turn.begins / RATE, turn.ends / RATE)
    ]
    stills = [
        still(
            page.picture,
            shape.width,
            shape.height,
            number=number,
            way=_way(number, is_moving=is_moving),
            words_at=letterer.band_top if page.caption.strip() else None,
        )
        for number, page in enumerate(pages, start=1)
    ]
    drawing = _Drawing(stills, turns, cues, [letterer.draw(cue.lines) for cue in cues])
    part = out.with_name(f"{out.name}.part")
    try:
        _encode(part, shape, drawing, sound, on_progress, is_stopped)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return Film(
        duration=ends[-1] / RATE, width=shape.width, height=shape.height, srt=srt(cues), notes=tuple(notes)
    )


def _lengths(pages: Sequence[Page]) -> tuple[list[float], list[str]]:
    """How long each page stands, and which ones stand longer than asked so that they can be read."""
    lengths: list[float] = []
    longer: list[int] = []
    for number, page in enumerate(pages, start=1):
        least = max(SECONDS_LEAST, seconds_to_read(page.caption))
        wanted = SECONDS_A_PAGE if page.seconds is None else page.seconds
        if not 0 <= wanted <= SECONDS_MOST:
            raise _too_long()
        lengths.append(max(wanted, least))
        if page.seconds is not None and least > wanted:
            longer.append(number)
    if sum(lengths) > SECONDS_MOST:
        raise _too_long()
    told = _("These pages stand longer than you asked, so that their words can be read: %(pages)s.")
    return lengths, [told % {"pages": ", ".join(map(str, longer))}] if longer else []


def _too_long() -> Refused:
    return Refused(
        _("A film lasts at most %(most)s seconds. Take out pages or shorten their time.")
        % {"most": round(SECONDS_MOST)},
        field="pages",
    )


def _held(lengths: list[float], spoken: float, *, is_cut: bool) -> tuple[list[float], list[str]]:
    """The last page waits until the voice has ended."""
    shown = sum(lengths)
    if is_cut:
        told = _("The sound was faded out after %(most)s seconds, the most a film may last.") % {
            "most": round(SECONDS_MOST)
        }
    elif spoken > shown + 0.05:
        told = _("The last page stands %(seconds)s seconds longer, until the sound has ended.") % {
            "seconds": spoken_number(spoken - shown, 1)
        }
    elif spoken < shown - 1:
        told = _("The sound ends %(seconds)s seconds before the pictures.") % {
            "seconds": spoken_number(shown - spoken, 1)
        }
    else:
        return lengths, []
    return [*lengths[:-1], max(lengths[-1], lengths[-1] + spoken - shown)], [told]


def _way(number: int, *, is_moving: bool) -> int:
    """One page comes nearer, the next goes back."""
    if not is_moving:
        return 0
    return -1 if number % 2 else 1


class _Drawing:
    """Every frame of a film, by its number. Frames may be drawn side by side: nothing here changes."""

    def __init__(
        self, stills: Sequence[Still], turns: Sequence[Turn], cues: Sequence[Cue], bands: Sequence[Band]
    ) -> None:
        self.stills, self.turns, self.cues, self.bands = stills, turns, cues, bands
        self.frames = turns[-1].ends
        self.width, self.height = stills[0].luma.size

    def frame(self, number: int) -> NDArray[np.uint8]:
        """One frame as libav takes it: brightness above, both colours below it."""
        planes = self._seen(number)
        whole = np.empty((self.height * 3 // 2, self.width), np.uint8)
        quarter = self.height // 4
        views = [
            whole[: self.height],
            whole[self.height : self.height + quarter].reshape(self.height // 2, self.width // 2),
            whole[self.height + quarter :].reshape(self.height // 2, self.width // 2),
        ]
        for view, plane in zip(views, planes, strict=True):
            view[:] = np.asarray(plane)
        at = (number + 0.5) / RATE
        for cue, band in zip(self.cues, self.bands, strict=True):
            if cue.begins <= at < cue.ends:
                band.lay(views)
        return whole

    def _seen(self, number: int) -> tuple[Image.Image, ...]:
        """The page whose turn it is; around a change of pages both, one through the other."""
        place = next(at for at, turn in enumerate(self.turns) if number < turn.ends)
        turn = self.turns[place]
        planes = self._page(place, number)
        half = FADE * RATE / 2
        since, left = number + 0.5 - turn.begins, turn.ends - number - 0.5
        if place and since < half:
            other, through = place - 1, 0.5 + since / half / 2
        elif place + 1 < len(self.turns) and left < half:
            other, through = place + 1, 0.5 + left / half / 2
        else:
            return planes
        through = through * through * (3 - 2 * through)
        pairs = zip(self._page(other, number), planes, strict=True)
        return tuple(Image.blend(away, here, through) for away, here in pairs)

    def _page(self, place: int, number: int) -> tuple[Image.Image, ...]:
        """A page moves from the first frame in which it shines through to the last."""
        turn, half = self.turns[place], FADE * RATE / 2
        share = (number - turn.begins + half) / (turn.ends - turn.begins + 2 * half)
        return self.stills[place].at(min(max(share, 0), 1))


def _encode(
    out: Path,
    shape: Shape,
    drawing: _Drawing,
    sound: NDArray[np.float32] | None,
    on_progress: Callable[[float], object],
    is_stopped: Callable[[], bool],
) -> None:
    # The index stands before the pictures, so that a film begins before it has come whole.
    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream: Any = container.add_stream("libx264", rate=RATE, options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = shape.width, shape.height, "yuv420p"
        context = stream.codec_context
        context.gop_size = 2 * RATE
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        speech = _Speech(container, sound, drawing.frames / RATE) if sound is not None else None
        for number, pixels in enumerate(_drawn(drawing)):
            if is_stopped():
                raise Stopped
            frame = av.VideoFrame.from_ndarray(pixels, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
            if speech and number % RATE == 0:
                speech.until((number + RATE) / RATE)
            if number % 15 == 0:
                on_progress(number / drawing.frames)
        container.mux(stream.encode(None))
        if speech:
            speech.end()
    on_progress(1.0)


def _drawn(drawing: _Drawing) -> Iterator[NDArray[np.uint8]]:
    """Frames in order, drawn a little ahead: Pillow and the encoder leave the interpreter free while they work."""
    with ThreadPoolExecutor(DRAWERS, thread_name_prefix="film") as drawers:
        ahead: deque[Future[NDArray[np.uint8]]] = deque()
        try:
            for number in range(drawing.frames):
                ahead.append(drawers.submit(drawing.frame, number))
                if len(ahead) > DRAWN_AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for one in ahead:
                one.cancel()


class _Speech:
    """The voice as AAC, encoded in step with the pictures and filled up with silence to their end."""

    FRAME = 1024

    def __init__(self, container: Any, sound: NDArray[np.float32], seconds: float) -> None:
        samples = round(seconds * voices.RATE)
        missing = max(0, samples - sound.shape[1])
        self.sound = np.pad(sound[:, :samples], ((0, 0), (0, missing)))
        self.container, self.at = container, 0
        self.stream = container.add_stream("aac", rate=voices.RATE, layout="stereo")
        self.stream.bit_rate = 128_000

    def until(self, seconds: float) -> None:
        while self.at < min(seconds * voices.RATE, self.sound.shape[1]):
            part = np.ascontiguousarray(self.sound[:, self.at : self.at + self.FRAME])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = voices.RATE, self.at
            frame.time_base = Fraction(1, voices.RATE)
            self.container.mux(self.stream.encode(frame))
            self.at += part.shape[1]

    def end(self) -> None:
        self.until(self.sound.shape[1] / voices.RATE)
        self.container.mux(self.stream.encode(None))
