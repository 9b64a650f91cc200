"""One source's reading: its turn is taken, the file is asked for outside of any transaction, and what it says is taken in.

A worker that dies in between leaves the turn's lease behind, which passes; taking in the same thing twice changes nothing.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation.paper import OFFICES_LANGUAGE
from pendopo.foundation.tenancy import acting_for
from pendopo.listen.watch import actions, reading, searching
from pendopo.listen.watch.fetching import Got, NotGot, fetch
from pendopo.listen.watch.models import Entry, Feed, OfficialWarning
from pendopo.listen.watch.reading import Unreadable, Warned
from pendopo.listen.watch.states import SOUGHT, Kind
from pendopo.listen.watch.waking import fetch_article

logger = logging.getLogger(__name__)

CAPS_AT_ONCE: Final = 20
ARTICLES_AT_ONCE: Final = 10
SHOWN_OF_A_CHANGE: Final = 1500
CHANGED: Final = gettext_noop("Changed: %(name)s")
BROKE: Final = gettext_noop("Something went wrong here. An administrator finds it in the log.")

Clock = Callable[[], datetime]


def read(institution_id: int, feed_id: int, *, clock: Clock) -> bool:
    """Read one source if it is due. Says whether it was this worker's turn."""
    with acting_for(institution_id):
        feed = actions.begin_reading(institution_id, feed_id, now=clock())
    if feed is None:
        return False
    try:
        if feed.kind in SOUGHT:
            searching.look(feed, clock=clock)
            return True
        got = fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        if got.is_unchanged or (got.content and feed.content_hash == _digest(got.content)):
            with acting_for(institution_id):
                actions.note_unchanged(feed, got, now=clock(), trouble=feed.trouble)
            return True
        _take(feed, got, clock=clock)
    except NotGot as no:
        with acting_for(institution_id):
            actions.note_failure(feed, no.why, now=clock(), wait=no.wait)
    except Unreadable as no:
        with acting_for(institution_id):
            actions.note_failure(feed, str(no), now=clock())
    except Exception:  # one source that breaks us stops no other
        logger.exception("source %s", feed.pk)
        with acting_for(institution_id):
            actions.note_failure(feed, BROKE, now=clock())
    return True


def _take(feed: Feed, got: Got, *, clock: Clock) -> None:
    match Kind(feed.kind):
        case Kind.QUAKES:
            quakes = reading.read_quakes(got.content, url=feed.url)
            with acting_for(feed.institution_id):
                actions.take_in_warnings(feed=feed, heard=quakes, now=clock())
                actions.note_unchanged(feed, got, now=clock())
        case Kind.WEATHER:
            _take_weather(feed, got, clock=clock)
        case Kind.PAGE:
            _take_page(feed, got, clock=clock)
        case _:
            heard = reading.read_feed(got.content, url=feed.url, content_type=got.content_type)
            with acting_for(feed.institution_id):
                now = clock()
                rows = actions.take_in_news(feed=feed, heard=heard.entries, now=now)
                for row in [one for one in rows if one.score and one.url][:ARTICLES_AT_ONCE]:
                    fetch_article(feed.institution_id, row.pk)
                if any(one.is_about_us for one in rows):
                    actions.alert_if_rising(feed.institution_id, now=now)
                actions.note_unchanged(feed, got, now=now, trouble=heard.trouble)


def _take_weather(feed: Feed, got: Got, *, clock: Clock) -> None:
    """The feed lists warnings; each stands in a file of its own. One that can't be read does not hide the others."""
    heard = reading.read_feed(got.content, url=feed.url, content_type=got.content_type)
    addresses = [one.url for one in heard.entries if one.url]
    with acting_for(feed.institution_id):
        known = set(
            OfficialWarning.objects.filter(feed=feed, url__in=addresses).values_list("url", flat=True)
        )
    fresh = [url for url in addresses if url not in known]
    trouble, left = heard.trouble, len(fresh) > CAPS_AT_ONCE
    for url in fresh[:CAPS_AT_ONCE]:
        try:
            warned: Warned = reading.read_cap(fetch(url).content, url=url)
        except NotGot as no:
            trouble, left = no.why, True
            continue
        except Unreadable as no:
            trouble = f"{no}\n{url}"
            continue
        # Each at once: a slow server must not keep the first warning from its draft.
        with acting_for(feed.institution_id):
            actions.take_in_warnings(feed=feed, heard=[warned], now=clock())
    with acting_for(feed.institution_id):
        actions.note_unchanged(feed, got, now=clock(), trouble=trouble)
        if left:
            actions.ask_anew(feed)


def _take_page(feed: Feed, got: Got, *, clock: Clock) -> None:
    """A page whose text is another than the last time is a piece of news by itself."""
    article = reading.read_article(got.content, content_type=got.content_type)
    now = clock()
    with acting_for(feed.institution_id):
        if not actions.note_page(feed, got, article.text, now=now):
            return
        with translation.override(OFFICES_LANGUAGE):
            title = _(CHANGED) % {"name": article.title or feed.name}
        change = reading.Entry(
            mark=_digest(f"{feed.url} {article.text}".encode())[:40],
            title=title[:300],
            url=feed.url,
            summary=article.text[:SHOWN_OF_A_CHANGE],
            said_at=now,
        )
        actions.take_in_news(feed=feed, heard=[change], now=now)


def read_article_of(institution_id: int, entry_id: int, *, clock: Clock) -> None:
    """Keep the text of a piece of news for our own reading. What can't be fetched is left as its feed told it."""
    with acting_for(institution_id):
        entry = Entry.objects.filter(institution_id=institution_id, pk=entry_id, text="").first()
    if entry is None or not entry.url:
        return
    try:
        got = fetch(entry.url)
        if "html" not in got.content_type.casefold():
            return
        article = reading.read_article(got.content, content_type=got.content_type)
    except (NotGot, Unreadable):
        return
    if article.text:
        with acting_for(institution_id):
            if actions.keep_article(entry, article.text):
                actions.alert_if_rising(institution_id, now=clock())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
