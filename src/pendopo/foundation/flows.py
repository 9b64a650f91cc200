"""A life as a table: every state, every allowed move, and one statement that moves.

A move is one conditional UPDATE, so of two people (or workers) who move the same row one loses, and is
told so politely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, Generic, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.errors import Stale

S = TypeVar("S", bound=models.TextChoices)

FLOWS: Final[dict[str, Flow[Any]]] = {}
CHANGED: Final = _("This has just been changed by someone else. Look at it again before you go on.")


class MoveNotAllowed(AssertionError):
    """The code tried a move that the table does not know: a mistake of ours, never of a person."""


class Flow(Generic[S]):
    """The states of one kind of row and the moves between them.

    `name` is unique in the house (`content.item`); `starts` are the states in which a row may be made.
    """

    def __init__(
        self, name: str, states: type[S], moves: Mapping[S, AbstractSet[S]], *, starts: AbstractSet[S]
    ) -> None:
        missing = set(states) - set(moves)
        if missing:
            raise MoveNotAllowed(
                f"{name}: no moves are told for {sorted(map(str, missing))} (an end has an empty set)"
            )
        if name in FLOWS:
            raise MoveNotAllowed(f"{name}: there is a flow of this name already")
        unreached = set(states) - set(starts) - {to for reached in moves.values() for to in reached}
        if unreached:
            raise MoveNotAllowed(f"{name}: nothing leads to {sorted(map(str, unreached))}")
        self.name = name
        self.states = states
        self.starts = frozenset(starts)
        self._moves = {state: frozenset(reached) for state, reached in moves.items()}
        FLOWS[name] = self

    @property
    def ended(self) -> frozenset[S]:
        """The states that nothing leads out of."""
        return frozenset(state for state, reached in self._moves.items() if not reached)

    def moves_from(self, state: S) -> frozenset[S]:
        """Where a row may go from here."""
        return self._moves[state]

    def allows(self, old: S, to: S) -> bool:
        """Whether the table knows this move."""
        return to in self._moves[old]

    def __iter__(self) -> Iterator[tuple[S, S]]:
        for state in self.states:
            for to in self.states:
                if to in self._moves[state]:
                    yield state, to

    def move(self, row: models.Model, to: S, *, field: str = "state", **changes: Any) -> None:
        """Move `row`, write `changes` with it, and bring the object in step.

        Raises Stale when the row is not in the state any more in which the object shows it.
        """
        old = self.states(getattr(row, field))
        if not self.allows(old, to):
            raise MoveNotAllowed(f"{self.name}: {old} does not lead to {to}")
        manager = type(row)._base_manager
        moved = manager.filter(pk=row.pk, **{field: old}).update(**{field: to}, **changes)
        if not moved:
            raise Stale(CHANGED)
        for name, value in {field: to, **changes}.items():
            setattr(row, name, value)

    def require(self, row: models.Model, to: S, *, field: str = "state") -> None:
        """Refuse a move that the page somebody pressed on still offered, but that this row has behind it.

        Raises Stale. `move` takes the same for a mistake of ours.
        """
        if not self.allows(self.states(getattr(row, field)), to):
            raise Stale(CHANGED)

    def constraint(self, name: str, *, field: str = "state") -> models.CheckConstraint:
        """The database's own word that a row is in one of these states."""
        return models.CheckConstraint(
            condition=models.Q(**{f"{field}__in": [state.value for state in self.states]}), name=name
        )

    def diagram(self) -> str:
        """The flow as a Mermaid state diagram, for the docs."""
        lines = [
            "stateDiagram-v2",
            *(f"    [*] --> {state.value}" for state in self.states if state in self.starts),
        ]
        lines += [f"    {old.value} --> {to.value}" for old, to in self]
        lines += [f"    {state.value} --> [*]" for state in self.states if state in self.ended]
        return "\n".join(lines)
