"""What people see and press: templates found by one's words, a card that follows what is typed, files that may leave."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.models import Picture
from pendopo.broadcast.visuals import actions, catalog, filling, printing, queries
from pendopo.broadcast.visuals.models import Visual
from pendopo.broadcast.visuals.tests.builders import FIELDS, NOON, WORDS, a_picture, a_visual, an_own_design
from pendopo.broadcast.visuals.tests.test_charts_on_cards import TABLE

FAINT = (
    '#let draw(c) = sheet(c, fill: hue(c, "paper"), say(c, "title", 800pt, 300pt, fill: hue(c, "line")))\n'
)
OTHER = "Kecamatan\tAduan\nSukamaju\t77\nBarat\t12"


class TestPhotographs:
    def test_cards_are_no_photographs_for_other_cards(self, sari):
        photo = a_picture(sari)
        actions.use_in_item(visual=a_visual(sari), item=None, sizes=["square"], by=sari, now=NOON)
        assert Picture.objects.count() == 2
        assert list(queries.photographs(sari)) == [photo]


class TestWeight:
    """Kilobytes that a phone on a thin line fetches; a template's own are among them."""

    def test_a_card_with_all_its_sizes_opens_light(self, page, sari):
        visual = a_visual(sari, title="Air mati besok pagi", body="Pipa di Jalan Kenanga diganti.")
        assert len(page.get(f"/grafis/{visual.pk}/").content) < 150_000
        shown = page.post(f"/grafis/{visual.pk}/ukuran/", {"size": "portrait", "f-title": "Air mati"})
        assert len(shown.content) < 200_000

    def test_the_form_and_the_chosen_size_do_not_wait_for_the_other_sizes(self, page, sari):
        visual = a_visual(sari, title="Air mati besok pagi")
        opened = page.get(f"/grafis/{visual.pk}/").text
        assert opened.count("data:image/webp") == 1
        assert 'hx-trigger="load, lookaround"' in opened
        # Without script each is a picture with an address, and every size its own page.
        assert (
            f'<noscript><img class="max-h-36 w-auto max-w-full" src="/grafis/{visual.pk}/gambar.webp?ukuran=story"'
            in opened
        )
        assert page.get(f"/grafis/{visual.pk}/gambar.webp?ukuran=story")["Content-Type"] == "image/webp"
        followed = page.post(f"/grafis/{visual.pk}/ukuran/", {"size": "portrait", "f-title": "Air mati"}).text
        assert followed.count("data:image/webp") == len(catalog.sizes_of(catalog.design(visual.design)))
        assert 'hx-trigger="lookaround"' in followed

    def test_a_template_in_the_gallery_is_light(self, page):
        assert len(page.get("/grafis/templat/announcement/contoh.webp").content) < 25_000


class TestChoosing:
    def test_a_template_is_found_by_any_word_of_its_name_or_family(self, page):
        found = page.get("/grafis/templat/?cari=belasungkawa").text
        assert "/condolence/mulai/" in found
        assert "/bar-chart/mulai/" not in found

    def test_words_that_do_not_fit_are_told_under_the_template(self):
        design = catalog.design("condolence")
        assert filling.unfit(design, {"title": "Pendek"}) == []
        assert filling.unfit(design, {"list": "Satu\nDua"})

    def test_only_templates_the_words_fit_into_are_shown_where_that_is_asked(self, page):
        words = "list=Datang%0ABayar%0AAmbil"
        assert "/condolence/mulai/" in page.get(f"/grafis/templat/?{words}").text
        fitting = page.get(f"/grafis/templat/?{words}&muat=on").text
        assert "/condolence/mulai/" not in fitting
        assert "/service-steps/mulai/" in fitting

    def test_where_no_script_runs_the_words_come_back_in_the_address_of_the_list(self, page):
        sent = page.post("/grafis/templat/", {"title": "Turut berduka", "muat": "on", "item": ""})
        assert (sent.status_code, sent["Location"]) == (302, "/grafis/templat/?title=Turut+berduka&muat=on")

    def test_the_words_of_a_card_are_seen_in_every_other_template(self, page, sari):
        visual = a_visual(sari, design="service-steps", title="Cara", steps=["Datang", "Ambil"])
        assert filling.says_of(catalog.design("service-steps"), visual.words) == {
            "title": "Cara",
            "list": "Datang\nAmbil",
        }
        assert "?title=Cara&amp;list=Datang%0AAmbil" in page.get(f"/grafis/{visual.pk}/").text


