"""Who opens, writes and switches rules on the screen, and that another institution finds none of them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.listen.rules.conditions import Then
from pendopo.listen.rules.models import Proposal, Rule
from pendopo.listen.rules.states import ProposalState, RuleState
from pendopo.listen.rules.tests.builders import a_rule, switched_on, tried

FORM = {"name": "Air keruh", "words": "keruh", "alert": "duty", "goes_on": "on"}
PAGES = ("rule", "change")
PRESSES = ("switch_on", "move", "switch_off", "remove")  # in an order in which all of them succeed
PROPOSED = {"answer": Permission.REPLY, "hiding": Permission.MODERATE}


def address(name, *args):
    return reverse(f"rules:{name}", args=args)


@pytest.fixture
def stranger(db):
    """Somebody with every right, in another institution."""
    return signed_in(a_member(an_institution("Kota Lain"), *Role, name="Orang lain"))


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def rule(office, editor):
    with acting_for(office.pk):
        one = a_rule(editor, then=Then(alert="duty"), name="Air mati")
        tried(one)
        return one


@pytest.fixture
def proposals(office, editor):
    """An answer that a rule proposes, and a hiding."""
    with acting_for(office.pk):
        saved = inbox.save_saved_reply(title="Air", text="Kami periksa.", by=editor, now=timezone.now())
        switched_on(editor, then=Then(draft=saved.pk), name="Jawab")
        switched_on(editor, then=Then(hide="scam"), name="Sembunyikan")
        a_conversation(an_account(office), "air mati")
        return {"answer": Proposal.objects.get(code=""), "hiding": Proposal.objects.exclude(code="").get()}


@pytest.mark.parametrize("role", [*Role])
def test_who_manages_rules_is_written_in_the_matrix(office, rule, role):
    member = a_member(office, role)
    may, screen = member.may(Permission.MANAGE_INBOX_RULES), signed_in(member)
    for page in (address("list"), address("add"), *(address(name, rule.pk) for name in PAGES)):
        assert (screen.get(page).status_code == 200) is may, page
    assert (screen.post(address("add"), FORM).status_code == 302) is may
    for name in PRESSES:
        assert (screen.post(address(name, rule.pk)).status_code == 302) is may, name
    with acting_for(office.pk):
        rule.refresh_from_db()
        assert (rule.state == RuleState.REMOVED) is may
        assert Rule.objects.filter(name="Air keruh").exists() is may


@pytest.mark.parametrize("what", PROPOSED)
@pytest.mark.parametrize("role", [*Role])
def test_who_follows_a_proposal_could_do_it_by_hand(office, proposals, role, what):
    member, proposal = a_member(office, role), proposals[what]
    signed_in(member).post(address("follow", proposal.pk))
    with acting_for(office.pk):
        proposal.refresh_from_db()
        assert (proposal.state == ProposalState.TAKEN) is member.may(PROPOSED[what])


def test_a_stranger_finds_neither_rules_nor_proposals(office, rule, proposals, stranger):
    assert "Air mati" not in stranger.get(address("list")).text
    for name in PAGES:
        assert stranger.get(address(name, rule.pk)).status_code == 404, name
    for name in (*PRESSES, "change"):
        assert stranger.post(address(name, rule.pk), FORM).status_code == 404, name
    for name in ("follow", "decline"):
        for proposal in proposals.values():
            assert stranger.post(address(name, proposal.pk)).status_code == 404, name
    with acting_for(office.pk):
        rule.refresh_from_db()
        assert (rule.name, rule.state) == ("Air mati", RuleState.OFF)


@pytest.mark.parametrize("odd", ["²", "x", "9" * 25, "-1"])
def test_odd_addresses_are_no_trouble(editor, rule, odd):
    assert signed_in(editor).get(address("rule", rule.pk), {"sebelum": odd}).status_code == 200


def test_a_change_that_is_refused_keeps_the_sentence_as_it_was(office, editor, rule):
    answer = signed_in(editor).post(address("change", rule.pk), {"name": "Air mati total", "words": "air"})
    assert answer.status_code == 422
    assert "Air mati total" in answer.text
    with acting_for(office.pk):
        rule.refresh_from_db()
        assert (rule.name, rule.versions.count()) == ("Air mati", 1)


def test_a_rule_that_finds_nothing_says_what_to_look_at(editor, rule):
    assert "terlalu sempit" in signed_in(editor).get(address("rule", rule.pk)).text


def test_who_keeps_rules_but_reads_no_messages_sees_numbers_and_no_words(office, editor):
    with acting_for(office.pk):
        row = a_conversation(an_account(office), "air keruh di rumah saya")
        one = a_rule(editor, then=Then(alert="duty"), name="Air")
        tried(one)
    page = address("rule", one.pk)
    thread = reverse("inbox:thread", args=[row.pk])
    assert thread in signed_in(editor).get(page).text
    shown = signed_in(a_member(office, Role.ADMINISTRATOR)).get(page).text
    assert thread not in shown
    assert "air keruh di rumah saya" not in shown
    assert "hanya jumlahnya" in shown
    for listed in (address("list"), reverse("inbox:duty")):
        assert (
            f'href="{reverse("inbox:list")}"'
            not in signed_in(a_member(office, Role.ADMINISTRATOR)).get(listed).text
        )
