"""Whom a search asks: one account of each server, where its network lets accounts look for public posts."""

from __future__ import annotations

from dataclasses import dataclass

from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.networks.contract import Ability


@dataclass(frozen=True, kw_only=True)
class Places:
    """Whom we ask, and one account of each network that lets nobody search."""

    asked: tuple[SocialAccount, ...]
    silent: tuple[SocialAccount, ...]


def searched(institution_id: int) -> Places:
    """One account of each server is enough: another one there would hear the same."""
    asked: dict[tuple[str, str], SocialAccount] = {}
    silent: dict[str, SocialAccount] = {}
    for account in accounts.open_accounts(institution_id).order_by("pk"):
        if accounts.limits_of(account).can(Ability.SEARCH_POSTS):
            asked.setdefault((account.network, account.base), account)
        else:
            silent.setdefault(account.network, account)
    return Places(asked=tuple(asked.values()), silent=tuple(silent.values()))
