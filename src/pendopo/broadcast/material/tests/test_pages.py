from __future__ import annotations

import gzip
import io
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.tests.builders import an_item
from pendopo.broadcast.material import times
from pendopo.broadcast.material.actions import by_unit
from pendopo.broadcast.material.models import MaterialMail, MaterialRequest
from pendopo.broadcast.material.tests.builders import NOW, a_request, answered, gathers, jpeg
from pendopo.broadcast.material.views import by_link
from pendopo.broadcast.material.views import office as office_views
from pendopo.institution.links import actions as links
from pendopo.institution.links import counting, doorway
from pendopo.institution.links.actions import Purpose
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit

BYTES_MOST = 40_000


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for module in (by_link, office_views, doorway):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture
def phone():
    return Client()


@pytest.fixture
def page(asked):
    return reverse("material:by_link", args=[times.token(asked, by=None, now=NOW)])


def form(do, **fields):
    return {"do": do, "key": str(uuid.uuid4()), **fields}


def a_file(name="foto.jpg", raw=None):
    exif = Image.Exif()
    exif[0x010F] = "Ponsel Rahasia"
    file = io.BytesIO(raw or jpeg(exif=exif.tobytes()))
    file.name = name
    return file


class TestThePageOfALink:
    def test_is_light_asks_for_no_account_and_no_cookie(self, page, phone):
        answer = phone.get(page)
        assert answer.status_code == 200
        assert len(answer.content) < BYTES_MOST
        assert len(gzip.compress(answer.content)) < BYTES_MOST / 5
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store, private"
        assert "Jumlah lampu dan dua foto." in answer.text

    def test_its_pictures_do_not_use_up_the_times_it_may_be_opened(self, page, phone, asked, monkeypatch):
        monkeypatch.setattr(counting, "A_LINK", 2)
        sent = form("foto", photo=a_file(), shows="Lampu jalan.", source="DPU", rights="own")
        assert phone.post(page, sent).status_code == 302
        for _look in range(5):
            assert phone.get(f"{page}foto/{asked.photos.get().pk}/").status_code == 200
        assert phone.get(page).status_code == 200
        assert phone.get(page).status_code == 429

    def test_offers_no_form_for_what_would_not_fit_and_says_a_no_once(self, page, phone, asked, monkeypatch):
        monkeypatch.setattr(by_link, "PHOTOS_MOST", 1)
        monkeypatch.setattr(by_unit, "PHOTOS_MOST", 1)
        sent = form("foto", photo=a_file(), shows="Lampu jalan.", source="DPU", rights="own")
        phone.post(page, sent)
        full = phone.get(page).text
        assert 'id="isi-foto"' not in full
        assert "Sudah ada 1 foto" in full
        again = form("foto", photo=a_file(raw=jpeg("white")), shows="Lampu lain.", source="DPU", rights="own")
        no = phone.post(page, again)
        assert no.status_code == 422
        assert no.text.count("Paling banyak 1 foto") == 1
        assert "Lampu lain." in no.text

    def test_each_label_leads_to_a_field_of_its_own(self, page, phone):
        ids = re.findall(r' id="([^"]+)"', phone.get(page).content.decode())
        assert len(ids) == len(set(ids))

    def test_only_who_touches_the_page_has_seen_it_whoever_else_opens_it(self, page, phone, asked):
        for agent in ("WhatsApp/2.24", "Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537.36"):
            opened = phone.get(page, headers={"user-agent": agent})
            assert f'data-unseen="{page}"' in opened.content.decode()
        asked.refresh_from_db()
        assert asked.seen_at is None
        assert phone.post(page, {"do": "lihat"}).status_code == 204
        asked.refresh_from_db()
        assert asked.seen_at == NOW
        assert "data-unseen" not in phone.get(page).content.decode()

    def test_pieces_and_photos_are_kept_one_by_one_and_sent_together(self, page, phone, asked):
        for sent in (
            form("fakta", text="Lampu menyala lagi."),
            form("angka", text="Lampu", value="120", source="Laporan"),
            form("nama", value="Wawan, S.T."),
            form(
                "foto",
                photo=a_file(),
                shows="Lampu jalan.",
                source="DPU",
                rights="own",
                has_minor="on",
                people="Dewi",
                consent="guardian",
                consent_on="2026-11-24",
                proof=a_file("formulir.jpg", jpeg("white")),
            ),
        ):
            answer = phone.post(page, sent)
            assert answer.status_code == 302, answer.text
        shown = phone.get(page).text
        assert "Lampu menyala lagi." in shown
        assert "Sumber: Laporan" in shown
        photo = asked.photos.get()
        with photo.file.open("rb") as file:
            assert b"Ponsel Rahasia" not in file.read()
        small = phone.get(f"{page}foto/{photo.pk}/")
        assert small["Content-Type"] == "image/webp"
        answer = phone.post(page, form("kirim", said_by="Wawan"), follow=True)
        assert "Sudah kami terima" in answer.text
        asked.refresh_from_db()
        assert (asked.state, asked.pieces.sent().count()) == ("answered", 3)

    @pytest.mark.parametrize(
        ("do", "fields", "error"),
        [
            ("fakta", {"text": ""}, "text"),
            ("angka", {"text": "Lampu", "value": "120", "source": ""}, "source"),
            ("nama", {"value": ""}, "value"),
            ("foto", {"shows": "Lampu.", "source": "DPU", "rights": "own"}, "photo"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(self, page, phone, do, fields, error):
        answer = phone.post(page, form(do, **fields))
        assert answer.status_code == 422
        assert re.search(rf'id="[a-z]+_{error}_error"', answer.text)
        for written in fields.values():
            assert written in answer.text

    def test_a_file_that_is_no_picture_is_refused_kindly(self, page, phone, asked):
        bad = a_file("surat.pdf", b"%PDF-1.7")
        answer = phone.post(page, form("foto", photo=bad, shows="Lampu.", source="DPU", rights="own"))
        assert answer.status_code == 422
        assert "tidak terbaca sebagai gambar" in answer.text
        assert not asked.photos.exists()

    def test_shows_where_the_post_stands_and_nothing_before(self, page, phone, asked, operator, account):
        item = an_item(operator)
        MaterialRequest.objects.filter(pk=asked.pk).update(
            state="taken_in", item=item, taken_at=NOW, answered_at=NOW
        )
        assert "Ini hasilnya" not in phone.get(page).text
        where = {str(account.pk): "https://contoh.example/1"}
        ContentItem.objects.filter(pk=item.pk).update(stands_at=where)
        shown = phone.get(page).text
        assert "Ini hasilnya" in shown
        assert "https://contoh.example/1" in shown

    def test_opens_no_photo_of_another_request(self, page, phone, operator, works):
        other = a_request(works, by=operator)
        gathers(other)
        assert phone.get(f"{page}foto/{other.photos.get().pk}/").status_code == 404

    def test_forged_and_foreign_links_open_nothing(self, page, phone, works):
        unit = links.give_link(
            purpose=Purpose.UNIT,
            subject=works,
            institution_id=works.institution_id,
            by=None,
            lasts=timedelta(days=1),
            now=NOW,
        )
        for address in (page[:-3] + "x/", reverse("material:by_link", args=[unit])):
            assert phone.get(address).status_code == 404

    def test_who_comes_too_late_gets_a_new_link_to_the_units_own_mailbox_only(self, phone, asked):
        old = links.give_link(
            purpose=Purpose.MATERIAL,
            subject=asked,
            institution_id=asked.institution_id,
            by=None,
            lasts=timedelta(days=1),
            now=NOW - timedelta(days=2),
        )
        assert phone.get(reverse("material:by_link", args=[old])).status_code == 410
        for _again in range(2):
            sent = phone.post(reverse("material:new_link", args=[old]), {"to": "maling@example.com"})
            assert "d***@contoh.go.id" in sent.text
        assert [mail.to for mail in MaterialMail.objects.filter(kind="new_link")] == ["dpu@contoh.go.id"]


class TestTheOffice:
    @pytest.fixture
    def sari(self, client, operator):
        client.force_login(operator.person)
        return client

    def test_asks_from_an_item_and_finds_it_there(self, sari, operator, works):
        item = an_item(operator)
        address = f"{reverse('material:ask')}?konten={item.pk}"
        assert item.title in sari.get(address).text
        answer = sari.post(
            address,
            {"unit": works.pk, "title": "Lampu", "what": "Foto", "why": "Warga", "by_day": "2026-12-02"},
        )
        assert answer.status_code == 302
        assert MaterialRequest.objects.get().item == item
        assert "Bahan dari unit" in sari.get(reverse("content:compose", args=[item.pk])).text

    def test_hears_when_a_unit_has_no_mailbox(self, sari, office):
        said = {"title": "Lampu", "what": "Foto", "why": "Warga", "by_day": "2026-12-02"}
        unit = a_unit(office, "Kelurahan")
        answer = sari.post(reverse("material:ask"), {**said, "unit": unit.pk}, follow=True)
        assert "Unit ini belum punya alamat surel di sini." in answer.text

    def test_a_day_that_is_none_keeps_what_was_typed(self, sari, works):
        answer = sari.post(
            reverse("material:ask"),
            {"unit": works.pk, "title": "Lampu", "what": "Foto", "why": "Warga", "by_day": "2026-11-28"},
        )
        assert answer.status_code == 422
        assert "Kantor tutup pada hari itu. Bagaimana dengan 30 November 2026?" in answer.text
        assert "Foto" in answer.text

    def test_takes_in_with_one_touch(self, sari, asked):
        answered(asked)
        address = reverse("material:request", args=[asked.pk])
        shown = sari.get(address).text
        assert "120 titik" in shown
        photo = f"{address}foto/{asked.photos.get().pk}/"
        assert sari.get(photo)["Content-Type"] == "image/webp"
        assert sari.get(f"{photo}?unduh=1")["Content-Disposition"].startswith("attachment")
        assert "Laporan harian DPU" in shown
        answer = sari.post(f"{address}ambil/", {"item": ""})
        item = ContentItem.objects.get()
        assert answer["Location"] == reverse("content:compose", args=[item.pk])
        composed = sari.get(answer["Location"]).text
        assert "Laporan harian DPU" in composed
        assert "Seorang anak berdiri" in composed
        assert sari.post(f"{address}ambil/", {"item": ""}).status_code == 422

    def test_speaks_of_no_letter_once_the_unit_has_sent(self, sari, asked):
        answered(asked)
        assert "Surel belum berangkat" not in sari.get(reverse("material:request", args=[asked.pk])).text

    def test_folds_what_is_long_and_shows_what_is_short(self, sari, page, phone, asked):
        for text in ("Lampu menyala lagi.", "Panjang sekali. " * 100):
            phone.post(page, form("fakta", text=text))
        phone.post(page, form("kirim", said_by="Wawan"))
        shown = sari.get(reverse("material:request", args=[asked.pk])).text
        folded = shown[: shown.index("Panjang sekali. " * 20)]
        assert folded.rindex("<details>") > folded.index("Lampu menyala lagi.")

    def test_makes_a_link_for_whatsapp(self, sari, asked, phone):
        shown = sari.post(reverse("material:by_hand", args=[asked.pk])).text
        link = shown.partition("/titip/")[2].partition("/")[0]
        assert phone.get(reverse("material:by_link", args=[link])).status_code == 200
        assert 'href="https://wa.me/?text=' in shown

    def test_says_when_the_letter_leaves_and_lets_it_go_at_once(self, sari, asked):
        assert "menunggu sepuluh menit" in sari.get(reverse("material:ask")).text
        address = reverse("material:request", args=[asked.pk])
        shown = sari.get(address).text
        # Before everything else on the page, on a phone as well.
        assert shown.index("Surel belum berangkat") < shown.index("Kirim surel sekarang")
        assert shown.index("Kirim surel sekarang") < shown.index("Jumlah lampu dan dua foto.")
        sari.post(reverse("material:send_now", args=[asked.pk]))
        assert MaterialMail.objects.get().due_at == NOW
        assert "Kirim surel sekarang" not in sari.get(address).text

    def test_sets_changes_and_ends_a_monthly_call(self, sari, works):
        said = {
            "unit": works.pk,
            "title": "Bulanan",
            "what": "Angka",
            "why": "Warga",
            "day": "20",
            "days_given": "5",
        }
        for _press in range(2):
            assert sari.post(reverse("material:calls"), said).status_code == 302
        assert "Bulanan" in sari.get(reverse("material:calls")).text
        call = MaterialRequest.call.field.related_model.objects.get()
        assert sari.post(reverse("material:call", args=[call.pk]), {**said, "day": "3"}).status_code == 302
        call.refresh_from_db()
        assert call.day == 3
        sari.post(reverse("material:end_call", args=[call.pk]))
        assert sari.get(reverse("material:call", args=[call.pk])).status_code == 404

    def test_costs_as_many_queries_for_many_as_for_few(
        self, sari, operator, works, django_assert_max_num_queries
    ):
        for number in range(8):
            a_request(works, by=operator, title=f"Permintaan {number}")
        sari.get(reverse("material:list"))
        with django_assert_max_num_queries(24):
            assert sari.get(reverse("material:list")).text.count("Permintaan ") >= 8

    @pytest.mark.parametrize(
        ("role", "status"),
        [(Role.APPROVER, 200), (Role.LEADER, 200), (Role.UNIT_LIAISON, 403), (Role.INFORMATION_OFFICER, 403)],
    )
    def test_who_reads_it(self, client, office, asked, role, status):
        client.force_login(a_member(office, role).person)
        for name, args in (("list", []), ("request", [asked.pk]), ("calls", []), ("ask", [])):
            assert client.get(reverse(f"material:{name}", args=args)).status_code == status