class TestNothingTypedIsLost:
    def test_a_file_that_is_no_picture_leaves_the_words_where_they_are(self, page, sari):
        visual = a_visual(sari, title="Air mati besok pagi")
        typed = {
            "visual_title": "Untuk Rabu",
            "f-title": "Air mati lusa",
            "f-body": "Pipa di Jalan Kenanga diganti.",
            "f-facts-left": ["Mulai"],
            "f-facts-right": ["Rabu"],
            "f-photo-upload": SimpleUploadedFile("foto.jpg", b"bukan gambar", "image/jpeg"),
        }
        answer = page.post(f"/grafis/{visual.pk}/simpan/", typed)
        assert answer.status_code == 422
        for words in ("Untuk Rabu", "Air mati lusa", "Pipa di Jalan Kenanga diganti.", 'value="Rabu"'):
            assert words in answer.text
        visual.refresh_from_db()
        assert visual.words["title"] == "Air mati besok pagi"

    def test_a_content_item_that_went_out_meanwhile_is_not_taken_for_a_missing_size(self, page, sari):
        visual = a_visual(sari)
        answer = page.post(f"/grafis/{visual.pk}/pakai/", {"item": "999", "sizes": ["square"], "alt": "Air"})
        assert "Pilih paling sedikit satu ukuran" not in answer.text
        assert "tidak bisa diberi gambar lagi" in answer.text


class TestAtHand:
    def test_a_card_is_found_by_its_title_and_what_was_put_away_apart_from_it(self, page, sari):
        kept, away = a_visual(sari), a_visual(sari)
        actions.fill(visual=kept, words=WORDS, title="Jadwal vaksin", by=sari, now=NOON)
        actions.put_away(visual=away, by=sari, now=NOON)
        assert list(queries.visuals(sari, words="VAKSIN")) == [kept]
        assert list(queries.visuals(sari, is_put_away=True)) == [away]
        assert f"/grafis/{away.pk}/" not in page.get("/grafis/").text
        assert f"/grafis/{away.pk}/" in page.get("/grafis/?disingkirkan=1").text

    def test_a_copy_has_the_words_and_leaves_the_first_as_it_is(self, page, sari):
        visual = a_visual(sari)
        page.post(f"/grafis/{visual.pk}/salin/")
        copy = Visual.objects.exclude(pk=visual.pk).get()
        assert copy.words == visual.words
        assert "salinan" in copy.title


class TestWarnings:
    def test_faint_words_of_an_offices_own_design_are_named_beside_the_card(self, page, sari, settings):
        an_own_design(settings.DESIGNS_FOLDER, template=FAINT)
        visual = a_visual(sari, design="market-price", title="Beras naik")
        shown = page.get(f"/grafis/{visual.pk}/").text
        assert "Sulit dibaca" in shown
        assert "Judul" in shown.partition("Sulit dibaca")[2][:200]

    def test_a_design_of_the_house_has_none(self, sari, office):
        card = printing.card_of(catalog.design("announcement"), a_visual(sari).words, office)
        assert printing.remarks(card, "portrait") == ()

    def test_a_photo_too_small_for_a_card_is_named(self, sari, office):
        into = io.BytesIO()
        Image.new("RGB", (100, 100), "teal").save(into, "PNG")
        tiny = content.add_picture(raw=into.getvalue(), name="kecil", alt="", by=sari, now=NOON)
        visual = a_visual(sari, photo={"picture_id": tiny.pk})
        [small] = printing.remarks(
            printing.card_of(catalog.design("announcement"), visual.words, office), "square"
        )
        assert (small.is_warning, "100 × 100" in small.words) == (True, True)

    def test_they_stop_nothing(self, sari, settings):
        an_own_design(settings.DESIGNS_FOLDER, template=FAINT)
        visual = a_visual(sari, design="market-price", title="Beras naik")
        assert actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)

    def test_words_of_the_example_that_were_left_are_named(self, office):
        design = catalog.design("announcement")
        card = printing.card_of(design, design.example, office)
        [left] = [one for one in printing.remarks(card, "square") if "contoh" in one.words]
        assert left.is_warning

    def test_invented_numbers_go_nowhere(self, sari):
        example = catalog.design("bar-chart").example
        visual = a_visual(sari, design="bar-chart", **example)
        with pytest.raises(filling.Refused, match="angka contoh"):
            actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)


