"""Every write to ideas. Other rooms use nothing else."""

from pendopo.broadcast.ideas.actions.deciding import bring_back, keep, set_aside, take
from pendopo.broadcast.ideas.actions.suggesting import look_again, suggest
from pendopo.broadcast.ideas.actions.writing import change_idea, write_idea
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion

__all__ = [
    "Suggestion",
    "bring_back",
    "change_idea",
    "keep",
    "look_again",
    "set_aside",
    "suggest",
    "take",
    "write_idea",
]
