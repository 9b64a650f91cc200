"""What the practice network answers, as far as we read it. What it adds later does no harm."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel


class Author(BaseModel):
    """Who said it."""

    handle: str
    name: str
    url: str = ""


class Picture(BaseModel):
    """A picture that stands with a post."""

    url: str
    alt: str = ""


class Post(BaseModel):
    """One post or answer."""

    id: str
    key: str = ""
    author: Author
    ours: bool = False
    text: str
    title: str = ""
    link: str = ""
    pictures: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""
    in_reply_to: str = ""
    root: str = ""
    hidden: bool = False
    url: str
    created_at: AwareDatetime


class Posts(BaseModel):
    """Some posts, newest first."""

    posts: tuple[Post, ...]


class Working(BaseModel):
    """Taken, but not shown yet."""

    handle: str
    wait_seconds: float = 1


class Job(BaseModel):
    """How far a slow post is."""

    state: Literal["working", "done"]
    wait_seconds: float = 1
    post: Post | None = None


class Notice(BaseModel):
    """Somebody said something to us."""

    kind: Literal["reply", "mention", "direct"]
    post: Post


class Notices(BaseModel):
    """A page of what was said, oldest first."""

    notices: tuple[Notice, ...]
    cursor: str
    more: bool


class Call(BaseModel):
    """The body of a call to our webhook."""

    id: str
    notice: Notice


class Media(BaseModel):
    """An uploaded picture."""

    id: str


class Stats(BaseModel):
    """Counts of a post."""

    likes: int
    shares: int
    replies: int
    views: int


class Me(BaseModel):
    """Whose token it is."""

    id: str
    handle: str
    name: str
    url: str
    software: str = ""
    reply_window_minutes: int = 0
    token_ends_at: datetime | None = None
