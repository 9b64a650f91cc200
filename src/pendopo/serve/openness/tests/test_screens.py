"""The room on the screen: every page and deed, what is covered, and what a role may not."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.tests.builders import a_unit
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.openness.models import ExemptInformation, Objection, PublicInfoRequest, PublicInformation
from pendopo.serve.openness.tests.builders import (
    NAME,
    NIK,
    a_draft,
    a_request,
    a_test,
    an_entry,
    an_objection,
    refused,
)


def at(name, *args):
    return reverse(f"openness:{name}", args=args)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def desk(officer):
    return signed_in(officer)


def fields(page):
    return {name: page.context["form"].initial.get(name, "") or "" for name in page.context["form"].fields}


def test_the_list_names_nobody_and_shows_the_clock(office, desk, now):
    a_request(office, now=now)
    page = desk.get(at("list"))
    assert "B*** S***" in page.text
    assert NAME not in page.text
    assert "10 hari kerja lagi" in page.text
    assert desk.get(at("list"), {"lihat": "selesai"}).status_code == 200
    assert desk.get(at("list"), {"lihat": "???", "sesudah": "x"}).status_code == 200


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    office, desk, now, django_assert_max_num_queries
):
    for _one in range(12):
        a_request(office, now=now)
    desk.get(at("list"))
    with django_assert_max_num_queries(30):
        desk.get(at("list"))


def test_the_applicant_is_covered_until_somebody_says_why(office, officer, desk, now):
    request = a_request(office, now=now)
    page = desk.get(at("request", request.pk))
    assert NAME not in page.text
    assert NIK not in page.text
    assert desk.post(at("reveal", request.pk), {"why": ""}).status_code == 422
    shown = desk.post(at("reveal", request.pk), {"why": "Menulis surat panggilan."})
    assert NAME in shown.text
    assert NIK in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    assert LedgerEntry.objects.filter(did="openness.revealed", by_id=officer.pk).count() == 1


def test_a_comment_becomes_a_draft_and_its_link_asks_for_the_rest(office, operator, now):
    thread = a_conversation(
        an_account(office), "Min, minta salinan anggaran jalan 2025 dong. HP saya 081234567890"
    )
    client = signed_in(operator)
    assert at("draft", thread.pk) in client.get(reverse("inbox:thread", args=[thread.pk])).text
    page = client.post(at("draft", thread.pk))
    draft = PublicInfoRequest.objects.get()
    assert (draft.state, draft.conversation_id, draft.channel) == ("draft", thread.pk, "conversation")
    assert "anggaran jalan 2025" in draft.details
    assert "081234567890" not in draft.details
    assert "/portal/permohonan/" in page.context["link"]
    assert page.context["link"] in Reply.objects.get(conversation=thread, state="draft").text
    thread_page = client.get(reverse("inbox:thread", args=[thread.pk])).text
    assert at("request", draft.pk) in thread_page
    assert at("draft", thread.pk) not in thread_page
    assert client.post(at("draft", thread.pk)).status_code == 403


def test_what_came_to_the_counter_is_entered_and_what_is_missing_waits(office, desk, now):
    words = {
        "channel": "counter",
        "received_at": timezone.localtime(now).strftime("%Y-%m-%dT%H:%M"),
        "kind": "person",
        "name": NAME,
        "identity_number": NIK,
        "address": "Jalan Melati 5",
        "phone": "081234567890",
        "details": "Salinan anggaran.",
        "obtaining": "see",
        "sending": "picked_up",
    }
    assert desk.post(at("new"), {**words, "email": "x"}).status_code == 422
    answer = desk.post(at("new"), words)
    draft = PublicInfoRequest.objects.get()
    assert answer.headers["Location"] == at("request", draft.pk)
    page = desk.get(at("complete", draft.pk))
    assert set(page.context["form"].fields) == {"purpose", "occupation", "key"}
    assert desk.post(at("complete", draft.pk), {"purpose": " "}).status_code == 422
    done = desk.post(at("complete", draft.pk), {"purpose": "Riset."})
    draft.refresh_from_db()
    assert draft.register_number in done.text
    assert done.context["code"] in done.text
    whole = desk.post(at("new"), {**words, "purpose": "Riset."})
    assert whole.context["code"] in whole.text


def test_what_is_public_already_is_said_before_a_request_is_entered(office, officer, desk):
    an_entry(officer, a_unit(office))
    assert "Anggaran perbaikan jalan 2025" in desk.get(at("new"), {"informasi": "anggaran jalan 2025"}).text


def test_every_deed_on_a_request_by_its_form(office, officer, superior, desk, now):
    test = a_test(officer, approved_by=superior)
    request = a_request(office, now=now, occupation="")
    for deed in ("extend", "notify", "refuse", "withdraw"):
        assert desk.get(at(deed, request.pk)).status_code == 200
        assert desk.post(at(deed, request.pk), {"why": "", "words": ""}).status_code == 422
    assert (
        desk.post(at("extend", request.pk), {"reason": "not_held_yet", "words": "Dicari."}).status_code == 302
    )
    no = desk.post(at("extend", request.pk), {"reason": "not_held_yet", "words": "Dicari lagi."})
    assert no.status_code == 422
    assert "Dicari lagi." in no.text
    exempt = {"holding": "held", "words": "Membahayakan.", "test": test.pk}
    assert desk.post(at("refuse", request.pk), exempt).status_code == 422
    assert desk.post(at("refuse", request.pk), {**exempt, "occupation": "Guru"}).status_code == 302
    assert desk.get(at("object", request.pk)).status_code == 200
    assert desk.post(at("object", request.pk), {"reason": "a", "purpose": "Riset."}).status_code == 302
    objection = Objection.objects.get()
    page = desk.get(at("objection", objection.pk))
    assert at("answer", objection.pk) not in page.text
    above = signed_in(superior)
    assert at("answer", objection.pk) in above.get(at("objection", objection.pk)).text
    assert above.post(at("answer", objection.pk), {"verdict": "upheld"}).status_code == 422
    answer = {"verdict": "upheld", "words": "Bisa dibuka sebagian."}
    assert above.post(at("answer", objection.pk), answer).status_code == 302
    assert desk.post(at("hand_over", request.pk), {"words": "Diambil."}).status_code == 302
    assert desk.post(at("respond", objection.pk), {"words": "Puas."}).status_code == 302
    assert desk.post(at("dispute", objection.pk), {"on": now.date().isoformat()}).status_code == 302
    story = desk.get(at("request", request.pk)).text
    for told in ("Dicari.", "Membahayakan.", "Bisa dibuka sebagian.", "Diberikan seluruhnya"):
        assert told in story


def test_granting_with_a_cost_by_its_form(office, desk, now):
    request = a_request(office, now=now)
    words = {"decision": "full", "given_as": "hard_copy", "cost": "15000"}
    assert desk.post(at("notify", request.pk), words).status_code == 422
    assert desk.post(at("notify", request.pk), {**words, "cost_words": "Fotokopi"}).status_code == 302
    assert "Rp15.000" in desk.get(at("request", request.pk)).text
    assert desk.post(at("withdraw", request.pk), {"why": "Terlalu mahal."}).status_code == 302


def test_an_objection_is_withdrawn_by_its_form(office, officer, desk, now):
    objection = an_objection(refused(a_request(office, now=now), officer, now=now), now=now)
    assert desk.post(at("withdraw_objection", objection.pk), {"why": "Sudah ada."}).status_code == 302
    assert desk.get(at("objections"), {"lihat": "selesai"}).status_code == 200
    assert desk.get(at("objections")).status_code == 200


def test_a_letter_comes_as_a_file_and_the_ledger_knows(office, officer, operator, desk, now):
    letter = a_request(office, now=now).letters.get()
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = desk.get(at("letter", letter.pk, ending))
        assert answer.content.startswith(begins)
        assert f"receipt-001-PPID-{now.year}.{ending}" in answer.headers["Content-Disposition"]
    assert LedgerEntry.objects.filter(did="openness.letter_drawn").count() == 2
    assert signed_in(operator).get(at("letter", letter.pk, "pdf")).status_code == 403


def test_the_lists_by_their_forms(office, officer, superior, desk):
    unit = a_unit(office)
    words = {
        "title": "Profil",
        "summary": "Siapa kami.",
        "category": "periodic",
        "unit": unit.pk,
        "updated_on": "2026-11-01",
    }
    assert desk.post(at("add_information"), words).status_code == 422
    assert desk.post(at("add_information"), {**words, "link": "https://a.example/"}).status_code == 302
    entry = PublicInformation.objects.get()
    assert desk.get(at("change_information", entry.pk)).status_code == 200
    changed = {**words, "title": "Profil baru", "link": "https://a.example/"}
    assert desk.post(at("change_information", entry.pk), changed).status_code == 302
    assert "Profil baru" in desk.get(at("information"), {"kategori": "periodic", "cari": "profil"}).text
    assert desk.post(at("take_off", entry.pk), {"why": "Diganti."}).status_code == 302
    assert desk.get(at("change_information", entry.pk)).status_code == 404
    test = {
        "number": "1/UK",
        "document": "Denah",
        "part": "Pintu",
        "ground": "c",
        "legal_basis": "UU 14/2008",
        "analysis": "Bahaya.",
        "exempt_from": "2026-01-01",
    }
    assert desk.post(at("new_test"), {**test, "analysis": ""}).status_code == 422
    assert desk.post(at("new_test"), test).status_code == 302
    row = ExemptInformation.objects.get()
    assert desk.get(at("change_test", row.pk)).status_code == 200
    assert desk.post(at("approve_test", row.pk)).status_code == 403
    above = signed_in(superior)
    assert above.post(at("approve_test", row.pk)).status_code == 302
    assert "Dikecualikan" in above.get(at("test", row.pk)).text
    assert above.post(at("lift", row.pk), {"why": "Lewat."}).status_code == 302
    assert desk.get(at("exempt")).status_code == 200


def test_the_announcement_and_the_report_by_their_forms(office, officer, desk, now):
    a_request(office, now=now)
    parts = ("legal_basis", "procedure", "time_needed", "cost", "guarantee", "evaluation")
    assert desk.get(at("pledge")).status_code == 200
    assert desk.post(at("announce"), dict.fromkeys(parts[1:], "x")).status_code == 422
    assert desk.post(at("announce"), dict.fromkeys(parts, "Begini.")).status_code == 302
    assert "Begini." in desk.get(at("pledge")).text
    year = now.year
    assert desk.get(at("reports")).status_code == 200
    assert desk.get(at("send_report", year)).status_code == 404
    assert desk.post(at("report", year), {"policy": "Terbuka."}).status_code == 302
    assert desk.post(at("send_report", year), {"on": "2026-03-01"}).status_code == 422
    assert (
        desk.post(at("report", year), {"policy": "Terbuka.", "recommendations": "Maju."}).status_code == 302
    )
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        assert desk.get(at("report_file", year, ending)).content.startswith(begins)
    assert desk.post(at("send_report", year), {"on": "2026-03-01"}).status_code == 302
    assert desk.post(at("report", year), {"policy": "Lain."}).status_code == 422
    assert desk.get(at("report", 1999)).status_code == 404


def test_a_register_leaves_the_house_covered_and_open_only_for_a_reason(
    office, officer, superior, auditor, desk, now
):
    an_objection(
        refused(a_request(office, now=now, details="=HYPERLINK(1) NIK 3374051203850001"), officer, now=now),
        now=now,
    )
    year = now.year

    def cells(content):
        book = load_workbook(BytesIO(content))
        return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]

    covered = cells(desk.post(at("registers"), {"year": year}).content)
    assert "B*** S***" in covered
    assert not any(NAME in one or NIK in one for one in covered)
    assert not any(one.startswith("=") for one in covered)
    assert any(one.startswith("Diambil oleh Maria Lengkong") for one in covered)
    assert desk.post(at("registers"), {"year": year, "shown": "on"}).status_code == 422
    shown = cells(
        desk.post(at("registers"), {"year": year, "shown": "on", "why": "Untuk Komisi Informasi."}).content
    )
    assert NAME in shown
    assert [
        one.words["shown"] for one in LedgerEntry.objects.filter(did="openness.exported").order_by("pk")
    ] == [False, True]
    reader = signed_in(auditor)
    assert "shown" not in reader.get(at("registers")).context["form"].fields
    assert not any(
        NAME in one
        for one in cells(reader.post(at("registers"), {"year": year, "shown": "on", "why": "x"}).content)
    )
    assert signed_in(superior).post(at("registers"), {"year": year}).status_code == 422


def test_who_may_not_see_public_information_gets_no_page(office, officer, administrator, now):
    request = a_request(office, now=now)
    client = signed_in(administrator)
    for name, *args in (
        ("list",),
        ("new",),
        ("request", request.pk),
        ("objections",),
        ("information",),
        ("exempt",),
        ("registers",),
        ("pledge",),
        ("reports",),
        ("report", 2026),
    ):
        assert client.get(at(name, *args)).status_code == 403, name


def test_an_operator_sees_and_drafts_and_decides_nothing(office, operator, officer, now):
    request, draft = a_request(office, now=now), a_draft(officer, now=now)
    client = signed_in(operator)
    page = client.get(at("request", request.pk))
    assert page.status_code == 200
    assert at("notify", request.pk) not in page.text
    refusal = {"holding": "not_held", "words": "x", "occupation": "y"}
    assert client.post(at("refuse", request.pk), refusal).status_code == 403
    assert client.get(at("complete", draft.pk)).status_code == 403
    assert client.post(at("new_link", draft.pk)).context["link"]
    assert client.post(at("new_link", request.pk)).status_code == 403
    request.refresh_from_db()
    assert request.state == "registered"


def test_a_form_of_the_counter_pressed_twice_enters_one_request(office, desk, now):
    words = {
        "key": str(desk.get(at("new")).context["form"].initial["key"]),
        "channel": "counter",
        "received_at": timezone.localtime(now).strftime("%Y-%m-%dT%H:%M"),
        "kind": "person",
        "name": NAME,
        "details": "Salinan anggaran.",
    }
    drafts = [desk.post(at("new"), words).headers["Location"] for _press in range(2)]
    assert drafts[0] == drafts[1]
    key = {"key": str(desk.get(at("new")).context["form"].initial["key"])}
    whole = {
        **words,
        **key,
        "identity_number": NIK,
        "address": "Jalan Melati 5",
        "phone": "081234567890",
        "purpose": "Riset.",
        "obtaining": "soft_copy",
        "sending": "email",
    }
    codes = [desk.post(at("new"), whole).context["code"] for _press in range(2)]
    assert codes[0] == codes[1]
    assert PublicInfoRequest.objects.count() == 2
