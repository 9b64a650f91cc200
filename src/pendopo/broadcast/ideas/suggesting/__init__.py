"""How facts become suggestions. The door for the desk, which brings what other rooms know.

Each module is one kind of source: pure functions from known facts to suggestions, each with its reason and its
numbers. `registry` says who looks for what; `desk/suggesting.py` registers those whose facts lie above Siarkan.
"""

from pendopo.broadcast.ideas.suggesting import asked, gaps, last_year, national_days, news, solved, standards
from pendopo.broadcast.ideas.suggesting.asked import Asked
from pendopo.broadcast.ideas.suggesting.last_year import Earlier
from pendopo.broadcast.ideas.suggesting.matching import Spoken
from pendopo.broadcast.ideas.suggesting.registry import found, register
from pendopo.broadcast.ideas.suggesting.solved import Solved
from pendopo.broadcast.ideas.suggesting.standards import Standard
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion

__all__ = [
    "Asked",
    "Earlier",
    "Solved",
    "Spoken",
    "Standard",
    "Suggestion",
    "asked",
    "found",
    "gaps",
    "last_year",
    "national_days",
    "news",
    "register",
    "solved",
    "standards",
]
