"""Sources and how they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.listen.watch import places
from pendopo.listen.watch.models import Feed
from pendopo.listen.watch.proposals import Proposal, packaged
from pendopo.listen.watch.states import FeedState
from pendopo.networks.contract import Ability
from pendopo.networks.registry import NETWORKS


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A source, and what is wrong with it in the reader's language."""

    feed: Feed
    trouble: str
    detail: str

    @property
    def is_on(self) -> bool:
        return self.feed.state == FeedState.ON

    @property
    def is_failing(self) -> bool:
        return self.is_on and self.feed.failures > 0


def feeds(member: Member) -> Sequence[Shown]:
    """All that are not taken away, those that fail first."""
    rows = Feed.objects.seen_by(member).standing().select_related("owner__person")
    return [_shown(one) for one in rows.order_by("-failures", "name", "id")]


def _shown(feed: Feed) -> Shown:
    said, _newline, detail = feed.trouble.partition("\n")
    return Shown(feed=feed, trouble=_(said) if said else "", detail=detail)


@dataclass(frozen=True, kw_only=True)
class Searched:
    """Which accounts are asked for public posts, and which of our networks let nobody search, as people read them."""

    asked: tuple[str, ...]
    silent: tuple[str, ...]
    possible: tuple[str, ...]


def searched_places(member: Member) -> Searched:
    """Where a search looks now."""
    found = places.searched(member.institution_id)
    return Searched(
        asked=tuple(f"{accounts.network_called(one)} {one.handle}" for one in found.asked),
        silent=tuple(sorted(accounts.network_called(one) for one in found.silent)),
        possible=tuple(
            _(one.label) for one in NETWORKS.values() if one.limits_for({}).can(Ability.SEARCH_POSTS)
        ),
    )


def proposals_left(member: Member) -> Sequence[Proposal]:
    """Packaged sources that this office does not have yet."""
    known = set(Feed.objects.seen_by(member).standing().values_list("url", flat=True))
    return [one for one in packaged() if one.url not in known]
