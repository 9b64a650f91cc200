"""The practice network's words, turned into the house's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pendopo.networks.contract import Draft, Heard, HeardKind, Identity, Measured, Picture
from pendopo.networks.words import _

if TYPE_CHECKING:
    from pendopo.networks.practice.border import Me, Notice, Post, Stats

STILL_WORKING = _("The network has taken it and is still working on it.")
PART_IS_MISSING = _("The network has the beginning, but not all of it. The rest will be sent.")


def body(
    draft: Draft, *, text: str, pictures: list[dict[str, str]], in_reply_to: str, first: bool
) -> dict[str, object]:
    """Write one post for the wire; title, link and pictures belong to the first of a thread."""
    said: dict[str, object] = {"text": text, "language": draft.language, "in_reply_to": in_reply_to}
    if first:
        said |= {
            "title": draft.title,
            "link": draft.link,
            "pictures": pictures,
            "tags": list(draft.tags),
            "categories": list(draft.categories),
        }
    return said


def same(post: Post, *, text: str, title: str, in_reply_to: str) -> bool:
    """Whether this post says what we meant to say, in the same place."""
    return (post.text, post.title, post.in_reply_to) == (text, title, in_reply_to)


def heard(notice: Notice) -> Heard:
    """Translate one notice."""
    post = notice.post
    return Heard(
        remote_id=post.id,
        thread_id=post.root or post.in_reply_to or post.id,
        parent_id=post.in_reply_to,
        kind=HeardKind(notice.kind),
        author=post.author.handle,
        author_name=post.author.name,
        author_url=post.author.url,
        text=post.text,
        said_at=post.created_at,
        url=post.url,
        language=post.language,
        hidden=post.hidden,
        pictures=tuple(picture.url for picture in post.pictures),
    )


def standing(post: Post) -> Draft:
    """Say what stands there now."""
    return Draft(
        text=post.text,
        made_at=post.created_at,
        title=post.title,
        link=post.link,
        pictures=tuple(
            Picture(content=b"", kind="", alt=picture.alt, width=0, height=0, name=picture.url)
            for picture in post.pictures
        ),
        tags=post.tags,
        categories=post.categories,
        language=post.language,
        in_reply_to=post.in_reply_to,
        root=post.root,
    )


def measured(stats: Stats) -> Measured:
    """Translate the counts."""
    return Measured(likes=stats.likes, shares=stats.shares, replies=stats.replies, views=stats.views)


def identity(me: Me) -> Identity:
    """Translate who we are."""
    return Identity(
        remote_id=me.id,
        handle=me.handle,
        name=me.name,
        url=me.url,
        software=me.software,
        token_ends_at=me.token_ends_at,
        settings={"reply_window": str(me.reply_window_minutes)},
    )
