"""The page of a liaison: without an account, without script, light, once, and only what the link opens."""

from __future__ import annotations

import gzip
import io
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from pendopo.foundation.clock import WorkingCalendar
from pendopo.foundation.tenancy import acting_as
from pendopo.institution.links import doorway
from pendopo.institution.links.models import LinkUse
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit
from pendopo.serve.cases import actions, asking
from pendopo.serve.cases.models import Attachment, Referral, UnitMail
from pendopo.serve.cases.states import CaseState
from pendopo.serve.cases.tests.builders import NOW, a_case
from pendopo.serve.cases.tests.referring.builders import a_referral, an_old_token, said
from pendopo.serve.cases.views import liaison

BYTES_MOST = 30_000


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for module in (liaison, doorway):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture
def referral(operator, works):
    return a_referral(a_case(operator), works, by=operator)


@pytest.fixture
def page(referral):
    return reverse("cases:liaison", args=[asking.token(referral, by=None, now=NOW)])


@pytest.fixture
def phone():
    return Client()


def form(do, **fields):
    return {"do": do, "key": str(uuid.uuid4()), "said_by": "Wawan", **fields}


def a_photo():
    exif = Image.Exif()
    exif[0x010F] = "Ponsel Rahasia"
    into = io.BytesIO()
    Image.new("RGB", (900, 600), "navy").save(into, "JPEG", exif=exif.tobytes())
    into.seek(0)
    into.name = "tiang.jpg"
    return into


def test_the_page_is_light_and_asks_for_no_account_and_no_cookie(page, phone):
    answer = phone.get(page)
    assert answer.status_code == 200
    html = answer.content
    assert len(html) < BYTES_MOST
    assert len(gzip.compress(html)) < BYTES_MOST / 4
    assert b"font" not in html.split(b"</head>")[0].replace(b"icon", b"")
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store, private"
    for button in ("Jawab", "Tanya warga", "Bukan kewenangan kami", "Butuh waktu"):
        assert button in html.decode()


def test_only_who_touches_the_page_has_seen_it_whoever_else_opens_it(page, phone, referral):
    for agent in ("WhatsApp/2.23", "Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537.36"):
        assert f'data-unseen="{page}"' in phone.get(page, headers={"user-agent": agent}).text
    referral.refresh_from_db()
    assert (referral.state, referral.seen_at) == ("sent", None)
    assert phone.post(page, {"do": "lihat"}).status_code == 204
    referral.refresh_from_db()
    assert (referral.state, referral.seen_at) == ("seen", NOW)
    assert "data-unseen" not in phone.get(page).text


def test_who_sends_a_form_without_a_script_has_seen_it_even_when_something_is_missing(page, phone, referral):
    assert phone.post(page, form("jawab", said="")).status_code == 422
    referral.refresh_from_db()
    assert (referral.state, referral.seen_at) == ("seen", NOW)


