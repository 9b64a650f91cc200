"""How long a text is, as each network counts it, and where a long one is cut into a thread."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import regex

from pendopo.networks.contract import Counting, Draft, Limits

# An address begins with its scheme, or is a bare name whose ending nobody uses by accident.
_ENDINGS: Final = "id|com|org|net|gov|edu|int"
_PART_OF_A_LINK: Final = regex.compile(rf"://|\.(?:{_ENDINGS})", regex.IGNORECASE)
_LINK: Final = regex.compile(
    rf"""(?<![\w@/.-])
    (?:https?://(?:[\w-]+\.)+\p{{L}}[\w-]+(?::\d{{1,5}})?
      |(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?![\w.-]*[\w@]))
    (?:[/?\#][^\s<>"“”]*)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MENTION: Final = regex.compile(
    r"(?<![\w/@])(@[\w](?:[\w.-]*\w)?)@[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?", regex.IGNORECASE
)
_GRAPHEME: Final = regex.compile(r"\X")
_EMOJI: Final = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{RI}|\u20E3")
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_TRAILING: Final = ".,;:!?'\"…)]}*_"
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}
_SENTENCE_END: Final = regex.compile(r"(?<=[.!?…][\"”’')\]]*)\s+")
_PARAGRAPH_END: Final = regex.compile(r"\s*\n\s*\n\s*")
_LINE_END: Final = regex.compile(r"\s*\n\s*")
_SPACE: Final = regex.compile(r"\s+")
_LAST_SPACE: Final = regex.compile(r"(?r)\s")


@dataclass(frozen=True)
class Link:
    """A link in a text: where it stands, and where it leads."""

    start: int
    end: int
    url: str


def links(text: str, *, bare: bool = False) -> list[Link]:
    """The links in a text; with `bare`, also names without https:// (`dinas.go.id/layanan`)."""
    return list(_links(text, bare))


# One text is asked about for every account it goes to, and looking through it is the dear part.
@functools.lru_cache(maxsize=64)
def _links(text: str, bare: bool) -> tuple[Link, ...]:  # noqa: FBT001
    found: list[Link] = []
    for start, end in _where_links_may_stand(text):
        for match in _LINK.finditer(text, start, end):
            written = _without_trailing(match.group())
            with_scheme = written.lower().startswith(("https://", "http://"))
            if with_scheme or bare:
                url = written if with_scheme else "https://" + written
                found.append(Link(match.start(), match.start() + len(written), url))
    return tuple(found)


def _where_links_may_stand(text: str) -> Iterator[tuple[int, int]]:
    """From space to space around each part of a link: trying every sign of a long text would take ten times as long."""
    end = 0
    for part in _PART_OF_A_LINK.finditer(text):
        if part.start() >= end:
            before = _LAST_SPACE.search(text, end, part.start())
            after = _SPACE.search(text, part.end())
            start, end = before.end() if before else end, after.start() if after else len(text)
            yield start, end


def graphemes(text: str) -> list[str]:
    """What a reader calls letters, one by one."""
    found: list[str] = _GRAPHEME.findall(text)
    return found


def length(text: str, limits: Limits) -> int:
    """How long the network says this text is."""
    if limits.link_cost is not None:
        for link in reversed(links(text)):
            text = text[: link.start] + "x" * limits.link_cost + text[link.end :]
    if limits.mention_counts_local_part_only:
        text = _MENTION.sub(r"\1", text)
    match limits.counting:
        case Counting.GRAPHEMES:
            return sum(1 for _letter in _GRAPHEME.finditer(text))
        case Counting.BYTES:
            return len(text.encode("utf-8", "surrogatepass"))
        case Counting.WEIGHTED:
            return sum(_weight(letter) for letter in graphemes(unicodedata.normalize("NFC", text)))
        case Counting.CHARACTERS:
            return len(text)


def _weight(letter: str) -> int:
    if _EMOJI.search(letter):
        return 2
    return sum(1 if any(low <= ord(one) <= high for low, high in _LIGHT) else 2 for one in letter)


def fits(text: str, limits: Limits) -> bool:
    """Whether the network takes this text as one post."""
    if (
        limits.text_bytes_max is not None
        and len(text.encode("utf-8", "surrogatepass")) > limits.text_bytes_max
    ):
        return False
    return length(text, limits) <= limits.text_max


def as_said(draft: Draft, limits: Limits) -> str:
    """The first post's text as it goes out: with its link and its tags, where these are text there."""
    pieces = [draft.text.strip()]
    if draft.link and draft.link not in draft.text and (limits.link_takes_text or draft.pictures):
        pieces.append(draft.link)
    if limits.tags_take_text:
        there = {word.casefold() for word in regex.findall(r"#[\w]+", draft.text)}
        tags = [f"#{tag.lstrip('#')}" for tag in draft.tags]
        missing = [tag for tag in dict.fromkeys(tags) if tag.casefold() not in there]
        if missing:
            pieces.append(" ".join(missing))
    return "\n\n".join(piece for piece in pieces if piece)


def split(text: str, limits: Limits) -> list[str]:
    """Cut a text into parts that fit: between paragraphs where possible, then sentences, then words."""
    parts: list[str] = []
    rest = text.strip()
    while rest and not fits(rest, limits):
        here = _last_fitting_border(rest, limits)
        parts.append(rest[:here].rstrip())
        rest = rest[here:].lstrip()
    return [*parts, rest] if rest or not parts else parts


def _last_fitting_border(text: str, limits: Limits) -> int:
    longest = _longest_prefix(text, limits)
    for border in (_PARAGRAPH_END, _SENTENCE_END, _LINE_END, _SPACE):
        # A part of less than a third would look like a slip; then a finer border is better.
        least = 1 if border is _SPACE else longest // 3
        ends: list[int] = [match.start() for match in border.finditer(text, 0, longest + 2)]
        for end in reversed([place for place in ends if least <= place <= longest]):
            if end and fits(text[:end].rstrip(), limits):
                return end
    return longest


def _longest_prefix(text: str, limits: Limits) -> int:
    """The longest prefix, whole letters and whole links, that fits; at least one letter."""
    whole = {place for link in links(text) for place in range(link.start + 1, link.end)}
    ends = list(accumulate(len(letter) for letter in _GRAPHEME.findall(text)))
    outside_links = [end for end in ends if end not in whole] if limits.link_cost is not None else ends
    for places in (outside_links, ends):
        best = 0
        low, high = 0, len(places) - 1
        while low <= high:
            middle = (low + high) // 2
            if fits(text[: places[middle]], limits):
                best, low = places[middle], middle + 1
            else:
                high = middle - 1
        if best:
            return best
    return ends[0]


def _without_trailing(written: str) -> str:
    while written and written[-1] in _TRAILING:
        opening = _CLOSING.get(written[-1])
        if opening and written.count(opening) >= written.count(written[-1]):
            break
        written = written[:-1]
    return written


def tags(text: str) -> Iterator[tuple[int, int, str]]:
    """The hashtags in a text: start, end (both with the #) and the word."""
    for match in regex.finditer(r"(?<![\w&/#])[#＃]((?!\d+(?!\w))\w{1,64})(?!\w)", text):
        if not any(link.start <= match.start() < link.end for link in links(text)):
            yield match.start(), match.end(), match.group(1)
