"""What the worker does for visuals: cards of a table, films, and what a worker that died has left."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.broadcast.visuals import actions, filming, queries, waking
from pendopo.foundation.clock.shared_clock import SharedClock
from pendopo.foundation.jobs import job, periodic
from pendopo.foundation.tenancy import acting_for

clock = SharedClock()


@job(queue=waking.QUEUE, name=waking.DRAW_BATCH)
def draw_batch(institution_id: int, batch_id: int) -> None:
    """Draw what is left of a table, one card a transaction."""
    while True:
        with acting_for(institution_id):
            if not actions.draw_next(batch_id=batch_id, now=datetime.now(UTC)):
                return


@job(queue=waking.QUEUE, name=waking.DRAW_SIZES)
def draw_sizes(institution_id: int, use_id: int) -> None:
    """Draw the sizes that are left of a card in an item, one a transaction."""
    while True:
        with acting_for(institution_id):
            if not actions.draw_next_size(use_id=use_id, now=datetime.now(UTC)):
                return


@job(queue=waking.QUEUE, name=waking.MAKE_FILM)
def make_film(institution_id: int, film_id: int) -> None:
    """Make a film."""
    filming.make(institution_id, film_id, clock=clock)


@periodic(cron="* * * * *")
@job(queue="sweep", queueing_lock="visuals.sweep", name="visuals.sweep")
def sweep(timestamp: int) -> None:
    """Wake what has no worker any more."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for institution_id, batch_id in queries.batches_left(now):
        with acting_for(institution_id):
            batch = queries.batch_to_wake(institution_id, batch_id)
            if batch is not None:
                waking.draw_batch(batch)
    for institution_id, use_id in queries.sizes_left(now):
        with acting_for(institution_id):
            used = queries.use_to_wake(institution_id, use_id)
            if used is not None:
                waking.draw_sizes(used)
    for institution_id, film_id in queries.films_left(now):
        with acting_for(institution_id):
            actions.give_back_film(film_id=film_id, now=now)
            film = queries.film_to_wake(institution_id, film_id)
            if film is not None:
                waking.make_film(film)
