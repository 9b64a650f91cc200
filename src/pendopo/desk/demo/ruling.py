"""Rules of the regency's inbox: two at work, one that is still tried, one taken away, and what they proposed."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.broadcast.publishing.models import Delivery
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.voices import comment
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import SavedReply
from pendopo.listen.rules import actions as rules
from pendopo.listen.rules.conditions import ON_DUTY, Then, When
from pendopo.listen.rules.models import Proposal, Rule, Trial
from pendopo.practice.citizens import PEOPLE

LABELS = (("Air bersih", 2), ("Jalan", 4), ("Adminduk", 6))
BEGINNING = "Diteruskan"  # one of SAVED
SAID = (
    "Keran di rumah saya kering lagi, air baru keluar tengah malam.",
    "Pipa bocor di depan pasar, airnya terbuang dari kemarin.",
    "Air keruh sejak pagi, apakah aman diminum?",
)


def rule(office: Office, published: list[Delivery], *, now: datetime) -> None:
    """Written and tried on what has been said so far; then citizens write, and the rules look at it."""
    by, then = office.members[Role.EDITOR], now - timedelta(minutes=40)
    water, road, _papers = (inbox.make_label(name=name, dye=dye, by=by, now=then) for name, dye in LABELS)
    saved = SavedReply.objects.get(institution_id=by.institution_id, title=BEGINNING)
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
    _hear(office, published[-1], now=now)
    _decide(office, now=now)


def _rule(name: str, when: When, then: Then, office: Office, *, now: datetime) -> Rule:
    return rules.save_rule(name=name, when=when, then=then, by=office.members[Role.EDITOR], now=now)


def _try(one: Rule, *, now: datetime) -> None:
    trial = Trial.objects.get(version=one.current)
    while rules.go_on_trying(institution_id=one.institution_id, trial_id=trial.pk, now=now):
        pass


def _hear(office: Office, delivery: Delivery, *, now: datetime) -> None:
    """Citizens write below the latest post, and the rules look at it as it comes."""
    for number, text in enumerate(SAID):
        at = now - timedelta(minutes=20 - number * 4)
        comment(office, delivery, PEOPLE[number], text, at=at)


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
