"""From the network's words into ours and back; functions without side effects."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pendopo.networks.bluesky import models
from pendopo.networks.contract import Draft, Heard, HeardKind, Measured, Picture

POST = "app.bsky.feed.post"
KINDS = {"reply": HeardKind.REPLY, "mention": HeardKind.MENTION, "quote": HeardKind.MENTION}


def parts_of(uri: str) -> tuple[str, str, str]:
    """Whose repository, which collection, which key. Raises ValueError for what is no at-uri."""
    scheme, _slash, rest = uri.partition("://")
    pieces = rest.split("/")
    if scheme != "at" or len(pieces) != 3 or not all(pieces):
        raise ValueError("not an at-uri")
    return pieces[0], pieces[1], pieces[2]


def page(uri: str, *, handle: str = "") -> str:
    """Where people see a post."""
    did, _collection, key = parts_of(uri)
    return f"https://bsky.app/profile/{handle or did}/post/{key}"


def profile(did: str) -> str:
    """Where people see somebody."""
    return f"https://bsky.app/profile/{did}"


def instant(at: datetime) -> str:
    """As the protocol writes an instant."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def heard(said: models.Notification, *, me: str) -> Heard:
    """One message to us."""
    post = models.Post.model_validate(said.record)
    thread, parent = said.uri, ""
    if post.reply:
        root, parent = post.reply.root.uri, post.reply.parent.uri
        ours = [uri for uri in (root, parent) if parts_of(uri)[0] == me]
        thread = ours[0] if ours else root
    return Heard(
        remote_id=said.uri,
        thread_id=thread,
        parent_id=parent,
        kind=KINDS[said.reason],
        author=said.author.handle,
        author_name=said.author.name or said.author.handle,
        author_url=profile(said.author.did),
        text=post.text,
        said_at=said.indexed_at,
        url=page(said.uri),
        language=post.langs[0] if post.langs else "",
    )


def measured(view: models.PostView) -> Measured:
    """The counts of a post; a quote shares it too."""
    shares = None if view.reposts is None else view.reposts + (view.quotes or 0)
    return Measured(likes=view.likes, shares=shares, replies=view.replies)


def draft(value: dict[str, Any]) -> Draft:
    """What stands there, as a draft of it would look."""
    post = models.Post.model_validate(value)
    embed = post.embed
    return Draft(
        text=post.text,
        made_at=post.made_at,
        link=embed.external.uri if embed and embed.external else "",
        pictures=tuple(_picture(image) for image in embed.images) if embed else (),
        language=post.langs[0] if post.langs else "",
        in_reply_to=post.reply.parent.uri if post.reply else "",
        root=post.reply.root.uri if post.reply else "",
    )


def _picture(image: models.Image) -> Picture:
    ratio = image.ratio or {}
    return Picture(
        content=b"", kind="image/*", alt=image.alt, width=ratio.get("width", 0), height=ratio.get("height", 0)
    )