def test_an_answer_with_a_picture_comes_in_once_and_is_shown_again(
    page, phone, referral, operator, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    sent = form("jawab", said="Besok pagi dipasang.", pictures=[a_photo()])
    answer = phone.post(page, sent)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?terima=jawab&kunci={sent['key']}")
    shown = phone.get(answer["Location"]).text
    assert "Sudah kami terima" in shown
    assert "Besok pagi dipasang." in shown
    referral.refresh_from_db()
    assert (referral.state, referral.said_by, referral.case.state) == (
        "answered",
        "Wawan",
        CaseState.IN_PROGRESS,
    )
    picture = Attachment.objects.get(referral=referral)
    with picture.file.open("rb") as file:
        assert b"Ponsel Rahasia" not in file.read()
    assert picture.from_unit
    small = phone.get(reverse("cases:unit_picture", args=[page.split("/")[2], picture.pk]))
    assert small["Content-Type"] == "image/webp"
    at_the_office(operator, referral.case_id, picture)
    assert set(Notice.objects.filter(kind="cases.unit_answered").values_list("member_id", flat=True)) == {
        operator.pk
    }
    again = phone.post(page, {**sent, "pictures": [], "said": "Lain lagi."})
    assert again.status_code == 302, "the same form, sent twice by a bad signal"
    referral.refresh_from_db()
    assert referral.said == "Besok pagi dipasang."
    assert Notice.objects.filter(kind="cases.unit_answered").count() == 1


def at_the_office(operator, case_id, picture):
    """Who works on the case sees what the unit sent, and not by another case's address."""
    colleague = Client()
    colleague.force_login(operator.person)
    address = reverse("cases:picture", args=[case_id, picture.pk])
    assert address in colleague.get(reverse("cases:case", args=[case_id])).text
    small, large = colleague.get(address).content, colleague.get(f"{address}?besar=1").content
    assert (Image.open(io.BytesIO(small)).size, Image.open(io.BytesIO(large)).size) == (
        (240, 160),
        (900, 600),
    )
    with acting_as(operator):
        other = a_case(operator)
    assert colleague.get(reverse("cases:picture", args=[other.pk, picture.pk])).status_code == 404


@pytest.mark.parametrize(
    ("do", "fields", "error"),
    [
        ("jawab", {"said": ""}, "said"),
        ("jawab", {"said": "Besok.", "said_by": ""}, "said_by"),
        ("tanya", {"said": ""}, "said"),
        ("bukan", {"why": ""}, "why"),
        ("waktu", {"why": "Menunggu.", "until": "2020-01-01"}, "until"),
        ("waktu", {"why": "", "until": "2026-12-01"}, "why"),
        ("waktu", {"why": "Menunggu.", "until": "2026-11-29"}, "until"),
        ("waktu", {"why": "Menunggu.", "until": "2027-11-30"}, "until"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(page, phone, referral, do, fields, error):
    answer = phone.post(page, form(do, **fields))
    assert answer.status_code == 422
    assert f'id="id_{error}_error"' in answer.text
    for written in fields.values():
        assert written in answer.text
    referral.refresh_from_db()
    assert referral.ended_at is None


def test_a_file_that_is_no_picture_is_refused_kindly(page, phone, referral):
    file = io.BytesIO(b"%PDF-1.7")
    file.name = "surat.pdf"
    answer = phone.post(page, form("jawab", said="Besok.", pictures=[file]))
    assert answer.status_code == 422
    assert "tidak terbaca sebagai gambar" in answer.text
    assert "Besok." in answer.text


def test_the_four_deeds_each_have_their_word_of_thanks(page, phone, referral, power):
    day = WorkingCalendar().add_business_days(NOW, 3).on.isoformat()
    answer = phone.post(page, form("waktu", until=day, why="Menunggu suku cadang."), follow=True)
    assert "Sampai hari itu Anda tidak diingatkan" in answer.text
    answer = phone.post(page, form("tanya", said="Tiang nomor berapa?"), follow=True)
    assert "Kantor bertanya kepada warga" in answer.text
    referral.refresh_from_db()
    assert referral.case.state == CaseState.IN_PROGRESS
    assert "Kantor menerima pertanyaan Anda dan belum bertanya kepada warga" in answer.text
    answer = phone.post(page, form("bukan", to=power.pk, why="Tiang itu milik mereka."), follow=True)
    assert "Kantor bertanya kepada unit lain" in answer.text
    referral.refresh_from_db()
    assert (referral.state, referral.bounced_to_id) == ("bounced", power.pk)
    late = phone.post(page, form("jawab", said="Terlambat."))
    assert late.status_code == 422
    assert "sudah selesai" in late.text


def test_forged_and_foreign_links_open_nothing_and_say_so(page, phone):
    for address in (page[:-3] + "x/", reverse("cases:unit_page", args=[page.split("/")[2]])):
        answer = phone.get(address)
        assert answer.status_code == 404
        assert "Tautan ini tidak terbuka" in answer.text


def test_who_comes_too_late_gets_a_new_link_to_the_units_own_mailbox_only(phone, referral, works):
    token = an_old_token(works, referral)
    answer = phone.get(reverse("cases:liaison", args=[token]))
    assert answer.status_code == 410
    assert "Kirim tautan baru ke unit saya" in answer.text
    for _again in range(2):
        sent = phone.post(
            reverse("cases:new_link", args=["cases.referral", token]), {"to": "maling@example.com"}
        )
        assert "d***@contoh.go.id" in sent.text
    assert [mail.to for mail in UnitMail.objects.filter(kind="new_link")] == ["dpu@contoh.go.id"]
    assert phone.get(reverse("cases:new_link", args=["cases.referral", token])).status_code == 405
    assert phone.post(reverse("cases:new_link", args=["cases.unit", token])).status_code in {403, 404}


class TestTheUnitsPage:
    @pytest.fixture
    def unit_page(self, works):
        return reverse("cases:unit_page", args=[asking.unit_token(works, by=None, now=NOW)])

    def test_shows_the_units_open_questions_and_leads_to_each(
        self, unit_page, phone, referral, operator, power
    ):
        a_referral(a_case(operator), power, by=operator, question="Bukan untuk DPU")
        shown = phone.get(unit_page).text
        assert "Kapan diperbaiki?" in shown
        assert "Bukan untuk DPU" not in shown
        one = f"{unit_page}{referral.pk}/"
        assert phone.post(one, form("jawab", said="Besok.")).status_code == 302
        assert "Tidak ada yang menunggu unit Anda" in phone.get(unit_page).text

    def test_opens_no_question_of_another_unit_and_the_try_is_logged(self, unit_page, phone, operator, power):
        other = a_referral(a_case(operator), power, by=operator)
        assert phone.get(f"{unit_page}{other.pk}/").status_code == 404
        assert LinkUse.objects.filter(outcome="other_subject").count() == 1

    def test_shows_no_matter_of_supervision(self, unit_page, phone, operator, coordinator, works, office):
        reported = a_unit(office, "Dinas Perizinan")
        with acting_as(operator):
            case = a_case(operator, supervisory_content=True, reported_unit=reported)
            inspector = a_member(office, Role.AUDITOR, unit=works)
            actions.let_know(case=case, member=inspector, why="Memeriksa.", by=operator, now=NOW)
            case.refresh_from_db()
            secret = a_referral(case, works, by=operator, question="Pungutan liar")
        assert "Pungutan" not in phone.get(unit_page).text
        assert phone.get(f"{unit_page}{secret.pk}/").status_code == 404
        own = reverse("cases:liaison", args=[asking.token(secret, by=None, now=NOW)])
        assert "Pungutan liar" in phone.get(own).text

    def test_says_where_a_question_to_the_citizen_is(self, unit_page, phone, referral, operator):
        actions.ask_citizen(**said(referral), said="Tiang nomor berapa?", now=NOW)
        assert "ada di kantor" in phone.get(unit_page).text
        case = referral.case
        actions.ask_reporter(case=case, text="Tiang nomor berapa?", by=operator, now=NOW)
        question = case.answers.get()
        actions.tell_by_hand(answer=question, how="Telepon", told_at=NOW, by=operator, now=NOW)
        assert "Warga sudah menerima pertanyaan Anda" in phone.get(unit_page).text

    def test_turns_its_pages(self, unit_page, phone, operator, works, monkeypatch):
        monkeypatch.setattr(liaison, "A_PAGE", 2)
        for number in range(3):
            a_referral(a_case(operator), works, by=operator, question=f"Pertanyaan ke-{number}")
        first = phone.get(unit_page).text
        assert first.count("Pertanyaan ke-") == 2
        older = first.partition('href="?sesudah=')[2].partition('"')[0]
        assert phone.get(f"{unit_page}?sesudah={older}").text.count("Pertanyaan ke-") == 1

    def test_asks_as_many_queries_for_many_as_for_few(
        self, unit_page, phone, operator, works, django_assert_num_queries
    ):
        a_referral(a_case(operator), works, by=operator)
        phone.get(unit_page)  # the first visit of a link is written down
        with CaptureQueriesContext(connection) as few:
            phone.get(unit_page)
        for _number in range(6):
            a_referral(a_case(operator), works, by=operator)
        with django_assert_num_queries(len(few)):
            phone.get(unit_page)


def test_a_decided_question_has_no_button_to_send_it_back(operator, coordinator, works, phone):
    case = a_case(operator)
    referral = actions.decide_owner(
        case=case, unit=works, question="Kapan?", why="Dekat.", by=coordinator, now=NOW
    )
    answer = phone.get(reverse("cases:liaison", args=[asking.token(referral, by=None, now=NOW)]))
    assert 'value="bukan"' not in answer.text
    assert "Koordinator pengaduan sudah memutuskan" in answer.text


def test_what_was_said_by_another_link_of_the_unit_counts(page, phone, referral):
    actions.answer_by_unit(**said(referral), said="Sudah dijawab lewat surel.", now=NOW)
    assert "Sudah dijawab lewat surel." in phone.get(page).text
    assert Referral.objects.get(pk=referral.pk).ended_at == NOW
