"""Rules at work: each in its place, once a message, in the transaction in which the message was taken in.

A rule that fails takes back only what it did itself, says so, and the others go on. A worker that dies takes the
message with it: it is taken in again, and then rules look at it for the first time.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.roster import queries as roster
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import Conversation, SavedReply
from pendopo.listen.rules import policies
from pendopo.listen.rules.conditions import ON_DUTY, Facts, Then, fits
from pendopo.listen.rules.events import CaseAsked
from pendopo.listen.rules.facts import facts_of
from pendopo.listen.rules.models import Proposal, Rule, RuleVersion, Trace
from pendopo.listen.rules.states import RuleState

logger = logging.getLogger(__name__)
ARE_ON: Final = "SELECT EXISTS (SELECT FROM rules_rule WHERE institution_id = %s AND state = %s)"
UNFORESEEN: Final = gettext_noop("Something went wrong here. An administrator finds it in the log.")


@transaction.atomic(savepoint=False)
def run(event: MessageArrived) -> None:
    """Hear that messages came, and let the rules look at each."""
    with connection.cursor() as cursor:
        cursor.execute(ARE_ON, [event.institution_id, RuleState.ON])
        if not cursor.fetchone()[0]:
            return
    rules = list(
        Rule.objects.filter(institution_id=event.institution_id)
        .switched_on()
        .select_related("current__owner__person", "current__owner__institution")
    )
    now = timezone.now()
    house = structure.institution(event.institution_id)
    calendar, zone = structure.calendar_of(house), structure.zone_of(house)
    known = set(
        Trace.objects.filter(institution_id=event.institution_id, message__in=event.message_ids).values_list(
            "message_id", flat=True
        )
    )
    for facts in facts_of(event.institution_id, event.message_ids):
        # What a blocked citizen wrote was set aside before rules look.
        if facts.message_id in known or facts.is_ended:
            continue
        for rule in rules:
            version = rule.current
            if version is None or not fits(version.condition, facts, calendar=calendar, zone=zone):
                continue
            _act(rule, version, facts, now=now)
            if not version.goes_on:
                break


def _act(rule: Rule, version: RuleVersion, facts: Facts, *, now: datetime) -> None:
    trouble = ""
    try:
        with transaction.atomic():
            policies.require_owner_may(version.owner, version.consequence, now=now)
            _do(version.consequence, rule, version, facts, now=now)
    except Refused as no:
        trouble = str(no)
    except Exception:  # whatever is wrong with one rule, messages are taken in and the others look at them
        logger.exception("rule %s, message %s", rule.pk, facts.message_id)
        trouble = str(_(UNFORESEEN))
    if not trouble:
        return
    Trace.objects.create(
        institution_id=rule.institution_id,
        version=version,
        message_id=facts.message_id,
        trouble=trouble[:500],
        at=now,
    )
    ledger.write(
        did="rules.failed",
        by=None,
        institution_id=rule.institution_id,
        to=rule,
        at=now,
        words={"name": rule.name, "number": version.number, "why": trouble[:500]},
    )
    notices.tell(
        institution_id=rule.institution_id,
        to=[version.owner_id],
        kind="rules.trouble",
        title=Sentence(gettext_noop("The rule “%(name)s” could not act on a message"), {"name": rule.name}),
        text=trouble,
        url=reverse("rules:rule", args=[rule.pk]),
        # One word a day is enough: what went wrong stands on the rule's page each time.
        once=f"rules.trouble:{version.pk}:{now.date()}",
        now=now,
    )


def _do(then: Then, rule: Rule, version: RuleVersion, facts: Facts, *, now: datetime) -> None:
    """Everything that is to be done, or nothing of it. Raises Refused."""
    conversation = Conversation.objects.filter(institution_id=rule.institution_id).get(
        pk=facts.conversation_id
    )
    trace = Trace.objects.create(
        institution_id=rule.institution_id, version=version, message_id=facts.message_id, at=now
    )
    if then.assign and conversation.assigned_to_id is None:
        to = _chosen(then.assign, rule.institution_id, now=now)[0]
        inbox.assign(conversation=conversation, to=to, by=version.owner, now=now)
    if then.labels:
        inbox.add_labels(conversation=conversation, label_ids=then.labels, now=now)
    if then.draft:
        saved = SavedReply.objects.filter(institution_id=rule.institution_id, pk=then.draft).first()
        if saved is None:
            raise Refused(_("The saved reply that the rule proposes is gone."))
        _propose(trace, conversation, saved=saved)
    if then.hide:
        _propose(trace, conversation, code=then.hide)
    if then.opens_case:
        events.tell(
            CaseAsked(
                institution_id=rule.institution_id,
                conversation_id=conversation.pk,
                message_id=facts.message_id,
                by_id=version.owner_id,
            )
        )
    if then.alert:
        notices.tell(
            institution_id=rule.institution_id,
            to=[one.pk for one in _chosen(then.alert, rule.institution_id, now=now)],
            kind="rules.alert",
            title=Sentence(gettext_noop("A message for you: “%(name)s”"), {"name": rule.name}),
            url=reverse("inbox:thread", args=[conversation.pk]),
            urgent=True,
            once=f"rules.alert:{version.pk}:{facts.message_id}",
            now=now,
        )
    ledger.write(
        did="rules.acted",
        by=None,
        institution_id=rule.institution_id,
        to=conversation,
        at=now,
        words={"name": rule.name, "number": version.number},
    )


def _propose(trace: Trace, row: Conversation, *, saved: SavedReply | None = None, code: str = "") -> None:
    Proposal.objects.create(
        institution_id=row.institution_id, trace=trace, conversation=row, saved=saved, code=code
    )


def _chosen(whom: str, institution_id: int, *, now: datetime) -> list[Member]:
    """The member of this number, or whoever is on duty. Raises Refused where there is nobody."""
    if whom == ON_DUTY:
        found = list(roster.on_duty(structure.institution(institution_id), now))
        if not found:
            raise Refused(_("Nobody is on duty."))
        return found
    found = list(people.members(institution_id).filter(pk=int(whom)))
    if not found:
        raise Refused(_("Whom the rule names is not here any more."))
    return found
