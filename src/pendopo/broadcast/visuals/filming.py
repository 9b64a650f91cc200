"""A film is made: pages drawn, moved and encoded into a file, in no transaction, with a sign of life as it goes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.core.files import File

from pendopo.broadcast.visuals import actions, catalog, printing
from pendopo.broadcast.visuals.models import Film
from pendopo.broadcast.visuals.press import cards
from pendopo.broadcast.visuals.press.cards import FONTS
from pendopo.broadcast.visuals.press.press import Misprint
from pendopo.broadcast.visuals.press.sizes import FILM_SIZES
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.tenancy import acting_for

if TYPE_CHECKING:
    from pendopo.broadcast.visuals import video
else:
    video = Later("pendopo.broadcast.visuals.video")

LETTERS: Final = FONTS / "PlusJakartaSans_700Bold.ttf"
SIGN_EVERY: Final = 1.0  # seconds


def make(institution_id: int, film_id: int, *, clock: Callable[[], datetime]) -> None:
    """Make a film that waits; does nothing when another worker has it."""
    with acting_for(institution_id):
        film = actions.begin_film(film_id=film_id, now=clock())
        if film is None:
            return
        design = catalog.design(film.visual.design)
        card = printing.card_of(design, film.words, film.visual.institution)
        narration = _heard(film)
    sign = _Sign(institution_id, film_id, clock)
    with tempfile.TemporaryDirectory(prefix="pendopo-film-") as folder:
        out = Path(folder) / "film.mp4"
        try:
            drawn = cards.draw(printing.press(), card, FILM_SIZES[film.size])
            made = video.make(
                [
                    video.Page(page, caption=_said(film, number), seconds=film.seconds_a_page)
                    for number, page in enumerate(drawn.pages)
                ],
                shape=video.Shape.UPRIGHT if film.size == "tall" else video.Shape.SQUARE,
                out=out,
                lettering=video.Lettering(font=LETTERS),
                narration=narration,
                is_moving=not film.is_calm,
                on_progress=sign.give,
                is_stopped=lambda: sign.is_unwanted,
            )
        except video.Stopped:
            return
        except (Refused, Misprint) as no:
            with acting_for(institution_id):
                actions.fail_film(film=film, why=str(no), now=clock())
            return
        with acting_for(institution_id), out.open("rb") as content:
            actions.finish_film(
                film=film,
                content=File(content),
                captions=made.srt,
                seconds=made.duration,
                remark=" ".join(made.notes),
                now=clock(),
            )


def _heard(film: Film) -> bytes | None:
    """The recording, where there is one."""
    if not film.narration:
        return None
    with film.narration.open("rb") as recorded:
        return bytes(recorded.read())


def _said(film: Film, number: int) -> str:
    return str(film.says[number]) if number < len(film.says) else ""


class _Sign:
    """Tells the row how far it is, at most once a second, and hears whether the film is still wanted."""

    def __init__(self, institution_id: int, film_id: int, clock: Callable[[], datetime]) -> None:
        self._institution_id = institution_id
        self._film_id = film_id
        self._clock = clock
        self._given = 0.0
        self.is_unwanted = False

    def give(self, share: float) -> None:
        if time.monotonic() - self._given < SIGN_EVERY:
            return
        self._given = time.monotonic()
        with acting_for(self._institution_id):
            self.is_unwanted = not actions.note_progress(
                film_id=self._film_id, percent=round(share * 100), now=self._clock()
            )
