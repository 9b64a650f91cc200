"""Writing rules, switching them on and off, and their order."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.listen.inbox.states import HideReason
from pendopo.listen.rules import policies, queries
from pendopo.listen.rules.actions.trying import begin_trial
from pendopo.listen.rules.conditions import Then, When
from pendopo.listen.rules.models import Rule, RuleVersion, Trial
from pendopo.listen.rules.states import FLOW, RuleState


@transaction.atomic
def save_rule(
    *,
    rule: Rule | None = None,
    name: str,
    when: When,
    then: Then,
    goes_on: bool = True,
    by: Member,
    now: datetime,
) -> Rule:
    """Keep another version of a rule, or a new rule at the end; it is off until it was tried. Raises Refused."""
    policies.require_may_manage(by, rule or by, now=now)
    name = name.strip()
    if not name:
        raise Refused(_("Give the rule a name."), field="name")
    if Rule.objects.seen_by(by).standing().filter(name=name).exclude(pk=rule.pk if rule else 0).exists():
        raise Refused(_("There is a rule of this name already."), field="name")
    if not when.written():
        raise Refused(_("Say when it holds: without a condition it would touch every message."))
    if bool(when.begins) != bool(when.ends) or (when.begins and when.begins == when.ends):
        raise Refused(_("Give both hours, and two different ones."), field="begins")
    if not then.written():
        raise Refused(_("Say what is to be done then."))
    if then.hide and then.hide not in HideReason.values:
        raise Refused(
            _("Choose the reason. Criticism is not one: answer it instead."), rule="R39", field="hide"
        )
    policies.require_owner_may(by, then, now=now)
    if rule is None:
        last = Rule.objects.seen_by(by).aggregate(last=Max("place"))["last"] or 0
        rule = Rule.objects.create(institution_id=by.institution_id, name=name, place=last + 1, made_at=now)
    else:
        rule = Rule.objects.seen_by(by).select_for_update(of=("self",)).get(pk=rule.pk)
        if rule.state == RuleState.REMOVED:
            raise Refused(_("This rule was taken away. Write a new one."))
    number = (rule.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = RuleVersion.objects.create(
        institution_id=by.institution_id,
        rule=rule,
        number=number,
        when=when.written(),
        then=then.written(),
        goes_on=goes_on,
        owner=by,
        made_at=now,
    )
    Rule.objects.seen_by(by).filter(pk=rule.pk).update(name=name, current=version)
    if rule.state == RuleState.ON:
        # What was tried was something else.
        FLOW.move(rule, RuleState.OFF)
    rule.refresh_from_db()
    ledger.write(did="rules.saved", by=by, to=rule, at=now, words={"name": name, "number": number})
    begin_trial(version=version, by=by, now=now)
    return rule


@transaction.atomic
def switch_on(*, rule: Rule, by: Member, now: datetime) -> None:
    """Let it act on what comes from now on; only after its trial came to an end. Raises Refused."""
    policies.require_may_manage(by, rule, now=now)
    FLOW.require(rule, RuleState.ON)
    version = queries.version_in_force(rule)
    if not Trial.objects.seen_by(by).filter(version=version, finished_at__isnull=False).exists():
        raise Refused(
            _("Look first at what it would have done in the last 30 days: the trial is not finished.")
        )
    policies.require_owner_may(version.owner, version.consequence, now=now)
    FLOW.move(rule, RuleState.ON)
    ledger.write(
        did="rules.switched_on", by=by, to=rule, at=now, words={"name": rule.name, "number": version.number}
    )


@transaction.atomic
def switch_off(*, rule: Rule, by: Member, now: datetime) -> None:
    """Let it do nothing any more. Raises Refused."""
    policies.require_may_manage(by, rule, now=now)
    FLOW.require(rule, RuleState.OFF)
    FLOW.move(rule, RuleState.OFF)
    ledger.write(did="rules.switched_off", by=by, to=rule, at=now, words={"name": rule.name})


@transaction.atomic
def remove(*, rule: Rule, by: Member, now: datetime) -> None:
    """Take a rule that is off out of the list; what it did stays known. Raises Refused."""
    policies.require_may_manage(by, rule, now=now)
    if rule.state == RuleState.ON:
        raise Refused(_("Switch the rule off first."))
    FLOW.require(rule, RuleState.REMOVED)
    FLOW.move(rule, RuleState.REMOVED)
    ledger.write(did="rules.removed", by=by, to=rule, at=now, words={"name": rule.name})


@transaction.atomic
def move_rule(*, rule: Rule, up: bool, by: Member, now: datetime) -> None:
    """Let it change places with its neighbour: the first rule looks first. Raises Refused."""
    policies.require_may_manage(by, rule, now=now)
    rows = list(Rule.objects.seen_by(by).standing().select_for_update(of=("self",)))
    here = next((number for number, one in enumerate(rows) if one.pk == rule.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, one in enumerate(rows, 1):
        if one.place != place:
            Rule.objects.seen_by(by).filter(pk=one.pk).update(place=place)
    ledger.write(did="rules.moved", by=by, to=rule, at=now, words={"name": rule.name})
