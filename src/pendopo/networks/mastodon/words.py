"""From the server's words into ours; functions without side effects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Final

import regex

from pendopo.networks.contract import Draft, Heard, HeardKind, Measured, Picture, Sent
from pendopo.networks.mastodon.models import Media, Status

_LEADING_MENTIONS: Final = regex.compile(r"^(?:\s*@[\w.-]+(?:@[\w.:-]+)?\s*)+")
_MENTION_HOST: Final = regex.compile(r"(@[\w.-]*\w)@[\w.-]+(?::\d+)?")
# Servers render emphasis, lists and quotes in their own ways: only letters, digits and pictures count.
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")  # some servers take these out of a text, others show them
NEARLY: Final = 0.8
_DECORATION: Final = regex.compile(r"[\s\p{P}\p{Cf}\p{Mn}\p{Sk}\p{Sm}]+")


class _Plain(HTMLParser):
    """Text as a reader sees it: paragraphs apart, links in full."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br":
            self.pieces.append("\n")
        elif tag in {"p", "blockquote", "ul", "ol", "pre"}:
            self.pieces.append("\n\n")
        elif tag == "li":
            self.pieces.append("\n• ")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def plain(html: str) -> str:
    """The text of a status without its markup."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    text = "".join(reader.pieces).replace("\xa0", " ").replace("\r", "")
    lines = "\n".join(line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def likeness(text: str) -> str:
    """What stays the same of a text when a server has rendered it."""
    text = _TAG.sub("", text)
    text = unicodedata.normalize("NFKC", _LEADING_MENTIONS.sub("", text))
    bare: str = _DECORATION.sub("", _MENTION_HOST.sub(r"\1", text))
    return bare.casefold()


def is_what_we_said(status: Status, text: str, *, alts: Sequence[str], in_reply_to: str) -> bool:
    """Whether a status of ours is this text, with these pictures, as an answer to that one."""
    return _has_the_same_place(status, alts=alts, in_reply_to=in_reply_to) and (
        likeness(plain(status.content)) == likeness(text)
        and [likeness(media.description) for media in status.media_attachments] == [likeness(a) for a in alts]
    )


def is_nearly_what_we_said(status: Status, text: str, *, alts: Sequence[str], in_reply_to: str) -> bool:
    """Whether a status may be ours, rendered in a way we do not know: then a person has to look."""
    ours, theirs = likeness(text), likeness(plain(status.content))
    pair = SequenceMatcher(None, ours, theirs, autojunk=False)
    return (
        _has_the_same_place(status, alts=alts, in_reply_to=in_reply_to)
        and pair.quick_ratio() >= NEARLY  # far cheaper, never lower
        and pair.ratio() >= NEARLY
    )


def _has_the_same_place(status: Status, *, alts: Sequence[str], in_reply_to: str) -> bool:
    return status.in_reply_to_id == in_reply_to and len(status.media_attachments) == len(alts)


def without_leading_mention(text: str, handle: str) -> str:
    """An answer to us begins with our own name, which tells a reader nothing."""
    name, _at, host = handle.partition("@")
    if not name:
        return text
    return (
        re.sub(rf"^\s*@{re.escape(name)}(?:@{re.escape(host)})?(?![\w.@-])\s*", "", text, flags=re.IGNORECASE)
        or text
    )


def sent(statuses: Sequence[Status]) -> Sent:
    """The posts of a thread (or the one post), first to last."""
    first = statuses[0]
    return Sent(
        remote_id=first.id,
        url=first.url or first.uri,
        part_ids=tuple(status.id for status in statuses[1:]),
        sent_at=first.created_at,
    )


def heard(status: Status, *, me: str, handle: str = "", thread_id: str = "") -> Heard:
    """One message to us, `handle`. `thread_id` is our own post where it is known."""
    if status.visibility == "direct":
        kind = HeardKind.DIRECT
    elif status.in_reply_to_account_id == me:
        kind = HeardKind.REPLY
    else:
        kind = HeardKind.MENTION
    return Heard(
        remote_id=status.id,
        thread_id=thread_id or status.in_reply_to_id or status.id,
        parent_id=status.in_reply_to_id,
        kind=kind,
        author=status.account.acct,
        author_name=status.account.display_name or status.account.username or status.account.acct,
        author_url=status.account.url,
        text=without_leading_mention(plain(status.content), handle),
        said_at=status.created_at,
        url=status.url or status.uri,
        language=status.language,
        pictures=tuple(media.url for media in status.media_attachments if media.url),
    )


def measured(status: Status) -> Measured:
    """The counts a status carries; the fediverse counts no views."""
    return Measured(likes=status.favourites_count, shares=status.reblogs_count, replies=status.replies_count)


def draft(status: Status) -> Draft:
    """What stands there, as a draft of it would look."""
    return Draft(
        text=plain(status.content),
        made_at=status.created_at,
        pictures=tuple(_picture(media) for media in status.media_attachments),
        language=status.language,
        in_reply_to=status.in_reply_to_id,
    )


def _picture(media: Media) -> Picture:
    original = media.meta.get("original") or {}
    return Picture(
        content=b"",
        kind=f"{media.type or 'image'}/*",
        alt=media.description,
        width=int(original.get("width") or 0),
        height=int(original.get("height") or 0),
        name=media.url,
    )
