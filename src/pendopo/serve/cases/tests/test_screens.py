"""The screens of cases: opened in one touch, told at the counter, every deed a page, personal data covered."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.cases import actions, queries, voice
from pendopo.serve.cases.models import Answer, Case, Entry
from pendopo.serve.cases.states import AnswerState, CaseState
from pendopo.serve.cases.tests.builders import a_case, a_written_case, verified
from pendopo.serve.cases.views.doing import DEEDS

TOLD = "Nomor saya 081234567890, lampu di depan rumah mati sejak Senin malam."


@pytest.fixture
def house(db):
    return an_institution()


@pytest.fixture
def operator(house):
    return a_member(house, Role.OPERATOR, Role.COORDINATOR, name="Sari")


@pytest.fixture
def client(operator):
    return signed_in(operator)


def test_a_message_becomes_a_case_in_one_touch(house, operator, client):
    with acting_for(house.pk):
        conversation = a_conversation(an_account(house), TOLD)
    thread = client.get(reverse("inbox:thread", args=[conversation.pk])).content.decode()
    address = reverse("cases:from_message", args=[conversation.pk])
    assert address in thread
    page = client.get(address)
    form = page.context["form"]
    begins = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    assert "081234567890" not in begins["title"]
    assert "081234567890" not in begins["story"]
    typed = {name: value for name, value in begins.items() if value is not None}
    answer = client.post(address, {**typed, "acknowledges": "on"})
    with acting_for(house.pk):
        case = Case.objects.get()
        assert case.conversation_id == conversation.pk
        # Nobody changed the covered words, so the case has what the citizen wrote.
        assert case.story == TOLD
        (receipt,) = Answer.objects.all()
        assert case.code in receipt.text
        # Everybody can read that thread: the check value is not for everybody.
        assert case.check_value not in receipt.text
        assert receipt.state == AnswerState.ON_ITS_WAY
    assert answer.url == reverse("cases:case", args=[case.pk])
    shown = client.get(answer.url).content.decode()
    assert "081234567890" not in shown
    assert case.code in client.get(reverse("inbox:thread", args=[conversation.pk])).content.decode()


def test_of_what_is_not_ours_the_citizen_reads_in_the_thread_where_to_go(house, client):
    with acting_for(house.pk):
        conversation = a_conversation(an_account(house), "Tagihan listrik saya naik dua kali lipat.")
    address = reverse("cases:from_message", args=[conversation.pk])
    typed = {"title": "Tagihan listrik", "kind": "complaint", "story": "Naik dua kali.", "not_ours": "1"}
    assert client.post(address, typed).status_code == 422
    with acting_for(house.pk):
        assert not Case.objects.exists()
    told = "Tagihan listrik diurus PLN karena pemkab tidak mengelola meterannya. Telepon 123."
    answer = client.post(address, {**typed, "instead": told})
    with acting_for(house.pk):
        case = Case.objects.get()
        assert (case.state, case.ending, case.ended_why) == (CaseState.CLOSED, "not_our_authority", told)
        assert told in Answer.objects.get(purpose="news", state=AnswerState.ON_ITS_WAY).text
    assert answer.url == reverse("cases:case", args=[case.pk])


def test_at_the_counter_the_citizen_takes_a_receipt_home(house, client):
    answer = client.post(
        reverse("cases:intake"),
        {
            "channel": "counter",
            "received_at": "2026-11-25T09:00",
            "title": "Lampu jalan mati",
            "kind": "complaint",
            "story": "Mati sejak Senin.",
            "name": "Budi Santoso",
            "phone": "081234567890",
        },
    )
    with acting_for(house.pk):
        case = Case.objects.get()
    assert answer.url == reverse("cases:receipt", args=[case.pk])
    receipt = client.get(answer.url).content.decode()
    assert case.code in receipt
    assert case.check_value in receipt
    shown = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "Budi Santoso" not in shown
    assert "081234567890" not in shown


def test_personal_data_is_shown_once_for_a_reason(house, operator, client):
    with acting_for(house.pk):
        case = a_case(
            operator, story=TOLD, contact=actions.Contact(name="Budi Santoso", phone="081234567890")
        )
    address = reverse("cases:reveal", args=[case.pk])
    assert client.post(address, {"why": " "}).status_code == 422
    shown = client.post(address, {"why": "Menelepon pelapor"}).content.decode()
    assert "Budi Santoso" in shown
    assert "081234567890" in shown
    with acting_for(house.pk):
        assert Entry.objects.filter(case=case, what="revealed", by=operator).count() == 1
    assert "Budi Santoso" not in client.get(reverse("cases:case", args=[case.pk])).content.decode()


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_has_a_page_that_keeps_what_was_typed(house, operator, client, name):
    with acting_for(house.pk):
        case = a_case(operator)
    address = reverse("cases:do", args=[case.pk, name])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"text": "", "why": "", "title": "Diketik", "kind": "complaint"})
    assert answer.status_code in {302, 422}
    if answer.status_code == 422 and name == "verifikasi":
        assert "Diketik" in answer.content.decode()
    assert client.get(reverse("cases:do", args=[case.pk, "tidak-ada"])).status_code == 404


def test_the_page_of_a_case_leads_on_from_state_to_state(house, operator, client):
    with acting_for(house.pk):
        case = a_written_case(an_account(house), operator)
    page = reverse("cases:case", args=[case.pk])
    do = lambda name, **words: client.post(reverse("cases:do", args=[case.pk, name]), words)  # noqa: E731
    assert reverse("cases:do", args=[case.pk, "verifikasi"]) in client.get(page).content.decode()
    do("verifikasi", title="Lampu mati", kind="complaint", place="Jalan Melati")
    do("catat", way="phone", whom="Pak Danu", text="Dia periksa sore ini.")
    do("mulai")
    with acting_for(house.pk):
        case.refresh_from_db()
        assert case.state == CaseState.IN_PROGRESS
    assert "Dia periksa sore ini." in client.get(page).content.decode()
    answer = reverse("cases:answer", args=[case.pk])
    client.post(answer, {"text": "Besok kami ganti.", "purpose": "final", "keep": "1"})
    assert "Besok kami ganti." in client.get(answer).content.decode()
    client.post(answer, {"text": "Besok kami ganti.", "purpose": "final", "send": "1"})
    with acting_for(house.pk):
        assert Answer.objects.get().state == AnswerState.ON_ITS_WAY


def test_who_only_watches_sees_and_can_do_nothing(house, operator):
    auditor = a_member(house, Role.AUDITOR)
    with acting_for(house.pk):
        case = a_case(operator)
    watching = signed_in(auditor)
    shown = watching.get(reverse("cases:case", args=[case.pk]))
    assert shown.status_code == 200
    assert "lakukan" not in shown.content.decode()
    assert watching.post(reverse("cases:do", args=[case.pk, "tutup"]), {}).status_code == 403
    assert watching.get(reverse("cases:intake")).status_code == 403


def test_cases_that_say_the_same_are_proposed(house, operator):
    with acting_for(house.pk):
        one = verified(a_case(operator, title="Lampu jalan mati di Sukamaju"), operator)
        other = a_case(operator, title="Lampu Sukamaju mati semua")
        a_case(operator, title="Air keruh di Sukamaju")
        assert queries.cases_like(operator, one.title, apart_from=one) == [other]


def test_the_voice_of_the_office_says_it_in_its_own_words():
    text = voice.answer(
        "Masyarakat diminta menunggu sampai Jumat.",
        unit="Dinas PU",
        name="Budi",
        code="K7Q2-M9XD",
        voice={"address": "Anda", "avoid": ["masyarakat -> warga"]},
    )
    assert text.startswith("Halo Budi,")
    assert "Penjelasan Dinas PU: warga diminta menunggu" in text
    assert "K7Q2-M9XD" in text
    short = voice.answer(
        "Jumat selesai.", name="Budi", code="K7Q2-M9XD", voice={}, fits=lambda t: len(t) < 50
    )
    assert re.sub(r"\s+", " ", short) == "Jumat selesai. Kode kasus Anda: K7Q2-M9XD."


def test_on_the_page_of_a_list_each_label_leads_to_a_field_of_its_own(house, operator, client):
    others = [a_member(house, Role.COORDINATOR, name=name) for name in ("Agus", "Endah")]
    with acting_as(operator):
        case = a_case(operator, supervisory_content=True)
    page = client.get(reverse("cases:knowing", args=[case.pk])).content.decode()
    assert all(one.person.name in page for one in others)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= set(ids)


def test_who_asks_somebody_without_a_thread_is_told_that_nothing_went_out(client, operator):
    with acting_as(operator):
        case = a_case(operator)
    page = client.post(
        reverse("cases:do", args=[case.pk, "tanya-warga"]), {"text": "Di RT berapa?"}, follow=True
    )
    assert "Sudah disiapkan: sampaikan lewat telepon" in page.text
    assert "sedang dikirim" not in page.text
