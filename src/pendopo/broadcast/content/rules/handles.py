"""Names that are nearly our own: a slip of the finger, or somebody who poses as the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Fix, Sentence
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book

_MENTION: Final = re.compile(r"(?<![\w/.@])@(\w(?:[\w.\-]{0,60}\w)?)")
_SHORTEST: Final = 6  # shorter names are near each other by chance


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    own = {
        name
        for handle in reading.subject.office.own_handles
        if len(name := handle.strip().lstrip("@").partition("@")[0]) >= _SHORTEST
    }
    if not own or not book.is_on("near_handle"):
        return
    known = {name.casefold() for name in own}
    for passage in reading.prose:
        for mention in _MENTION.finditer(passage.text):
            written = mention.group(1)
            if written.casefold() in known:
                continue
            near = min((name for name in own if is_one_slip(written.casefold(), name.casefold())), default="")
            if near:
                yield book.finding(
                    "near_handle",
                    about=written,
                    params={"written": written, "own": near},
                    where=passage.span(mention.start(1), mention.end(1)),
                    account_key=passage.account_key,
                    fix=Fix(
                        label=Sentence(msgid=words.SAY_INSTEAD, params={"plain": f"@{near}"}),
                        field=passage.field,
                        replacement=near,
                    ),
                )


def is_one_slip(one: str, two: str) -> bool:
    """Whether one letter added, left out, changed, or two neighbours swapped, makes one of the other."""
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    mine, yours = one[start:], two[start:]
    if len(mine) == len(yours):
        swapped = mine[:2] == yours[:2][::-1] and mine[2:] == yours[2:]
        return mine[1:] == yours[1:] or swapped
    return mine[1:] == yours or mine == yours[1:]
