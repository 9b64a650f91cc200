"""Plain paragraphs become safe HTML with blocks, and HTML becomes plain paragraphs again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from pendopo.networks import titles
from pendopo.networks.contract import Draft, Heard, HeardKind, Picture, Refused
from pendopo.networks.counting import links
from pendopo.networks.words import NOT_ACCEPTED, _, quoting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pendopo.networks.wordpress.border import Comment, Media, Post

NOT_ENOUGH_RIGHTS = _(
    "This person may not publish and moderate on the website. Use an account with the role Editor."
)
NO_CATEGORY = _(
    "The website has no such category and this account may not make one. Ask for the role Editor, or let"
    " the website's administrator make it."
)
TAKEN_DOWN = _("This was published on the website and has been taken down there.")

LINK_CLASS: Final = "pendopo-link"
TITLE_MAX: Final = 200
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")
_NOT_IN_A_SLUG: Final = re.compile(r"[^a-z0-9]+")
_BLOCKS: Final = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol"})
_UNSEEN: Final = frozenset({"script", "style"})


def mark(key: str) -> str:
    """Return what our key leaves on the site: short, and the same for ever."""
    return hashlib.blake2b(key.encode(), digest_size=6).hexdigest()


def title(draft: Draft) -> str:
    """Return the title, or the first sentence where a network without titles was written for."""
    return titles.title(draft, at_most=TITLE_MAX)


def slug(draft: Draft, key: str) -> str:
    """Return the article's own address: readable, and ending in what only this key gives."""
    plain = unicodedata.normalize("NFKD", title(draft)).encode("ascii", "ignore").decode().lower()
    readable = _NOT_IN_A_SLUG.sub("-", plain)[:60].strip("-")
    return "-".join(part for part in (readable, mark(key)) if part)


def html(draft: Draft, pictures: Sequence[tuple[Media, str]] = ()) -> str:
    """Write the article: its paragraphs, then the further pictures with their alt texts, then its link."""
    blocks = [
        _block("paragraph", f"<p>{_inline(paragraph)}</p>")
        for text in (draft.text, *draft.thread)
        for paragraph in _BLANK_LINE.split(text.strip())
        if paragraph.strip()
    ]
    for media, alt in pictures:
        image = f'<img src="{escape(media.source_url)}" alt="{escape(alt)}" class="wp-image-{media.id}"/>'
        settings = f' {{"id":{media.id},"sizeSlug":"full"}}'
        figure = f'<figure class="wp-block-image size-full">{image}</figure>'
        blocks.append(_block("image", figure, settings))
    if draft.link and draft.link not in draft.text:
        link = escape(draft.link)
        settings = f' {{"className":"{LINK_CLASS}"}}'
        blocks.append(
            _block("paragraph", f'<p class="{LINK_CLASS}"><a href="{link}">{link}</a></p>', settings)
        )
    return "\n\n".join(blocks)


def _block(name: str, inner: str, settings: str = "") -> str:
    return f"<!-- wp:{name}{settings} -->\n{inner}\n<!-- /wp:{name} -->"


def _inline(text: str) -> str:
    """One paragraph with its addresses as links; nothing in it is taken for HTML."""
    pieces: list[str] = []
    here = 0
    for link in links(text):
        written = escape(text[link.start : link.end])
        pieces += [escape(text[here : link.start]), f'<a href="{escape(link.url)}">{written}</a>']
        here = link.end
    pieces.append(escape(text[here:]))
    return "<br>".join("".join(pieces).strip().split("\n"))


def comment(text: str) -> str:
    """Write an answer; the site makes paragraphs and links itself."""
    return escape(text.strip(), quote=False)


class _Reader(HTMLParser):
    """Reads an article as a person would: paragraphs, lines, pictures."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = [""]
        self.alts: list[tuple[str, str]] = []
        self.link = ""
        self._unseen = 0
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.paragraphs[-1] += "\n"
        elif tag == "img":
            self.alts.append((told.get("src", ""), told.get("alt", "")))
        elif tag in _BLOCKS:
            self.paragraphs.append("")
            self._in_link = LINK_CLASS in told.get("class", "").split()
        elif tag == "a" and self._in_link:
            self.link = told.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self.paragraphs.append("")
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if not self._unseen and not self._in_link:
            self.paragraphs[-1] += data.replace("\n", " ")

    def text(self) -> str:
        """Everything that was said."""
        whole = (
            "\n".join(" ".join(line.split()) for line in paragraph.split("\n")).strip()
            for paragraph in self.paragraphs
        )
        return "\n\n".join(paragraph for paragraph in whole if paragraph)


def read(written: str) -> _Reader:
    """Read HTML."""
    reader = _Reader()
    reader.feed(written)
    reader.close()
    return reader


def standing(post: Post, *, featured: Media | None, categories: Sequence[str], tags: Sequence[str]) -> Draft:
    """Say what stands on the site now."""
    content = post.content
    reader = read(content.rendered if content.raw is None else content.raw)
    shown = [(featured.source_url, featured.alt_text)] if featured else []
    if post.date_gmt is None:
        raise ValueError
    return Draft(
        text=reader.text(),
        made_at=post.date_gmt,
        title=unescape(post.title.rendered if post.title.raw is None else post.title.raw),
        link=reader.link,
        pictures=tuple(
            Picture(content=b"", kind="", alt=alt, width=0, height=0, name=source)
            for source, alt in [*shown, *reader.alts]
        ),
        tags=tuple(tags),
        categories=tuple(categories),
    )


def said(one: Comment) -> str:
    """Return a comment's own words."""
    content = one.content
    if content.raw is None:
        return read(content.rendered).text()
    lines = content.raw.replace("\r\n", "\n").split("\n")
    return unescape(re.sub(r"<[^<>]*>", "", "\n".join(lines))).strip()


def heard(one: Comment) -> Heard:
    """Translate one comment. Letters before a number keep comments and articles apart."""
    return Heard(
        remote_id=f"c{one.id}",
        thread_id=str(one.post),
        parent_id=f"c{one.parent}" if one.parent else str(one.post),
        kind=HeardKind.COMMENT,
        author=unescape(one.author_name),
        author_name=unescape(one.author_name),
        author_url=one.author_url,
        text=said(one),
        said_at=one.date_gmt,
        url=one.link,
        hidden=one.status != "approved",
    )


def not_accepted(answer: str) -> Refused:
    """Say that the site did not take a category, with its own words."""
    return Refused(why=quoting(NOT_ACCEPTED, answer))
