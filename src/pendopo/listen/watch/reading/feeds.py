"""RSS and Atom, as they are really written: broken, in the wrong encoding, without dates, with everything twice."""

from __future__ import annotations

import calendar
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from pendopo.foundation.later import Later
from pendopo.listen.watch.reading.heard import Entry, Heard, Unreadable, _
from pendopo.listen.watch.reading.pages import text_of
from pendopo.listen.watch.reading.plain_xml import require_no_entities

if TYPE_CHECKING:
    import feedparser
else:
    feedparser = Later("feedparser")

NOT_A_FEED: Final = _("This is neither RSS nor Atom. Look for the address of the feed on the page.")
HALF_READ: Final = _("The feed is broken in places; what could be read was taken.")
LOOKED_AT: Final = 20_000  # a long stylesheet or licence may stand before the root
_FEED: Final = re.compile(rb"<\s*(?:[\w.-]+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
ENTRIES_MOST: Final = 200
TITLE_MOST: Final = 300
SUMMARY_MOST: Final = 3000
ADDRESS_MOST: Final = 1500
DATE_MOST: Final = 80
ZONES: Final = {"WIB": "+0700", "WITA": "+0800", "WIT": "+0900"}
_MONTHS: Final = {"mei": "May", "agu": "Aug", "agt": "Aug", "okt": "Oct", "nop": "Nov", "des": "Dec"}
_DATE: Final = re.compile(
    r"(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3,9})[ -](?P<year>\d{4}),? +(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)"
    r" *(?P<zone>[A-Za-z]{3,4}|[+-]\d{4})"
)
FOLLOWED_BY_TRACKERS: Final = ("utm_", "fbclid", "gclid")


def read_feed(content: bytes, *, url: str, content_type: str = "") -> Heard:
    """The entries of a feed, each once, in its own order. Raises Unreadable."""
    require_no_entities(content)
    require_a_feed(content)
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    # A stream: a text would be taken for an address, and fetched.
    # Only the text of what stands in an entry is kept: neither its tags nor the links in them are worth reading.
    read = feedparser.parse(
        io.BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    entries = tuple(_entries(read.entries[: ENTRIES_MOST * 2], url))[:ENTRIES_MOST]
    wrong = str(read.get("bozo_exception", "")) if read.bozo else ""
    if not read.version:
        raise Unreadable(f"{NOT_A_FEED}\n{wrong}".strip())
    if wrong and not entries:
        raise Unreadable(f"{HALF_READ}\n{wrong}")
    broken = bool(wrong) and "encoding" not in type(read.bozo_exception).__name__.casefold()
    return Heard(
        title=text_of(str(read.feed.get("title", "")))[:TITLE_MOST],
        entries=entries,
        trouble=f"{HALF_READ}\n{wrong}" if broken else "",
    )


def require_a_feed(content: bytes) -> None:
    """Raise Unreadable where its first letters are those of something else, a page as a rule."""
    if not _FEED.search(content[:LOOKED_AT].replace(b"\0", b"")):
        raise Unreadable(NOT_A_FEED)


def _entries(rows: list[Any], base: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for row in rows:
        title = text_of(str(row.get("title", "")))[:TITLE_MOST]
        link = web_address(str(row.get("link", "")), base=base)
        summary = text_of(_longest(row))[:SUMMARY_MOST]
        if not title:
            title = summary[:120]
        if not title:
            continue
        named = str(row.get("id", "")) or link or title
        mark = hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        if mark in seen:
            continue
        seen.add(mark)
        yield Entry(mark=mark, title=title, url=link, summary=summary, said_at=_when(row))


def _longest(row: Any) -> str:
    """Some feeds give the whole text, some a line, some both."""
    texts = [str(row.get("summary", "")), *(str(one.get("value", "")) for one in row.get("content", []))]
    return max(texts, key=len)


def _when(row: Any) -> datetime | None:
    # Asked for one that is not there, feedparser gives the other, and warns.
    name = "published" if row.get("published") or "updated" not in row else "updated"
    at = _in_indonesian(str(row.get(name) or ""))
    if at is not None:
        return at
    said = row.get(f"{name}_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(said), UTC) if said else None
    except (ValueError, OverflowError, TypeError):
        return None


def _in_indonesian(said: str) -> datetime | None:
    """A date with a zone or a month as Indonesia writes them, which readers of feeds take for UTC or for none."""
    found = _DATE.search(said[:DATE_MOST])
    if found is None:
        return None
    month = _MONTHS.get(found["month"][:3].casefold(), found["month"][:3])
    zone = found["zone"].upper()
    if zone not in ZONES and month == found["month"]:
        return None
    clock = found["clock"].replace(".", ":")
    try:
        at = parsedate_to_datetime(f"{found['day']} {month} {found['year']} {clock} {ZONES.get(zone, zone)}")
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def web_address(said: str, *, base: str = "") -> str:
    """An address fit to be linked, without what only counts visitors; '' where it is none."""
    try:
        parts = urlsplit(urljoin(base, said.strip()))
        named = bool(parts.hostname)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not named or len(said) > ADDRESS_MOST:
        return ""
    asked = "&".join(
        one for one in parts.query.split("&") if one and not one.startswith(FOLLOWED_BY_TRACKERS)
    )
    return urlunsplit((parts.scheme, parts.netloc, parts.path, asked, ""))
