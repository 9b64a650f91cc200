"""What a WordPress site answers, as far as we read it. Plugins add much more."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, TypeAdapter

# `date_gmt` comes without a zone and means UTC.
Gmt = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=UTC))]


class Text(BaseModel):
    """A text as it is shown, and as it was written where we may know."""

    rendered: str = ""
    raw: str | None = None


class Post(BaseModel):
    """One article."""

    id: int
    slug: str = ""
    status: str = "publish"
    link: str = ""
    date_gmt: Gmt | None = None
    title: Text = Text()
    content: Text = Text()
    featured_media: int = 0
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()


class Comment(BaseModel):
    """One comment. `date` is the site's own local time: only good to ask again with."""

    id: int
    post: int
    parent: int = 0
    author: int = 0
    author_name: str = ""
    author_url: str = ""
    content: Text = Text()
    date: str = ""
    date_gmt: Gmt
    link: str = ""
    status: str = "approved"


class Media(BaseModel):
    """One picture in the site's library."""

    id: int
    slug: str = ""
    source_url: str = ""
    alt_text: str = ""


class Term(BaseModel):
    """A category or a tag."""

    id: int
    name: str = ""


class User(BaseModel):
    """Whose application password it is."""

    id: int
    name: str
    slug: str
    link: str = ""
    # PHP writes an empty map as a list.
    capabilities: dict[str, bool] | list[Any] = Field(default_factory=dict)

    def may(self, capability: str) -> bool:
        """Whether the site lets this person do that."""
        return isinstance(self.capabilities, dict) and self.capabilities.get(capability, False)


class Site(BaseModel):
    """What the site says of itself to everyone."""

    name: str = ""
    home: str = ""
    url: str = ""
    site_icon_url: str = ""
    namespaces: tuple[str, ...] = ()


class Problem(BaseModel):
    """Why not."""

    code: str = ""
    data: dict[str, Any] | None = None

    def inner_statuses(self) -> set[int]:
        """Return what each refused parameter would have been answered with alone."""
        details = (self.data or {}).get("details")
        if not isinstance(details, dict):
            return set()
        found = (one.get("data") for one in details.values() if isinstance(one, dict))
        return {one["status"] for one in found if isinstance(one, dict) and "status" in one}


POSTS = TypeAdapter(tuple[Post, ...])
COMMENTS = TypeAdapter(tuple[Comment, ...])
MEDIA = TypeAdapter(tuple[Media, ...])
TERMS = TypeAdapter(tuple[Term, ...])
