"""R20: a public correction leads to what it corrects, so that everyone sees what was wrong."""

from __future__ import annotations

from collections.abc import Iterator

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Fix, Sentence, Span
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.subject import Subject, Variant


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    subject = reading.subject
    if not subject.corrects or not book.is_on("correction_without_link"):
        return
    own = [one for one in subject.variants if _said(one) != _said(subject)]
    if len(own) < len(subject.variants) or not own:
        yield from _unlinked(subject, None, book, subject)
    for variant in own:
        yield from _unlinked(variant, variant.account_key, book, subject)


def _said(of: Subject | Variant) -> tuple[str, ...]:
    return (of.link, of.text, *of.thread)


def _unlinked(
    of: Subject | Variant, account_key: str | None, book: Book, subject: Subject
) -> Iterator[Finding]:
    """The address on the same account is proposed first; any of them will do."""
    addresses = subject.corrects
    if any(url in said for url in addresses.values() for said in _said(of)):
        return
    url = addresses.get(account_key or "") or next(iter(addresses.values()))
    field, written = ("text", of.text) if of.link else ("link", "")
    yield book.finding(
        "correction_without_link",
        about=account_key or "master",
        where=Span(field=field, start=0, end=len(written)),
        account_key=account_key,
        fix=Fix(
            label=Sentence(msgid=words.LINK_ORIGINAL),
            field=field,
            replacement=f"{written.rstrip()}\n\n{url}" if written.strip() else url,
        ),
    )
