"""What is written, as one value: the master, and what each account says instead of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class PictureUse:
    """A picture of the library where it is used: its description here, and the point that stays in view."""

    picture_id: int
    alt: str = ""
    focus: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one reader gets to see."""

    text: str = ""
    title: str = ""
    link: str = ""
    tags: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.title or self.link or self.tags or self.thread)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One account: what it says follows the master until it is changed.

    `offset_minutes` is how much later (or earlier) than the item it goes out there.
    """

    account_id: int
    follows_words: bool = True
    follows_pictures: bool = True
    words: Words = Words()
    pictures: tuple[PictureUse, ...] = ()
    offset_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class Said:
    """What would go out on one account, once it is decided what follows the master."""

    words: Words
    pictures: tuple[PictureUse, ...]


@dataclass(frozen=True, kw_only=True)
class Composition:
    """A whole item as its author sees it."""

    words: Words = Words()
    pictures: tuple[PictureUse, ...] = ()
    places: tuple[Place, ...] = ()

    def said(self, place: Place) -> Said:
        """What `place` says, its own words and pictures or the master's."""
        return Said(
            words=self.words if place.follows_words else place.words,
            pictures=self.pictures if place.follows_pictures else place.pictures,
        )

    def place(self, account_id: int) -> Place | None:
        return next((one for one in self.places if one.account_id == account_id), None)

    def with_place(self, changed: Place) -> Self:
        """The same with one account changed."""
        return replace(
            self,
            places=tuple(changed if one.account_id == changed.account_id else one for one in self.places),
        )

    def tidy(self) -> Self:
        """Without what cannot be seen: own words of a place that follows, empty parts, tags said twice."""
        return replace(
            self,
            words=_tidy(self.words),
            places=tuple(
                replace(
                    place,
                    words=Words() if place.follows_words else _tidy(place.words),
                    pictures=() if place.follows_pictures else place.pictures,
                )
                for place in _once(self.places)
            ),
        )

    def leading_to(self, addresses: Mapping[str, str]) -> Self:
        """The same with a link to where something stands: each account's own address, else the first of them."""
        first = next(iter(addresses.values()), "")
        return replace(
            self,
            words=_leading(self.words, first),
            places=tuple(
                place
                if place.follows_words
                else replace(place, words=_leading(place.words, addresses.get(str(place.account_id), first)))
                for place in self.places
            ),
        )

    def picture_ids(self) -> frozenset[int]:
        uses = [*self.pictures, *(use for place in self.places for use in place.pictures)]
        return frozenset(use.picture_id for use in uses)

    def with_focus(self, focus: Mapping[int, tuple[float, float]]) -> Self:
        """The same, each picture with the point its library entry names now."""

        def seen(uses: tuple[PictureUse, ...]) -> tuple[PictureUse, ...]:
            return tuple(replace(use, focus=focus[use.picture_id]) for use in uses if use.picture_id in focus)

        return replace(
            self,
            pictures=seen(self.pictures),
            places=tuple(replace(place, pictures=seen(place.pictures)) for place in self.places),
        )

    def written(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """What `written` wrote."""
        return cls(
            words=_words(raw["words"]),
            pictures=_uses(raw["pictures"]),
            places=tuple(
                Place(
                    account_id=int(one["account_id"]),
                    follows_words=bool(one["follows_words"]),
                    follows_pictures=bool(one["follows_pictures"]),
                    words=_words(one["words"]),
                    pictures=_uses(one["pictures"]),
                    offset_minutes=int(one["offset_minutes"]),
                )
                for one in raw["places"]
            ),
        )

    def digest(self) -> str:
        """Equal for equal compositions."""
        return digest(self.written())


def digest(value: object) -> str:
    """SHA-256 over a value, written in one way only."""
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _leading(words: Words, url: str) -> Words:
    if not url:
        return words
    return replace(words, text=f"{words.text}\n\n{url}") if words.link else replace(words, link=url)


def _tidy(words: Words) -> Words:
    tags = (tag.strip().lstrip("#").strip() for tag in words.tags)
    return Words(
        text=_lines(words.text),
        title=" ".join(words.title.split()),
        link=words.link.strip(),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        thread=tuple(part for part in map(_lines, words.thread) if part),
    )


def _lines(text: str) -> str:
    """A browser sends CRLF; nobody sees spaces at the end of a line; PostgreSQL takes no NUL."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def _once(places: Iterable[Place]) -> list[Place]:
    return list({place.account_id: place for place in places}.values())


def _words(raw: Mapping[str, Any]) -> Words:
    return Words(
        text=raw["text"],
        title=raw["title"],
        link=raw["link"],
        tags=tuple(raw["tags"]),
        thread=tuple(raw["thread"]),
    )


def _uses(raw: Iterable[Mapping[str, Any]]) -> tuple[PictureUse, ...]:
    return tuple(
        PictureUse(
            picture_id=int(one["picture_id"]),
            alt=one["alt"],
            focus=(float(one["focus"][0]), float(one["focus"][1])),
        )
        for one in raw
    )
