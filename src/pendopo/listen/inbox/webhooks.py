"""Which networks call us, and how their calls are read: a network that does has a `webhook.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Final, Protocol

from pendopo.networks.contract import Heard
from pendopo.networks.registry import NETWORKS


class Reader(Protocol):
    """Checks who signed a call, and tells what was said in it. Raises ValueError for what is not genuine."""

    def __call__(self, *, body: bytes, headers: Mapping[str, str], secret: str, now: datetime) -> Heard: ...


def _readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {}
    for name in NETWORKS:
        module = f"pendopo.networks.{name}.webhook"
        if find_spec(module) is not None:
            found[name] = import_module(module).said_in
    return found


READERS: Final[Mapping[str, Reader]] = _readers()
