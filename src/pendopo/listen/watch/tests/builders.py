"""Sources and what was read from them, as short as they can be said."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from pendopo.broadcast.content.models import ContentItem, Version
from pendopo.institution.people.models import Member
from pendopo.listen.watch import actions
from pendopo.listen.watch.models import Entry, Feed, OfficialWarning
from pendopo.listen.watch.reading import Entry as Heard
from pendopo.listen.watch.reading import read_cap, read_quakes
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.tests.files import NOW, a_cap, a_quake, quakes

QUAKES = "https://data.bmkg.go.id/DataMKG/TEWS/autogempa.json"
CAP = "https://www.bmkg.go.id/alerts/nowcast/id/CYO20261125001_alert.xml"

numbers = itertools.count(1)


def a_feed(
    by: Member,
    *,
    kind: Kind = Kind.NEWS,
    url: str = "",
    on: bool = True,
    every: int = 15,
    now: datetime = NOW,
) -> Feed:
    number = next(numbers)
    feed = actions.save_feed(
        feed=None,
        name=f"Sumber {number}",
        kind=kind,
        url=url or f"https://koran{number}.example/rss",
        every_minutes=every,
        by=by,
        now=now,
    )
    if on:
        actions.switch_on(feed=feed, by=by, now=now)
    return feed


def heard(title: str, *, text: str = "", at: datetime = NOW - timedelta(minutes=30), url: str = "") -> Heard:
    number = next(numbers)
    return Heard(
        mark=f"m{number}", title=title, summary=text, url=url or f"https://koran.example/{number}", said_at=at
    )


def taken(feed: Feed, *titles: str, now: datetime = NOW, **said: object) -> list[Entry]:
    return actions.take_in_news(feed=feed, heard=[heard(one, **said) for one in titles], now=now)


def quake(feed, *, now=NOW, **said) -> OfficialWarning | None:
    heard = read_quakes(quakes(a_quake(**said)), url=feed.url)
    actions.take_in_warnings(feed=feed, heard=heard, now=now)
    return OfficialWarning.objects.order_by("-id").first()


def cap(feed, *, now=NOW, url=CAP, **said) -> OfficialWarning | None:
    actions.take_in_warnings(feed=feed, heard=[read_cap(a_cap(**said), url=url)], now=now)
    return OfficialWarning.objects.order_by("-id").first()


def text_of(item: ContentItem) -> str:
    return Version.objects.whole().get(pk=item.current_id).composition().words.text


def published(item: ContentItem) -> ContentItem:
    ContentItem.objects.filter(pk=item.pk).update(state="approved", approved_version=item.current_id)
    ContentItem.objects.filter(pk=item.pk).update(state="published", published_at=NOW)
    item.refresh_from_db()
    return item
