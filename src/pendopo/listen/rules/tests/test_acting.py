"""Rules at work: in their order, once a message, and one that fails stops no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import Conversation, Hiding, Labelled, Message, Reply
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, taken_in
from pendopo.listen.rules import actions, queries
from pendopo.listen.rules.conditions import Then, When
from pendopo.listen.rules.models import Proposal, Rule, RuleVersion, Trace, Trial
from pendopo.listen.rules.states import RuleState
from pendopo.listen.rules.tests.builders import a_rule, switched_on, tried
from pendopo.serve.cases.models import Case


class LethalIntake(Exception):
    """The worker dies after the rules did their work, before anything is committed."""


def dies_after(work):
    with transaction.atomic():
        work()
        raise LethalIntake


def label(by, name="Air"):
    return inbox.make_label(name=name, dye=1, by=by, now=NOW)


def test_a_message_is_handed_over_labelled_and_told_of_at_once(editor, operator, account):
    mark = label(editor)
    switched_on(
        editor, then=Then(assign=str(operator.pk), labels=(mark.pk,), alert=str(operator.pk)), name="Air mati"
    )
    row = a_conversation(account, "Air mati sejak pagi")
    row.refresh_from_db()
    assert row.assigned_to == operator
    assert Labelled.objects.get(conversation=row).by is None
    assert Notice.objects.get(kind="rules.alert").urgent
    assert Trace.objects.get().trouble == ""
    assert LedgerEntry.objects.filter(did="rules.acted").count() == 1
    other = a_conversation(account, "Jalan berlubang")
    assert not Labelled.objects.filter(conversation=other).exists()


def test_the_first_rule_looks_first_and_may_be_the_last(editor, account):
    first, second, third = (label(editor, name) for name in ("Satu", "Dua", "Tiga"))
    switched_on(editor, then=Then(labels=(first.pk,)))
    stops = switched_on(editor, then=Then(labels=(second.pk,)), goes_on=False)
    switched_on(editor, then=Then(labels=(third.pk,)))
    row = a_conversation(account, "air")
    assert set(row.labelled.values_list("label__name", flat=True)) == {"Satu", "Dua"}
    actions.move_rule(rule=stops, up=True, by=editor, now=NOW)
    row = a_conversation(account, "air")
    assert set(row.labelled.values_list("label__name", flat=True)) == {"Dua"}


def test_a_message_that_comes_again_or_is_told_of_again_changes_nothing(editor, operator, account):
    switched_on(editor, then=Then(alert=str(operator.pk)))
    one = heard("air mati")
    taken_in(account, one)
    taken_in(account, one)
    actions.run(
        MessageArrived(
            institution_id=account.institution_id,
            account_id=account.pk,
            message_ids=tuple(Message.objects.values_list("pk", flat=True)),
            conversation_ids=tuple(Conversation.objects.values_list("pk", flat=True)),
        )
    )
    assert Trace.objects.count() == Notice.objects.filter(kind="rules.alert").count() == 1


def test_a_worker_that_dies_after_the_rules_leaves_nothing_and_comes_again(editor, operator, account):
    switched_on(editor, then=Then(assign=str(operator.pk), alert=str(operator.pk)))
    one = heard("air mati")
    with pytest.raises(LethalIntake):
        dies_after(lambda: taken_in(account, one))
    assert not Message.objects.exists()
    assert not Trace.objects.exists()
    assert not Notice.objects.filter(kind="rules.alert").exists()
    taken_in(account, one)
    assert Trace.objects.count() == Notice.objects.filter(kind="rules.alert").count() == 1


def test_a_rule_that_fails_takes_back_what_it_did_says_so_and_stops_no_other(editor, account):
    mark, other = label(editor), label(editor, "Lain")
    leaves = a_member(account.institution, Role.OPERATOR, name="Pergi")
    fails = switched_on(editor, then=Then(labels=(mark.pk,), alert=str(leaves.pk)))
    switched_on(editor, then=Then(labels=(other.pk,)))
    type(leaves).objects.filter(pk=leaves.pk).update(left_at=NOW)
    row = a_conversation(account, "air mati")
    a_conversation(account, "air keruh")
    assert list(row.labelled.values_list("label__name", flat=True)) == ["Lain"]
    assert Trace.objects.filter(version=fails.current).exclude(trouble="").count() == 2
    assert Notice.objects.filter(kind="rules.trouble", member=editor).count() == 1
    (said, _other) = queries.rules(editor)
    assert (said.acted, said.failed) == (0, 2)


def test_a_mistake_of_ours_in_a_rule_never_keeps_a_message_out(editor, operator, account, monkeypatch):
    switched_on(editor, then=Then(labels=(label(editor).pk,)))
    monkeypatch.setattr(inbox, "add_labels", lambda **_said: 1 / 0)
    row = a_conversation(account, "air mati")
    assert Message.objects.filter(conversation=row).exists()
    assert "log" in Trace.objects.get().trouble


def test_a_rule_may_do_what_its_owner_may_and_no_more(editor, operator, account):
    administrator = a_member(account.institution, Role.ADMINISTRATOR, name="Bagus")
    with pytest.raises(Refused):
        a_rule(administrator, then=Then(assign=str(operator.pk)))
    switched_on(editor, then=Then(assign=str(operator.pk)))
    type(editor).objects.filter(pk=editor.pk).update(roles=[Role.AUDITOR.value])
    row = a_conversation(account, "air mati")
    row.refresh_from_db()
    assert row.assigned_to is None
    assert Trace.objects.exclude(trouble="").exists()


def test_what_somebody_has_already_stays_theirs(editor, operator, account):
    row = a_conversation(account, "halo")
    inbox.assign(conversation=row, to=editor, by=editor, now=NOW)
    switched_on(editor, then=Then(assign=str(operator.pk)))
    taken_in(account, heard("air mati", thread_id=row.thread_id, author=row.citizen.handle))
    row.refresh_from_db()
    assert row.assigned_to == editor


def test_an_answer_is_only_proposed_and_hiding_needs_a_person(editor, operator, account):
    saved = inbox.save_saved_reply(title="Air", text="Halo {nama}, kami periksa.", by=operator, now=NOW)
    switched_on(editor, then=Then(draft=saved.pk, hide="gambling"))
    row = a_conversation(account, "air gacor slot")
    assert not Reply.objects.exists()
    assert not Hiding.objects.exists()
    draft, hiding = queries.proposals(operator, row)
    assert (draft.saved, hiding.code) == (saved, "gambling")
    auditor = a_member(account.institution, Role.AUDITOR)
    with pytest.raises(Refused):
        actions.follow(proposal=hiding, by=auditor, now=NOW)
    actions.follow(proposal=hiding, by=operator, now=NOW)
    assert Hiding.objects.get().by == operator
    actions.decline(proposal=draft, by=operator, now=NOW)
    assert queries.proposals(operator, row) == []


def test_criticism_is_no_reason_a_rule_can_hide_for(editor):
    with pytest.raises(Refused) as no:
        a_rule(editor, then=Then(hide="criticism"))
    assert no.value.rule == "R39"


def test_a_case_is_opened_in_the_owners_name_and_one_is_enough(editor, account):
    switched_on(editor, then=Then(opens_case=True))
    row = a_conversation(account, "Air mati sudah tiga hari")
    taken_in(account, heard("air belum mengalir", thread_id=row.thread_id, author=row.citizen.handle))
    case = Case.objects.get()
    assert (case.conversation, case.opened_by) == (row, editor)
    assert Trace.objects.filter(trouble="").count() == 2


def test_who_writes_for_the_first_time_is_known_from_what_was_said_before(editor, account):
    mark = label(editor)
    switched_on(editor, when=When(author="new"), then=Then(labels=(mark.pk,)))
    row = a_conversation(account, "halo")
    again = a_conversation(account, "halo lagi", author=row.citizen.handle)
    assert row.labelled.exists()
    assert not again.labelled.exists()


def test_a_rule_is_switched_on_only_after_its_own_version_was_tried_to_the_end(editor, operator, account):
    a_conversation(account, "air mati", said_at=NOW - timedelta(days=3))
    a_conversation(account, "air mati", said_at=NOW - timedelta(days=40))
    a_conversation(account, "jalan rusak", said_at=NOW - timedelta(days=3))
    rule = a_rule(editor, then=Then(alert=str(operator.pk)))
    with pytest.raises(Refused):
        actions.switch_on(rule=rule, by=editor, now=NOW)
    trial = tried(rule)
    assert (trial.looked_at, trial.touched) == (2, 1)
    assert not Trace.objects.exists()
    assert not Notice.objects.filter(kind="rules.alert").exists()
    actions.switch_on(rule=rule, by=editor, now=NOW)
    changed = actions.save_rule(
        rule=rule, name=rule.name, when=When(words=("banjir",)), then=Then(alert="duty"), by=editor, now=NOW
    )
    assert (changed.state, changed.current.number) == (RuleState.OFF, 2)
    with pytest.raises(Refused):
        actions.switch_on(rule=changed, by=editor, now=NOW)


def test_a_trial_goes_on_where_a_dead_worker_left_it(editor, operator, account, monkeypatch):
    monkeypatch.setattr("pendopo.listen.rules.trials.A_BATCH", 2)
    same = NOW - timedelta(hours=1)
    for number in range(5):
        a_conversation(account, f"air {number}", said_at=same if number < 3 else NOW - timedelta(days=number))
    rule = a_rule(editor, then=Then(alert=str(operator.pk)))
    trial = Trial.objects.get()
    assert actions.go_on_trying(institution_id=rule.institution_id, trial_id=trial.pk, now=NOW)
    with pytest.raises(LethalIntake):
        dies_after(
            lambda: actions.go_on_trying(institution_id=rule.institution_id, trial_id=trial.pk, now=NOW)
        )
    trial = tried(rule)
    assert (trial.looked_at, trial.touched, trial.messages.count()) == (5, 5, 5)
    assert not actions.go_on_trying(institution_id=rule.institution_id, trial_id=trial.pk, now=NOW)


def test_only_those_who_may_manage_rules_do_and_nobody_anothers(stranger, editor, operator):
    rule = a_rule(editor, then=Then(alert="duty"))
    for one in (operator, stranger):
        with pytest.raises(Refused):
            actions.save_rule(
                rule=rule, name="X", when=When(words=("x",)), then=Then(alert="duty"), by=one, now=NOW
            )
        with pytest.raises(Refused):
            actions.switch_on(rule=rule, by=one, now=NOW)
        with pytest.raises(Refused):
            actions.remove(rule=rule, by=one, now=NOW)
    assert queries.rules(stranger) == []


def test_a_rule_says_when_and_what(editor):
    for when, then in ((When(), Then(alert="duty")), (When(words=("x",)), Then())):
        with pytest.raises(Refused):
            a_rule(editor, when=when, then=then)
    with pytest.raises(Refused):
        a_rule(editor, when=When(begins="21:00"), then=Then(alert="duty"))


def test_what_was_switched_on_is_never_changed_and_what_is_removed_stays_known(editor):
    rule = a_rule(editor, then=Then(alert="duty"), name="Air")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        RuleVersion.objects.update(then={"hide": "hate"})
    actions.remove(rule=rule, by=editor, now=NOW)
    assert not queries.rules(editor)
    assert a_rule(editor, then=Then(alert="duty"), name="Air").pk != rule.pk
    assert Rule.objects.count() == 2


def test_without_rules_intake_asks_one_question_more(account, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        actions.run(
            MessageArrived(
                institution_id=account.institution_id,
                account_id=account.pk,
                message_ids=(1, 2),
                conversation_ids=(1,),
            )
        )
    assert not Proposal.objects.exists()
    assert not Conversation.objects.exists()
