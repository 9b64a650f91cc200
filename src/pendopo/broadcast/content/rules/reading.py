"""One subject, read once: its passages, and the words of each text however many accounts say it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from typing import Final, NamedTuple

from pendopo.broadcast.content.rules.finding import Span
from pendopo.broadcast.content.rules.phrases import Words, words_of
from pendopo.broadcast.content.rules.subject import PictureFacts, Subject, Variant
from pendopo.foundation.personal_data import Hit, Published, found_in

TEXTS_KEPT: Final = 64


class Passage(NamedTuple):
    """A field that holds words, of one account or (None) of all."""

    field: str
    account_key: str | None
    text: str

    def span(self, start: int, end: int) -> Span:
        return Span(field=self.field, start=start, end=end)

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))


class Reading:
    """The subject as rules look at it. What an account takes over from the master is not read again."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        prose = [*_prose(subject, None)]
        seen = set(prose)
        others = [*_others(subject, None)]
        seen.update(others)
        for variant in subject.variants:
            prose += [one for one in _prose(variant, variant.account_key) if _of_master(one) not in seen]
            others += [one for one in _others(variant, variant.account_key) if _of_master(one) not in seen]
        self.prose: tuple[Passage, ...] = tuple(prose)
        self._all = (*prose, *others)

    def passages(self) -> tuple[Passage, ...]:
        """Every field with words: prose, then links, tags and alternative texts."""
        return self._all

    def words(self, text: str) -> Words:
        return words_in(text)

    def personal_data(self, text: str) -> tuple[Hit, ...]:
        return personal_data_in(text, self.subject.office.published)

    def pictures(self) -> Iterator[tuple[str, str | None, PictureFacts]]:
        """Field, account and picture as it is described; what an account takes over only once.

        A rendition has other sizes than the original, and is the same picture all the same.
        """
        of_master = {_described(place, one) for place, one in enumerate(self.subject.pictures)}
        for place, picture in enumerate(self.subject.pictures):
            yield f"pictures.{place}", None, picture
        for variant in self.subject.variants:
            for place, picture in enumerate(variant.pictures):
                if _described(place, picture) not in of_master:
                    yield f"pictures.{place}", variant.account_key, picture


# Whoever types changes one text of those the accounts say; the others were read a moment ago.
@functools.lru_cache(maxsize=TEXTS_KEPT)
def words_in(text: str) -> Words:
    return words_of(text)


@functools.lru_cache(maxsize=TEXTS_KEPT)
def personal_data_in(text: str, published: Published) -> tuple[Hit, ...]:
    return found_in(text, published)


def _described(place: int, picture: PictureFacts) -> tuple[int, PictureFacts]:
    return place, dataclasses.replace(picture, kind="", width=0, height=0, size=0)


def _of_master(passage: Passage) -> Passage:
    return passage._replace(account_key=None)


def _prose(of: Subject | Variant, account_key: str | None) -> Iterator[Passage]:
    yield Passage("text", account_key, of.text)
    if of.title:
        yield Passage("title", account_key, of.title)
    for place, part in enumerate(of.thread):
        yield Passage(f"thread.{place}", account_key, part)


def _others(of: Subject | Variant, account_key: str | None) -> Iterator[Passage]:
    if of.link:
        yield Passage("link", account_key, of.link)
    for place, tag in enumerate(of.tags):
        yield Passage(f"tags.{place}", account_key, tag)
    for place, picture in enumerate(of.pictures):
        if picture.alt:
            yield Passage(f"pictures.{place}.alt", account_key, picture.alt)
