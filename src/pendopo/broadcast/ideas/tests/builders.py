"""Ideas for tests, as short as they can be said."""

from __future__ import annotations

import itertools
from datetime import datetime

from pendopo.broadcast.ideas import actions
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting import Suggestion
from pendopo.broadcast.ideas.suggesting.reasons import reason
from pendopo.broadcast.ideas.tests.conftest import NOW
from pendopo.institution.models import Institution

numbers = itertools.count(1)


def a_suggestion(**about: object) -> Suggestion:
    return Suggestion(
        **{
            "source": Source.NEWS,
            "reference": f"berita:{next(numbers)}",
            "title": "Harga beras naik",
            "reasons": [reason("story", number=5)],
            "text": "Harga beras hari ini: [angka] di [pasar].",
            "template": "big-number",
            **about,
        }
    )


def an_idea(office: Institution, *, now: datetime = NOW, **about: object) -> Idea:
    """A suggestion on the board."""
    found = actions.suggest(institution=office, suggestion=a_suggestion(**about), now=now)
    assert found is not None
    return found
