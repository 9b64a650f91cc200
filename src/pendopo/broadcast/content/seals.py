"""What an approval covers, as one hash: change any of it and the approval is gone (R11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pendopo.broadcast.content.composition import Composition, Said, digest

VERSION = 1  # of the way in which it is written; part of every seal


def seal(
    said: Said,
    *,
    account_id: int,
    hashes: Mapping[int, str],
    window: tuple[datetime, datetime],
) -> str:
    """The seal of what one account says. `hashes` gives each picture's SHA-256."""
    return digest(
        {
            "seal": VERSION,
            "account": account_id,
            "text": said.words.text,
            "title": said.words.title,
            "link": said.words.link,
            "tags": said.words.tags,
            "thread": said.words.thread,
            "pictures": [
                {"sha256": hashes[use.picture_id], "alt": use.alt, "focus": [repr(at) for at in use.focus]}
                for use in said.pictures
            ],
            "window": [at.astimezone(UTC).isoformat() for at in window],
        },
    )


def seals(
    composition: Composition,
    *,
    hashes: Mapping[int, str],
    window: tuple[datetime, datetime],
) -> dict[int, str]:
    """The seal of each account."""
    return {
        place.account_id: seal(
            composition.said(place), account_id=place.account_id, hashes=hashes, window=window
        )
        for place in composition.places
    }


def whole(sealed: Mapping[int, str]) -> str:
    """One hash over all accounts: what a decision names."""
    return digest({str(account): one for account, one in sealed.items()})
