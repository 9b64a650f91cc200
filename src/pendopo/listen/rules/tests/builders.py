"""Rules for tests, as short as they can be said."""

from __future__ import annotations

import itertools

from pendopo.institution.models import Member
from pendopo.listen.inbox.tests.builders import NOW
from pendopo.listen.rules import actions
from pendopo.listen.rules.conditions import Then, When
from pendopo.listen.rules.models import Rule, Trial

numbers = itertools.count(10_001)
WATER = When(words=("air",))


def a_rule(by: Member, *, when: When = WATER, then: Then, name: str = "", goes_on: bool = True) -> Rule:
    return actions.save_rule(
        name=name or f"Aturan {next(numbers)}", when=when, then=then, goes_on=goes_on, by=by, now=NOW
    )


def tried(rule: Rule) -> Trial:
    """The trial of its version, run to its end."""
    trial = Trial.objects.get(version=rule.current)
    while actions.go_on_trying(institution_id=rule.institution_id, trial_id=trial.pk, now=NOW):
        pass
    trial.refresh_from_db()
    return trial


def switched_on(by: Member, **said: object) -> Rule:
    rule = a_rule(by, **said)
    tried(rule)
    actions.switch_on(rule=rule, by=by, now=NOW)
    return rule
