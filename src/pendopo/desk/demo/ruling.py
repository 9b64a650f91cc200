"""Rules of the regency's inbox: two at work, one that is still tried, one taken away, and what they proposed."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.desk.demo.house import Office
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import Message, SavedReply
from pendopo.listen.rules import actions as rules
from pendopo.listen.rules.conditions import ON_DUTY, Then, When
from pendopo.listen.rules.models import Proposal, Rule, Trial

LABELS = (("Air bersih", 2), ("Jalan", 4), ("Adminduk", 6))
LATEST = 40


def rule(office: Office, *, now: datetime) -> None:
    """Written and tried on what has been said so far; the newest messages are looked at as if they came now."""
    by, then = office.members[Role.EDITOR], now - timedelta(minutes=40)
    water, road, _papers = (inbox.make_label(name=name, dye=dye, by=by, now=then) for name, dye in LABELS)
    saved = SavedReply.objects.filter(institution_id=by.institution_id).order_by("pk")[0]
    answers = _rule(
        "Air bersih: label dan jawaban awal",
        When(words=("air", "PDAM", "keran", "pipa")),
        Then(labels=(water.pk,), draft=saved.pk),
        office,
        now=then,
    )
    night = _rule(
        "Jalan rusak di luar jam kerja",
        When(words=("jalan", "lubang", "lampu"), hours="outside"),
        Then(labels=(road.pk,), alert=ON_DUTY),
        office,
        now=then,
    )
    for one in (answers, night):
        _try(one, now=then)
        rules.switch_on(rule=one, by=by, now=then)
    gone = _rule("Promosi judi", When(words=("gacor", "slot")), Then(hide="gambling"), office, now=then)
    rules.remove(rule=gone, by=by, now=then)
    _try(
        _rule("Warga baru", When(author="new"), Then(alert=ON_DUTY), office, now=then),
        now=then,
    )
    _look_at_the_latest(office)
    _decide(office, now=now)


def _rule(name: str, when: When, then: Then, office: Office, *, now: datetime) -> Rule:
    return rules.save_rule(name=name, when=when, then=then, by=office.members[Role.EDITOR], now=now)


def _try(one: Rule, *, now: datetime) -> None:
    trial = Trial.objects.get(version=one.current)
    while rules.go_on_trying(institution_id=one.institution_id, trial_id=trial.pk, now=now):
        pass


def _look_at_the_latest(office: Office) -> None:
    house = office.administrator.institution_id
    latest = Message.objects.filter(institution_id=house, direction="in", disposition="")
    rules.run(
        MessageArrived(
            institution_id=house,
            account_id=office.accounts[0].pk,
            message_ids=tuple(latest.order_by("-said_at", "-pk").values_list("pk", flat=True)[:LATEST]),
        )
    )


def _decide(office: Office, *, now: datetime) -> None:
    """One answer was begun with, one was not; the rest waits."""
    by = office.members[Role.OPERATOR]
    waiting = list(
        Proposal.objects.filter(institution_id=by.institution_id)
        .select_related("trace__version__rule", "trace__message__conversation", "conversation")
        .order_by("pk")
    )
    rules.follow(proposal=waiting[0], by=by, now=now)
    rules.decline(proposal=waiting[1], by=by, now=now)
