"""The packaged proposals: sources that many offices will want."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from dataclasses import dataclass

from pendopo.listen.watch.states import Kind


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A source that is not watched yet."""

    name: str
    kind: Kind
    url: str
    every_minutes: int


@functools.cache
def packaged() -> tuple[Proposal, ...]:
    """What came with this release."""
    file = importlib.resources.files(__package__) / "proposals.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Proposal(
            name=one["name"],
            kind=Kind(one["kind"]),
            url=one["url"],
            every_minutes=int(one["every_minutes"]),
        )
        for one in read["source"]
    )
