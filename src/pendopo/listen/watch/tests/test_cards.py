"""The filled card of a warning: each account has it in the size that suits it, and every size is soon there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.broadcast.content.models import ContentItem, Picture, Version
from pendopo.broadcast.visuals import actions, printing
from pendopo.broadcast.visuals import jobs as visuals
from pendopo.broadcast.visuals import queries as cards
from pendopo.broadcast.visuals.models import Visual
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.structure import queries as structure
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.watch import actions as watch
from pendopo.listen.watch import wording
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.states import WarningState as W
from pendopo.listen.watch.tests.builders import a_feed, cap, quake
from pendopo.listen.watch.tests.files import NOW


def composition_of(row):
    return Version.objects.whole().get(pk=ContentItem.objects.get(pk=row.item_id).current_id).composition()


class TestCard:
    @pytest.mark.parametrize(
        "said",
        [
            {},
            {
                "Wilayah": "Pusat gempa berada di laut 118 km barat daya Kabupaten Maluku Barat Daya",
                "Dirasakan": "III-IV Kabupaten Gunungkidul bagian selatan, III Kota Yogyakarta, II Sleman",
            },
        ],
    )
    def test_the_filled_card_is_the_picture_of_the_draft_and_soon_stands_in_every_size(self, feed, said):
        row = quake(feed, **said)
        row.refresh_from_db()
        assert row.trouble == ""
        visual = Visual.objects.get(origin="watch.warning", origin_id=row.pk)
        assert visual.words["magnitude"] == "5,8"
        (shared,) = composition_of(row).pictures
        assert shared.alt
        (card,) = cards.used_in(row.institution_id, row.item_id)
        assert [picture_id for _name, picture_id in card.sizes] == [shared.picture_id]
        visuals.draw_sizes(row.institution_id, card.use.pk)
        (card,) = cards.used_in(row.institution_id, row.item_id)
        assert not card.use.draws_on
        assert set(card.use.in_sizes) == {"portrait", "square", "story", "wide", "link"}
        shapes = {key: Picture.objects.get(pk=one[0]) for key, one in card.use.in_sizes.items()}
        assert {key: (one.width, one.height) for key, one in shapes.items()} == {
            "portrait": (1080, 1350),
            "square": (1080, 1080),
            "story": (1080, 1920),
            "wide": (1600, 900),
            "link": (1200, 628),
        }
        assert all(one.alt for one in shapes.values())

    def test_each_account_has_the_size_that_suits_its_network(self, feed, office, account, editor):
        site = an_account(office, network="wordpress", owner_unit=account.owner_unit)
        film = an_account(
            office, network="handoff", settings={"platform": "tiktok"}, owner_unit=account.owner_unit
        )
        composition = composition_of(quake(feed))
        shapes = {}
        for place in composition.places:
            (use,) = composition.said(place).pictures
            picture = Picture.objects.get(pk=use.picture_id)
            shapes[place.account_id] = (picture.width, picture.height)
            assert use.alt
        assert shapes == {account.pk: (1080, 1350), site.pk: (1600, 900), film.pk: (1080, 1920)}

    def test_a_card_that_is_changed_by_hand_stays_in_each_accounts_size(self, feed, office, account, editor):
        site = an_account(office, network="wordpress", owner_unit=account.owner_unit)
        row = quake(feed)
        before = composition_of(row)
        visual, item = Visual.objects.get(), ContentItem.objects.get(pk=row.item_id)
        actions.fill(
            visual=visual, words={**visual.words, "title": "Gempa terasa di Sleman"}, by=editor, now=NOW
        )
        visual.refresh_from_db()
        actions.use_in_item(visual=visual, item=item, sizes=["portrait"], by=editor, now=NOW)
        after = composition_of(row)
        assert len(after.pictures) == 1
        assert not before.picture_ids() & after.picture_ids()
        (use,) = after.place(site.pk).pictures
        assert Picture.objects.get(pk=use.picture_id).width == 1600
        (card,) = cards.used_in(row.institution_id, row.item_id)
        assert card.use.draws_on

    def test_when_it_ends_unpublished_its_spare_sizes_leave_the_library(self, feed):
        row = quake(feed)
        (card,) = cards.used_in(row.institution_id, row.item_id)
        visuals.draw_sizes(row.institution_id, card.use.pk)
        assert Picture.objects.kept().count() == 5
        watch.end_warnings(row.institution_id, now=row.ends_at)
        (kept,) = Picture.objects.kept()
        assert (kept.width, kept.height) == (1080, 1350)
        (card,) = cards.used_in(row.institution_id, row.item_id)
        assert [picture_id for _name, picture_id in card.sizes] == [kept.pk]

    def test_sizes_that_a_worker_left_are_woken_and_one_that_does_not_fit_holds_up_no_other(
        self, feed, editor, monkeypatch
    ):
        row = quake(feed)
        (card,) = cards.used_in(row.institution_id, row.item_id)
        assert cards.sizes_left(NOW + timedelta(minutes=2)) == [(row.institution_id, card.use.pk)]
        proof = printing.proof

        def too_long(made, key):
            if key == "square":
                raise Refused("Terlalu panjang.")
            return proof(made, key)

        monkeypatch.setattr(printing, "proof", too_long)
        visuals.draw_sizes(row.institution_id, card.use.pk)
        (card,) = cards.used_in(row.institution_id, row.item_id)
        assert [name for name, _picture in card.sizes] == [
            *("Feed tegak (4:5)", "Story (9:16)", "Lebar (16:9)", "Pratinjau tautan (1.91:1)")
        ]
        assert cards.sizes_left(NOW + timedelta(minutes=2)) == []

    def test_the_draft_shows_them_and_says_when_more_are_coming(self, feed, editor):
        row = quake(feed)
        (card,) = cards.used_in(row.institution_id, row.item_id)
        browser = signed_in(editor)
        assert "Ukuran lainnya sedang digambar" in browser.get(f"/konten/{row.item_id}/").content.decode()
        visuals.draw_sizes(row.institution_id, card.use.pk)
        page = browser.get(f"/konten/{row.item_id}/").content.decode()
        assert "Ukuran lainnya sedang digambar" not in page
        (card,) = cards.used_in(row.institution_id, row.item_id)
        assert all(f"/konten/pustaka/{picture_id}/" in page for _name, picture_id in card.sizes)

    def test_weather_has_its_own(self, place, editor, account):
        row = cap(a_feed(editor, kind=Kind.WEATHER))
        row.refresh_from_db()
        assert row.trouble == ""
        assert Visual.objects.get().words["level"] == "waspada"

    def test_a_card_that_can_not_be_drawn_leaves_the_words(self, feed, monkeypatch):
        monkeypatch.setattr(wording, "card_of", lambda *_: {"title": "Tanpa sumber"})
        row = quake(feed)
        row.refresh_from_db()
        assert row.state == W.DRAFTED
        assert row.trouble
        assert not Visual.objects.exists()

    def test_a_title_without_room_leaves_the_place_to_the_facts_and_ends_at_no_small_word(
        self, place, editor, account
    ):
        weather = a_feed(editor, kind=Kind.WEATHER)
        row = cap(weather, headline="Hujan Lebat disertai Petir dan Angin Kencang di DI Yogyakarta")
        words = wording.card_of(row, structure.zone_of(row.institution))
        assert words["title"] == "Hujan Lebat disertai Petir dan Angin Kencang"
        row.headline = "Hujan Sangat Lebat disertai Kilat, Angin Kencang dan Hujan Es di Sleman"
        row.stated["area"] = ""
        assert wording.card_of(row, structure.zone_of(row.institution))["title"].split()[-2] not in {
            "dan",
            "di",
        }
