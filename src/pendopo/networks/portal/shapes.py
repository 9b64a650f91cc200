"""What goes over the wire between a portal and whoever publishes on it: both ends read these shapes.

The portal's own pages import them to answer, the connector to ask. See README.md for the calls.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

ROOT: Final = "/api/portal/v1"
TEXT_MAX: Final = 20_000
TITLE_MAX: Final = 160
ALT_MAX: Final = 1500
PICTURES_MAX: Final = 10
PICTURE_BYTES_MAX: Final = 8_000_000
PICTURE_KINDS: Final = ("image/jpeg", "image/png", "image/webp")
REPLY_MAX: Final = 5000
THREAD_MAX: Final = 25
PAGE_MAX: Final = 100

Word = Annotated[str, StringConstraints(min_length=1, max_length=100)]


def _no_number(key: str) -> str:
    """All digits would be a number the portal itself gave out."""
    if key.isdecimal():
        raise ValueError("a key is not a number")
    return key


Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:~-]{1,128}$"), AfterValidator(_no_number)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Shape(BaseModel):
    """Anything that goes over the wire."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class NewPicture(Shape):
    """A picture uploaded before, with what it shows in words."""

    media_id: str = Field(min_length=1, max_length=100)
    alt: str = Field(default="", max_length=ALT_MAX)


class NewArticle(Shape):
    """What is to stand on the portal. `thread` holds further passages below the text, in order."""

    title: str = Field(min_length=1, max_length=TITLE_MAX)
    text: str = Field(min_length=1, max_length=TEXT_MAX)
    link: str = Field(default="", max_length=2000)
    pictures: tuple[NewPicture, ...] = Field(default=(), max_length=PICTURES_MAX)
    tags: tuple[Word, ...] = Field(default=(), max_length=30)
    categories: tuple[Word, ...] = Field(default=(), max_length=10)
    thread: tuple[Annotated[str, StringConstraints(min_length=1, max_length=TEXT_MAX)], ...] = Field(
        default=(), max_length=THREAD_MAX
    )
    language: str = Field(default="id", max_length=10)
    made_at: AwareDatetime


class Picture(Shape):
    """A picture as it stands on the portal."""

    media_id: str = ""
    url: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0


class Article(Shape):
    """An article as it stands on the portal."""

    id: str
    key: str = ""
    url: str
    published_at: AwareDatetime
    title: str
    text: str
    link: str = ""
    pictures: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()
    language: str = "id"


class Media(Shape):
    """A picture the portal has."""

    media_id: str


class NewReply(Shape):
    """Our answer: to a comment, or below an article where `in_reply_to` is empty."""

    in_reply_to: str = Field(default="", max_length=40)
    article_id: str = Field(default="", max_length=40)
    text: str = Field(min_length=1, max_length=REPLY_MAX)


class Comment(Shape):
    """A visitor's comment or our own answer. `hidden` while visitors can't see it."""

    id: str
    article_id: str
    parent_id: str = ""
    author: str = ""
    ours: bool = False
    text: str
    said_at: AwareDatetime
    hidden: bool = False
    url: str = ""


class Comments(Shape):
    """A page of visitors' comments, oldest first."""

    comments: tuple[Comment, ...]
    cursor: str
    more: bool = False


class Stats(Shape):
    """Counts of an article."""

    views: int
    replies: int


class Me(Shape):
    """Whose token it is."""

    id: str
    handle: str
    name: str
    url: str


class Problem(Shape):
    """Why not."""

    error: str
    message: str
