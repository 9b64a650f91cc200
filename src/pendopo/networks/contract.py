"""What every network promises the house, and the only four things it may answer to a write.

A connector is made for one account, is stateless between calls, and keeps nothing: what must be
remembered (a handle, a cursor, refreshed tokens) is handed back to the house, which stores it.
All instants are timezone-aware UTC datetimes; all sizes are bytes unless the name says pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Counting(StrEnum):
    """The unit in which a network counts the length of a text."""

    CHARACTERS = "characters"  # Unicode code points
    GRAPHEMES = "graphemes"  # what a reader calls a letter (UAX #29)
    BYTES = "bytes"  # UTF-8 bytes
    WEIGHTED = "weighted"  # Latin and its like count 1, other scripts and any emoji 2


class Proof(StrEnum):
    """How the house can learn whether an unclear write arrived."""

    RECORD_KEY = "record_key"  # we choose the record's name: a repeat is the same record
    SEARCH = "search"  # our own latest posts can be read back and compared
    SLUG = "slug"  # we choose an address and look it up
    KEY = "key"  # the network keeps our idempotency key
    NOTHING = "nothing"  # a person has to look


class Ability(StrEnum):
    """What a network can do beyond publishing text."""

    PICTURES = "pictures"
    ALT_TEXT = "alt_text"
    LINKS = "links"
    THREADS = "threads"
    READ = "read"
    REPLY = "reply"
    HIDE = "hide"
    SHOW = "show"  # what was hidden, or held back, can be let through: see `Shows`
    BLOCK = "block"  # somebody can be kept away from the account: see `Blocks`
    DELETE = "delete"
    EDIT = "edit"
    MEASURE = "measure"
    SEARCH_POSTS = "search_posts"  # what anybody says in public can be looked for: see `Searches`
    WEBHOOKS = "webhooks"  # it calls us when something is said: see `Calls`
    TITLE = "title"
    CATEGORIES = "categories"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What fits, as data: the composer counts with it and the conformance suite checks it.

    `link_cost` is the length a link is counted with whatever its own length, None where it is
    counted as written. `aspect_ratios` are width/height, lowest and highest, None where any goes.
    """

    text_max: int
    counting: Counting = Counting.CHARACTERS
    text_bytes_max: int | None = None  # a second limit, whatever the first one counts
    link_cost: int | None = None
    link_takes_text: bool = True  # false where a link without pictures is a card of its own
    tags_take_text: bool = True  # false where tags have a place of their own
    mention_counts_local_part_only: bool = False
    pictures_max: int = 4
    picture_bytes_max: int = 8_000_000
    picture_pixels_max: int | None = None
    picture_kinds: tuple[str, ...] = ("image/jpeg", "image/png", "image/webp")
    aspect_ratios: tuple[float, float] | None = None
    picture_shape: float = 4 / 5  # width/height of a picture that readers there see whole and large
    alt_text_max: int = 1500
    title_max: int | None = None
    thread_parts_max: int = 1
    reply_window: timedelta | None = None
    abilities: frozenset[Ability] = frozenset()
    proof: Proof = Proof.NOTHING

    def can(self, ability: Ability) -> bool:
        """Whether the network offers `ability`."""
        return ability in self.abilities


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture ready to send: its bytes already fit the network's limits."""

    content: bytes
    kind: str  # MIME type
    alt: str
    width: int
    height: int
    focus: tuple[float, float] = (0.0, 0.0)  # -1..1 from the centre, x to the right, y upwards
    name: str = "gambar"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is to be said, in one account's own variant.

    `thread` holds the texts that follow the first one, in order. `in_reply_to` is the remote id of
    the message that is answered, with `root` the remote id of the thread's first message where the
    network needs it. `made_at` is when the house planned the write: fixed for ever, so that a
    repeat says the same thing.
    """

    text: str
    made_at: datetime
    title: str = ""
    link: str = ""
    pictures: tuple[Picture, ...] = ()
    thread: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = "id"
    in_reply_to: str = ""
    root: str = ""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """It stands on the network. `part_ids` are the further posts of a thread, in order."""

    remote_id: str
    url: str
    part_ids: tuple[str, ...] = ()
    sent_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Refused:
    """It will never be accepted as it is; `why` can be shown to a person.

    `reconnect` says that the account, not the message, was refused. `progress` names what stands
    already (the first parts of a thread), for a person to see.
    """

    why: str
    reconnect: bool = False
    progress: str = ""


@dataclass(frozen=True, kw_only=True)
class Later:
    """It certainly did not arrive and may be tried again, not before `wait` where given.

    A `handle` means the network took it and is still working: go on with `check`, not `publish`.
    `progress` names the parts that did arrive: hand it back with the next `publish`.
    """

    why: str
    wait: timedelta | None = None
    handle: str = ""
    progress: str = ""


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """We stopped hearing: it may or may not stand there. Never repeated before `find`.

    Look a minute later where the proof is `SEARCH` or `SLUG`: a slow server may still be writing.

    `progress` is what is known so far (say, the thread's parts already sent), to be handed back.
    """

    why: str
    progress: str = ""


Outcome = Sent | Refused | Later | Unknown


@dataclass(frozen=True, kw_only=True)
class NotThere:
    """`find` looked everywhere the write could be, and it is not there: sending it is safe."""


Found = Sent | NotThere | Later | Unknown


class HeardKind(StrEnum):
    """What was heard."""

    REPLY = "reply"
    MENTION = "mention"
    DIRECT = "direct"
    COMMENT = "comment"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One message from outside, in the house's words.

    `thread_id` is the remote id of the post it belongs to (our own post where it answers one),
    `parent_id` of what it answers directly. `hidden` is true while the network holds it back.
    """

    remote_id: str
    thread_id: str
    kind: HeardKind
    author: str  # the handle
    author_name: str
    text: str
    said_at: datetime
    parent_id: str = ""
    author_url: str = ""
    url: str = ""
    language: str = ""
    hidden: bool = False
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One page of what was said since `cursor`, oldest first, and where to go on."""

    heard: tuple[Heard, ...]
    cursor: str
    more: bool = False
    wait: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Counts as the network tells them now; None where it does not tell."""

    likes: int | None = None
    shares: int | None = None
    replies: int | None = None
    views: int | None = None
    reach: int | None = None


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the credentials belong to, as the network says it."""

    remote_id: str
    handle: str
    name: str
    url: str
    picture_url: str = ""
    software: str = ""  # what the server says it is, e.g. "mastodon 4.4.1"
    limits: Limits | None = None  # the server's own, where it tells them
    token_ends_at: datetime | None = None
    settings: Mapping[str, str] = field(default_factory=dict)  # to be kept in `Credentials.settings`


class Gone(Exception):
    """What was asked about is not on the network any more."""


class NotReachable(Exception):
    """A question (not a write) got no usable answer; `wait` says when to ask again."""

    def __init__(self, why: str, wait: timedelta | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class ReconnectNeeded(Exception):
    """The network does not accept these credentials any more."""


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What opens one account. `secrets` never enters a log or an error text (see `__repr__`)."""

    base: str  # the server's address, without a trailing slash
    handle: str
    remote_id: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    settings: Mapping[str, str] = field(default_factory=dict)


class Connector(Protocol):
    """One account on one network.

    Writes return an `Outcome` and never raise for what the network does. Questions, `find` among
    them, raise `NotReachable` or `ReconnectNeeded`; those about one thing also raise `Gone`.
    """

    limits: Limits

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Say it. The same `key` again must not say it twice where `limits.proof` allows."""

    def check(self, handle: str) -> Outcome:
        """Ask after a write the network is still working on."""

    def find(self, draft: Draft, *, key: str, since: datetime, progress: str = "") -> Found:
        """Look for a write with an unclear end, made at or after `since`.

        `NotThere`: it may be sent. `Later` with a handle: go on with `check`; without one some parts
        of a thread stand, and `publish` with its `progress` goes on after them. `Unknown`: a person
        has to look. Raises `NotReachable` (look again later: nothing is known) or `ReconnectNeeded`.
        """

    def read(self, cursor: str) -> Reading:
        """What was said to this account after `cursor` ('' for the first time)."""

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Answer `draft.in_reply_to`."""

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Take someone's answer out of sight without deleting it.

        Doing it twice is the same, so this never ends in `Unknown`; nor does `delete`.
        """

    def delete(self, remote_id: str, *, part_ids: Sequence[str] = ()) -> Outcome:
        """Take down our own post. What is already gone counts as `Sent`."""

    def measure(self, remote_id: str) -> Measured:
        """Count what people did with a post."""

    def fetch(self, remote_id: str) -> Draft:
        """What stands there now (text, title, link and alt texts; pictures without bytes)."""

    def who_am_i(self) -> Identity:
        """Who these credentials belong to."""


class Shows(Connector, Protocol):
    """A network that holds answers back until somebody lets them through (`Ability.SHOW`)."""

    def show(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Let someone's held or hidden answer be seen. Doing it twice is the same."""


class Blocks(Connector, Protocol):
    """A network on which an account keeps somebody away from itself (`Ability.BLOCK`).

    `said` is the remote id of something they said: names change hands, what was said does not.
    """

    def block(self, author: str, *, said: str) -> Outcome:
        """Keep them away. Twice is once, whoever did it first; like `hide` this never ends in `Unknown`."""

    def unblock(self, author: str, *, said: str) -> Outcome:
        """Let them come near again. Who is not blocked, or not there any more, counts as `Sent`."""


class Searches(Connector, Protocol):
    """A network that lets an account look for what anybody says in public (`Ability.SEARCH_POSTS`)."""

    def search_posts(self, words: str, *, cursor: str) -> Reading:
        """Public posts with these words, or this `#tag`, after `cursor` ('' for the latest of them).

        What this account said itself and what was said to it are left out: `read` brings the latter. A post
        may come again with the next call. Not to be confused with `find`, which looks for a write of ours.
        """


class Calls(Connector, Protocol):
    """A network that calls us as soon as something is said (`Ability.WEBHOOKS`); its `webhook.py` reads the calls."""

    def call_us_at(self, url: str, *, secret: str) -> Outcome:
        """Have calls made to `url`, signed with `secret`, from now on. Doing it twice is the same."""
