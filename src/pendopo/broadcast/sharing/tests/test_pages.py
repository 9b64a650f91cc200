from __future__ import annotations

import gzip
import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.broadcast.content.tests.builders import DUE, TEXT
from pendopo.broadcast.sharing import actions, queries
from pendopo.broadcast.sharing.models import ShareKit
from pendopo.broadcast.sharing.tests.builders import A_PHONE, AFTER, NOW, published
from pendopo.broadcast.sharing.views import office as office_views
from pendopo.broadcast.sharing.views import public
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

BYTES_MOST = 20_000


@pytest.fixture(autouse=True)
def _later(monkeypatch):
    for module in (public, office_views):
        monkeypatch.setattr(module, "now", lambda: AFTER)


@pytest.fixture
def phone():
    return Client(headers={"user-agent": A_PHONE})


@pytest.fixture
def page(kit, item):
    published(item)
    return reverse("sharing:page", args=[kit.addresses.get().code])


class TestTheSharePage:
    def test_has_words_pictures_and_where_the_original_stands_and_sets_no_cookie(self, page, phone):
        answer = phone.get(page)
        assert answer.status_code == 200
        assert TEXT in answer.text
        assert "(Jejaring latihan)" in answer.text
        assert "https://contoh.example/1" in answer.text
        assert "Warga mengisi ember dari keran umum" in answer.text
        assert not answer.cookies
        assert answer["X-Robots-Tag"].startswith("noindex")
        assert answer["Cache-Control"] == "no-store"
        assert len(gzip.compress(answer.content)) < BYTES_MOST

    def test_the_words_are_passed_on_by_whatsapp_as_they_are(self, page, phone):
        (chat,) = re.findall(r'href="(https://wa\.me/[^"]+)"', phone.get(page).text)
        assert parse_qs(urlsplit(html.unescape(chat)).query)["text"] == [
            queries.captions(ShareKit.objects.get())[0].text
        ]

    def test_counts_a_person_once_and_a_machine_never(self, page, phone, kit):
        for _time in range(2):
            phone.get(page)
        phone.head(page)
        Client(headers={"user-agent": "WhatsApp/2.23"}).get(page)
        assert queries.counted(kit).visits == 1

    def test_a_copy_is_counted_by_a_plain_form_and_the_words_stand_there_marked(self, page, phone, kit):
        answer = phone.post(f"{page}salin/", {"teks": "1"})
        assert answer["Location"] == f"{page}?salin=1#teks-1"
        assert "Tandai teks di bawah ini lalu salin." in phone.get(f"{page}?salin=1").text
        assert (queries.counted(kit).copies, queries.counted(kit).visits) == (1, 1)
        assert phone.get(f"{page}salin/").status_code == 405

    @pytest.mark.parametrize("place", ["", "0", "2", "-1", "satu", "9" * 40, "1;--"])
    def test_a_copy_of_nothing_counts_nothing(self, page, phone, kit, place):
        assert phone.post(f"{page}salin/", {"teks": place})["Location"] == page
        assert queries.counted(kit).copies == 0

    def test_a_form_on_another_page_counts_nothing(self, page, kit):
        elsewhere = Client(headers={"user-agent": A_PHONE, "sec-fetch-site": "cross-site"})
        elsewhere.post(f"{page}salin/", {"teks": "1"})
        assert queries.counted(kit).copies == 0

    def test_a_picture_is_shown_small_and_saved_whole(self, page, phone):
        small, whole = phone.get(f"{page}gambar/1/"), phone.get(f"{page}gambar/1/?unduh=1")
        assert small["Content-Type"] == "image/webp"
        assert whole["Content-Disposition"] == 'attachment; filename="gambar-1.jpg"'
        assert phone.get(f"{page}gambar/2/").status_code == 404

    def test_what_was_taken_down_says_so_and_shows_nothing_of_it(self, page, phone, kit, item):
        published(item, state="taken_down")
        answer = phone.get(page)
        assert answer.status_code == 410
        assert "Ini sudah ditarik" in answer.text
        assert TEXT not in answer.text
        assert item.title not in answer.text
        assert phone.get(f"{page}gambar/1/").status_code == 404
        phone.post(f"{page}salin/", {"teks": "1"})
        assert queries.counted(kit).visits == queries.counted(kit).copies == 0

    def test_nothing_is_shown_before_its_time(self, kit, item, phone, monkeypatch):
        monkeypatch.setattr(public, "now", lambda: DUE - timedelta(hours=1))
        page = reverse("sharing:page", args=[kit.addresses.get().code])
        answer = phone.get(page)
        assert "Ini belum tayang" in answer.text
        assert TEXT not in answer.text
        assert item.title not in answer.text
        assert phone.get(f"{page}gambar/1/").status_code == 404

    def test_an_ended_kit_is_over(self, page, phone, kit, operator):
        actions.end_kit(kit=kit, by=operator, now=NOW)
        assert phone.get(page).status_code == 410

    @pytest.mark.parametrize("code", ["aaaaaaaa", "K7Q2M9XD", "..%2f..%2fb", "x" * 300, "<script>"])
    def test_hostile_codes_lead_nowhere(self, db, phone, code):
        for address in (f"/b/{code}/", f"/b/{code}/gambar/1/"):
            assert phone.get(address).status_code == 404
        assert phone.post(f"/b/{code}/salin/", {"teks": "1"}).status_code == 404


