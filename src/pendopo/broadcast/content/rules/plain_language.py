"""Sentences people can read on a telephone between two errands, in words they use themselves."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Fix, Sentence
from pendopo.broadcast.content.rules.phrases import Match, Words
from pendopo.broadcast.content.rules.reading import TEXTS_KEPT, Passage, Reading, words_in
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.broadcast.content.rules.word_lists import PlainWord, plain_words

_SENTENCE_END: Final = re.compile(
    r"[.!?…\n•▪➡✅👉](?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"”’)\]]*+(?=\s)|(?<=\n)\n*|(?<=\s[•▪➡✅👉])\s)"
)
_ABBREVIATIONS: Final = frozenset(
    [
        "jl",
        "jln",
        "no",
        "nomor",
        "tgl",
        "bpk",
        "ibu",
        "sdr",
        "dr",
        "drs",
        "dra",
        "ir",
        "prof",
        "h",
        "hj",
        "kh",
        "r",
        "st",
        "sh",
        "mm",
        "mt",
        "kab",
        "kec",
        "kel",
        "kel",
        "rt",
        "rw",
        "telp",
        "hlm",
        "hal",
        "pp",
        "a.n",
        "u.p",
        "d.a",
        "s.d",
        "dll",
        "dst",
        "dsb",
        "tsb",
        "yth",
        "hr",
        "pkl",
        "m.si",
        "s.e",
        "s.h",
        "s.t",
        "s.pd",
        "s.sos",
        "m.pd",
        "m.m",
        "m.t",
        "ph.d",
        "spd",
        "sip",
    ],
)
_VOWELS: Final = re.compile(r"[aiueo]")
_DIPHTHONGS: Final = ("ai", "au", "oi", "ei")
_LONG_WORD: Final = 5  # syllables: pertanggungjawaban, penyelenggaraan, mengkoordinasikan
_ENOUGH_SENTENCES: Final = 3
_LAST_WORD: Final = re.compile(r"[\w.]+\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end; an abbreviation's full stop ends none."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group() == ".":
            last = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
            if last and (
                last.group().casefold() in _ABBREVIATIONS
                or (len(last.group()) == 1 and last.group().isalpha())
            ):
                continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    trimmed = []
    for begin, end in found:
        inner = text[begin:end]
        here = begin + len(inner) - len(inner.lstrip())
        if inner.strip():
            trimmed.append((here, here + len(inner.strip())))
    return trimmed


@functools.lru_cache(maxsize=TEXTS_KEPT)
def _counted(text: str) -> tuple[tuple[int, int, int], ...]:
    """The sentences that have words: where each begins and ends, and how many."""
    starts = [start for start, _end in words_in(text).spans]
    counted = []
    before = 0
    for start, end in sentences(text):
        until = bisect_left(starts, end)
        if until > before:
            counted.append((start, end, until - before))
        before = until
    return tuple(counted)


def syllables(word: str) -> int:
    """How many syllables an Indonesian word has: one a vowel, and a closing diphthong is one."""
    low = word.casefold()
    vowels = len(_VOWELS.findall(low))
    if vowels > 1 and low.endswith(_DIPHTHONGS):
        vowels -= 1
    return max(vowels, 1)


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    for passage in reading.prose:
        said = reading.words(passage.text)
        yield from _sentences(passage, said, book)
        yield from _words(passage, book)


def _sentences(passage: Passage, said: Words, book: Book) -> Iterator[Finding]:
    if not book.is_on("long_sentence") and not book.is_on("hard_to_read"):
        return
    counted = _counted(passage.text)
    if book.is_on("long_sentence"):
        most = book.threshold("long_sentence", "words")
        for start, end, number in counted:
            if number > most:
                yield book.finding(
                    "long_sentence",
                    about=passage.text[start:end],
                    params={"words": number},
                    where=passage.span(start, end),
                    account_key=passage.account_key,
                )
    if book.is_on("hard_to_read") and len(counted) >= _ENOUGH_SENTENCES:
        average = len(said.lows) / len(counted)
        if average > book.threshold("hard_to_read", "words") and _has_many_long_words(said, book):
            yield book.finding(
                "hard_to_read",
                about=passage.field,
                params={"words": round(average)},
                where=passage.whole,
                account_key=passage.account_key,
            )


def _has_many_long_words(said: Words, book: Book) -> bool:
    percent = sum(syllables(low) >= _LONG_WORD for low in said.lows) * 100 / len(said.lows)
    return percent > book.threshold("hard_to_read", "long_words_percent")


@functools.lru_cache(maxsize=TEXTS_KEPT)
def _plain_words_in(text: str) -> tuple[Match[PlainWord], ...]:
    return tuple(plain_words().found_in(text, words_in(text)))


def _words(passage: Passage, book: Book) -> Iterator[Finding]:
    shown: Counter[str] = Counter()
    for match in _plain_words_in(passage.text):
        code = match.entry.kind.value
        written = passage.text[match.start : match.end]
        if is_part_of_a_name(passage.text, match.start, match.end):
            continue
        if not book.is_on(code) or shown[code] >= book.threshold(code, "shown"):
            continue
        shown[code] += 1
        plain = with_capitals_of(written, match.entry.plain)
        yield book.finding(
            code,
            about=match.entry.said,
            params={"said": " ".join(written.split()), "plain": plain},
            where=passage.span(match.start, match.end),
            account_key=passage.account_key,
            fix=Fix(
                label=Sentence(msgid=words.SAY_INSTEAD, params={"plain": plain}),
                field=passage.field,
                replacement=plain,
            ),
        )


def is_part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a hashtag, a handle or a link, which nobody respells."""
    before = text[start - 1 : start]
    after = text[end : end + 2]
    return (
        before in {"#", "@", "/", "."}
        or (after[:1] in {"/", "@"} and after[1:2].isalnum())
        or (after[:1] == "." and after[1:2].isalpha())
    )


def with_capitals_of(written: str, plain: str) -> str:
    """`plain` with the capitals of what it stands for."""
    letters = [sign for sign in written if sign.isalpha()]
    if len(letters) > 1 and all(sign.isupper() for sign in letters):
        return plain.upper()
    if letters and letters[0].isupper():
        return plain[:1].upper() + plain[1:]
    return plain
