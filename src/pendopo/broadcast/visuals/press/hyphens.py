"""Where words may be parted when they don't fit whole, and which are never parted from each other."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pendopo.foundation.later import Later

if TYPE_CHECKING:
    import pyphen
else:
    pyphen = Later("pyphen")


SOFT_HYPHEN: Final = "\u00ad"
JOINED: Final = "\u2060"
HARD_SPACE: Final = "\u00a0"
SHORT_COMPOUND: Final = re.compile(r"\b([^\W\d_]{1,5})-([^\W\d_]{1,4})\b")
NUMBER_AND_WORD: Final = re.compile(r"\b(\d{1,2}) ([^\W\d_]{1,10}\b)")
WORD_AND_NUMBER: Final = re.compile(r"\b([^\W\d_]{2,8}) (\d[\d.,]{0,5})(?=[\s,.;]|$)")
SPAN: Final = re.compile(r"(?<=\d)([–-])(?=\d)")
LONELY_END: Final = re.compile(r"(?<=.{16} )(\S{1,8}) (\S{1,6})$")
NO_SPACE: Final = "\u200b"
LONG: Final = 9
RUN: Final = 12
LONG_WORD: Final = re.compile(rf"\S{{{LONG},}}")
LETTERS: Final = re.compile(rf"[^\W\d_]{{{LONG},}}")
AFTER: Final = re.compile(r"(?<=[/.\-_@&?=])")


@functools.cache
def _parting() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="id_ID", left=3, right=3)


def knit(said: str) -> str:
    """What belongs together stays so ("KTP-el", "7 Desember", "08.00–15.00", "loket 3"), and no short word is left alone on the last line."""
    said = SHORT_COMPOUND.sub(rf"\1{JOINED}-{JOINED}\2", said)
    said = SPAN.sub(rf"{JOINED}\1{JOINED}", said)
    said = NUMBER_AND_WORD.sub(rf"\1{HARD_SPACE}\2", said)
    said = WORD_AND_NUMBER.sub(rf"\1{HARD_SPACE}\2", said)
    return LONELY_END.sub(rf"\1{HARD_SPACE}\2", said)


def parted(words: Any) -> dict[str, str]:
    """Each long word in what was filled in, with the places where it may be parted."""
    return {
        word: soft for word in sorted(_long(words), key=len, reverse=True) if (soft := _soft(word)) != word
    }


def _long(words: Any) -> set[str]:
    if isinstance(words, str):
        return set(LONG_WORD.findall(words))
    if isinstance(words, dict):
        words = words.values()
    if isinstance(words, Iterable):
        return {one for part in words for one in _long(part)}
    return set()


def _soft(word: str) -> str:
    """Syllables get a hyphen; addresses and numbers are parted without one."""
    said = LETTERS.sub(lambda found: _parting().inserted(found[0], hyphen=SOFT_HYPHEN), word)
    if said == word or "/" in word or "@" in word:
        said = AFTER.sub(NO_SPACE, word)
    # What no rule parts, such as a long number, is parted anywhere.
    pieces = re.split(f"([{SOFT_HYPHEN}{NO_SPACE}])", said)
    return "".join(
        piece
        if len(piece) <= RUN
        else NO_SPACE.join(piece[at : at + RUN] for at in range(0, len(piece), RUN))
        for piece in pieces
    )
