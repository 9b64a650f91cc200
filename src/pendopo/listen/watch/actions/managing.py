"""Choosing what is watched, and for what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.watch import policies
from pendopo.listen.watch.models import Feed, WatchSettings
from pendopo.listen.watch.states import FEED, SOUGHT, WARNS, FeedState, Kind
from pendopo.listen.watch.waking import wake

# Minutes; others are read every five at most. Searches of networks are made for people, not for programs.
EVERY_LEAST: Final = {Kind.QUAKES: 1, Kind.WEATHER: 1, Kind.POSTS: 15}
OTHERS_LEAST: Final = 5
EVERY_MOST: Final = 24 * 60
WORDS_MOST: Final = 100
SOUGHT_MOST: Final = 10  # words that are asked of each network in turn
SOUGHT_LEAST: Final = 3  # letters


@transaction.atomic
def save_feed(
    *, feed: Feed | None, name: str, kind: Kind, url: str, every_minutes: int, by: Member, now: datetime
) -> Feed:
    """Write a source down, or change it; it is off until somebody answers for it. Raises Refused."""
    policies.require(by, Permission.MANAGE_WATCH, feed or by, now=now)
    name, url = " ".join(name.split()), url.strip()
    if not name:
        raise Refused(_("Give the source a name."), field="name")
    if kind in SOUGHT or not url.startswith(("https://", "http://")):
        raise Refused(_("Write the whole address, beginning with https://."), field="url")
    _require_polite(kind, every_minutes)
    others = Feed.objects.seen_by(by).standing().filter(url=url)
    if (others.exclude(pk=feed.pk) if feed else others).exists():
        raise Refused(_("This address is watched already."), field="url")
    said = {"name": name[:120], "kind": kind, "url": url, "every_minutes": every_minutes}
    if feed is None:
        feed = Feed.objects.create(institution_id=by.institution_id, made_at=now, due_at=now, **said)
    else:
        _held(feed)
        _require_kind(feed, sought=False)
        if (feed.url, feed.kind) != (url, kind):
            # Another address was never read: it is asked for anew, and somebody answers for it anew.
            said |= {"etag": "", "last_modified": "", "content_hash": "", "failures": 0, "trouble": ""}
            if feed.state == FeedState.ON:
                FEED.move(feed, FeedState.OFF)
        Feed.objects.filter(pk=feed.pk).update(**said, due_at=now)
        feed.refresh_from_db()
    ledger.write(did="watch.feed_saved", by=by, to=feed, at=now, words={"name": feed.name, "url": feed.url})
    return feed


@transaction.atomic
def save_search(
    *, feed: Feed | None, name: str, words: Sequence[str], every_minutes: int, by: Member, now: datetime
) -> Feed:
    """Write down which words are looked for in public posts; nobody is asked before it is switched on. Raises Refused."""
    policies.require(by, Permission.MANAGE_WATCH, feed or by, now=now)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the source a name."), field="name")
    sought = list(dict.fromkeys(_sought(one) for one in words if one.strip()))
    if not sought:
        raise Refused(_("Write at least one word to look for."), field="words")
    others = Feed.objects.seen_by(by).standing().filter(kind__in=SOUGHT)
    others = others.exclude(pk=feed.pk) if feed else others
    # All sources together: several with ten words each would ask as often as one with too many.
    if len(set(sought).union(*others.values_list("words", flat=True))) > SOUGHT_MOST:
        raise Refused(
            _("At most %(most)s words in all sources together: each is asked of every network.")
            % {"most": SOUGHT_MOST},
            field="words",
        )
    _require_polite(Kind.POSTS, every_minutes)
    said = {"name": name[:120], "words": sought, "every_minutes": every_minutes}
    if feed is None:
        feed = Feed.objects.create(
            institution_id=by.institution_id, kind=Kind.POSTS, made_at=now, due_at=now, **said
        )
    else:
        _held(feed)
        _require_kind(feed, sought=True)
        Feed.objects.filter(pk=feed.pk).update(**said, due_at=now, failures=0, trouble="")
        feed.refresh_from_db()
    ledger.write(
        did="watch.feed_saved", by=by, to=feed, at=now, words={"name": feed.name, "url": ", ".join(sought)}
    )
    return feed


def _sought(word: str) -> str:
    """A phrase as it is typed, or a tag without anything around it. Raises Refused."""
    word = " ".join(word.split())[:120]
    tag = word[:1] == "#"
    if len(word.lstrip("#")) < SOUGHT_LEAST:
        raise Refused(_("“%(word)s” is too short to look for.") % {"word": word}, field="words")
    if tag and not word.lstrip("#").replace("_", "").isalnum():
        raise Refused(_("A tag is one word: %(word)s.") % {"word": word}, field="words")
    return f"#{word.lstrip('#')}" if tag else word


def _require_kind(feed: Feed, *, sought: bool) -> None:
    """What is asked for by words never becomes an address, nor the other way round."""
    if (feed.kind in SOUGHT) is not sought:
        raise Refused(_("This source is of another kind. Add a new one."))


def _require_polite(kind: Kind, every_minutes: int) -> None:
    least = EVERY_LEAST.get(kind, OTHERS_LEAST)
    if not least <= every_minutes <= EVERY_MOST:
        raise Refused(
            _("Between %(least)s minutes and a day: more often is not polite.") % {"least": least},
            field="every_minutes",
        )


@transaction.atomic
def switch_on(*, feed: Feed, by: Member, now: datetime) -> None:
    """Read it from now on; whoever says so answers for it.

    What warns begins drafts in their name, so they must be somebody who may write. Raises Refused.
    """
    policies.require(by, Permission.MANAGE_WATCH, feed, now=now)
    if feed.kind in WARNS:
        people.require(by, Permission.WRITE_CONTENT, now=now)
    _held(feed)
    FEED.require(feed, FeedState.ON)
    FEED.move(feed, FeedState.ON, owner_id=by.pk, due_at=now, failures=0, trouble="")
    ledger.write(did="watch.feed_on", by=by, to=feed, at=now, words={"name": feed.name})
    wake(feed.institution_id, feed.pk)


@transaction.atomic
def switch_off(*, feed: Feed, by: Member, now: datetime) -> None:
    """Read it no more. Raises Refused."""
    policies.require(by, Permission.MANAGE_WATCH, feed, now=now)
    _held(feed)
    FEED.require(feed, FeedState.OFF)
    FEED.move(feed, FeedState.OFF)
    ledger.write(did="watch.feed_off", by=by, to=feed, at=now, words={"name": feed.name})


@transaction.atomic
def remove_feed(*, feed: Feed, by: Member, now: datetime) -> None:
    """Take it away; what was read from it stays. Raises Refused."""
    policies.require(by, Permission.MANAGE_WATCH, feed, now=now)
    _held(feed)
    FEED.require(feed, FeedState.REMOVED)
    FEED.move(feed, FeedState.REMOVED)
    ledger.write(did="watch.feed_removed", by=by, to=feed, at=now, words={"name": feed.name})


@transaction.atomic
def keep_settings(*, by: Member, now: datetime, **said: Any) -> WatchSettings:
    """Say where the office is, what it is called, what it cares about, and how often it is alerted. Raises Refused."""
    policies.require(by, Permission.MANAGE_WATCH, by, now=now)
    if (said.get("latitude") is None) != (said.get("longitude") is None):
        raise Refused(
            _("A place has a latitude and a longitude. Fill in both, or neither."), field="latitude"
        )
    for name in ("names", "region", "topics"):
        if name in said:
            words = dict.fromkeys(" ".join(word.split())[:120] for word in said[name])
            said[name] = [word for word in words if word][:WORDS_MOST]
    kept, _made = WatchSettings.objects.update_or_create(
        institution_id=by.institution_id, defaults={**said, "institution_id": by.institution_id}
    )
    ledger.write(did="watch.settings", by=by, to=kept, at=now)
    return kept


def _held(feed: Feed) -> None:
    Feed.objects.select_for_update().get(pk=feed.pk, institution_id=feed.institution_id)
    feed.refresh_from_db()
