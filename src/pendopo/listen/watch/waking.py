"""Waking the worker for one source."""

from __future__ import annotations

from typing import Final

from pendopo.foundation.jobs import app

READ_FEED: Final = "watch.read_feed"
READ_ARTICLE: Final = "watch.read_article"
QUEUE: Final = "watch"


def wake(institution_id: int, feed_id: int) -> None:
    """Let the worker read a source, in the transaction that wants it; two of them never read it together."""
    app.configure_task(READ_FEED, queue=QUEUE, lock=f"{READ_FEED}:{feed_id}").defer(
        institution_id=institution_id, feed_id=feed_id
    )


def fetch_article(institution_id: int, entry_id: int) -> None:
    """Let the worker fetch the page of a piece of news."""
    app.configure_task(READ_ARTICLE, queue=QUEUE).defer(institution_id=institution_id, entry_id=entry_id)
