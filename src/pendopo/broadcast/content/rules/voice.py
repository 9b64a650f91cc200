"""The voice of the brand: words this office avoids, and how it addresses its citizens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Fix, Sentence
from pendopo.broadcast.content.rules.phrases import Phrases
from pendopo.broadcast.content.rules.plain_language import is_part_of_a_name, with_capitals_of
from pendopo.broadcast.content.rules.reading import Passage, Reading
from pendopo.broadcast.content.rules.rulebook import Book

# Words that can only be meant for whoever reads; "Kakak" or "Bapak" may be somebody in the story.
ADDRESSES: Final = ("Anda", "kamu", "kalian", "engkau", "elu", "elo")


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    voice = reading.subject.office.voice
    avoided = Phrases((one.said, one.instead) for one in voice.avoided)
    address = voice.address.strip()
    others = Phrases((one, address) for one in ADDRESSES if address and one.casefold() != address.casefold())
    for passage in reading.prose:
        yield from _found(passage, "avoided_word", avoided, reading, book)
        yield from _found(passage, "other_address", others, reading, book)


def _found(
    passage: Passage, code: str, phrases: Phrases[str], reading: Reading, book: Book
) -> Iterator[Finding]:
    if not book.is_on(code):
        return
    for match in phrases.found_in(passage.text, reading.words(passage.text)):
        if is_part_of_a_name(passage.text, match.start, match.end):
            continue
        written = passage.text[match.start : match.end]
        instead = with_capitals_of(written, match.entry) if match.entry else ""
        yield book.finding(
            code,
            about=written,
            params={"said": " ".join(written.split()), "instead": instead},
            where=passage.span(match.start, match.end),
            account_key=passage.account_key,
            fix=Fix(
                label=Sentence(msgid=words.SAY_INSTEAD, params={"plain": instead}),
                field=passage.field,
                replacement=instead,
            )
            if instead
            else None,
        )
