"""The language model on the screen: seen only where it is on, and a draft goes out only by a person's hand."""

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
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.tests.builders import a_conversation, its_message
from pendopo.listen.writing_aid import writing
from pendopo.listen.writing_aid.models import Aid, AidSettings

ON = {"is_on": "on", "purpose": "Draf lebih cepat", "basis": "UU 27/2022", "kept_days": "30"}


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def client(operator):
    return signed_in(operator)


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR, name="Admin")


@pytest.fixture
def conversation(office):
    with acting_for(office.pk):
        return a_conversation(an_account(office), author_name="Budi Santoso", said_at=timezone.now())


def at(name, *numbers):
    return reverse(f"writing_aid:{name}", args=numbers)


def thread(client, conversation):
    return client.get(reverse("inbox:thread", args=[conversation.pk]))


def answer(client, conversation, text, **more):
    with acting_for(conversation.institution_id):
        seen = its_message(conversation).pk
    return client.post(reverse("inbox:answer", args=[conversation.pk]), {"text": text, "seen": seen, **more})


def written(client, conversation):
    """Somebody asks for a draft, and the worker brings it."""
    client.post(at("ask", conversation.pk), {"kind": "draft"})
    with acting_for(conversation.institution_id):
        aid = Aid.objects.latest("pk")
    writing.write(aid.institution_id, aid.pk, now=timezone.now)
    return aid


def test_without_the_operators_setting_there_is_no_button_and_no_page(
    settings, client, administrator, conversation
):
    settings.PENDOPO_LANGUAGE_MODEL = None
    with acting_for(conversation.institution_id):
        aid = Aid.objects.create(
            institution_id=conversation.institution_id,
            conversation=conversation,
            kind="draft",
            asked_by=administrator,
            asked_at=timezone.now(),
        )
    assert "bantuan-menulis" not in thread(client, conversation).text
    boss = signed_in(administrator)
    assert "bantuan-menulis" not in boss.get(reverse("desk:home")).text
    for url in (at("settings"), at("log"), at("card", conversation.pk)):
        assert boss.get(url).status_code == 404
    for url in (at("settings"), at("ask", conversation.pk), at("use", aid.pk)):
        assert boss.post(url, {**ON, "kind": "draft"}).status_code == 404


def test_an_administrator_switches_it_on_with_purpose_and_basis(
    model, office, administrator, conversation, client
):
    boss = signed_in(administrator)
    assert "bantuan-menulis" not in thread(client, conversation).text
    refused = boss.post(at("settings"), {**ON, "basis": ""})
    assert refused.status_code == 422
    assert "Draf lebih cepat" in refused.text
    assert "Tulis dasar hukum" in refused.text
    page = boss.post(at("settings"), ON, follow=True).text
    assert model.url in page
    with acting_for(office.pk):
        assert AidSettings.objects.get().kept_days == 30
    assert "Buat draf" in thread(client, conversation).text
    assert signed_in(a_member(office, Role.AUDITOR)).get(at("settings")).status_code == 200
    for role in (Role.OPERATOR, Role.EDITOR, Role.APPROVER):
        somebody = signed_in(a_member(office, role))
        assert somebody.get(at("settings")).status_code == 403
        assert somebody.post(at("settings"), ON).status_code == 403
        assert somebody.get(at("log")).status_code == 403
    assert signed_in(a_member(office, Role.AUDITOR)).post(at("settings"), ON).status_code in {403, 422}


def test_a_draft_is_asked_for_shown_as_a_machines_and_begun_with(model, administrator, conversation, client):
    signed_in(administrator).post(at("settings"), ON)
    page = client.post(at("ask", conversation.pk), {"kind": "draft"}, follow=True).text
    assert "Menunggu model bahasa" in page
    assert "every 3s" in page
    with acting_for(conversation.institution_id):
        aid = Aid.objects.get()
    writing.write(aid.institution_id, aid.pk, now=timezone.now)
    card = client.get(at("card", conversation.pk)).text
    assert "Ditulis mesin" in card
    assert "Halo Budi Santoso" in card
    assert "every 3s" not in card
    page = client.post(at("use", aid.pk), {"text": "Selamat pagi."}, follow=True).text
    assert "Selamat pagi.\n\nHalo Budi Santoso, kami akan memeriksanya" in page
    assert "Jawaban ini berawal dari draf model bahasa" in page
    assert "budi" not in model.heard.casefold()
    log = signed_in(administrator).get(at("log")).text
    assert "[NAMA-1]" in log


def test_a_draft_that_nobody_changed_or_confirmed_does_not_go_out(
    model, administrator, conversation, client, operator
):
    signed_in(administrator).post(at("settings"), ON)
    aid = written(client, conversation)
    client.post(at("use", aid.pk), {"text": ""})
    with acting_for(conversation.institution_id):
        reply = Reply.objects.get()
    assert reply.machine == "begun"
    for text in (reply.text, f"{reply.text.upper()}  "):
        refused = answer(client, conversation, text)
        assert refused.status_code == 422
        assert "Ini masih kata-kata model bahasa" in refused.text
    assert answer(client, conversation, reply.text, stands_behind="on").status_code == 302
    with acting_for(conversation.institution_id):
        reply.refresh_from_db()
    assert (reply.state, reply.machine) == ("sending", "confirmed")
    assert "dibenarkan petugas" in thread(client, conversation).text


def test_a_draft_that_somebody_changed_goes_out_and_the_mark_follows_to_the_approver(
    model, office, administrator, conversation, client
):
    signed_in(administrator).post(at("settings"), ON)
    with acting_for(office.pk):
        inbox.save_settings(approving="always", by=administrator, now=timezone.now())
    aid = written(client, conversation)
    client.post(at("use", aid.pk), {"text": ""})
    assert answer(client, conversation, "Halo Budi, petugas datang memeriksa pipa.").status_code == 302
    with acting_for(office.pk):
        reply = Reply.objects.get()
    assert (reply.state, reply.machine) == ("in_review", "edited")
    seen = thread(signed_in(a_member(office, Role.APPROVER)), conversation).text
    assert "Draf model bahasa, sudah diubah petugas" in seen


def test_a_form_that_asks_for_nothing_known_is_refused(model, administrator, conversation, client):
    signed_in(administrator).post(at("settings"), ON)
    assert client.post(at("ask", conversation.pk), {"kind": "publish"}).status_code == 422
    aid = written(client, conversation)
    assert client.post(at("use", aid.pk), {"text": "x" * 20_001}).status_code == 422


def test_another_institution_finds_nothing(model, administrator, conversation, client):
    signed_in(administrator).post(at("settings"), ON)
    aid = written(client, conversation)
    stranger = signed_in(a_member(an_institution("Kota Lain"), *Role, name="Orang lain"))
    assert stranger.get(at("card", conversation.pk)).status_code == 404
    assert stranger.post(at("ask", conversation.pk), {"kind": "draft"}).status_code == 404
    assert stranger.post(at("use", aid.pk), {"text": ""}).status_code == 404
    assert "Sari" not in stranger.get(at("log")).text
