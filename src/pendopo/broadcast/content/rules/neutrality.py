"""R14: in an election period the office neither campaigns nor seems to."""

from __future__ import annotations

from collections.abc import Iterator

from pendopo.broadcast.content.rules.finding import Finding
from pendopo.broadcast.content.rules.phrases import Phrases
from pendopo.broadcast.content.rules.reading import Passage, Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.subject import ElectionPeriod, Subject
from pendopo.broadcast.content.rules.word_lists import Political, neutrality

_NUMBER_WORDS = ("nomor", "no", "nomor urut", "no urut", "paslon", "paslon nomor", "pasangan nomor", "nomer")
_NUMERALS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    for period in _periods(reading.subject):
        candidates = _candidates(period)
        for passage in reading.passages():
            yield from _passage(passage, period, candidates, reading, book)


def _periods(subject: Subject) -> Iterator[ElectionPeriod]:
    for period in subject.office.elections:
        if any(period.covers(day) for day in subject.due_days):
            yield period


def _candidates(period: ElectionPeriod) -> Phrases[str]:
    """Names and numbers of the candidates ask for a second look; their slogans ask for votes."""
    entries: list[tuple[str, str]] = []
    for candidate in period.candidates:
        entries += [(name, "candidate") for name in (candidate.name, *candidate.other_names)]
        entries += [(slogan, Political.APPEAL.value) for slogan in candidate.slogans]
        if candidate.number is not None:
            spelled = (
                _NUMERALS[candidate.number]
                if 0 <= candidate.number < len(_NUMERALS)
                else str(candidate.number)
            )
            forms = dict.fromkeys((str(candidate.number), f"{candidate.number:02}", spelled))
            entries += [(f"{word} {form}", "candidate") for word in _NUMBER_WORDS for form in forms]
    return Phrases(entries)


def _passage(
    passage: Passage, period: ElectionPeriod, candidates: Phrases[str], reading: Reading, book: Book
) -> Iterator[Finding]:
    lists = neutrality()
    text, words = passage.text, reading.words(passage.text)
    if not words.lows:
        return
    found = [(match.start, match.end, match.entry) for match in candidates.found_in(text, words)]
    for match in lists.phrases.found_in(text, words):
        written = text[match.start : match.end]
        if written.casefold() in lists.parties_in_capitals and not written.isupper():
            continue
        # A slogan or a name explains a single word inside it.
        inside = any(
            match.start >= start and match.end <= end and (start, end) != (match.start, match.end)
            for start, end, _code in found
        )
        if not inside:
            found.append((match.start, match.end, match.entry.value))
    for start, end, code in sorted(set(found)):
        if book.is_on(code):
            written = " ".join(text[start:end].split())
            yield book.finding(
                code,
                about=f"{period.name} {written}",
                params={"words": written, "period": period.name},
                where=passage.span(start, end),
                account_key=passage.account_key,
            )
