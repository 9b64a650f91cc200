"""Subjects to examine, with only what a test cares about."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.broadcast.content.rules import (
    STANDARD,
    Finding,
    PictureFacts,
    Recent,
    Subject,
    Tuning,
    Variant,
    examine,
)
from pendopo.networks.contract import Ability, Limits

MONDAY_MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 WIB
EVERYTHING = frozenset({Ability.PICTURES, Ability.ALT_TEXT, Ability.LINKS, Ability.THREADS})
SEEN = "Warga mengantre vaksin di halaman Balai Kota Sukamaju."


def limits(**changes) -> Limits:
    return Limits(**{"text_max": 500, "abilities": EVERYTHING, "thread_parts_max": 10, **changes})


def a_picture(**changes) -> PictureFacts:
    return PictureFacts(
        **{
            "key": "p1",
            "kind": "image/jpeg",
            "width": 1080,
            "height": 1350,
            "size": 300_000,
            "alt": SEEN,
            **changes,
        }
    )


def a_variant(text="Air bersih kembali mengalir.", key="a1", **changes) -> Variant:
    return Variant(
        **{
            "account_key": key,
            "account_name": f"Akun {key}",
            "network": "mastodon",
            "limits": limits(),
            "text": text,
            "due_at": MONDAY_MORNING,
            **changes,
        }
    )


def a_subject(text="Air bersih kembali mengalir.", **changes) -> Subject:
    return Subject(**{"text": text, "now": MONDAY_MORNING, **changes})


def a_recent(text, item="i1", accounts=("a1",), at=MONDAY_MORNING, title="Unggahan lama") -> Recent:
    return Recent.of(item_key=item, text=text, account_keys=accounts, at=at, title=title)


def codes(subject: Subject, tuning: Tuning = STANDARD) -> list[str]:
    return [finding.code for finding in examine(subject, tuning=tuning)]


def only(subject: Subject, code: str, tuning: Tuning = STANDARD) -> list[Finding]:
    return [finding for finding in examine(subject, tuning=tuning) if finding.code == code]
