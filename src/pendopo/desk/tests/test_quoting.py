"""Service standards in answers: quoted by saved replies, proposed below a question, and looked at again when they change."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from pendopo.desk.lines import lines_for
from pendopo.desk.quoting import note_changed_standard
from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox import queries as inbox_queries
from pendopo.listen.inbox.models import Quotation, Reply, SavedReply
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.standards import actions as standards
from pendopo.serve.standards.events import StandardChanged
from pendopo.serve.standards.tests.builders import NOW, a_service, in_force

TEXT = "Halo {nama}, biayanya: {layanan:KTP-el:biaya}"


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def writer(office):
    return a_member(office, Role.EDITOR, name="Rizal")


@pytest.fixture
def approver(office):
    return a_member(office, Role.APPROVER, name="Ratna")


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def inside(office):
    with acting_for(office.pk):
        yield


@pytest.fixture
def service(writer, approver, inside):
    made = a_service(writer, "KTP-el", also_called="KTP, ektp")
    in_force(made, writer=writer, approver=approver, cost="Gratis.", time="Satu hari kerja.")
    return made


def kept(operator, text=TEXT, title="Biaya KTP"):
    return inbox.save_saved_reply(title=title, text=text, by=operator, now=NOW)


def filled(operator, office, name="Budi"):
    row = a_conversation(an_account(office), author_name=name)
    (one,) = inbox_queries.ready(operator, row, now=NOW)
    return one


def test_a_quote_is_filled_with_what_holds_today_its_source_and_its_date(
    office, operator, writer, approver, service
):
    kept(operator)
    one = filled(operator, office)
    assert one.text.startswith(
        "Halo Budi, biayanya: Gratis.\n\nSumber: Standar Pelayanan KTP-el, berlaku sejak"
    )
    assert f"/portal/{office.slug}/layanan/{service.pk}/" in one.text
    in_force(service, writer=writer, approver=approver, cost="Rp10.000")
    assert "Rp10.000" in filled(operator, office).text


@pytest.mark.parametrize(
    "text",
    [
        "{layanan:KTP-el:harga}",
        "{layanan:KK:biaya}",
        "{cuaca:besok:hujan}",
        "{alamat}",
        "{}",
        "{layanan:KTP-el}",
    ],
)
def test_a_quote_of_nothing_is_refused_when_it_is_kept(operator, service, text):
    with pytest.raises(Refused) as no:
        kept(operator, text=text)
    assert no.value.field == "text"


def test_a_citizen_who_is_called_like_a_quote_is_not_filled_in(office, operator, service):
    kept(operator, text="Halo {nama}")
    assert filled(operator, office, name="{layanan:KTP-el:biaya}").text == "Halo {layanan:KTP-el:biaya}"


def test_a_changed_standard_flags_only_what_quotes_the_change_and_tells_its_owner_once(
    office, operator, writer, approver, service
):
    kept(operator)
    kept(operator, text="Waktunya {layanan:ktp-EL:waktu}", title="Waktu KTP")
    assert inbox_queries.flagged(operator) == []
    in_force(service, writer=writer, approver=approver, cost="Rp10.000", time="Satu hari kerja.")
    (one,) = inbox_queries.flagged(operator)
    assert (one.saved.title, [quote.text for quote in one.quotes]) == ("Biaya KTP", ["Rp10.000"])
    again = StandardChanged(
        institution_id=office.pk,
        service_id=service.pk,
        service="KTP-el",
        components=("cost",),
        is_withdrawn=False,
    )
    note_changed_standard(again)
    told = Notice.objects.filter(kind="inbox.quotes")
    assert [(notice.member_id, notice.text) for notice in told] == [(operator.pk, told[0].text)]
    titles = [line.title for group in lines_for(operator, NOW).values() for line in group]
    assert any("balasan tersimpan Anda" in title for title in titles)
    inbox.confirm_saved_reply(saved=one.saved, by=operator, now=NOW)
    assert inbox_queries.flagged(operator) == []


def test_where_the_owner_has_left_those_who_look_after_answers_are_told(
    office, operator, writer, approver, service
):
    kept(operator)
    type(operator).objects.filter(pk=operator.pk).update(left_at=NOW)
    in_force(service, writer=writer, approver=approver, cost="Rp10.000")
    told = set(Notice.objects.filter(kind="inbox.quotes").values_list("member_id", flat=True))
    assert told == {writer.pk, approver.pk}


def test_what_quotes_a_withdrawn_standard_is_not_offered_and_cannot_be_confirmed(
    office, operator, writer, service
):
    saved = kept(operator)
    standards.withdraw(revision=service.revisions.get(), why="Dihentikan.", by=writer, now=NOW)
    assert filled(operator, office).lost == ("layanan:KTP-el:biaya",)
    with pytest.raises(Refused):
        inbox.confirm_saved_reply(saved=saved, by=operator, now=NOW)
    inbox.save_saved_reply(title="Biaya", text="Tanya loket.", saved=saved, by=operator, now=NOW)
    assert not Quotation.objects.exists()
    assert inbox_queries.flagged(operator) == []


def test_a_question_is_answered_in_one_touch_without_script(office, operator, service, inside):
    row = a_conversation(an_account(office), "min biaya bikin ektp berapa, berapa lama jadinya?")
    client = signed_in(operator)
    page = client.get(reverse("inbox:thread", args=[row.pk])).text
    assert "Standar pelayanan menjawab ini" in page
    (both,) = re.findall(r'href="(\?kutip=[^"]+)"[^>]*>\s*Semuanya', page)
    answered = client.get(reverse("inbox:thread", args=[row.pk]) + both.replace("&amp;", "&"))
    box = re.search(r"<textarea[^>]*>(.*?)</textarea>", answered.text, re.DOTALL)[1]
    assert "Gratis." in box
    assert "Satu hari kerja." in box
    assert box.count("Sumber: Standar Pelayanan KTP-el") == 1
    assert not Reply.objects.exists()


def test_nothing_is_proposed_where_nothing_is_asked_or_nobody_may_answer(office, operator, approver, service):
    row = a_conversation(an_account(office), "Terima kasih KTP sudah jadi")
    assert (
        "Standar pelayanan menjawab"
        not in signed_in(operator).get(reverse("inbox:thread", args=[row.pk])).text
    )
    row = a_conversation(an_account(office), "syarat ktp apa?")
    assert (
        "Standar pelayanan menjawab"
        not in signed_in(approver).get(reverse("inbox:thread", args=[row.pk])).text
    )


def test_the_page_of_saved_replies_lists_what_to_look_at_and_what_can_be_quoted(
    office, operator, writer, approver, service
):
    kept(operator)
    in_force(service, writer=writer, approver=approver, cost="Rp10.000", now=NOW + timedelta(days=1))
    client = signed_in(operator)
    page = client.get(reverse("inbox:saved")).text
    assert "Rp10.000" in page
    assert "{layanan:KTP-el:syarat}" in page
    saved = SavedReply.objects.get()
    page = client.post(reverse("inbox:saved_confirm", args=[saved.pk]), follow=True).text
    assert "Masih benar, dengan isi yang berlaku hari ini." in page
    answer = client.post(
        reverse("inbox:saved_one", args=[saved.pk]), {"title": "x", "text": "{layanan:X:biaya}"}
    )
    assert answer.status_code == 422
    assert "{layanan:X:biaya}" in answer.text
