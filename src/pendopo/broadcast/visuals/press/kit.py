"""The pieces designs are built of, and of them those that one design uses.

For each card Typst reads a source whole, twice, and afterwards forgets it; a design uses half of the kit.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FILES: Final = ("house.typ", "pieces.typ", "frames.typ")
COMMENT: Final = re.compile(r"^ *//.*\n", re.MULTILINE)
# A piece begins where a line begins: `#let one(c) = ...`, or `#let (one, other) = ...`.
PIECE: Final = re.compile(r"^#let (?:\((.*?)\)|([\w-]+))", re.MULTILINE)
NAME: Final = re.compile(r"[^\W\d][\w-]*")


@functools.lru_cache(maxsize=128)
def kit_for(template: str) -> str:
    """Every piece whose name the template says, and those that these say, in the order they build on each other."""
    pieces = _pieces()
    wanted: set[str] = set()
    said = set(NAME.findall(template))
    while said:
        found = {pieces[name] for name in said if name in pieces} - wanted
        wanted |= found
        said = {name for piece in found for name in NAME.findall(piece)}
    return "".join(piece for piece in dict.fromkeys(pieces.values()) if piece in wanted)


@functools.cache
def _pieces() -> Mapping[str, str]:
    """Name -> the piece that gives it."""
    whole = "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in FILES)
    kit = COMMENT.sub("", whole)
    begun = [*PIECE.finditer(kit)]
    ends = [*(one.start() for one in begun[1:]), len(kit)]
    return {
        name: kit[one.start() : end]
        for one, end in zip(begun, ends, strict=True)
        for name in NAME.findall(one[1] or one[2])
    }
