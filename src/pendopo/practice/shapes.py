"""The practice network's API as shapes: one definition for the page's server and the hostile one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ROOT = "/latihan/api"
SOFTWARE = "pendopo-latihan 1"

TEXT_MAX = 500
TITLE_MAX = 120
ALT_MAX = 1000
PICTURES_MAX = 4
PICTURE_BYTES_MAX = 4_000_000
PICTURE_KINDS = ("image/jpeg", "image/png", "image/webp")
PAGE_MAX = 100

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~:-]{1,128}$")]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Shape(BaseModel):
    """Something said over the wire: nothing unknown gets in."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Author(Shape):
    """Who speaks: the institution's own account or a citizen."""

    handle: str = Field(min_length=1, max_length=60)
    name: str = Field(min_length=1, max_length=120)
    url: str = ""


class Allowed(Shape):
    """What fits into one post here."""

    text_max: int = TEXT_MAX
    title_max: int = TITLE_MAX
    alt_max: int = ALT_MAX
    pictures_max: int = PICTURES_MAX
    picture_bytes_max: int = PICTURE_BYTES_MAX
    picture_kinds: tuple[str, ...] = PICTURE_KINDS


class Me(Shape):
    """The account a token opens."""

    id: str
    handle: str
    name: str
    url: str
    software: str = SOFTWARE
    allowed: Allowed = Allowed()
    reply_window_minutes: int = 0
    token_ends_at: datetime | None = None


class Media(Shape):
    """One uploaded picture."""

    id: str
    url: str
    kind: str
    size: int


class NewPicture(Shape):
    """A picture to show with a post."""

    media_id: str
    alt: str = Field(default="", max_length=ALT_MAX)


class ShownPicture(Shape):
    """A picture as it stands on the network."""

    media_id: str
    url: str
    alt: str


class NewPost(Shape):
    """What an account wants to say, as a post or as an answer."""

    text: str = Field(min_length=1, max_length=TEXT_MAX)
    title: str = Field(default="", max_length=TITLE_MAX)
    link: str = Field(default="", max_length=2000)
    pictures: tuple[NewPicture, ...] = Field(default=(), max_length=PICTURES_MAX)
    tags: tuple[Word, ...] = Field(default=(), max_length=30)
    categories: tuple[Word, ...] = Field(default=(), max_length=10)
    language: str = Field(default="id", max_length=10)
    in_reply_to: str = Field(default="", max_length=40)


class Post(Shape):
    """One post, comment or message as it stands. `root` is the thread's first post."""

    id: str
    key: str = ""
    author: Author
    ours: bool
    text: str
    title: str = ""
    link: str = ""
    pictures: tuple[ShownPicture, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = "id"
    in_reply_to: str = ""
    root: str = ""
    hidden: bool = False
    url: str
    created_at: datetime


class Posts(Shape):
    """Some posts, newest first."""

    posts: tuple[Post, ...]


class NoticeKind(StrEnum):
    """Why an account is told of something."""

    REPLY = "reply"
    MENTION = "mention"
    DIRECT = "direct"


class Notice(Shape):
    """Somebody said something to the account."""

    id: str
    kind: NoticeKind
    post: Post


class Notices(Shape):
    """One page of notices, oldest first."""

    notices: tuple[Notice, ...]
    cursor: str
    more: bool


class Stats(Shape):
    """What people did with a post."""

    likes: int = 0
    shares: int = 0
    replies: int = 0
    views: int = 0


class Working(Shape):
    """The network took it and is still working; ask again under `handle`."""

    handle: str
    wait_seconds: float


class Job(Shape):
    """How far a slow post is."""

    state: Literal["working", "done"]
    wait_seconds: float = 0
    post: Post | None = None


class Problem(Shape):
    """Why not."""

    error: str
    message: str


class Webhook(Shape):
    """Where to call, and the secret the calls are signed with."""

    url: str = Field(default="", max_length=500)
    secret: str = Field(default="", max_length=200)


class Call(Shape):
    """The body of one call to a webhook; a replay has the same `id`."""

    id: str
    sent_at: datetime
    notice: Notice


class NewComment(Shape):
    """A citizen's words, put in by a test or by the simulation."""

    author: Author
    text: str = Field(min_length=1, max_length=2000)
    in_reply_to: str = Field(default="", max_length=40)
    kind: NoticeKind = NoticeKind.REPLY


class Accepted(Shape):
    """One post the network took: `count` above 1 is a post that stands there twice."""

    key: str
    account: str
    ids: tuple[str, ...]
    text: str
    gone: bool = False


class AcceptedPosts(Shape):
    """Everything the network took, for the proof that nothing was lost or said twice."""

    total: int
    twice: int
    posts: tuple[Accepted, ...]


class Blocked(Shape):
    """Whom an account keeps away."""

    handles: tuple[str, ...]


class Moods(Shape):
    """How the network misbehaves. Shares are of all writes, 0 to 1; `seed` makes it repeatable.

    `reply_window_minutes`: so long after a citizen's words it takes an answer to them; 0: always.
    """

    seed: int = 0
    latency_ms: int = Field(default=0, ge=0, le=60_000)
    hang_after: float = Field(default=0, ge=0, le=1)
    hang_seconds: float = Field(default=30, ge=0, le=600)
    fail_after: float = Field(default=0, ge=0, le=1)
    fail_before: float = Field(default=0, ge=0, le=1)
    drop_after: float = Field(default=0, ge=0, le=1)
    drop_before: float = Field(default=0, ge=0, le=1)
    too_many: float = Field(default=0, ge=0, le=1)
    retry_after: int = Field(default=1, ge=0, le=3600)
    slow: float = Field(default=0, ge=0, le=1)
    slow_seconds: float = Field(default=2, ge=0, le=600)
    reads_too: bool = False
    revoked: bool = False
    reply_window_minutes: int = Field(default=0, ge=0, le=20_160)
    replay: float = Field(default=0, ge=0, le=1)
    reorder: float = Field(default=0, ge=0, le=1)
    clock_skew_seconds: float = Field(default=0, ge=-86_400, le=86_400)
