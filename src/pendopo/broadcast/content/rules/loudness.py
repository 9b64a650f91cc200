"""What shouts: capitals throughout, and rows of hashtags."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Fix, Sentence, Span
from pendopo.broadcast.content.rules.phrases import Words
from pendopo.broadcast.content.rules.reading import Passage, Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.subject import Subject, Variant
from pendopo.networks import counting

_VOWEL: Final = re.compile(r"[AIUEO]")
_CAPITALS: Final = re.compile("[A-Z\u0080-\U0010ffff]{4}")  # cheap, and never misses a word that shouts
_SPACE_AROUND: Final = re.compile(r"[ \t]{2,}")
# Short names in capitals that have a vowel all the same.
_NAMES: Final = frozenset(
    [
        "rsud",
        "rsup",
        "pupr",
        "umkm",
        "posyandu",
        "bapenda",
        "bappeda",
        "samsat",
        "dprd",
        "diskominfo",
        "dinkes",
        "dishub",
        "dinsos",
        "satpol",
        "bumd",
        "bumn",
        "lapor",
        "ppid",
        "spbe",
        "nakes",
        "pbb",
        "asn",
        "umum",
        "kemenkes",
        "kemendagri",
        "kemenpanrb",
        "bawaslu",
        "basarnas",
        "bnpb",
        "bmkg",
        "uptd",
        "jkn",
        "kis",
        "pkh",
        "blt",
        "bos",
        "ppdb",
        "spmb",
        "cpns",
        "pppk",
        "sigap",
    ],
)


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    if book.is_on("all_caps"):
        for passage in reading.prose:
            yield from _capitals(passage, reading.words(passage.text), book)
    if book.is_on("too_many_tags"):
        subject = reading.subject
        yield from _tags(subject, None, book)
        for variant in subject.variants:
            if (variant.text, variant.tags) != (subject.text, subject.tags):
                yield from _tags(variant, variant.account_key, book)


def _capitals(passage: Passage, said: Words, book: Book) -> Iterator[Finding]:
    text, least = passage.text, book.threshold("all_caps", "words")
    if len(_CAPITALS.findall(text)) < least:
        return
    run: list[tuple[int, int]] = []
    for word in (*said.spans, None):
        written = text[word[0] : word[1]] if word else ""
        if word and _shouts(written):
            run.append(word)
        elif word and (written.isupper() or not any(sign.isalpha() for sign in written)):
            continue  # a short name or a number neither shouts nor ends the shouting
        else:
            if len(run) >= least:
                yield _shouted(passage, run, book)
            run = []


def _shouts(written: str) -> bool:
    return (
        len(written) > 3
        and written.isupper()
        and bool(_VOWEL.search(written))
        and written.casefold() not in _NAMES
    )


def _shouted(passage: Passage, run: list[tuple[int, int]], book: Book) -> Finding:
    text, start, end = passage.text, run[0][0], run[-1][1]
    pieces, place = [], start
    for number, (begins, ends) in enumerate(run):
        low = text[begins:ends].lower()
        pieces += [text[place:begins], low.capitalize() if not number else low]
        place = ends
    return book.finding(
        "all_caps",
        about=text[start:end],
        where=passage.span(start, end),
        account_key=passage.account_key,
        fix=Fix(label=Sentence(msgid=words.SMALL_LETTERS), field=passage.field, replacement="".join(pieces)),
    )


def _tags(of: Subject | Variant, account_key: str | None, book: Book) -> Iterator[Finding]:
    if "#" not in of.text and not of.tags:
        return
    limit = book.threshold("too_many_tags", "tags")
    in_text = list(counting.tags(of.text))
    named = {word.casefold() for _start, _end, word in in_text}
    beside = {tag.lstrip("#").casefold() for tag in of.tags} - named
    number = len(in_text) + len(beside)
    if number <= limit:
        return
    surplus = in_text[limit:]
    where = fix = None
    if surplus:
        start, end = surplus[0][0], surplus[-1][1]
        where = Span(field="text", start=start, end=end)
        if not beside:
            fix = Fix(
                label=Sentence(msgid=words.LEAVE_OUT), field="text", replacement=_without(of.text, surplus)
            )
    yield book.finding(
        "too_many_tags",
        about=str(number),
        params={"tags": number, "limit": limit},
        where=where,
        account_key=account_key,
        fix=fix,
    )


def _without(text: str, surplus: list[tuple[int, int, str]]) -> str:
    """The stretch from the first to the last surplus tag, without any of them."""
    pieces = [text[before[1] : after[0]] for before, after in itertools.pairwise(surplus)]
    return _SPACE_AROUND.sub(" ", "".join(pieces)).strip(" ")
