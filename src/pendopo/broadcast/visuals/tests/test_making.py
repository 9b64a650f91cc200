"""A visual is filled in, steps back and forth, and goes into content with what it says to those who can't see it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.actions import Composition, Words
from pendopo.broadcast.content.models import ContentItem, Picture, Version
from pendopo.broadcast.visuals import actions, catalog, filling, printing
from pendopo.broadcast.visuals.models import Visual
from pendopo.broadcast.visuals.press.design import Kind
from pendopo.broadcast.visuals.states import VisualState
from pendopo.broadcast.visuals.tests.builders import NOON, PLAIN, WORDS, a_picture, a_visual, an_own_design
from pendopo.broadcast.visuals.tests.test_press import ENDLESS, GREEDY
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


class TestStarting:
    def test_keeps_the_words_the_design_has_fields_for(self, sari):
        visual = a_visual(sari, title="Air", lagu="tidak ada")
        assert visual.words == {"title": "Air"}

    def test_is_refused_to_those_who_do_not_write(self, office):
        for role in set(Role) - {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.APPROVER, Role.LEADER}:
            with pytest.raises(Refused):
                a_visual(a_member(office, role))

    def test_is_refused_for_a_design_that_is_gone(self, sari):
        with pytest.raises(Refused, match="Templat"):
            a_visual(sari, design="tidak-ada")

    def test_is_told_by_the_ledger(self, sari):
        a_visual(sari)
        assert LedgerEntry.objects.filter(did="visuals.started").count() == 1


class TestSteps:
    def test_undo_and_redo_walk_along_what_was_saved(self, sari):
        visual = a_visual(sari)
        actions.fill(visual=visual, words={"title": "Dua"}, by=sari, now=NOON)
        actions.fill(visual=visual, words={"title": "Tiga"}, by=sari, now=NOON)
        actions.step_back(visual=visual, by=sari, now=NOON)
        actions.step_back(visual=visual, by=sari, now=NOON)
        assert visual.words == WORDS
        actions.step_forward(visual=visual, by=sari, now=NOON)
        assert visual.words == {"title": "Dua"}

    def test_new_words_end_what_could_be_redone(self, sari):
        visual = a_visual(sari)
        actions.fill(visual=visual, words={"title": "Dua"}, by=sari, now=NOON)
        actions.step_back(visual=visual, by=sari, now=NOON)
        actions.fill(visual=visual, words={"title": "Lain"}, by=sari, now=NOON)
        with pytest.raises(Refused, match="diulangi"):
            actions.step_forward(visual=visual, by=sari, now=NOON)

    def test_nothing_before_the_first(self, sari):
        with pytest.raises(Refused, match="diurungkan"):
            actions.step_back(visual=a_visual(sari), by=sari, now=NOON)

    def test_the_same_words_are_no_step(self, sari):
        visual = a_visual(sari)
        actions.fill(visual=visual, words=WORDS, by=sari, now=NOON)
        assert visual.fillings.count() == 1

    def test_two_who_type_at_once_lose_nothing_unseen(self, sari):
        visual = a_visual(sari)
        actions.fill(visual=visual, words={"title": "Rekan"}, by=sari, now=NOON, based_on=1)
        with pytest.raises(Stale):
            actions.fill(visual=visual, words={"title": "Saya"}, by=sari, now=NOON, based_on=1)

    def test_nobody_of_another_office_fills_it(self, sari, stranger):
        with pytest.raises(Refused):
            actions.fill(visual=a_visual(sari), words={}, by=stranger, now=NOON)


class TestIntoContent:
    def test_its_pictures_stand_there_with_their_alternative_text(self, sari):
        used = actions.use_in_item(
            visual=a_visual(sari), item=None, sizes=["portrait", "story"], by=sari, now=NOON
        )
        composition = Version.objects.whole().get(pk=used.item.current_id).composition()
        assert len(composition.pictures) == 2
        assert all("Air bersih mengalir lagi" in one.alt for one in composition.pictures)
        shown = [Picture.objects.get(pk=one.picture_id) for one in composition.pictures]
        assert [(one.width, one.height) for one in shown] == [(1080, 1350), (1080, 1920)]

    def test_it_is_kept_as_it_was_squeezed_and_not_encoded_anew(self, sari, office):
        visual = a_visual(sari)
        used = actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)
        card = printing.card_of(catalog.design(visual.design), visual.words, office)
        raw, kind = printing.finished(printing.proof(card, "square").drawn.pages[0], printing.SIZES["square"])
        picture = Picture.objects.get(pk=used.picture_ids[0])
        with picture.file.open("rb") as kept:
            assert (kept.read(), picture.kind) == (raw, kind)

    def test_the_words_that_stand_there_stay(self, sari):
        item = content.start_item(
            title="Air", composition=Composition(words=Words(text="Air mengalir.")), by=sari, now=NOON
        )
        actions.use_in_item(visual=a_visual(sari), item=item, sizes=["square"], by=sari, now=NOON)
        item.refresh_from_db()
        composition = Version.objects.whole().get(pk=item.current_id).composition()
        assert composition.words.text == "Air mengalir."
        assert len(composition.pictures) == 1

    def test_what_its_author_is_just_typing_stays_too(self, sari):
        item = content.start_item(title="Air", by=sari, now=NOON)
        typed = Composition(words=Words(text="Setengah kalimat"))
        content.autosave(item=item, composition=typed, by=sari, now=NOON)
        actions.use_in_item(visual=a_visual(sari), item=item, sizes=["square"], by=sari, now=NOON)
        written = Composition.read(item.working_copies.get(member=sari).written)
        assert (written.words.text, len(written.pictures)) == ("Setengah kalimat", 1)

    def test_a_carousel_becomes_a_picture_a_page(self, sari):
        visual = a_visual(
            sari, design="service-steps", title="Cara", steps=["Datang", "Ambil"], cost="Gratis"
        )
        used = actions.use_in_item(visual=visual, item=None, sizes=["carousel"], by=sari, now=NOON)
        assert len(used.picture_ids) == 4

    def test_what_is_missing_stops_it_and_says_so(self, sari):
        visual = a_visual(sari, design="big-number", number="92%", title="balita")
        with pytest.raises(Refused) as no:
            actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)
        assert no.value.field == "source"
        assert not ContentItem.objects.exists()

    def test_what_is_too_long_stops_it_and_says_by_how_much(self, sari):
        visual = a_visual(sari, title="Sangat " * 90)
        with pytest.raises(Refused, match="huruf"):
            actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)

    def test_paper_is_no_picture_of_a_post(self, sari):
        with pytest.raises(Refused, match="Ukuran"):
            actions.use_in_item(visual=a_visual(sari), item=None, sizes=["a4"], by=sari, now=NOON)

    def test_a_child_in_the_photo_is_a_child_in_the_card(self, sari):
        photo = a_picture(sari, has_minor=True)
        visual = a_visual(sari, title="Imunisasi", photo=photo.pk)
        used = actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)
        assert Picture.objects.get(pk=used.picture_ids[0]).has_minor

    def test_a_photo_of_another_office_is_not_shown(self, sari, office):
        visual = a_visual(sari, title="Air", photo=10_000_000)
        assert printing.card_of(catalog.design("announcement"), visual.words, office).pictures == {}

    def test_changed_afterwards_it_is_a_draft_again(self, sari):
        visual = a_visual(sari)
        actions.use_in_item(visual=visual, item=None, sizes=["square"], by=sari, now=NOON)
        assert visual.state == VisualState.USED
        actions.fill(visual=visual, words={"title": "Lain"}, by=sari, now=NOON + timedelta(minutes=1))
        assert visual.state == VisualState.DRAFT


class TestFiles:
    def test_a_finished_picture_keeps_to_the_bytes_its_size_may_have(self):
        noise = io.BytesIO()
        Image.effect_noise((1080, 1920), 120).convert("RGB").save(noise, "PNG")
        raw, kind = printing.finished(noise.getvalue(), printing.SIZES["status"])
        assert kind == "image/jpeg"
        assert len(raw) < 1_100_000

    def test_a_flat_picture_stays_exact(self, office):
        made = printing.proof(printing.card_of(catalog.design("announcement"), WORDS, office), "square")
        raw, kind = printing.finished(made.drawn.pages[0], printing.SIZES["square"])
        assert kind == "image/png"
        assert len(raw) < len(made.drawn.pages[0])
        assert Image.open(io.BytesIO(raw)).convert("RGB").tobytes() == (
            Image.open(io.BytesIO(made.drawn.pages[0])).convert("RGB").tobytes()
        )


class TestAnOfficesOwnDesign:
    def test_is_found_in_the_data_folder_as_soon_as_it_lies_there(self, settings):
        assert "market-price" not in catalog.designs()
        an_own_design(settings.DESIGNS_FOLDER)
        assert "market-price" in catalog.designs()

    def test_that_is_none_is_told_and_left_out(self, settings):
        an_own_design(settings.DESIGNS_FOLDER, template="kosong")
        assert "market-price" not in catalog.designs()
        assert "draw" in catalog.faults()[0]

    def test_does_not_take_the_place_of_the_houses(self, settings):
        an_own_design(settings.DESIGNS_FOLDER, key="announcement")
        assert catalog.design("announcement").folder != settings.DESIGNS_FOLDER / "announcement"
        assert catalog.faults()

    def test_that_never_ends_costs_a_clear_sentence(self, settings, office, monkeypatch):
        monkeypatch.setattr(printing, "PREVIEW_SECONDS", 0.5)
        an_own_design(settings.DESIGNS_FOLDER, template=PLAIN + ENDLESS)
        card = printing.card_of(catalog.design("market-price"), {"title": "Beras"}, office)
        with pytest.raises(Refused, match="terlalu lama"):
            printing.proof(card, "square")

    def test_that_wants_the_whole_machine_is_not_called_by_a_name_of_ours(self, settings, office):
        an_own_design(settings.DESIGNS_FOLDER, template=PLAIN + GREEDY)
        card = printing.card_of(catalog.design("market-price"), {"title": "Beras"}, office)
        # On a machine that is busy its time is over before the memory is.
        with pytest.raises(Refused, match=r"belum bisa digambar|terlalu lama digambar"):
            printing.proof(card, "square")


class TestTyping:
    def test_pairs_may_be_lines_with_a_stroke(self):
        design = catalog.design("announcement")
        words = filling.words_for(design, {"facts": "Kapan | Senin\nDi mana | Balai"})
        assert words["facts"] == [["Kapan", "Senin"], ["Di mana", "Balai"]]

    def test_a_choice_that_is_none_is_no_choice(self):
        assert filling.words_for(catalog.design("big-number"), {"trend": "<script>"}) == {}

    def test_ones_own_words_stand_in_every_design(self):
        for design in catalog.designs().values():
            words = filling.says_words_of(design, {"title": "Air mati besok"})
            assert "Air mati besok" in words.values(), design.key

    def test_a_card_begun_with_ones_own_words_says_nothing_of_an_example(self, page):
        said = {"title": "Air mati besok"}
        for design in catalog.designs().values():
            made = page.post(f"/grafis/templat/{design.key}/mulai/", said)
            visual = Visual.objects.latest("pk")
            facts = {
                one.key for one in design.fields if one.kind != Kind.CHOICE and one.key != "kicker"
            } & visual.words.keys()
            assert [visual.words[key] for key in facts] == ["Air mati besok"], design.key
            # What is missing is asked for, and the card can be looked at meanwhile.
            assert "data:image/webp" in page.get(made["Location"]).text, design.key


def test_a_visual_put_away_can_be_taken_up_again(sari):
    visual = a_visual(sari)
    actions.put_away(visual=visual, by=sari, now=NOON)
    with pytest.raises(Refused):
        actions.fill(visual=visual, words={"title": "x"}, by=sari, now=NOON)
    actions.take_up(visual=visual, by=sari, now=NOON)
    assert Visual.objects.get().state == VisualState.DRAFT


def test_a_card_put_into_no_size_keeps_its_alternative_text(page, sari):
    visual = a_visual(sari)
    refused = page.post(f"/grafis/{visual.pk}/pakai/", {"alt": "Pipa baru di tepi sawah"})
    assert refused.status_code == 422
    assert "Pipa baru di tepi sawah" in refused.text
