"""How a network introduces itself to the house, and how an account there is connected.

Each network's folder holds one `NETWORK`. An account is connected directly, with what a person
types (`connect`), or by asking the network's consent in the browser (`consent`): `begin` gives the
address to send the person to and what to keep until they come back, `finish` takes both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from pendopo.networks.contract import Connector, Credentials, Draft, Identity, Limits, Refused, Sent
from pendopo.networks.outside import Outside

Keep = Callable[[Mapping[str, str]], None]
"""Stores an account's new secrets, at once: the network may already refuse the old ones."""


def forget(secrets: Mapping[str, str]) -> None:
    """Keep nothing (where nobody stores secrets)."""
    del secrets


def address(typed: str) -> str:
    """The server's address from what a person typed: with its scheme, without a slash at its end."""
    written = typed.strip().rstrip("/")
    return written if "://" in written or not written else f"https://{written}"


class How(StrEnum):
    """What a person has to do to connect an account."""

    OAUTH = "oauth"  # say yes on the network's own page
    APP_PASSWORD = "app_password"  # noqa: S105 (the name of a way, not a password)
    NOTHING = "nothing"  # type in which account it is


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing the form asks for. `label` and `hint` are sentences to translate."""

    name: str
    label: str
    hint: str = ""
    kind: str = "text"  # text, url, password or choice
    example: str = ""
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Connected:
    """An account that answered with these credentials."""

    credentials: Credentials
    identity: Identity


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Where to send the person, and what to keep (secret, until they come back).

    `state` comes back with them: it finds `kept` again and proves that the answer is to our question.
    `app` is our registration with this server; kept for everyone, it saves a new one each time.
    """

    url: str
    state: str
    kept: Mapping[str, str] = field(repr=False)
    app: Mapping[str, str] = field(default_factory=dict, repr=False)


class CannotConnect(Exception):
    """The account could not be connected; the message tells the person why, `field` where."""

    def __init__(self, why: str, *, field: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.field = field


class Consent(Protocol):
    """Connecting by the network's own page of consent."""

    def begin(
        self, typed: Mapping[str, str], *, redirect_uri: str, outside: Outside, app: Mapping[str, str]
    ) -> Asking:
        """Find the server and the page to send the person to. `app` is a kept registration or {}."""

    def finish(self, kept: Mapping[str, str], answer: Mapping[str, str], *, outside: Outside) -> Connected:
        """Turn the query the person came back with into credentials."""

    def revoke(self, credentials: Credentials, *, outside: Outside) -> None:
        """Give the permission back. Raises NotReachable when that could not be said."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a person's phone shows when they post for us: copy, open, post, paste the link back.

    `app_url` opens the network's app or its page for writing, filled in where the network allows it.
    """

    caption: str
    app_url: str
    title: str = ""
    further: tuple[str, ...] = ()  # the further posts of a thread
    alts: tuple[str, ...] = ()
    link_example: str = ""


class ByHand(Protocol):
    """For networks on which a person does what we can't.

    Their connector answers a write with `Later(handle=...)`. It ends when the person pastes the link.
    """

    def card(self, draft: Draft, settings: Mapping[str, str]) -> Card:
        """What to show to the person who posts."""

    def accept(self, pasted: str, settings: Mapping[str, str]) -> Sent | Refused:
        """Whether this link can be the post."""


def nothing_stands(progress: str) -> tuple[str, ...]:
    """For networks on which a write is whole or not there at all."""
    del progress
    return ()


@dataclass(frozen=True, kw_only=True)
class Network:
    """One network, as the house sees it before any account exists.

    `limits_for` tells the limits of an account from its `Credentials.settings` (what its server said
    of itself when it was connected), so that the composer needs neither secrets nor the network.
    `standing` tells which remote ids the `progress` of an unfinished thread names, in order: what has to
    be taken down when the rest is never said.
    """

    name: str
    label: str
    how: How
    asked: tuple[Asked, ...]
    connector: Callable[[Credentials, Outside, Keep], Connector]
    limits_for: Callable[[Mapping[str, str]], Limits]
    icon: str
    colour: str
    connect: Callable[[Mapping[str, str], Outside], Connected] | None = None
    consent: Consent | None = None
    by_hand: ByHand | None = None
    standing: Callable[[str], tuple[str, ...]] = nothing_stands
    on_blocking: str = ""  # what blocking somebody means there or, where we can't, what a person does by hand
    is_ours: bool = False  # it lives in this house, at the house's own address
    prepared_at: str = ""  # the page of this house where one gets what its form asks for

    @property
    def limits(self) -> Limits:
        """What fits where the server said nothing of its own."""
        return self.limits_for({})
