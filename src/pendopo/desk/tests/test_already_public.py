"""Somebody asks in a comment for what is public anyway: the thread says so, with an answer in one touch."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from pendopo.foundation import quoting
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.states import Intent
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.openness.tests.builders import an_entry

ASKED = "Mohon salinan dokumen anggaran perbaikan jalan tahun 2025"
SAID = "Ini sudah terbuka untuk umum"


@pytest.fixture
def stranger(db):
    return an_institution("Kota Lain")


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def inside(office):
    with acting_for(office.pk):
        yield


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def entry(office, inside):
    officer = a_member(office, Role.INFORMATION_OFFICER, name="Maria")
    return an_entry(officer, a_unit(office, "Dinas Pekerjaan Umum"))


def thread(member, row):
    return signed_in(member).get(reverse("inbox:thread", args=[row.pk]))


def test_a_request_for_what_is_public_is_answered_in_one_touch_with_link_and_source(office, operator, entry):
    row = a_conversation(an_account(office), ASKED)
    assert row.intent == Intent.INFORMATION_REQUEST
    page = thread(operator, row).text
    assert SAID in page
    assert entry.link in page
    (touch,) = re.findall(r'href="(\?kutip=informasi[^"]+)"', page)
    answered = signed_in(operator).get(reverse("inbox:thread", args=[row.pk]) + touch).text
    box = re.search(r"<textarea[^>]*>(.*?)</textarea>", answered, re.DOTALL)[1]
    assert entry.title in box
    assert "Sumber: daftar informasi publik, Dinas Pekerjaan Umum, diperbarui 1 September 2026." in box
    assert box.rstrip().endswith(entry.link)


def test_a_file_without_an_address_is_named_by_its_place_on_the_portal(office, operator, entry):
    type(entry).objects.filter(pk=entry.pk).update(link="", file="openness/anggaran.pdf")
    page = thread(operator, a_conversation(an_account(office), ASKED)).text
    assert f"/portal/{office.slug}/informasi-publik/berkas/{entry.pk}/" in page


@pytest.mark.parametrize("intent", [Intent.UNSURE, Intent.COMPLAINT])
def test_where_triage_was_not_sure_of_a_request_nothing_is_said(office, operator, entry, intent):
    row = a_conversation(an_account(office), ASKED)
    Conversation.objects.filter(pk=row.pk).update(intent=intent)
    assert SAID not in thread(operator, row).text


def test_a_question_is_answered_from_the_list_as_a_request_is(office, operator, entry):
    row = a_conversation(an_account(office), ASKED)
    Conversation.objects.filter(pk=row.pk).update(intent=Intent.QUESTION)
    assert SAID in thread(operator, row).text


def test_an_entry_that_shares_too_little_with_the_question_is_not_offered(office, operator, entry):
    row = a_conversation(an_account(office), "Mohon salinan dokumen anggaran rumah sakit dan puskesmas 2025")
    Conversation.objects.filter(pk=row.pk).update(intent=Intent.INFORMATION_REQUEST)
    assert SAID not in thread(operator, row).text


def test_who_may_not_answer_is_offered_no_answer(office, operator, entry):
    row = a_conversation(an_account(office), ASKED)
    assert SAID not in thread(a_member(office, Role.APPROVER, name="Ratna"), row).text


def test_another_office_answers_from_its_own_list(stranger, office, operator, entry):
    assert quoting.asked(office.pk, ASKED, of="informasi")
    assert not quoting.asked(stranger.pk, ASKED, of="informasi")
    assert not quoting.named(stranger.pk, [f"informasi:{entry.pk}"])
