"""How a lower part tells what happened without knowing who listens.

An event is a frozen dataclass in its room's `events.py`. `desk/wiring.py` says which actions hear it;
they run at once, in the same transaction, so either all of it happened or nothing. A listener therefore
needs no savepoint of its own: `@transaction.atomic(savepoint=False)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Listener = Callable[[Any], None]
Wiring = Mapping[type, Sequence[Listener]]

_wiring: dict[type, tuple[Listener, ...]] = {}


class AlreadyWired(RuntimeError):
    """The house is wired once, when it is switched on."""


def wire(wiring: Wiring) -> None:
    """Say who hears what, for the life of this process."""
    if _wiring:
        raise AlreadyWired
    _wiring.update({event: tuple(listeners) for event, listeners in wiring.items()})


def tell(event: object) -> None:
    """Let everyone hear it who was wired to it."""
    for listener in _wiring.get(type(event), ()):
        listener(event)


@contextmanager
def heard_by(wiring: Wiring) -> Iterator[None]:
    """Another wiring for the length of a block: for tests of a single room."""
    before = dict(_wiring)
    _wiring.clear()
    _wiring.update({event: tuple(listeners) for event, listeners in wiring.items()})
    try:
        yield
    finally:
        _wiring.clear()
        _wiring.update(before)
