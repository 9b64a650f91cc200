from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.ui import fonts
from pendopo.foundation.ui.fonts import KITS_OWN
from pendopo.institution.models import AssignmentLetter, Institution, Member, OrgUnit
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_letter, a_member, a_unit, an_institution

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


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR, name="Bu Ratna")


@pytest.fixture
def client(administrator):
    return signed_in(administrator)


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def at(name, *args):
    return reverse(f"institution:{name}", args=args)


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


def a_picture(kind="PNG"):
    drawn = BytesIO()
    Image.new("RGB", (2000, 1000), "#1f4e79").save(drawn, kind)
    return SimpleUploadedFile("logo.png", drawn.getvalue())


def test_the_brand_is_changed_and_the_logo_drawn_anew(client, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = client.post(
        at("brand"),
        {
            "logo": a_picture("JPEG"),
            "colour": "#FFEE00",
            "accent": "#8a5a2b",
            "heading_font": KITS_OWN,
            "body_font": KITS_OWN,
            "avoid": "bodoh\n\nbodoh\n",
        },
    )
    assert answer.status_code == 302
    office.refresh_from_db()
    assert office.colour == "#ffee00"
    assert office.voice["avoid"] == ["bodoh"]
    shown = Client().get(at("logo", office.slug))
    with Image.open(BytesIO(b"".join(shown.streaming_content))) as picture:
        assert (picture.format, picture.size) == ("PNG", (640, 320))


def test_a_chosen_font_is_on_every_screen_and_one_that_is_not_bundled_is_refused(client, office, monkeypatch):
    monkeypatch.setattr(fonts.Font, "is_bundled", property(lambda font: font.slug != "lora"))
    chosen = {"colour": "#123456", "accent": "#123456", "body_font": KITS_OWN}
    assert client.post(at("brand"), {**chosen, "heading_font": "Lora"}).status_code == 422
    assert client.post(at("brand"), {**chosen, "heading_font": "Inter"}).status_code == 302
    assert reverse("ui:fonts", args=["inter", "plus-jakarta-sans"]) in client.get(at("people")).text
    with acting_for(office.pk):
        assert LedgerEntry.objects.get(did="institution.brand_changed").words["fields"]


def test_a_pale_colour_is_shown_by_its_readable_relative(client):
    page = client.get(at("brand_preview"), {"colour": "#ffee00"}).text
    assert "#ffee00" in page
    assert "<html" not in page


@pytest.mark.parametrize("nonsense", ["red; fill: url(x)", '"><script>'])
def test_a_preview_takes_only_colours(client, nonsense):
    page = client.get(at("brand_preview"), {"colour": nonsense}).text
    assert nonsense not in page


def test_a_logo_that_is_no_picture_is_refused(client):
    answer = client.post(
        at("brand"),
        {
            "logo": SimpleUploadedFile("logo.svg", b"<svg onload='x'/>"),
            "colour": "#123456",
            "accent": "#123456",
        },
    )
    assert answer.status_code == 422


def test_hours_are_written_as_people_write_them(client, office):
    week = {f"day{day}": "07.30-12.00, 13.00 - 16.00" for day in range(4)}
    answer = client.post(at("working_days"), {"do": "week", **week, "day4": "8:00–11:00"})
    assert answer.status_code == 302
    office.refresh_from_db()
    assert office.office_hours["0"] == ["07:30", "12:00", "13:00", "16:00"]
    assert office.office_hours["4"] == ["08:00", "11:00"]
    assert "5" not in office.office_hours
    assert "07.30-12.00, 13.00-16.00" in client.get(at("working_days")).text


@pytest.mark.parametrize("hours", ["16.00-08.00", "pagi", "25.00-26.00", "08.00-12.00, 11.00-13.00"])
def test_hours_that_cannot_be_are_told_at_their_day(client, hours):
    answer = client.post(at("working_days"), {"do": "week", "day0": hours})
    assert answer.status_code == 422
    assert hours in answer.text


def test_a_week_without_any_hours_is_refused(client, office):
    assert client.post(at("working_days"), {"do": "week"}).status_code == 422


def test_days_of_our_own_come_and_go(client, office):
    day = {
        "do": "add_day",
        "on": "2026-08-21",
        "kind": "regional_holidays",
        "name": "Hari jadi",
        "yearly": "on",
    }
    assert client.post(at("working_days"), day).status_code == 302
    office.refresh_from_db()
    assert office.regional_holidays == [{"on": "2026-08-21", "name": "Hari jadi", "yearly": True}]
    client.post(at("working_days"), {"do": "remove:regional_holidays:2026-08-21"})
    office.refresh_from_db()
    assert office.regional_holidays == []


def test_other_hours_for_ramadan_are_added_and_removed(client, office):
    week = {f"meanwhile-day{day}": "08.00-15.00" for day in range(5)}
    said = {
        "do": "add_hours",
        "meanwhile-first": "2027-02-08",
        "meanwhile-last": "2027-03-09",
        "meanwhile-name": "Ramadan",
    }
    assert client.post(at("working_days"), {**said, **week}).status_code == 302
    office.refresh_from_db()
    assert office.hours_instead[0]["hours"]["0"] == ["08:00", "15:00"]
    assert "Ramadan" in client.get(at("working_days")).text
    # Other hours on other weekdays than usual would change which days count.
    assert client.post(at("working_days"), {**said, "meanwhile-day0": "08.00-15.00"}).status_code == 422
    client.post(at("working_days"), {"do": "remove:hours_instead:2027-02-08"})
    office.refresh_from_db()
    assert office.hours_instead == []


def test_nothing_else_is_removed_by_name(client):
    assert client.post(at("working_days"), {"do": "remove:voice:x"}).status_code == 404


def test_an_operator_changes_no_working_days(office):
    answer = signed_in(a_member(office)).post(at("working_days"), {"do": "week", "day0": "08.00-12.00"})
    assert answer.status_code == 422
    office.refresh_from_db()
    assert office.office_hours == {}


def test_a_year_without_decree_says_that_it_is_an_estimate(client):
    assert (
        'role="alert"' in client.get(at("working_days"), {"tahun": "2031"}).text
        or "2031" in client.get(at("working_days"), {"tahun": "2031"}).text
    )


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
