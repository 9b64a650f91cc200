"""A page as text: what a reader would read of it, without menus, scripts and what is offered beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

LEFT_OUT: Final = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "nav", "header", "footer"),
        *("aside", "form", "button", "select", "figure", "head"),
    }
)
BLOCKS: Final = frozenset({"p", "li", "h1", "h2", "h3", "h4", "blockquote", "td", "th", "dd", "dt", "pre"})
VOID: Final = frozenset(
    {*("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")}
)
TEXT_MOST: Final = 20_000
# A shorter paragraph outside of an article is mostly a menu or a caption.
FEWEST_LETTERS: Final = 40
DEEPEST: Final = 400
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Article:
    """What stands on a page."""

    title: str
    text: str


class _Reader(HTMLParser):
    """Collects blocks of text, and remembers which of them stand inside the article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.blocks: list[tuple[bool, str]] = []
        self._open: list[str] = []
        self._left_out = 0
        self._article = 0
        self._written: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br":
            self._written.append(" ")
        if tag in VOID or len(self._open) >= DEEPEST:
            return
        if tag in BLOCKS:
            self._end_block()
        self._open.append(tag)
        self._left_out += tag in LEFT_OUT
        self._article += tag in {"article", "main"}

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        self._end_block()
        # What was never closed ends with what is around it.
        while self._open:
            ended = self._open.pop()
            self._left_out -= ended in LEFT_OUT
            self._article -= ended in {"article", "main"}
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self.title += data
        elif not self._left_out:
            self._written.append(data)

    def close(self) -> None:
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        text = _SPACE.sub(" ", "".join(self._written)).strip()
        self._written = []
        if text:
            self.blocks.append((self._article > 0, text))


def read_article(content: bytes, *, content_type: str = "") -> Article:
    """The text of a page; that of its article where it says which part that is. Never raises."""
    reader = _Reader()
    reader.feed(decoded(content, content_type))
    reader.close()
    inside = [text for is_inside, text in reader.blocks if is_inside]
    if sum(map(len, inside)) < FEWEST_LETTERS:
        inside = [text for _inside, text in reader.blocks if len(text) >= FEWEST_LETTERS]
    if not inside:
        inside = [text for _inside, text in reader.blocks]
    return Article(
        title=_SPACE.sub(" ", reader.title).strip()[:300],
        text="\n".join(dict.fromkeys(inside))[:TEXT_MOST].replace("\0", ""),
    )


def text_of(markup: str) -> str:
    """A piece of HTML, or of plain text, as one line of text."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return " ".join(text for _inside, text in reader.blocks).replace("\0", "")


def decoded(content: bytes, content_type: str = "") -> str:
    """As the server says, else as the page says, else as most pages are written; what fits nowhere is replaced."""
    named = _CHARSET.search(content_type.encode("ascii", "replace")) or _CHARSET.search(content[:4096])
    for encoding in ("utf-8", named[1].decode("ascii") if named else "", "windows-1252"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")
