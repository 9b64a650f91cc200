from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import AssignmentLetter, Institution, Member, OrgUnit
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_letter, a_member, a_unit, an_institution
from pendopo.institution.tests.screens import at, signed_in

PLAIN_PAGES = [
    "home",
    "people",
    "invite",
    "permissions",
    "units",
    "add_unit",
    "brand",
    "brand_preview",
    "working_days",
    "security",
    "ledger",
    "profile",
]
FOR_ADMINISTRATORS = {"invite", "add_unit", "brand", "security"}


@pytest.mark.parametrize("name", PLAIN_PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_for_an_administrator(client, administrator, name, language):
    administrator.person.language = language
    administrator.person.save()
    assert client.get(at(name)).status_code == 200


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_an_operator_is_told_no_where_only_administrators_work(office, name):
    answer = signed_in(a_member(office, Role.OPERATOR)).get(at(name))
    allowed = name not in FOR_ADMINISTRATORS | {"ledger"}
    assert answer.status_code == (200 if allowed else 403)


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_nobody_comes_in_without_signing_in(db, name):
    answer = Client().get(at(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("header", ["referer", "hx-current-url"])
def test_whoever_was_signed_out_while_writing_comes_back_to_the_page_and_not_to_its_form(header):
    page = reverse("institution:people") + "?q=sari"
    told = {header: f"http://testserver{page}"} | ({"hx-request": "true"} if header != "referer" else {})
    answer = Client().post(reverse("institution:invite"), headers=told)
    where = answer.headers.get("HX-Redirect") or answer["Location"]
    assert where == f"{reverse('account_login')}?next={quote(page)}"


def test_a_page_of_another_host_is_not_where_one_comes_back_to():
    answer = Client().post(reverse("institution:invite"), headers={"referer": "https://evil.example/x"})
    assert answer["Location"] == f"{reverse('account_login')}?next=/"


def test_an_auditor_reads_the_ledger_and_changes_nothing(office):
    client = signed_in(a_member(office, Role.AUDITOR))
    assert client.get(at("ledger")).status_code == 200
    assert client.post(at("invite"), {"name": "X"}).status_code == 403


class TestAStranger:
    """Somebody from another institution, with every role there."""

    @pytest.fixture
    def stranger(self, db):
        return signed_in(a_member(an_institution("Kota Lain"), *Role))

    @pytest.mark.parametrize("name", ["person", "letter", "off_board"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_finds_no_person(self, stranger, administrator, name, method):
        assert getattr(stranger, method)(at(name, administrator.pk), {"why": "x"}).status_code == 404

    def test_invites_nobody_again(self, stranger, administrator):
        assert stranger.post(at("invite_again", administrator.pk)).status_code == 404

    @pytest.mark.parametrize("name", ["revoke", "scan"])
    def test_finds_no_letter(self, stranger, office, administrator, name):
        with acting_for(office.pk):
            letter = a_letter(administrator)
        assert stranger.get(at(name, letter.pk)).status_code == 404

    @pytest.mark.parametrize(("name", "method"), [("unit", "get"), ("unit", "post"), ("close_unit", "post")])
    def test_finds_no_unit(self, stranger, office, name, method):
        assert getattr(stranger, method)(at(name, a_unit(office).pk)).status_code == 404

    def test_sees_no_name_on_any_page(self, stranger, office, administrator, client):
        a_unit(office, "Dinas Rahasia")
        client.post(at("home"), {"name": "Kabupaten Contoh", "zone": "Asia/Jakarta"})
        for name in PLAIN_PAGES:
            text = stranger.get(at(name)).text
            assert "Dinas Rahasia" not in text
            assert "Bu Ratna" not in text

    def test_moves_no_own_person_into_a_foreign_unit(self, stranger, office):
        foreign = a_unit(office)
        answer = stranger.post(
            at("invite"),
            {"name": "Budi", "email": "budi@lain.go.id", "roles": ["operator"], "unit": foreign.pk},
        )
        assert answer.status_code == 422

    def test_filters_the_ledger_by_no_foreign_person(self, stranger, administrator):
        assert stranger.get(at("ledger"), {"by": administrator.pk}).status_code == 200


def test_a_person_is_invited_and_changed_from_the_screen(client, office, administrator):
    unit = a_unit(office)
    answer = client.post(
        at("invite"),
        {"name": "Budi", "email": "Budi@Contoh.go.id", "roles": ["operator", "editor"], "unit": unit.pk},
    )
    with acting_for(office.pk):
        budi = Member.objects.get(person__email="budi@contoh.go.id")
    assert answer["Location"] == at("person", budi.pk)
    answer = client.post(at("person", budi.pk), {"roles": ["auditor"], "position": "Inspektur", "unit": ""})
    assert answer.status_code == 302
    with acting_for(office.pk):
        budi.refresh_from_db()
    assert (budi.roles, budi.position, budi.unit_id) == (["auditor"], "Inspektur", None)


def test_a_refused_change_changes_nothing_of_the_form(client, office, administrator):
    unit = a_unit(office)
    answer = client.post(
        at("person", administrator.pk), {"roles": ["operator"], "position": "Kepala", "unit": unit.pk}
    )
    assert answer.status_code == 422
    assert "Kepala" in answer.text
    with acting_for(office.pk):
        kept = Member.objects.get(pk=administrator.pk)
    assert (kept.roles, kept.position, kept.unit_id) == (["administrator"], "", None)


def test_a_letter_with_its_scan_is_recorded_and_read_back_by_whom_it_concerns(
    client, office, administrator, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    budi = a_member(office, Role.OPERATOR, letter=False, name="Budi")
    today = timezone.localdate()
    said = {
        "number": "SK/7/2026",
        "issued_on": today,
        "valid_from": today,
        "valid_until": today + timedelta(days=90),
        "scan": SimpleUploadedFile("../../x.html", b"%PDF-1.7 isi", "text/html"),
    }
    assert client.post(at("letter", budi.pk), said).status_code == 302
    with acting_for(office.pk):
        letter = AssignmentLetter.objects.get(member=budi)
    scan = signed_in(budi).get(at("scan", letter.pk))
    assert b"".join(scan.streaming_content) == b"%PDF-1.7 isi"
    assert scan["Content-Disposition"].startswith("attachment")
    assert scan["Content-Type"] == "application/pdf"
    assert signed_in(a_member(office, Role.OPERATOR)).get(at("scan", letter.pk)).status_code == 404
    assert client.post(at("revoke", letter.pk), {"why": "Mutasi"}).status_code == 302
    assert client.post(at("revoke", letter.pk), {"why": "Mutasi"}).status_code == 422


def test_a_letter_that_ends_before_it_begins_is_told_in_words(client, administrator):
    today = timezone.localdate()
    answer = client.post(
        at("letter", administrator.pk),
        {
            "number": "SK/8/2026",
            "issued_on": today,
            "valid_from": today,
            "valid_until": today - timedelta(days=1),
        },
    )
    assert answer.status_code == 422
    assert "SK/8/2026" in answer.text
    assert "a_letter_ends" not in answer.text


def test_a_scan_that_is_none_is_refused(client, office, administrator):
    today = timezone.localdate()
    answer = client.post(
        at("letter", administrator.pk),
        {
            "number": "SK/7",
            "issued_on": today,
            "valid_from": today,
            "scan": SimpleUploadedFile("surat.pdf", b"<script>alert(1)</script>"),
        },
    )
    assert answer.status_code == 422
    assert "SK/7" in answer.text


def test_off_boarding_says_what_it_does_first(client, office):
    budi = a_member(office, Role.OPERATOR, name="Budi")
    page = client.get(at("off_board", budi.pk)).text
    assert "Operator" in page
    assert client.post(at("off_board", budi.pk), {"why": " "}).status_code == 422
    assert client.post(at("off_board", budi.pk), {"why": "Pindah tugas"}).status_code == 302
    assert "Pindah tugas" in client.get(at("person", budi.pk)).text
    assert "Budi" in client.get(at("people"), {"tampil": "pergi"}).text


def test_whoever_off_boards_themselves_is_out_at_once(client, office, administrator):
    a_member(office, Role.ADMINISTRATOR)
    answer = client.post(at("off_board", administrator.pk), {"why": "Pensiun"})
    assert answer["Location"] == reverse("account_login")
    assert client.get(at("people")).status_code == 302


def test_units_are_added_moved_and_closed_from_the_screen(client, office):
    top = a_unit(office, "Sekretariat")
    answer = client.post(at("add_unit"), {"name": "Bagian Humas", "parent": top.pk})
    assert answer.status_code == 302
    with acting_for(office.pk):
        humas = OrgUnit.objects.get(name="Bagian Humas")
    assert client.post(at("unit", top.pk), {"name": "Sekretariat", "parent": humas.pk}).status_code == 422
    assert client.post(at("unit", humas.pk), {"name": "Humas", "parent": ""}).status_code == 302
    client.post(at("close_unit", humas.pk))
    with acting_for(office.pk):
        humas.refresh_from_db()
    assert (humas.name, humas.parent_id, humas.closed_at is None) == ("Humas", None, False)


class TestTheLedgerPage:
    @pytest.fixture(autouse=True)
    def deeds(self, client):
        for number in range(3):
            client.post(at("add_unit"), {"name": f"Unit {number}"})
        client.post(at("home"), {"name": "Nama Baru", "zone": "Asia/Jakarta"})

    def test_tells_sentences(self, client):
        page = client.get(at("ledger")).text
        assert "Bu Ratna" in page
        assert "Unit 2" in page

    def test_is_narrowed_by_person_kind_and_day(self, client, office, administrator):
        client.get(at("ledger"))  # reads what the house had to say about the deeds
        assert "Unit 2" not in client.get(at("ledger"), {"kind": "institution"}).text
        assert "Unit 2" in client.get(at("ledger"), {"kind": "unit", "by": administrator.pk}).text
        tomorrow = timezone.localdate() + timedelta(days=1)
        assert "Unit 2" not in client.get(at("ledger"), {"since": tomorrow}).text
        assert "Unit 2" in client.get(at("ledger"), {"until": timezone.localdate()}).text

    def test_turns_pages_without_losing_the_filter(self, client, monkeypatch):
        monkeypatch.setattr("pendopo.institution.views.ledger.PAGE", 2)
        first = client.get(at("ledger"), {"kind": "unit"})
        with acting_for(first.wsgi_request.member.institution_id):
            last = LedgerEntry.objects.filter(did="unit.added").order_by("-pk")[1].pk
        assert f"kind=unit&amp;sebelum={last}" in first.text
        second = client.get(at("ledger"), {"kind": "unit", "sebelum": last}).text
        assert "Unit 0" in second
        assert "Unit 2" not in second

    def test_says_whether_it_holds(self, client):
        answer = client.post(at("check_ledger"))
        assert answer.status_code == 200
        assert "sign-success" in answer.text or 'role="alert"' in answer.text

    def test_names_each_topic_once(self, client):
        labels = [label for _value, label in client.get(at("ledger")).context["form"].fields["kind"].choices]
        assert len(labels) == len(set(labels))

    def test_lets_no_operator_verify(self, office):
        assert signed_in(a_member(office)).post(at("check_ledger")).status_code == 403


def test_a_profile_keeps_its_language(client, administrator):
    answer = client.post(at("profile"), {"name": "Ratna Dewi", "phone": "0812", "language": "en"})
    assert answer.status_code == 302
    administrator.person.refresh_from_db()
    assert (administrator.person.name, administrator.person.language) == ("Ratna Dewi", "en")
    assert "Your profile" in client.get(at("profile")).text


def test_a_renaming_is_written_with_the_name_before(client, office):
    client.post(at("profile"), {"name": "Ratna Dewi", "phone": "", "language": "id"})
    with acting_for(office.pk):
        assert LedgerEntry.objects.get(did="member.renamed").words == {"before": "Bu Ratna"}


def test_whoever_works_for_two_institutions_goes_from_one_to_the_other(client, administrator):
    other = an_institution("Kota Lain")
    assert client.post(at("change_house"), {"institution": other.pk}).status_code == 404
    with acting_for(other.pk):
        Member.objects.create(institution=other, person=administrator.person, roles=["auditor"])
    assert "Kota Lain" in client.get(at("profile")).text
    assert client.post(at("change_house"), {"institution": other.pk}).status_code == 302
    page = client.get(at("home"))
    assert "Kota Lain" in page.text
    assert client.get(at("brand")).status_code == 403


def test_two_institutions_keep_their_own_settings(client, office):
    other = an_institution("Kota Lain")
    client.post(at("home"), {"name": "Nama Baru", "zone": "Asia/Jayapura"})
    assert Institution.objects.get(pk=other.pk).name == "Kota Lain"
    assert Institution.objects.get(pk=office.pk).zone == "Asia/Jayapura"
