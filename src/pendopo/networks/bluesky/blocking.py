"""Whom the account keeps away: records of its own, each naming another account. Anybody can read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from pendopo.networks.bluesky import models, words
from pendopo.networks.bluesky.keys import subject_key
from pendopo.networks.bluesky.session import error_of
from pendopo.networks.contract import Outcome, Sent
from pendopo.networks.http import Talk

BLOCK: Final = "app.bsky.graph.block"
PAGE: Final = 100


def block(talk: Talk, me: str, who: str, *, now: datetime) -> Outcome:
    """Write the record that keeps `who` away, unless one stands: ours, or one a person made in the app."""
    if not any(_standing(talk, me, who)):
        record = {"$type": BLOCK, "subject": who, "createdAt": words.instant(now)}
        said = {"repo": me, "collection": BLOCK, "rkey": subject_key(who), "record": record}
        # Only where none stands: of two that write at once, one finds the other's.
        answer = talk.prepare(
            "POST", "/xrpc/com.atproto.repo.putRecord", accept=(400,), json={**said, "swapRecord": None}
        )
        if not answer.is_success and error_of(answer) != "InvalidSwap":
            raise talk.failed(answer)
    return _done(who)


def unblock(talk: Talk, me: str, who: str) -> Outcome:
    """Delete every record that keeps `who` away, whoever made it."""
    for key in list(_standing(talk, me, who)):
        said = {"repo": me, "collection": BLOCK, "rkey": key}
        talk.prepare("POST", "/xrpc/com.atproto.repo.deleteRecord", json=said)
    return _done(who)


def _standing(talk: Talk, me: str, who: str) -> Iterator[str]:
    """The keys of the records that name them, asked of our own server, which always knows the newest."""
    asked: dict[str, Any] = {"repo": me, "collection": BLOCK, "limit": PAGE}
    while True:
        answer = talk.ask("/xrpc/com.atproto.repo.listRecords", params=asked)
        page = models.Records.model_validate_json(answer.content)
        for record in page.records:
            if record.value.get("subject") == who:
                yield words.parts_of(record.uri)[2]
        if not page.cursor:
            return
        asked["cursor"] = page.cursor


def _done(who: str) -> Sent:
    return Sent(remote_id=who, url=words.profile(who))