class TestTables:
    @pytest.fixture
    def chart(self, page, sari) -> Visual:
        page.post("/grafis/templat/bar-chart/mulai/")
        return Visual.objects.get()

    def typed(self, visual: Visual, **words: str) -> dict[str, str]:
        """The form as it stands, with these words typed into it."""
        plain = {key: one for key, one in visual.words.items() if isinstance(one, str)}
        return {f"f-{key}": one for key, one in (plain | words).items()}

    def test_a_pasted_table_says_its_own_message_and_asks_for_its_own_source(self, page, chart):
        page.post(f"/grafis/{chart.pk}/simpan/", self.typed(chart, chart=TABLE))
        chart.refresh_from_db()
        assert "1.234" in chart.words["title"]
        assert chart.words["lead"]
        assert {"source", "dated"} & set(chart.words) == set()

    def test_the_day_of_the_example_is_taken_when_somebody_types_it(self, page, chart):
        day = catalog.design("bar-chart").example["dated"]
        for words in ({"chart": TABLE}, {"chart": TABLE, "dated": day}):
            page.post(f"/grafis/{chart.pk}/simpan/", self.typed(chart, **words))
            chart.refresh_from_db()
        assert chart.words["dated"] == day

    def test_another_table_changes_the_message_it_gave_and_none_that_somebody_wrote(self, page, chart):
        page.post(f"/grafis/{chart.pk}/simpan/", self.typed(chart, chart=TABLE))
        chart.refresh_from_db()
        page.post(f"/grafis/{chart.pk}/simpan/", self.typed(chart, chart=OTHER, lead="Sejak Januari"))
        chart.refresh_from_db()
        assert "Sukamaju" in chart.words["title"]
        assert chart.words["lead"] == "Sejak Januari"

    def test_the_message_of_a_table_goes_with_it(self, page, chart):
        for table in (TABLE, "belum ada angka"):
            page.post(f"/grafis/{chart.pk}/simpan/", self.typed(chart, chart=table))
            chart.refresh_from_db()
        assert "title" not in chart.words
        page.post(f"/grafis/{chart.pk}/simpan/", self.typed(chart, chart=OTHER))
        chart.refresh_from_db()
        assert "Sukamaju" in chart.words["title"]

    def test_a_design_of_bars_does_not_speak_of_maps(self, page, chart):
        assert "peta" not in page.get(f"/grafis/{chart.pk}/").context["form"].as_p()

    def test_by_script_the_page_hears_what_the_table_says_and_asks(self, page, chart):
        answer = page.post(
            f"/grafis/{chart.pk}/simpan/", self.typed(chart, chart=TABLE), headers={"HX-Request": "true"}
        )
        said = json.loads(answer.headers["HX-Trigger-After-Swap"])["pendopo:filled"]
        assert "1.234" in said["fields"]["f-title"]
        assert "1.234" in said["proposed"]["alt"]
        assert 'id="f-chart-asked" hx-swap-oob="true"' in answer.text


