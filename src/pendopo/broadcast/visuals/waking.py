"""Waking the worker, in the transaction that wrote the row."""

from __future__ import annotations

from typing import Final

from pendopo.broadcast.visuals.models import Batch, Film, Use
from pendopo.foundation.jobs import app

QUEUE: Final = "visuals"
DRAW_BATCH: Final = "visuals.draw_batch"
DRAW_SIZES: Final = "visuals.draw_sizes"
MAKE_FILM: Final = "visuals.make_film"


def draw_batch(batch: Batch) -> None:
    """Let the worker draw what is left of a table."""
    app.configure_task(DRAW_BATCH, queue=QUEUE).defer(institution_id=batch.institution_id, batch_id=batch.pk)


def draw_sizes(used: Use) -> None:
    """Let the worker draw the sizes that are left of a card in an item."""
    app.configure_task(DRAW_SIZES, queue=QUEUE).defer(institution_id=used.institution_id, use_id=used.pk)


def make_film(film: Film) -> None:
    """Let the worker make a film."""
    app.configure_task(MAKE_FILM, queue=QUEUE).defer(institution_id=film.institution_id, film_id=film.pk)
