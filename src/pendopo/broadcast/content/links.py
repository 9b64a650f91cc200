"""Whether a link leads anywhere: asked by the worker, over the house's one way out."""

from __future__ import annotations

from typing import Final

import httpx
from django.conf import settings

from pendopo.networks.outside import CheckedTransport, Outside

SECONDS: Final = 12
NO_ANSWER: Final = 0
NOT_OFFERED: Final = frozenset({403, 405, 501})  # to those who only ask for the head


def answer_of(url: str, transport: httpx.BaseTransport | None = None) -> int:
    """The HTTP status a link ends at, 0 where nothing answered or we do not go there.

    Use it outside of any transaction.
    """
    outside = Outside(allowed_hosts=frozenset(settings.PENDOPO_OUTSIDE_ALLOWED_HOSTS), budget_seconds=SECONDS)
    try:
        with httpx.Client(
            transport=transport or CheckedTransport(outside),
            timeout=SECONDS,
            follow_redirects=True,
            max_redirects=outside.redirects_max,
            headers={"User-Agent": outside.user_agent},
        ) as client:
            status = client.head(url).status_code
            if status in NOT_OFFERED:
                with client.stream("GET", url) as answer:
                    status = answer.status_code
            return status
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return NO_ANSWER
