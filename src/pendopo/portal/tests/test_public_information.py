"""Public information for everybody: asking, coming back, objecting; without account, cookie and anybody's name."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.links import actions as links
from pendopo.institution.links.models import LinkUse
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.portal import openness
from pendopo.serve.openness import actions
from pendopo.serve.openness.models import Objection, PublicInfoRequest
from pendopo.serve.openness.tests.builders import NAME, NIK, a_draft, a_request, an_entry, asked, refused

WORDS = {
    "details": "Salinan anggaran perbaikan jalan Mawar tahun 2025.",
    "purpose": "Penelitian warga.",
    "obtaining": "soft_copy",
    "sending": "email",
    "kind": "person",
    "name": NAME,
    "identity_number": NIK,
    "address": "Jalan Melati 5",
    "email": "bambang@contoh.example",
}


@pytest.fixture(autouse=True)
def _nobody_has_counted(db):
    cache.clear()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def officer(office):
    return a_member(office, Role.INFORMATION_OFFICER)


@pytest.fixture
def visitor():
    return Client()


def at(name, office, *args):
    return reverse(f"portal:{name}", args=[office.slug, *args])


def own(token):
    return reverse("portal:own_request", args=[token])


def given(request, now):
    with acting_for(request.institution_id):
        return links.give_link(
            purpose=links.Purpose.REQUEST,
            subject=request,
            institution_id=request.institution_id,
            by=None,
            lasts=timedelta(days=1),
            now=now,
        )


def requests(office):
    with acting_for(office.pk):
        return list(PublicInfoRequest.objects.order_by("pk"))


def test_pages_are_there_for_everybody_and_set_no_cookie(office, visitor):
    for name in ("information", "ask", "check", "public_register", "info_pledge"):
        answer = visitor.get(at(name, office))
        assert answer.status_code == 200, name
        assert not answer.cookies
        assert "<script>" not in answer.text
    assert visitor.get(at("service_report", office, 2025)).status_code == 404


def test_asking_gives_number_and_code_once(office, visitor):
    answer = visitor.post(at("ask", office), WORDS)
    (request,) = requests(office)
    assert request.state == "registered"
    assert request.register_number in answer.text
    assert answer.context["code"] in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_what_is_missing_is_named_and_what_was_typed_stays(office, visitor):
    answer = visitor.post(at("ask", office), {**WORDS, "purpose": "", "identity_number": "12"})
    assert answer.status_code == 422
    assert "Masih kurang: NIK" in answer.text
    assert WORDS["details"] in answer.text
    assert requests(office) == []


def test_what_comes_by_email_needs_an_address_to_go_to(office, visitor):
    without = {**WORDS, "email": "", "phone": "081234567890"}
    answer = visitor.post(at("ask", office), without)
    assert answer.status_code == 422
    assert "Tulis alamat surel tujuan pengiriman, atau pilih cara lain." in answer.text
    assert requests(office) == []
    visitor.post(at("ask", office), {**without, "sending": "picked_up"})
    assert len(requests(office)) == 1


def test_what_is_public_already_is_shown_first_and_asking_stays_possible(office, officer, visitor):
    with acting_for(office.pk):
        an_entry(officer, a_unit(office))
    first = visitor.post(at("ask", office), WORDS)
    assert "Anggaran perbaikan jalan 2025" in first.text
    assert requests(office) == []
    visitor.post(at("ask", office), {**WORDS, "has_seen": "1"})
    assert len(requests(office)) == 1


def test_machines_other_pages_and_too_many_are_kept_out(office, visitor):
    assert visitor.post(at("ask", office), {**WORDS, "website": "x"}).status_code == 302
    assert (
        visitor.post(at("ask", office), WORDS, headers={"origin": "https://jahat.example"}).status_code == 403
    )
    assert requests(office) == []
    for _one in range(5):
        assert visitor.post(at("ask", office), WORDS).status_code == 200
    assert visitor.post(at("ask", office), WORDS).status_code == 429
    assert len(requests(office)) == 5


def test_number_and_code_lead_to_ones_own_page_and_guessing_is_slow(office, visitor, now):
    with acting_for(office.pk):
        filed = actions.file_request(institution=office, asked=asked(), now=now)
    said = {"number": filed.request.register_number, "code": filed.code}
    assert visitor.post(at("check", office), {**said, "code": "AAAA-AAAA-AAAA"}).status_code == 422
    answer = visitor.post(at("check", office), said)
    assert answer.status_code == 302
    assert filed.request.register_number in visitor.get(answer.headers["Location"]).text
    for _one in range(8):
        visitor.post(at("check", office), {**said, "code": "AAAA-AAAA-AAAA"})
    assert visitor.post(at("check", office), said).status_code == 429


def test_a_link_completes_a_draft_and_then_opens_nothing_more(office, officer, visitor, now):
    with acting_for(office.pk):
        draft = a_draft(officer, now=now)
    token = given(draft, now)
    page = visitor.get(own(token))
    assert set(page.context["form"].fields) == {"purpose", "occupation", "key"}
    assert NAME not in page.text
    assert NIK not in page.text
    assert visitor.post(own(token), {"purpose": ""}).status_code == 422
    done = visitor.post(own(token), {"purpose": "Riset.", "occupation": "Guru"})
    assert done.context["code"] in done.text
    again = visitor.get(own(token))
    assert again.status_code == 410
    assert "nomor dan kode" in again.text
    (request,) = requests(office)
    assert request.state == "registered"


def test_a_form_sent_twice_registers_one_request_and_shows_number_and_code_again(
    office, officer, visitor, now, monkeypatch
):
    key = {"key": str(visitor.get(at("ask", office)).context["form"].initial["key"])}
    first = visitor.post(at("ask", office), {**WORDS, **key})
    again = visitor.post(at("ask", office), {**WORDS, **key})
    assert first.context["code"] == again.context["code"]
    (request,) = requests(office)
    assert request.register_number in again.text
    assert visitor.get(again.context["link"]).status_code == 200
    with acting_for(office.pk):
        draft = a_draft(officer, now=now)
    page = own(given(draft, now))
    said = {"purpose": "Riset.", "key": str(visitor.get(page).context["form"].initial["key"])}
    first = visitor.post(page, said)
    again = visitor.post(page, said)
    assert first.context["code"] in again.text
    # Whoever only has the link, which may stand in a public thread, still reads why it is shut, and nothing else.
    for other in ({**said, "key": str(uuid4())}, {"purpose": "Riset."}):
        assert "nomor dan kode" in visitor.post(page, other).text
        assert first.context["code"] not in visitor.post(page, other).text
    monkeypatch.setattr(openness, "now", lambda: now + timedelta(hours=2))
    late = visitor.post(at("ask", office), {**WORDS, **key})
    assert late.status_code == 422
    assert request.register_number in late.text
    assert request.code_sum
    assert len(requests(office)) == 2


def test_the_applicant_reads_letters_objects_and_withdraws_by_their_link(office, officer, visitor, now):
    with acting_for(office.pk):
        request = refused(a_request(office, now=now), officer, now=now)
        letters = {one.kind: one.pk for one in request.letters.all()}
        running = a_request(office, now=now)
    token = given(request, now)
    page = visitor.get(own(token))
    assert "Dokumen ini tidak kami kuasai." in page.text
    assert officer.name not in page.text
    letter = visitor.get(reverse("portal:own_letter", args=[token, letters["refusal"], "pdf"]))
    assert letter.content.startswith(b"%PDF")
    assert visitor.post(own(token), {"do": "object", "reason": "d"}).status_code == 422
    assert visitor.post(own(token), {"do": "object", "reason": "c", "purpose": "x"}).status_code == 422
    assert visitor.post(own(token), {"do": "object", "reason": "d", "purpose": "Riset."}).status_code == 302
    with acting_for(office.pk):
        objection = Objection.objects.get()
    assert objection.register_number in visitor.get(own(token)).text
    assert visitor.post(own(token), {"do": "object", "reason": "d", "purpose": "Riset."}).status_code in {
        200,
        422,
    }
    other = given(running, now)
    assert (
        visitor.get(reverse("portal:own_letter", args=[other, letters["refusal"], "pdf"])).status_code == 404
    )
    assert visitor.post(own(other), {"do": "withdraw", "why": ""}).status_code == 422
    assert visitor.post(own(other), {"do": "withdraw", "why": "Sudah ada."}).status_code == 302
    assert "Ditarik pemohon" in visitor.get(own(other)).text


def test_forged_expired_revoked_and_others_links_open_nothing_and_say_why(office, officer, visitor, now):
    with acting_for(office.pk):
        request = a_request(office, now=now)
    token = given(request, now)
    assert visitor.get(own(token[:-3] + "abc")).status_code == 404
    old = given(request, now - timedelta(days=3))
    assert visitor.get(own(old)).status_code == 410
    with acting_for(office.pk):
        wrong = links.give_link(
            purpose=links.Purpose.REQUEST,
            subject=officer,
            institution_id=office.pk,
            by=None,
            lasts=timedelta(days=1),
            now=now,
        )
        actions.give_new_link(request=request, by=officer, now=now)
    assert visitor.get(own(token)).status_code == 410
    assert visitor.get(own(wrong)).status_code == 404
    # Another request's letter is not read by this link.
    with acting_for(office.pk):
        other = a_request(office, now=now, name="Siti Aminah").letters.get()
    mine = given(request, now)
    stranger = visitor.get(reverse("portal:own_letter", args=[mine, other.pk, "pdf"]))
    assert stranger.status_code == 404
    assert "Siti" not in stranger.text
    with acting_for(office.pk):
        logged = set(LinkUse.objects.values_list("outcome", flat=True))
    assert {"expired", "revoked", "other_subject"} <= logged


def test_the_public_register_and_the_file_of_an_entry(office, officer, visitor, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with acting_for(office.pk):
        a_request(office, now=now, details=f"{NAME} minta denah pasar.")
        entry = an_entry(officer, a_unit(office))
        entry.file.save("apbd.pdf", ContentFile(b"%PDF-1.7"))
        report = actions.keep_report(year=2025, by=officer, now=now, policy="A", recommendations="B")
        report.refresh_from_db()
        actions.send_report(report=report, on=date(2026, 3, 1), by=officer, now=now)
    page = visitor.get(at("public_register", office))
    assert "denah pasar" in page.text
    assert "Bambang" not in page.text
    assert visitor.get(at("public_register", office), {"tahun": "1999", "sebelum": "x"}).status_code == 200
    file = visitor.get(at("public_file", office, entry.pk))
    assert b"".join(file.streaming_content) == b"%PDF-1.7"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert visitor.get(at("service_report", office, 2025)).content.startswith(b"%PDF")
    other = an_institution()
    assert visitor.get(at("public_file", other, entry.pk)).status_code == 404
    assert (
        "Anggaran perbaikan jalan" in visitor.get(at("information", office), {"cari": "anggaran jalan"}).text
    )
    assert (
        "Anggaran perbaikan jalan" not in visitor.get(at("information", office), {"kategori": "anytime"}).text
    )
