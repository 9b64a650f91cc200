"""An office's own settings for the rules: thresholds within bounds, stricter or milder, never below the law."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Sentence, Severity
from pendopo.broadcast.content.rules.rulebook import Book, Hold, Rule, Rules, Tuned, packaged_rules


class TuningInvalid(ValueError):
    """These settings cannot be kept; `sentences` are fit to show to whoever made them."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        super().__init__(" ".join(one.said() for one in sentences))
        self.sentences = sentences


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What an office set for one rule; None and nothing where it left the standard."""

    severity: Severity | None = None
    off: bool = False
    thresholds: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True)
class Tuning:
    """Settings by rule code, checked. `Tuning()` is the standard."""

    settings: Mapping[str, Setting] = field(default_factory=dict, hash=False)

    @classmethod
    def read(cls, raw: Mapping[str, Any], rules: Rules | None = None) -> Tuning:
        """Read what was stored or typed: `{"long_sentence": {"severity": "warn", "thresholds": {"words": 30}}}`.

        Raises TuningInvalid with every sentence about what is wrong.
        """
        known = rules or packaged_rules()
        complaints = tuple(sentence for code, entry in raw.items() for sentence in _wrong(code, entry, known))
        if complaints:
            raise TuningInvalid(complaints)
        return cls(
            settings={
                code: Setting(
                    severity=Severity(entry["severity"]) if entry.get("severity") else None,
                    off=entry.get("off", False),
                    thresholds=dict(entry.get("thresholds", {})),
                )
                for code, entry in raw.items()
            },
        )

    def written(self) -> dict[str, dict[str, Any]]:
        """The settings as they can be stored, to be read again."""
        return {
            code: {
                **({"severity": setting.severity.value} if setting.severity else {}),
                **({"off": True} if setting.off else {}),
                **({"thresholds": dict(setting.thresholds)} if setting.thresholds else {}),
            }
            for code, setting in self.settings.items()
        }

    def book(self, rules: Rules | None = None) -> Book:
        """The rules as this office keeps them."""
        known = rules or packaged_rules()
        if not self.settings and rules is None:
            return _standard_book()
        return Book(
            known,
            {code: _tuned(rule, self.settings.get(code, Setting())) for code, rule in known.by_code.items()},
        )


STANDARD = Tuning()


@functools.cache
def _standard_book() -> Book:
    known = packaged_rules()
    return Book(known, {code: _tuned(rule, Setting()) for code, rule in known.by_code.items()})


def _tuned(rule: Rule, setting: Setting) -> Tuned:
    severity: Severity | None = setting.severity or rule.severity
    if rule.hold is Hold.NETWORK:
        severity = rule.severity
    elif rule.hold is Hold.LAW:
        # Settings are checked when they are made; a later list may have become stricter since.
        severity = min(rule.severity, severity or rule.severity, key=lambda one: one.weight)
    elif setting.off:
        severity = None
    return Tuned(
        severity=severity,
        thresholds={
            name: min(max(setting.thresholds.get(name, bounds.standard), bounds.least), bounds.most)
            for name, bounds in rule.thresholds.items()
        },
    )


def _wrong(code: str, entry: Any, rules: Rules) -> Iterator[Sentence]:
    rule = rules.by_code.get(code)
    if rule is None:
        yield Sentence(msgid=words.NO_SUCH_RULE, params={"code": code})
        return
    if not rule.is_tunable:
        yield Sentence(msgid=words.NOT_TUNABLE, params={"code": code})
        return
    if not isinstance(entry, Mapping) or not isinstance(entry.get("thresholds", {}), Mapping):
        yield Sentence(msgid=words.NOT_A_SETTING, params={"code": code})
        return
    off = entry.get("off", False)
    if not isinstance(off, bool):
        yield Sentence(msgid=words.NOT_SWITCHED, params={"code": code})
    severity = entry.get("severity")
    if severity and (not isinstance(severity, str) or severity not in set(Severity)):
        yield Sentence(msgid=words.NO_SUCH_SEVERITY, params={"severity": str(severity)})
    elif rule.hold is Hold.LAW and (
        off is True or (severity and Severity(severity).weight > rule.severity.weight)
    ):
        yield Sentence(msgid=words.NOT_WEAKER, params={"code": code, "source": rule.source})
    for name, value in entry.get("thresholds", {}).items():
        yield from _wrong_threshold(rule, name, value)


def _wrong_threshold(rule: Rule, name: str, value: object) -> Iterator[Sentence]:
    bounds = rule.thresholds.get(name)
    about = {"code": rule.code, "name": name}
    if bounds is None:
        yield Sentence(msgid=words.NO_SUCH_THRESHOLD, params=about)
    elif not isinstance(value, int) or isinstance(value, bool):
        yield Sentence(msgid=words.NOT_A_NUMBER, params=about)
    elif not bounds.least <= value <= bounds.most:
        yield Sentence(
            msgid=words.OUT_OF_BOUNDS, params={**about, "least": bounds.least, "most": bounds.most}
        )
