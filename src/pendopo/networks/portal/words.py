"""The portal's words, turned into the house's and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pendopo.networks import titles
from pendopo.networks.contract import Draft, Heard, HeardKind, Identity, Measured, Picture, Sent
from pendopo.networks.portal import shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMENT: Final = "c"  # before a comment's number, to keep it apart from an article's


def article(draft: Draft, pictures: Sequence[shapes.NewPicture]) -> shapes.NewArticle:
    """Write an article for the wire."""
    return shapes.NewArticle(
        title=titles.title(draft, at_most=shapes.TITLE_MAX),
        text=draft.text,
        link=draft.link,
        pictures=tuple(pictures),
        tags=draft.tags,
        categories=draft.categories,
        thread=draft.thread,
        language=draft.language,
        made_at=draft.made_at,
    )


def reply(draft: Draft) -> shapes.NewReply:
    """Write an answer for the wire."""
    if is_comment(draft.in_reply_to):
        return shapes.NewReply(in_reply_to=bare(draft.in_reply_to), text=draft.text)
    return shapes.NewReply(article_id=draft.in_reply_to, text=draft.text)


def is_comment(remote_id: str) -> bool:
    """Whether this names a comment and not an article."""
    return remote_id.startswith(COMMENT)


def bare(remote_id: str) -> str:
    """Return the portal's own number."""
    return remote_id.removeprefix(COMMENT)


def sent(one: shapes.Article) -> Sent:
    """Say that an article stands."""
    return Sent(remote_id=one.id, url=one.url, sent_at=one.published_at)


def answered(one: shapes.Comment) -> Sent:
    """Say that a comment stands."""
    return Sent(remote_id=COMMENT + one.id, url=one.url, sent_at=one.said_at)


def heard(one: shapes.Comment) -> Heard:
    """Translate one comment."""
    return Heard(
        remote_id=COMMENT + one.id,
        thread_id=one.article_id,
        parent_id=COMMENT + one.parent_id if one.parent_id else one.article_id,
        kind=HeardKind.COMMENT,
        author=one.author,
        author_name=one.author,
        text=one.text,
        said_at=one.said_at,
        url=one.url,
        hidden=one.hidden,
    )


def standing(one: shapes.Article) -> Draft:
    """Say what stands in an article."""
    return Draft(
        text=one.text,
        made_at=one.published_at,
        title=one.title,
        link=one.link,
        pictures=tuple(_picture(picture) for picture in one.pictures),
        thread=one.thread,
        tags=one.tags,
        categories=one.categories,
        language=one.language,
    )


def standing_answer(one: shapes.Comment) -> Draft:
    """Say what stands in an answer."""
    told = heard(one)
    return Draft(text=told.text, made_at=told.said_at, in_reply_to=told.parent_id, root=told.thread_id)


def _picture(one: shapes.Picture) -> Picture:
    return Picture(content=b"", kind="", alt=one.alt, width=one.width, height=one.height, name=one.url)


def measured(stats: shapes.Stats) -> Measured:
    """Translate the counts."""
    return Measured(views=stats.views, replies=stats.replies)


def identity(me: shapes.Me) -> Identity:
    """Translate who we are."""
    return Identity(remote_id=me.id, handle=me.handle, name=me.name, url=me.url, software="pendopo")
