"""The list of rules as data, and what an office made of it: the book a rule opens to make a finding."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import (
    Finding,
    Fix,
    Params,
    Sentence,
    Severity,
    Span,
    digest,
)


class Item(StrEnum):
    """A line of the checklist, in the order it is read."""

    SOURCES = "sources"
    ALT_TEXT = "alt_text"
    PERSONAL_DATA = "personal_data"
    NEUTRALITY = "neutrality"
    PICTURES = "pictures"
    LENGTH = "length"
    LANGUAGE = "language"
    ACCOUNT = "account"


class Hold(StrEnum):
    """Who holds a rule: what the law sets is not weakened, what a network sets is not set at all."""

    LAW = "law"
    NETWORK = "network"
    OFFICE = "office"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    standard: int
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of rules.toml."""

    id: str
    code: str
    severity: Severity
    item: Item
    since: int
    source: str
    hold: Hold
    place: int
    thresholds: Mapping[str, Threshold] = field(default_factory=dict, hash=False)

    @property
    def sentence(self) -> str:
        return words.SENTENCES[self.code]

    @property
    def is_tunable(self) -> bool:
        return self.hold is not Hold.NETWORK


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All rules of one version of the list, by code."""

    version: int
    by_code: Mapping[str, Rule]


class RulesInvalid(ValueError):
    """The list of rules cannot be read; the message says which entry to mend."""


KNOWN_KEYS: Final = frozenset(
    {"id", "code", "severity", "item", "since", "source", "hold", "threshold"},
)


def read_rules(text: str) -> Rules:
    """Read the list; refuses an unknown entry, a code twice, and a threshold outside its own bounds."""
    try:
        raw = tomllib.loads(text)
        version = int(raw["version"])
        rules = [_rule(entry, place, version) for place, entry in enumerate(raw["rule"])]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise RulesInvalid(f"The list of rules cannot be read: {error}.") from error
    codes = [rule.code for rule in rules]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise RulesInvalid(f"These codes stand twice in the list of rules: {', '.join(twice)}.")
    return Rules(version=version, by_code={rule.code: rule for rule in rules})


def _rule(entry: Mapping[str, Any], place: int, version: int) -> Rule:
    code = str(entry["code"])
    unknown = sorted(set(entry) - KNOWN_KEYS)
    if unknown:
        raise RulesInvalid(f"{code} has entries nobody knows: {', '.join(unknown)}.")
    if code not in words.SENTENCES:
        raise RulesInvalid(f"{code} has no sentence in words.py.")
    if not str(entry["source"]):
        raise RulesInvalid(f"{code} does not say where it comes from.")
    if not 1 <= entry["since"] <= version:
        raise RulesInvalid(f"{code} cannot exist since version {entry['since']} of {version}.")
    try:
        return Rule(
            id=str(entry["id"]),
            code=code,
            severity=Severity(entry["severity"]),
            item=Item(entry["item"]),
            since=int(entry["since"]),
            source=str(entry["source"]),
            hold=Hold(entry["hold"]),
            place=place,
            thresholds={
                name: _threshold(f"{code}.{name}", bounds)
                for name, bounds in entry.get("threshold", {}).items()
            },
        )
    except ValueError as error:
        raise RulesInvalid(f"{code}: {error}.") from error


def _threshold(name: str, bounds: list[int]) -> Threshold:
    if name not in words.THRESHOLDS:
        raise RulesInvalid(f"{name} has no name in words.py.")
    if len(bounds) != 3 or not bounds[1] <= bounds[0] <= bounds[2]:
        raise RulesInvalid(f"{name} needs its standard, its least and its most: [standard, least, most].")
    standard, least, most = bounds
    return Threshold(standard=standard, least=least, most=most)


@functools.cache
def packaged_rules() -> Rules:
    """The rules that came with this release."""
    file = importlib.resources.files(__package__) / "rules.toml"
    return read_rules(file.read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Tuned:
    """What one rule is here: its severity, or None when it is switched off, and its thresholds."""

    severity: Severity | None
    thresholds: Mapping[str, int]


class Book:
    """The rules as one office keeps them. A rule asks it for thresholds and lets it write findings."""

    def __init__(self, rules: Rules, tuned: Mapping[str, Tuned]) -> None:
        self.rules = rules
        self._tuned = tuned

    def is_on(self, code: str) -> bool:
        return self._tuned[code].severity is not None

    def threshold(self, code: str, name: str) -> int:
        return self._tuned[code].thresholds[name]

    def finding(
        self,
        code: str,
        *,
        about: str = "",
        params: Params | None = None,
        msgid: str = "",
        where: Span | None = None,
        account_key: str | None = None,
        fix: Fix | None = None,
    ) -> Finding:
        """A finding of rule `code`, which must be on.

        `about` is what the finding is really about, and makes its key. Pass nothing for personal
        data: even a digest of a short number gives it away.
        """
        rule = self.rules.by_code[code]
        severity = self._tuned[code].severity
        if severity is None:
            raise ValueError(f"The rule {code} is switched off.")
        return Finding(
            rule=rule.id,
            code=code,
            severity=severity,
            sentence=Sentence(msgid=msgid or rule.sentence, params=params or {}),
            key=f"{code}:{digest(about)}" if about else code,
            where=where,
            account_key=account_key,
            fix=fix,
        )
