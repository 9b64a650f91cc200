"""Public posts that a search found: strangers' words, covered before they are kept (R80), and nothing the inbox has."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from pendopo.foundation.personal_data import masked
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.watch import reading
from pendopo.listen.watch.actions.taking_in import take_in_news
from pendopo.listen.watch.models import Entry, Feed, Story
from pendopo.listen.watch.states import FeedState
from pendopo.networks.contract import Heard

MAY_COME_LATER: Final = timedelta(days=1)
TITLE_MOST: Final = 140
TEXT_MOST: Final = 5000


@transaction.atomic
def take_in_posts(
    *, feed: Feed, account: SocialAccount, sought: str, heard: Sequence[Heard], cursor: str, now: datetime
) -> list[Entry]:
    """Take in what a network found for one word, and how far it was asked. Returns what is new."""
    ours = {one.handle.lstrip("@").casefold() for one in accounts.accounts(feed.institution_id) if one.handle}
    urls = [one.url for one in heard if one.url]
    since = min((one.said_at for one in heard), default=now)
    known = inbox.taken_in(feed.institution_id, urls, since=since) if urls else set()
    strangers = [
        one for one in heard if one.url not in known and one.author.lstrip("@").casefold() not in ours
    ]
    rows = take_in_news(feed=feed, heard=[_entry(one, account.network, sought) for one in strangers], now=now)
    feed.cursors[cursor_key(account, sought)] = cursor
    Feed.objects.filter(pk=feed.pk).update(cursors=feed.cursors)
    return rows


@transaction.atomic
def note_asked(feed: Feed, *, now: datetime, trouble: str = "") -> None:
    """At least one network answered: it is asked again at its time. Words that are sought no more are forgotten."""
    _leave_to_the_inbox(feed, now=now)
    kept = {key: at for key, at in feed.cursors.items() if key.partition(":")[2] in feed.words}
    Feed.objects.filter(pk=feed.pk, state=FeedState.ON).update(
        due_at=now + timedelta(minutes=feed.every_minutes),
        read_at=now,
        failures=0,
        trouble=trouble[:2000],
        cursors=kept,
    )


def _leave_to_the_inbox(feed: Feed, *, now: datetime) -> None:
    """A search may be faster than the inbox: what has come there since, to another account of ours, is told there."""
    since = now - MAY_COME_LATER
    found = Entry.objects.filter(feed=feed, seen_at__gt=since, clip__isnull=True).exclude(url="")
    urls = dict(found.values_list("url", "pk"))
    known = inbox.taken_in(feed.institution_id, urls, since=since - MAY_COME_LATER) if urls else set()
    for entry in found.filter(url__in=known).select_related("story"):
        entry.delete()
        Story.objects.filter(pk=entry.story_id).update(entry_count=F("entry_count") - 1)
        Story.objects.filter(pk=entry.story_id, entry_count=0).delete()


def cursor_key(account: SocialAccount, sought: str) -> str:
    """By what a source remembers how far an account's network was asked for a word."""
    return f"{account.pk}:{sought}"


def _entry(one: Heard, network: str, sought: str) -> reading.Entry:
    text = " ".join(masked(one.text[:TEXT_MOST]).split())
    name = " ".join(masked(one.author_name).split())[:150]
    handle = one.author.lstrip("@")[:120]
    return reading.Entry(
        mark=hashlib.sha256((one.url or one.remote_id).encode()).hexdigest()[:40],
        title=_beginning(text) or handle,
        url=one.url if one.url.startswith(("https://", "http://")) else "",
        summary=text if len(text) > TITLE_MOST else "",
        said_at=one.said_at,
        author=f"{name} (@{handle})" if name and name != handle else f"@{handle}",
        network=network,
        sought=sought,
    )


def _beginning(text: str) -> str:
    """A post has no title: its first words stand for it."""
    if len(text) <= TITLE_MOST:
        return text
    cut = text[:TITLE_MOST].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,.;:')} …"