class TestBackToTheCard:
    def test_new_pictures_take_the_place_of_the_old(self, sari):
        visual = a_visual(sari)
        first = actions.use_in_item(visual=visual, item=None, sizes=["square", "story"], by=sari, now=NOON)
        other = a_visual(sari, title="Kartu lain")
        actions.use_in_item(visual=other, item=first.item, sizes=["square"], by=sari, now=NOON)
        actions.fill(visual=visual, words={"title": "Air mengalir"}, by=sari, now=NOON)
        first.item.refresh_from_db()
        again = actions.use_in_item(visual=visual, item=first.item, sizes=["square"], by=sari, now=NOON)
        again.item.refresh_from_db()
        pictures = again.item.current.composition().pictures
        assert [one.picture_id for one in pictures][:1] == again.picture_ids
        assert len(pictures) == 2
        assert "Air mengalir" in pictures[0].alt

    def test_the_page_offers_the_content_it_stands_in_and_its_sizes(self, page, sari):
        visual = a_visual(sari)
        used = actions.use_in_item(visual=visual, item=None, sizes=["square", "story"], by=sari, now=NOON)
        using = page.get(f"/grafis/{visual.pk}/").context["using"]
        assert using.initial["item"] == used.item_id
        assert using.initial["sizes"] == ["square", "story"]

    def test_where_somebody_came_from_is_not_forgotten_by_saving(self, page, sari):
        visual = a_visual(sari)
        used = actions.use_in_item(visual=a_visual(sari), item=None, sizes=["square"], by=sari, now=NOON)
        saved = page.post(
            f"/grafis/{visual.pk}/simpan/", {"f-title": "Lain", "konten": used.item_id, "size": "story"}
        )
        assert saved.url == f"/grafis/{visual.pk}/?ukuran=story&konten={used.item_id}"

    def test_a_description_of_the_words_before_is_not_taken_for_a_persons(self, page, sari):
        visual = a_visual(sari)
        before = page.get(f"/grafis/{visual.pk}/").context["proposal"]
        actions.fill(visual=visual, words={"title": "Air keruh lagi"}, by=sari, now=NOON)
        page.post(f"/grafis/{visual.pk}/pakai/", {"sizes": "square", "alt": before, "proposed": before})
        assert "Air keruh lagi" in Picture.objects.get().alt


class TestFiles:
    def test_what_lacks_its_source_is_not_handed_out(self, page, sari):
        visual = a_visual(sari, design="big-number", number="92%", title="balita")
        assert page.get(f"/grafis/{visual.pk}/unduh/square.png").status_code == 302

    def test_a_carousel_comes_whole(self, page, sari):
        visual = a_visual(sari, design="service-steps", title="Cara", steps=["Datang", "Ambil"])
        packed = zipfile.ZipFile(io.BytesIO(page.get(f"/grafis/{visual.pk}/unduh/carousel.png").content))
        assert len(packed.namelist()) == 3
        third = page.get(f"/grafis/{visual.pk}/unduh/carousel.png?hal=3")
        assert Image.open(io.BytesIO(third.content)).size == (1080, 1350)
        for no_page in ("99", "²", "0x1"):
            assert page.get(f"/grafis/{visual.pk}/unduh/carousel.png?hal={no_page}").status_code in {200, 404}

    def test_every_size_comes_in_one_archive_with_its_description(self, page, sari):
        visual = a_visual(sari)
        packed = zipfile.ZipFile(io.BytesIO(page.get(f"/grafis/{visual.pk}/unduh/semua.zip").content))
        names = packed.namelist()
        assert {"air-bersih-story.png", "air-bersih-a3.pdf", "teks-alternatif.txt"} <= set(names)
        assert "Air bersih mengalir lagi" in packed.read("teks-alternatif.txt").decode()

    def test_words_under_a_colleagues_are_not_written_over_by_the_next_try(self, page, sari):
        visual = a_visual(sari)
        actions.fill(visual=visual, words={"title": "Rekan"}, by=sari, now=NOON)
        for _try in range(2):
            answer = page.post(
                f"/grafis/{visual.pk}/simpan/",
                {"f-title": "Saya", "based_on": "1"},
                headers={"HX-Request": "true"},
            )
            assert 'name="based_on" value="1"' in answer.text
            # Where one writes on a phone, not only at the head of the page.
            assert "belum tersimpan" in answer.text.partition('id="remarks" hx-swap-oob="true"')[2]
        visual.refresh_from_db()
        assert visual.words == {"title": "Rekan"}


def test_a_photo_under_the_words_is_measured_where_a_design_puts_none_between(sari, office, settings):
    bare = '#let draw(c) = sheet(c, fill: white, behind: photo(c, "photo", 1080pt, c.h * 1pt), say(c, "title", 800pt, 300pt, fill: black))\n'
    fields = f'{FIELDS}\n[[fields]]\nkey = "photo"\nkind = "picture"\nlabel = "Foto"\n'
    an_own_design(settings.DESIGNS_FOLDER, template=bare, fields=fields)
    photo = a_picture(sari)
    card = printing.card_of(
        catalog.design("market-price"), {"title": "Beras naik", "photo": {"picture_id": photo.pk}}, office
    )
    assert [one.is_warning for one in printing.remarks(card, "square")] == [True]
