"""The same text again: said by mistake, or said so often that nobody reads it any more."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import timedelta

from pendopo.broadcast.content.rules.finding import Finding, Span
from pendopo.broadcast.content.rules.reading import TEXTS_KEPT, Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.sketches import Sketch, similarity, sketch
from pendopo.broadcast.content.rules.subject import Recent, Subject

FEWEST_WORDS = 5  # "Selamat pagi." is said every morning


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    """Each account's text against what that account says in the weeks around it: the closest one is named."""
    subject = reading.subject
    others = [one for one in subject.recents if one.item_key != subject.item_key or not subject.item_key]
    if not others:
        return
    accounts_by_text: dict[str, list[str]] = {}
    for variant in subject.variants:
        accounts_by_text.setdefault(variant.text, []).append(variant.account_key)
    if not accounts_by_text:
        accounts_by_text[subject.text] = []
    for text, account_keys in accounts_by_text.items():
        same, drawn = _drawn(text)
        if len(drawn.numbers) < FEWEST_WORDS - 2:
            continue
        accounts = frozenset(account_keys)
        rivals = [one for one in others if not accounts or accounts & one.account_keys]
        close = _closest(subject, same, drawn, rivals, book)
        if close is None:
            continue
        if text == subject.text:
            yield _finding(close, text, None, subject, book)
        else:
            for account_key in account_keys:
                yield _finding(close, text, account_key, subject, book)


@functools.lru_cache(maxsize=TEXTS_KEPT)
def _drawn(text: str) -> tuple[str, Sketch]:
    return sketch(text)


Close = tuple[str, int, Recent]


def _closest(subject: Subject, same: str, drawn: Sketch, rivals: list[Recent], book: Book) -> Close | None:
    if book.is_on("same_text"):
        days = timedelta(days=book.threshold("same_text", "days"))
        for one in rivals:
            if one.same == same and abs(one.at - subject.appears_at) <= days:
                return "same_text", 100, one
    if not book.is_on("near_text"):
        return None
    days = timedelta(days=book.threshold("near_text", "days"))
    least = book.threshold("near_text", "percent")
    best: Close | None = None
    for one in rivals:
        if one.same == same or abs(one.at - subject.appears_at) > days:
            continue
        percent = round(similarity(drawn, one.sketch) * 100)
        if percent >= least and (best is None or percent > best[1]):
            best = "near_text", percent, one
    return best


def _finding(close: Close, text: str, account_key: str | None, subject: Subject, book: Book) -> Finding:
    code, percent, recent = close
    return book.finding(
        code,
        about=recent.item_key,
        params={
            "title": recent.title or recent.item_key,
            "on": subject.office.calendar.zone.day_of(recent.at),
            "percent": percent,
        },
        where=Span(field="text", start=0, end=len(text)),
        account_key=account_key,
    )
