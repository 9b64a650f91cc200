"""What fits into each network: the text as the network counts it, the parts of a thread, the title."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Action, Finding, Fix, Sentence, Span
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.subject import Variant
from pendopo.networks import counting
from pendopo.networks.contract import Ability, Counting, Draft, Limits, Picture

Lengths = dict[tuple[str, Counting, int | None, int | None, bool], int]


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    counted: Lengths = {}
    for variant in reading.subject.variants:
        if not variant.text.strip() and not variant.pictures:
            yield book.finding(
                "nothing_to_say",
                about=variant.account_key,
                params={"account": variant.account_name},
                where=Span(field="text", start=0, end=len(variant.text)),
                account_key=variant.account_key,
            )
        yield from _text(variant, reading, book, counted)
        yield from _thread(variant, book, counted)
        yield from _title(variant, book)


def _text(variant: Variant, reading: Reading, book: Book, counted: Lengths) -> Iterator[Finding]:
    limits = variant.limits
    said = counting.as_said(
        Draft(
            text=variant.text,
            made_at=reading.subject.now,
            link=variant.link,
            pictures=tuple(
                Picture(content=b"", kind=one.kind, alt=one.alt, width=one.width, height=one.height)
                for one in variant.pictures
            ),
            tags=variant.tags,
        ),
        limits,
    )
    over = _over(said, limits, counted)
    if over:
        yield book.finding(
            "too_long",
            about=variant.account_key,
            params={
                "account": variant.account_name,
                "length": limits.text_max + over,
                "limit": limits.text_max,
                "over": over,
            },
            where=Span(field="text", start=0, end=len(variant.text)),
            account_key=variant.account_key,
            fix=Fix(label=Sentence(msgid=words.SPLIT), field="text", action=Action.SPLIT_INTO_THREAD)
            if limits.can(Ability.THREADS) and limits.thread_parts_max > 1
            else None,
        )


def _thread(variant: Variant, book: Book, counted: Lengths) -> Iterator[Finding]:
    limits = variant.limits
    parts = 1 + len(variant.thread)
    if variant.thread and parts > limits.thread_parts_max:
        yield book.finding(
            "thread_too_long",
            about=variant.account_key,
            params={"account": variant.account_name, "limit": limits.thread_parts_max, "parts": parts},
            account_key=variant.account_key,
        )
    for place, part in enumerate(variant.thread):
        over = _over(part, limits, counted)
        if over:
            yield book.finding(
                "part_too_long",
                about=f"{variant.account_key} {place}",
                params={"account": variant.account_name, "part": place + 2, "over": over},
                where=Span(field=f"thread.{place}", start=0, end=len(part)),
                account_key=variant.account_key,
            )


def _title(variant: Variant, book: Book) -> Iterator[Finding]:
    limits = variant.limits
    about = {"account": variant.account_name}
    if limits.can(Ability.TITLE) and not variant.title.strip():
        if book.is_on("title_missing"):
            yield book.finding(
                "title_missing",
                about=variant.account_key,
                params=about,
                where=Span(field="title", start=0, end=len(variant.title)),
                account_key=variant.account_key,
                fix=Fix(label=Sentence(msgid=words.WRITE_TITLE), field="title", action=Action.WRITE_TITLE),
            )
    elif limits.title_max is not None and len(variant.title) > limits.title_max:
        yield book.finding(
            "title_too_long",
            about=variant.account_key,
            params={**about, "over": len(variant.title) - limits.title_max},
            where=Span(field="title", start=0, end=len(variant.title)),
            account_key=variant.account_key,
        )


def _over(text: str, limits: Limits, counted: Lengths) -> int:
    """By how much a text is too long in the network's own unit; 0 when it fits."""
    if _surely_fits(text, limits):
        return 0
    if text.isascii() and "\r" not in text:
        # Where every sign is one letter of one weight and one byte, all networks count alike.
        limits = dataclasses.replace(limits, counting=Counting.CHARACTERS)
    key = (
        text,
        limits.counting,
        limits.link_cost,
        limits.text_bytes_max,
        limits.mention_counts_local_part_only,
    )
    long = counted.get(key)
    if long is None:
        long = counted[key] = counting.length(text, limits)
    over = max(long - limits.text_max, 0)
    if not over and limits.text_bytes_max is not None:
        over = max(len(text.encode("utf-8", "surrogatepass")) - limits.text_bytes_max, 0)
    return over


def _surely_fits(text: str, limits: Limits) -> bool:
    """Whether even the most cautious count fits: four bytes a sign, and every link at its full cost."""
    most = len(text) + text.count("://") * (limits.link_cost or 0)
    weight = 4 if limits.counting is Counting.BYTES else 2 if limits.counting is Counting.WEIGHTED else 1
    bytes_max = limits.text_bytes_max
    # NFC can lengthen a text threefold; only the weighted count composes.
    weight = weight * 3 if limits.counting is Counting.WEIGHTED else weight
    return most * weight <= limits.text_max and (bytes_max is None or len(text) * 4 <= bytes_max)
