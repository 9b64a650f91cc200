"""Places on a page that another part of the house fills, without either importing the other.

A template says `{% slot "accounts.account" account=account %}`; `desk/slots.py` says whose fragments stand
there. A filler gets the request and the slot's words, and answers with a fragment or None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """A template and the words it needs."""

    template: str
    words: Mapping[str, Any] = field(default_factory=dict)


Filler = Callable[..., Fragment | None]
Slots = Mapping[str, Sequence[Filler]]

_slots: dict[str, tuple[Filler, ...]] = {}


def fill(slots: Slots) -> None:
    """Say who fills what, once, when the house is switched on."""
    _slots.update({name: tuple(fillers) for name, fillers in slots.items()})


def fragments(name: str, request: HttpRequest, **words: Any) -> list[Fragment]:
    """What stands in a slot of this page."""
    found = (filler(request, **words) for filler in _slots.get(name, ()))
    return [fragment for fragment in found if fragment is not None]
