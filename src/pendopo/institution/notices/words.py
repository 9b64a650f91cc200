"""Sentences that are stored untranslated and said in the reader's language when they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext

from pendopo.foundation.clock import words
from pendopo.foundation.ui.speech import here, language

INSTANT: Final = "at"
DAY: Final = "on"


@dataclass(frozen=True)
class Sentence:
    """An English sentence with named gaps: `Sentence(gettext_noop("%(who)s returned “%(title)s”."), {...})`.

    A gap may hold words, a number, a day, an instant (said in the reader's time zone) or another sentence.
    """

    msgid: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.msgid)

    def __str__(self) -> str:
        return self.said()

    def said(self) -> str:
        """The sentence in the active language and time zone."""
        if not self.msgid:
            return ""
        told = gettext(self.msgid)
        return told % {name: _said(value) for name, value in self.params.items()} if self.params else told

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        if not self.msgid:
            return {}
        return {"msgid": self.msgid, "params": {name: _kept(value) for name, value in self.params.items()}}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Sentence:
        """From what was stored."""
        if not kept:
            return cls()
        return cls(
            str(kept["msgid"]), {name: _opened(value) for name, value in kept.get("params", {}).items()}
        )


def a_sentence(said: Sentence | str) -> Sentence:
    """Plain words are a sentence without gaps."""
    return said if isinstance(said, Sentence) else Sentence(str(said))


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return words.moment(value, here(), language())
    if isinstance(value, date):
        return words.long_date(value, language())
    return str(value)


def _kept(value: Any) -> Any:
    if isinstance(value, Sentence):
        return value.kept()
    if isinstance(value, datetime):
        return {INSTANT: value.isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    return value if isinstance(value, int) else str(value)


def _opened(value: Any) -> Any:
    match value:
        case {"msgid": _}:
            return Sentence.of(value)
        case {"at": str(said)}:
            return datetime.fromisoformat(said)
        case {"on": str(said)}:
            return date.fromisoformat(said)
        case _:
            return value
