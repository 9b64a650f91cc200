"""The right account at the right time (R18): most accidents are a post on the wrong account at night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Action, Finding, Fix, Sentence
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.subject import Variant
from pendopo.foundation.clock import WorkingCalendar


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    subject = reading.subject
    confirm = Fix(label=Sentence(msgid=words.CONFIRM_ACCOUNT), field="account", action=Action.CONFIRM_ACCOUNT)
    for variant in subject.variants:
        other_unit = (
            bool(variant.owner_unit and subject.owner_unit) and variant.owner_unit != subject.owner_unit
        )
        if other_unit and book.is_on("other_unit"):
            about = f"{variant.account_key} {variant.owner_unit} {subject.owner_unit}"
            yield _about(variant, "other_unit", about, confirm, book)
        elif (
            book.is_on("other_account") and subject.last_used and variant.account_key not in subject.last_used
        ):
            yield _about(variant, "other_account", variant.account_key, confirm, book)
        if variant.due_at is not None and book.is_on("outside_hours"):
            grace = timedelta(hours=book.threshold("outside_hours", "grace_hours"))
            if not _is_attended(subject.office.calendar, variant.due_at, grace):
                yield _about(
                    variant,
                    "outside_hours",
                    f"{variant.account_key} {variant.due_at.isoformat()}",
                    Fix(label=Sentence(msgid=words.CONFIRM_TIME), field="due_at", action=Action.CONFIRM_TIME),
                    book,
                )


def _about(variant: Variant, code: str, about: str, fix: Fix, book: Book) -> Finding:
    return book.finding(
        code,
        about=about,
        params={"account": variant.account_name},
        account_key=variant.account_key,
        fix=fix,
    )


def _is_attended(calendar: WorkingCalendar, at: datetime, grace: timedelta) -> bool:
    """Whether the office is open, at lunch, or closed less than `grace` ago."""
    day = calendar.zone.day_of(at)
    hours = calendar.office_hours_on(day)
    if not hours:
        return False
    opens = calendar.zone.at(day, hours[0].opens)
    closes = calendar.zone.at(day, hours[-1].closes)
    return opens <= at < closes + grace
