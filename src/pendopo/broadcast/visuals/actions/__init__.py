"""Every write to visuals. Other rooms use nothing else."""

from pendopo.broadcast.visuals.actions.batches import draw_next, start_batch, stop_batch
from pendopo.broadcast.visuals.actions.filling import (
    fill,
    put_away,
    start_visual,
    step_back,
    step_forward,
    take_up,
)
from pendopo.broadcast.visuals.actions.films import (
    begin_film,
    fail_film,
    finish_film,
    give_back_film,
    note_progress,
    start_film,
)
from pendopo.broadcast.visuals.actions.mapping import keep_boundaries
from pendopo.broadcast.visuals.actions.using import draw_next_size, drop_spare_sizes, use_in_item

__all__ = [
    "begin_film",
    "draw_next",
    "draw_next_size",
    "drop_spare_sizes",
    "fail_film",
    "fill",
    "finish_film",
    "give_back_film",
    "keep_boundaries",
    "note_progress",
    "put_away",
    "start_batch",
    "start_film",
    "start_visual",
    "step_back",
    "step_forward",
    "stop_batch",
    "take_up",
    "use_in_item",
]
