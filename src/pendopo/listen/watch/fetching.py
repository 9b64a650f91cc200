"""Asking for a file politely: only if it changed, never from a private address, within bounds of time and size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

import httpx
from django.conf import settings
from django.utils.translation import gettext_noop

from pendopo.networks import words
from pendopo.networks.contract import Gone, NotReachable, ReconnectNeeded
from pendopo.networks.http import Line
from pendopo.networks.outside import Outside

BYTES_MAX: Final = 3_000_000
SECONDS: Final = 20.0
NOT_MODIFIED: Final = 304
ACCEPTED: Final = (
    "application/rss+xml, application/atom+xml, application/xml, application/json, text/html;q=0.8, */*;q=0.1"
)

NOT_ANSWERED: Final = gettext_noop("The server did not answer as it should. It will be tried again later.")
WAIT: Final = gettext_noop("The server asks us to come less often. It will be tried again later.")
NOT_THERE: Final = gettext_noop("Nothing stands at this address any more.")
NOT_OPEN: Final = gettext_noop("The server wants a sign-in, so this source can't be read.")
SLOW_OR_LARGE: Final = gettext_noop(
    "The answer took too long or was too large. It will be tried again later."
)
ROUND_AND_ROUND: Final = gettext_noop("The server sends us from one address to the next without an end.")
SAID_OTHERWISE: Final = {
    words.NOT_REACHED: NOT_ANSWERED,
    words.NOT_ACCEPTED: NOT_ANSWERED,
    words.FORBIDDEN: NOT_OPEN,
    words.TOO_MANY: WAIT,
    words.OUT_OF_TIME: SLOW_OR_LARGE,
    words.MOVED: ROUND_AND_ROUND,
}


@dataclass(frozen=True, kw_only=True)
class Got:
    """What the server answered."""

    content: bytes
    content_type: str
    etag: str
    last_modified: str
    is_unchanged: bool = False


class NotGot(Exception):
    """There was no usable answer: a sentence that says why, and how long to wait where the server said so."""

    def __init__(self, why: str, wait: timedelta | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


@cache
def outside() -> Outside:
    """Where sources may lie: on the open internet, and where an administrator allowed it."""
    return Outside(
        allowed_hosts=frozenset(settings.PENDOPO_OUTSIDE_ALLOWED_HOSTS),
        connect_seconds=5,
        read_seconds=10,
        budget_seconds=SECONDS,
        answer_bytes_max=BYTES_MAX,
    )


def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Got:
    """Ask for a file. Call it outside of transactions. Raises NotGot.

    Each hop of a redirect is judged like the first address.
    """
    headers = {"Accept": ACCEPTED}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    try:
        asked = httpx.URL(url)
        line = Line(
            base=f"{asked.scheme}://{asked.netloc.decode()}", outside=outside(), account=f"watch:{asked.host}"
        )
        answer = line.talk().ask(url, accept={NOT_MODIFIED}, headers=headers)
    except Gone as error:
        raise NotGot(NOT_THERE) from error
    except ReconnectNeeded as error:
        raise NotGot(NOT_OPEN) from error
    except NotReachable as error:
        said, quoted = words.parts(str(error))
        raise NotGot("\n".join(filter(None, (SAID_OTHERWISE.get(said, said), quoted))), error.wait) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NotGot(words.NO_ADDRESS) from error
    return Got(
        content=answer.content,
        content_type=answer.headers.get("Content-Type", "")[:200],
        etag=answer.headers.get("ETag", "")[:500],
        last_modified=answer.headers.get("Last-Modified", "")[:200],
        is_unchanged=answer.status_code == NOT_MODIFIED,
    )
