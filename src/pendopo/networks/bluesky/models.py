"""What servers of the AT protocol say, as far as we listen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Instant = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=UTC))]


class Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class Error(Said):
    error: str = ""
    message: str = ""


class Ref(Said):
    uri: str
    cid: str

    def link(self) -> dict[str, str]:
        """As it stands in a record."""
        return {"uri": self.uri, "cid": self.cid}


class Replied(Said):
    root: Ref
    parent: Ref


class Service(Said):
    id: str = ""
    type: str = ""
    endpoint: Any = Field(default="", alias="serviceEndpoint")


class DidDocument(Said):
    id: str = ""
    service: list[Service] = Field(default_factory=list)

    def pds(self) -> str:
        """The server on which the account lives."""
        ends = [str(one.endpoint) for one in self.service if one.id.endswith("#atproto_pds")]
        return ends[0].rstrip("/") if ends else ""


class Session(Said):
    did: str
    handle: str
    access: str = Field(alias="accessJwt")
    refresh: str = Field(alias="refreshJwt")
    document: DidDocument | None = Field(default=None, alias="didDoc")
    active: bool | None = None


class Whose(Said):
    did: str
    handle: str


class Profile(Said):
    handle: str
    name: str | None = Field(default="", alias="displayName")
    avatar: str | None = ""


class Image(Said):
    alt: str = ""
    ratio: dict[str, int] | None = Field(default=None, alias="aspectRatio")


class External(Said):
    uri: str = ""
    title: str = ""


class Embed(Said):
    kind: str = Field(default="", alias="$type")
    images: list[Image] = Field(default_factory=list)
    external: External | None = None


class Post(Said):
    """A post record, ours or a stranger's."""

    text: str = ""
    made_at: Instant = Field(alias="createdAt")
    langs: list[str] = Field(default_factory=list)
    reply: Replied | None = None
    embed: Embed | None = None


class Gate(Said):
    hidden: list[str] = Field(default_factory=list, alias="hiddenReplies")


class Record(Said):
    uri: str
    cid: str = ""
    value: dict[str, Any]

    def link(self) -> dict[str, str]:
        """As it stands in another record."""
        return {"uri": self.uri, "cid": self.cid}


class Records(Said):
    records: list[Record]
    cursor: str = ""


class Author(Said):
    did: str
    handle: str
    name: str | None = Field(default="", alias="displayName")


class Uploaded(Said):
    blob: dict[str, Any]


class Resolved(Said):
    did: str


class PostView(Said):
    uri: str
    cid: str
    record: dict[str, Any]
    replies: int | None = Field(default=None, alias="replyCount")
    reposts: int | None = Field(default=None, alias="repostCount")
    likes: int | None = Field(default=None, alias="likeCount")
    quotes: int | None = Field(default=None, alias="quoteCount")


class PostViews(Said):
    posts: list[PostView]


class FoundPost(Said):
    uri: str
    author: Author
    record: dict[str, Any]
    indexed_at: Instant = Field(alias="indexedAt")


class FoundPosts(Said):
    posts: list[FoundPost]
    cursor: str = ""


class Notification(Said):
    uri: str
    author: Author
    reason: str
    record: dict[str, Any]
    indexed_at: Instant = Field(alias="indexedAt")


class Notifications(Said):
    notifications: list[Notification]
    cursor: str = ""
