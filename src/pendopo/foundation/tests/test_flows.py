from __future__ import annotations

import itertools

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.errors import Stale
from pendopo.foundation.flows import FLOWS, Flow, MoveNotAllowed


class Door(models.TextChoices):
    OPEN = "open"
    CLOSED = "closed"
    GONE = "gone"


MOVES = {Door.OPEN: {Door.CLOSED}, Door.CLOSED: {Door.OPEN, Door.GONE}, Door.GONE: set()}


@pytest.fixture
def flow():
    yield Flow("test.door", Door, MOVES, starts={Door.OPEN})
    FLOWS.pop("test.door", None)


def test_the_ends_are_the_states_nothing_leads_out_of(flow):
    assert flow.ended == {Door.GONE}


def test_the_diagram_shows_every_state_and_move(flow):
    assert flow.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open --> closed",
        "    closed --> open",
        "    closed --> gone",
        "    gone --> [*]",
    ]


def test_a_state_without_moves_must_say_so():
    with pytest.raises(MoveNotAllowed, match="gone"):
        Flow("test.half", Door, {Door.OPEN: {Door.CLOSED}, Door.CLOSED: {Door.GONE}}, starts={Door.OPEN})


def test_a_state_nothing_leads_to_is_a_mistake():
    with pytest.raises(MoveNotAllowed, match="gone"):
        Flow(
            "test.island",
            Door,
            {Door.OPEN: {Door.CLOSED}, Door.CLOSED: {Door.OPEN}, Door.GONE: set()},
            starts={Door.OPEN},
        )


def test_a_name_is_used_once(flow):
    with pytest.raises(MoveNotAllowed, match="already"):
        Flow("test.door", Door, MOVES, starts={Door.OPEN})


@given(st.lists(st.sampled_from(Door), min_size=1, max_size=12))
def test_a_walk_is_possible_exactly_along_the_moves(path):
    flow = Flow("test.walk", Door, MOVES, starts={Door.OPEN})
    try:
        for old, to in itertools.pairwise(path):
            assert flow.allows(old, to) == (to in MOVES[old]) == ((old, to) in list(flow))
    finally:
        del FLOWS["test.walk"]


def test_a_button_on_an_old_page_is_told_kindly_that_the_row_has_moved_on(flow):
    class Row:
        state = Door.GONE

    with pytest.raises(Stale):
        flow.require(Row(), Door.OPEN)
    Row.state = Door.CLOSED
    flow.require(Row(), Door.OPEN)
