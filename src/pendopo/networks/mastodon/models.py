"""What servers with the Mastodon API say, as far as we listen. Tolerant: no two say quite the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Text = Annotated[str, BeforeValidator(lambda said: "" if said is None else said)]
Count = Annotated[int, BeforeValidator(lambda said: 0 if said is None else said)]
Instant = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=UTC))]
Some = BeforeValidator(lambda said: said or [])
Thing = BeforeValidator(lambda said: said or {})


class Said(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, frozen=True)


class Account(Said):
    id: str
    acct: str
    username: Text = ""
    display_name: Text = ""
    url: Text = ""
    avatar: Text = ""


class Media(Said):
    id: str
    type: Text = ""
    url: Text = ""
    description: Text = ""
    meta: Annotated[dict[str, Any], Thing] = Field(default_factory=dict)


class Mentioned(Said):
    id: str


class Status(Said):
    id: str
    created_at: Instant
    account: Account
    uri: Text = ""
    url: Text = ""
    content: Text = ""
    visibility: Text = "public"
    language: Text = ""
    in_reply_to_id: Text = ""
    in_reply_to_account_id: Text = ""
    mentions: Annotated[list[Mentioned], Some] = Field(default_factory=list)
    media_attachments: Annotated[list[Media], Some] = Field(default_factory=list)
    favourites_count: Count = 0
    reblogs_count: Count = 0
    replies_count: Count = 0


class Notification(Said):
    id: str
    type: str
    created_at: Instant
    account: Account
    status: Status | None = None


class Search(Said):
    statuses: Annotated[list[Status], Some] = Field(default_factory=list)


class Context(Said):
    ancestors: Annotated[list[Status], Some] = Field(default_factory=list)
    descendants: Annotated[list[Status], Some] = Field(default_factory=list)


class StatusRules(Said):
    max_characters: int | None = None
    max_media_attachments: int | None = None
    characters_reserved_per_url: int | None = None


class MediaRules(Said):
    supported_mime_types: Annotated[list[str], Some] = Field(default_factory=list)
    image_size_limit: int | None = None
    image_matrix_limit: int | None = None
    description_limit: int | None = None


class Configuration(Said):
    statuses: Annotated[StatusRules, Thing] = Field(default_factory=StatusRules)
    media_attachments: Annotated[MediaRules, Thing] = Field(default_factory=MediaRules)


class Instance(Said):
    """v1 and v2 alike; Pleroma says `max_toot_chars` instead of a configuration."""

    version: Text = ""
    configuration: Annotated[Configuration, Thing] = Field(default_factory=Configuration)
    max_toot_chars: int | None = None


class NodeInfoLink(Said):
    rel: Text = ""
    href: Text = ""


class NodeInfoLinks(Said):
    links: Annotated[list[NodeInfoLink], Some] = Field(default_factory=list)


class Software(Said):
    name: Text = ""
    version: Text = ""


class NodeInfo(Said):
    software: Software


class App(Said):
    client_id: str
    client_secret: str


class Token(Said):
    access_token: str
