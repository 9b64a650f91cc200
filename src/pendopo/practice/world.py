"""What a practice network must remember, whatever it keeps it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pendopo.practice.shapes import (
        Accepted,
        Me,
        Media,
        Moods,
        NewComment,
        NewPost,
        Notices,
        Post,
        Stats,
        Webhook,
    )


class NoSuchThing(LookupError):
    """It never was here."""


class WasDeleted(LookupError):
    """It was here and has been taken down for good."""


class IsBlocked(LookupError):
    """The account keeps this citizen away."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A post as the world keeps it: not shown before `ready_at`."""

    post: Post
    ready_at: datetime
    fresh: bool = False


class World(Protocol):
    """One practice network as one account sees it. All methods may raise the first two errors above."""

    def me(self) -> Me:
        """Who the account is."""

    def moods(self) -> Moods:
        """How the network treats this account."""

    def set_moods(self, moods: Moods) -> None:
        """Treat this account differently from now on."""

    def turn(self, method: str, path: str) -> int:
        """Count how often this was asked, this time included."""

    def put_media(self, *, key: str, kind: str, content: bytes, now: datetime) -> Media:
        """Keep a picture under its key; the same key again is the same picture."""

    def put_post(self, *, key: str, new: NewPost, trace: str, now: datetime, ready_at: datetime) -> Kept:
        """Let the record `key` say this; without a key a new record is made every time."""

    def post(self, post_id: str) -> Kept:
        """Return any post of the network."""

    def post_by_key(self, key: str) -> Kept:
        """Return the account's own post with this key."""

    def latest(self, *, limit: int, before: str, now: datetime) -> Sequence[Post]:
        """The account's own posts that can be seen, newest first."""

    def answers(self, post_id: str) -> Sequence[Post]:
        """Return what was said under a post, oldest first, hidden answers included."""

    def remove(self, post_id: str, *, now: datetime) -> None:
        """Take the account's own post down."""

    def set_hidden(self, post_id: str, *, hidden: bool) -> Post:
        """Take somebody's answer to this account out of sight, or show it again."""

    def set_blocked(self, handle: str, *, blocked: bool) -> None:
        """Keep a citizen away from this account, or let them come near again."""

    def blocked(self) -> Sequence[str]:
        """Whom the account keeps away."""

    def notices(self, *, after: str, limit: int) -> Notices:
        """Return what was said to this account after a cursor."""

    def stats(self, post_id: str) -> Stats:
        """Count what people did with a post."""

    def set_webhook(self, webhook: Webhook) -> None:
        """Call this address from now on; an empty one stops the calls."""

    def comment(self, new: NewComment, *, now: datetime) -> Post:
        """Let a citizen say something to this account. Raises IsBlocked."""

    def accepted(self) -> Sequence[Accepted]:
        """Everything this account ever got accepted, by key."""
