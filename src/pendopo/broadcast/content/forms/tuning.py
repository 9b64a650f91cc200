"""The rules as an office sets them: a line for each rule that can be set, and what cannot be, said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.forms.items import moment_field
from pendopo.broadcast.content.rules import Item, Rule, Setting, Severity, Tuning, packaged_rules, words
from pendopo.broadcast.content.rules.rulebook import Hold

OFF: Final = "off"


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """One rule on the page. `severity` None: the law sets it, and nothing is stricter than it already is."""

    rule: Rule
    name: str
    severity: forms.BoundField | None
    thresholds: tuple[forms.BoundField, ...]
    is_changed: bool  # it differs from the standard


@dataclass(frozen=True, kw_only=True)
class RuleGroup:
    """The rules of one line of the checklist."""

    name: str
    lines: tuple[RuleLine, ...]


class RulesForm(forms.Form):
    """Everything an office can set; choices weaker than the law are not offered."""

    why = forms.CharField(
        label=_("Why do the rules change?"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("It stays on record with the version."),
    )
    holds_from = moment_field(
        label=_("Holds from"), required=False, help_text=_("Leave it empty if it holds at once.")
    )

    def __init__(self, tuning: Tuning, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tuning = tuning
        for rule in _tunable():
            setting = tuning.settings.get(rule.code, Setting())
            if choices := _choices(rule):
                self.fields[f"severity-{rule.code}"] = forms.ChoiceField(
                    label=gettext("What happens"),
                    choices=choices,
                    initial=OFF if setting.off else (setting.severity or rule.severity).value,
                )
            for name, bounds in rule.thresholds.items():
                self.fields[f"threshold-{rule.code}-{name}"] = forms.IntegerField(
                    label=gettext(words.THRESHOLDS[f"{rule.code}.{name}"]),
                    min_value=bounds.least,
                    max_value=bounds.most,
                    initial=setting.thresholds.get(name, bounds.standard),
                    help_text=_("Standard %(standard)s, from %(least)s to %(most)s.")
                    % {"standard": bounds.standard, "least": bounds.least, "most": bounds.most},
                )

    def settings(self) -> dict[str, dict[str, Any]]:
        """What differs from the standard, as it is stored."""
        typed, found = self.cleaned_data, {}
        for rule in _tunable():
            entry: dict[str, Any] = {}
            severity = typed.get(f"severity-{rule.code}", rule.severity.value)
            if severity == OFF:
                entry["off"] = True
            elif severity != rule.severity.value:
                entry["severity"] = severity
            thresholds = {
                name: typed[f"threshold-{rule.code}-{name}"]
                for name, bounds in rule.thresholds.items()
                if typed[f"threshold-{rule.code}-{name}"] != bounds.standard
            }
            if thresholds:
                entry["thresholds"] = thresholds
            if entry:
                found[rule.code] = entry
        return found

    def groups(self) -> Iterator[RuleGroup]:
        """The rules as the checklist is read."""
        for item in Item:
            lines = tuple(self._line(rule) for rule in _tunable() if rule.item is item)
            if lines:
                yield RuleGroup(name=gettext(words.ITEMS[item.value]), lines=lines)

    def _line(self, rule: Rule) -> RuleLine:
        severity = f"severity-{rule.code}"
        return RuleLine(
            rule=rule,
            name=gettext(words.RULES[rule.code]),
            severity=self[severity] if severity in self.fields else None,
            thresholds=tuple(self[f"threshold-{rule.code}-{name}"] for name in rule.thresholds),
            is_changed=rule.code in self._tuning.settings,
        )


def _tunable() -> tuple[Rule, ...]:
    return tuple(rule for rule in packaged_rules().by_code.values() if rule.is_tunable)


def _choices(rule: Rule) -> list[tuple[str, str]]:
    """Every severity the rule may have here; none where there is nothing to choose."""
    allowed = [one for one in Severity if rule.hold is not Hold.LAW or one.weight <= rule.severity.weight]
    choices = [(one.value, gettext(words.SEVERITIES[one.value])) for one in allowed]
    if rule.hold is not Hold.LAW:
        choices.append((OFF, gettext("Off")))
    return choices if len(choices) > 1 else []
