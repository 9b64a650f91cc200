"""A heading for what was written without one, where a network shows nothing without a heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pendopo.networks.contract import Draft

SHORT: Final = 90
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.!?])\s|\n")


def title(draft: Draft, *, at_most: int) -> str:
    """Return the title, or the first sentence where a network without titles was written for."""
    if draft.title.strip():
        return " ".join(draft.title.split())[:at_most]
    first = _END_OF_SENTENCE.split(draft.text.strip(), maxsplit=1)[0].rstrip(".")
    return first if len(first) <= SHORT else first[:SHORT].rsplit(" ", 1)[0] + "…"