class TestTheOffice:
    @pytest.fixture
    def sari(self, client, operator):
        client.force_login(operator.person)
        return client

    def test_makes_a_kit_from_the_items_page(self, sari, item):
        composed = sari.get(reverse("content:compose", args=[item.pk]))
        assert "Buat bahan berbagi" in composed.text
        answer = sari.post(reverse("sharing:make", args=[item.pk]), follow=True)
        assert "/b/" in answer.text
        assert "data:image/svg+xml" in answer.text

    def test_gives_it_to_a_unit_and_reads_the_days(self, sari, kit, item, health, phone):
        published(item)
        address = reverse("sharing:kit", args=[kit.pk])
        sari.post(f"{address}unit/", {"unit": health.pk})
        own = next(one for one in queries.addresses(kit) if one.unit_id)
        phone.get(reverse("sharing:page", args=[own.code]))
        shown = sari.get(address).text
        assert "Dinas Kesehatan" in shown
        assert own.code in shown
        assert "26 November 2026" in shown
        thanked = sari.get(reverse("sharing:thanks")).text
        assert "Terima kasih, Dinas Kesehatan. Pada November 2026 yang Anda bagikan dibuka 1 kali." in thanked

    def test_writes_a_word_to_colleagues(self, sari, kit, item, phone):
        published(item)
        sari.post(reverse("sharing:note", args=[kit.pk]), {"note": "Mohon diteruskan ke grup RT."})
        shown = phone.get(reverse("sharing:page", args=[kit.addresses.get().code])).text
        assert "Mohon diteruskan ke grup RT." in shown

    def test_lists_kits_and_ends_one(self, sari, kit):
        assert kit.item.title in sari.get(reverse("sharing:list")).text
        sari.post(reverse("sharing:end", args=[kit.pk]))
        assert "Buka lagi" in sari.get(reverse("sharing:kit", args=[kit.pk])).text

    def test_the_list_says_what_is_still_to_come_and_what_was_taken_down(self, sari, kit, item, monkeypatch):
        with monkeypatch.context() as before:
            before.setattr(office_views, "now", lambda: NOW)
            assert "belum tayang" in sari.get(reverse("sharing:list")).text
        published(item, state="taken_down")
        assert "· diturunkan" in sari.get(reverse("sharing:list")).text

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.UNIT_LIAISON])
    def test_who_does_not_write_reads_only(self, client, office, kit, role):
        client.force_login(a_member(office, role).person)
        shown = client.get(reverse("sharing:kit", args=[kit.pk]))
        assert shown.status_code == 200
        assert "Akhiri" not in shown.text.partition("<main")[2]
        client.post(reverse("sharing:end", args=[kit.pk]))
        kit.refresh_from_db()
        assert kit.ended_at is None

    def test_costs_as_many_queries_for_many_kits_as_for_few(self, sari, kit, django_assert_max_num_queries):
        sari.get(reverse("sharing:list"))
        with django_assert_max_num_queries(22):
            sari.get(reverse("sharing:list"))
