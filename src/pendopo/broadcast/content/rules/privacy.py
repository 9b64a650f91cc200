"""R15: no personal data and nothing exempt leaves the house, in whatever field it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Fix, Sentence
from pendopo.broadcast.content.rules.phrases import Phrases
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    exempt = Phrases((item.words, item) for item in reading.subject.office.exempt)
    for passage in reading.passages():
        for hit in reading.personal_data(passage.text):
            yield book.finding(
                hit.kind.value,
                params={"masked": hit.masked},
                where=passage.span(hit.start, hit.end),
                account_key=passage.account_key,
                fix=Fix(label=Sentence(msgid=words.COVER), field=passage.field, replacement=hit.masked),
            )
        for match in exempt.found_in(passage.text, reading.words(passage.text)):
            yield book.finding(
                "exempt",
                about=match.entry.number,
                params={"number": match.entry.number},
                where=passage.span(match.start, match.end),
                account_key=passage.account_key,
            )
