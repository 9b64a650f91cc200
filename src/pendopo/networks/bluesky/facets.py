"""Links, mentions and tags of a text, marked by the UTF-8 bytes they stand at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import regex

from pendopo.networks import counting

_MENTION: Final = regex.compile(
    r"(?<![\w@/.])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?![\w@])",
    regex.IGNORECASE,
)
TAG_MAX: Final = 64  # graphemes


def mentions(text: str) -> list[tuple[int, int, str]]:
    """The account names in a text: start, end (with the @) and the name."""
    return [(match.start(), match.end(), match.group(1).lower()) for match in _MENTION.finditer(text)]


def facets(text: str, did_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """The facets of a text. `did_of` gives the account behind a name, or '' where there is none."""
    marked: list[tuple[int, int, dict[str, str]]] = []
    for start, end, name in mentions(text):
        if did := did_of(name):
            marked.append((start, end, {"$type": "app.bsky.richtext.facet#mention", "did": did}))
    marked += [
        (link.start, link.end, {"$type": "app.bsky.richtext.facet#link", "uri": link.url})
        for link in counting.links(text, bare=True)
    ]
    for start, end, word in counting.tags(text):
        if len(counting.graphemes(word)) <= TAG_MAX:
            marked.append((start, end, {"$type": "app.bsky.richtext.facet#tag", "tag": word}))
    found: list[dict[str, Any]] = []
    taken = 0
    for start, end, feature in sorted(marked, key=lambda one: (one[0], -one[1])):
        if start >= taken:  # what overlaps is shown by no one
            taken = end
            found.append({"index": _bytes(text, start, end), "features": [feature]})
    return found


def _bytes(text: str, start: int, end: int) -> dict[str, int]:
    before = len(text[:start].encode())
    return {"byteStart": before, "byteEnd": before + len(text[start:end].encode())}
