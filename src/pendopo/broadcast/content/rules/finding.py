"""What a rule has to say about a text or a picture: where, how grave, and how to mend it.

A finding never repeats personal data it found: what it quotes of it went through a mask.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from pendopo.foundation.clock.words import long_date


class Named(NamedTuple):
    """A name that is not translated like a sentence, because it comes with both its languages."""

    id: str
    en: str


Param = str | int | date | Named
Params = Mapping[str, Param]


class Severity(StrEnum):
    """BLOCK stops the submission, WARN asks a person for a reason, HINT only says it."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"

    @property
    def weight(self) -> int:
        """0 for the gravest: the order in which findings are read."""
        return _WEIGHTS[self]


_WEIGHTS: Final = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.HINT: 2}


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence (msgid) and what is filled into it once it is translated."""

    msgid: str
    params: Params = field(default_factory=dict, hash=False)

    def said(self, translate: Callable[[str], str] = str, *, language: str = "id") -> str:
        """The sentence for people: `translate` is the house's gettext, dates and names follow `language`."""
        return translate(self.msgid) % {name: _spoken(one, language) for name, one in self.params.items()}


def _spoken(param: Param, language: str) -> str | int:
    match param:
        case Named():
            return param.en if language.lower().startswith("en") else param.id
        case date():
            return long_date(param, language)
        case _:
            return param


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch of one field: `text`, `title`, `link`, `thread.0`, `pictures.2.alt`, `tags.1`."""

    field: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"{self.start}-{self.end} is not a stretch of a text.")

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Action(StrEnum):
    """What a fix does where no replacement can be written by a rule."""

    ADD_SOURCE = "add_source"
    ADD_CONSENT = "add_consent"
    CONFIRM_ACCOUNT = "confirm_account"
    CONFIRM_TIME = "confirm_time"
    CROP_PICTURE = "crop_picture"
    MAKE_RENDITION = "make_rendition"
    REMOVE_PICTURES = "remove_pictures"
    SAY_RIGHTS = "say_rights"
    SPLIT_INTO_THREAD = "split_into_thread"
    WRITE_ALT_TEXT = "write_alt_text"
    WRITE_TITLE = "write_title"


@dataclass(frozen=True, kw_only=True)
class Fix:
    """One tap that mends it: either another text for the finding's stretch, or something to do."""

    label: Sentence
    field: str
    replacement: str | None = None
    action: Action | None = None

    def __post_init__(self) -> None:
        if (self.replacement is None) == (self.action is None):
            raise ValueError("A fix either replaces a stretch or names an action.")

    def applied_to(self, text: str, where: Span) -> str:
        """The field's text with the finding's stretch replaced."""
        if self.replacement is None:
            raise ValueError(f"{self.action} is something to do, not another text.")
        return text[: where.start] + self.replacement + text[where.end :]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing a rule says. `account_key` is None where it concerns all accounts.

    `key` stays the same while the text around the finding changes, so that a reason somebody gave
    stays with what it was given for, and falls away when that changes.
    """

    rule: str
    code: str
    severity: Severity
    sentence: Sentence
    key: str
    where: Span | None = None
    account_key: str | None = None
    fix: Fix | None = None

    @property
    def needs_reason(self) -> bool:
        return self.severity is Severity.WARN

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK


def digest(*words: str) -> str:
    """A short name for what a finding is about, whatever its capitals and spaces."""
    plain = "\x1f".join(" ".join(word.split()).casefold() for word in words)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]
