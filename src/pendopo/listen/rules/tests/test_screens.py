"""Rules on the screen, without script: built, tried, switched on, and their proposals decided."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Label
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.listen.rules import actions
from pendopo.listen.rules.conditions import Then
from pendopo.listen.rules.models import Proposal, Rule, Trial
from pendopo.listen.rules.tests.builders import switched_on

FORM = {"name": "Air mati", "words": "air\nPDAM", "hours": "outside", "alert": "duty", "goes_on": "on"}


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def client(editor):
    return signed_in(editor)


def test_a_sentence_is_built_tried_and_switched_on(office, client):
    with acting_for(office.pk):
        a_conversation(an_account(office), "air mati", said_at=timezone.now())
    assert "Belum ada aturan" in client.get(reverse("rules:list")).text
    page = client.post(reverse("rules:add"), FORM, follow=True).text
    assert "memuat “air” atau “PDAM”" in page
    assert "datang di luar jam kerja" in page
    assert "segera beri tahu yang sedang piket" in page
    assert "Masih memeriksa" in page
    assert "Nyalakan" not in page
    with acting_for(office.pk):
        rule = Rule.objects.get()
        actions.go_on_trying(institution_id=office.pk, trial_id=Trial.objects.get().pk, now=timezone.now())
    assert "Nyalakan" in client.get(reverse("rules:rule", args=[rule.pk])).text
    client.post(reverse("rules:switch_on", args=[rule.pk]))
    assert "Menyala" in client.get(reverse("rules:list")).text
    page = client.get(reverse("rules:change", args=[rule.pk])).text
    assert "air\nPDAM" in page


def test_what_was_typed_stays_where_the_rule_is_refused(office, client):
    answer = client.post(reverse("rules:add"), {"name": "Air", "words": "air"})
    assert answer.status_code == 422
    assert "Isi apa yang harus dilakukan." in answer.text
    assert ">air</textarea>" in answer.text.replace("\n", "")


def test_only_those_who_may_open_the_rules(office, editor):
    for role in (Role.OPERATOR, Role.AUDITOR, Role.LEADER):
        assert signed_in(a_member(office, role)).get(reverse("rules:list")).status_code == 403


def test_a_proposed_answer_stands_in_the_box_after_one_press(office, editor):
    operator = a_member(office, Role.OPERATOR, name="Sari")
    with acting_for(office.pk):
        saved = inbox.save_saved_reply(
            title="Air", text="Halo {nama}, kami periksa.", by=operator, now=timezone.now()
        )
        switched_on(editor, then=Then(draft=saved.pk), name="Air mati")
        row = a_conversation(an_account(office), "air mati")
        proposal = Proposal.objects.get()
    client = signed_in(operator)
    page = client.get(reverse("inbox:thread", args=[row.pk])).text
    assert "Aturan “Air mati” mengusulkan" in page
    answered = client.post(reverse("rules:follow", args=[proposal.pk]), follow=True)
    assert "kami periksa." in answered.text.split("<textarea")[1].split("</textarea>")[0]
    assert "mengusulkan" not in answered.text


def test_labels_are_made_put_on_and_taken_away(office, editor, client):
    client.post(reverse("inbox:labels"), {"name": "Banjir", "dye": 3})
    with acting_for(office.pk):
        label = Label.objects.get()
        row = a_conversation(an_account(office), "banjir")
    client.post(reverse("inbox:put_labels", args=[row.pk]), {"labels": [label.pk]})
    assert "Banjir" in client.get(reverse("inbox:thread", args=[row.pk])).text
    listed = client.get(reverse("inbox:list"), {"label": label.pk}).text
    assert f"masukan/{row.pk}/" in listed
    assert "Banjir</span>" in listed
    with acting_for(office.pk):
        other = a_conversation(row.account, "jalan")
    assert f"masukan/{other.pk}/" not in client.get(reverse("inbox:list"), {"label": label.pk}).text
    assert "1 percakapan" in client.get(reverse("inbox:labels")).text
    client.post(reverse("inbox:label_remove", args=[label.pk]))
    with acting_for(office.pk):
        assert not row.labelled.exists()
