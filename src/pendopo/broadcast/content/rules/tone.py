"""R17: on a solemn day and in a crisis the office does not joke, give away, or celebrate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Fix, Named, Params, Sentence
from pendopo.broadcast.content.rules.reading import Passage, Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.subject import Subject
from pendopo.broadcast.content.rules.word_lists import tone

_EXCLAMATIONS: Final = re.compile(r"[!！]+")
_SKIN_AND_STYLE: Final = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    occasion = _occasion(reading.subject)
    if occasion is None:
        return
    day, in_crisis = occasion
    phrases = tone().phrases
    for passage in reading.prose:
        for match in phrases.found_in(passage.text, reading.words(passage.text)):
            code = match.entry.value
            if book.is_on(code):
                said = " ".join(passage.text[match.start : match.end].split())
                yield book.finding(
                    code,
                    about=f"{day.id} {said}",
                    params={"words": said, "day": day},
                    msgid=words.IN_CRISIS[code] if in_crisis else "",
                    where=passage.span(match.start, match.end),
                    account_key=passage.account_key,
                )
        yield from _festive(passage, day, in_crisis=in_crisis, book=book)


def _occasion(subject: Subject) -> tuple[Named, bool] | None:
    """The crisis, or the first solemn day on which the text would appear."""
    if subject.office.in_crisis:
        return Named("", ""), True
    days = subject.due_days
    names = [Named(one.name, one.name_en) for one in subject.office.solemn_days if one.on in days]
    return (names[0], False) if names else None


def _festive(passage: Passage, day: Named, *, in_crisis: bool, book: Book) -> Iterator[Finding]:
    if not book.is_on("festive"):
        return
    text, cheerful = passage.text, tone().emoji
    emoji = [place for place, sign in enumerate(text) if sign in cheerful]
    exclamations = [place for place, sign in enumerate(text) if sign in "!！"]
    too_many = len(emoji) >= book.threshold("festive", "emoji")
    too_loud = len(exclamations) >= book.threshold("festive", "exclamations")
    if not too_many and not too_loud:
        return
    places = sorted([*(emoji if too_many else ()), *(exclamations if too_loud else ())])
    start, end = places[0], places[-1] + 1
    while end < len(text) and text[end] in _SKIN_AND_STYLE:
        end += 1
    params: Params = {"day": day}
    yield book.finding(
        "festive",
        about=f"{day.id} {passage.field}",
        params=params,
        msgid=words.IN_CRISIS["festive"] if in_crisis else "",
        where=passage.span(start, end),
        account_key=passage.account_key,
        fix=Fix(
            label=Sentence(msgid=words.CALM_DOWN),
            field=passage.field,
            replacement=_calm(text[start:end], cheerful),
        ),
    )


def _calm(stretch: str, cheerful: frozenset[str]) -> str:
    without = "".join(sign for sign in stretch if sign not in cheerful and sign not in _SKIN_AND_STYLE)
    return _EXCLAMATIONS.sub(".", without)
