"""What others may hear about official accounts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AccountConnected:
    """An account can be spoken through, for the first time or again."""

    institution_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountNeedsReconnect:
    """The network refuses our permission; what is planned there waits."""

    institution_id: int
    account_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed:
    """The office does not speak through this account any more."""

    institution_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountFellSilent:
    """Nothing was published for longer than the office set (R03)."""

    institution_id: int
    account_id: int
    days: int
