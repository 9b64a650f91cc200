"""News: what concerns us and why, what tells the same, what rises, what is alerted, and what people do with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from pendopo.foundation import events
from pendopo.foundation.errors import Refused
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit
from pendopo.listen.watch import actions, interests, queries
from pendopo.listen.watch.brief import drawing
from pendopo.listen.watch.events import StoryRising
from pendopo.listen.watch.models import Alert, Clip, Entry, Story
from pendopo.listen.watch.rising import Stream, rising
from pendopo.listen.watch.scoring import Interests, score
from pendopo.listen.watch.states import Kind, Tone
from pendopo.listen.watch.tests.builders import a_feed, taken
from pendopo.listen.watch.tests.files import NOW

DAY = timedelta(days=1)


class TestScore:
    def test_every_point_has_its_reason(self):
        words = Interests.of({"us": ["Pemkab Sleman"], "region": ["Mlati", "Sleman"], "topic": ["stunting"]})
        found = score("Pemkab Sleman tekan stunting", "Warga Mlati ikut.", words)
        assert found.reasons == (("us", "Pemkab Sleman"), ("region", "Mlati"), ("topic", "stunting"))
        assert found.is_about_us
        assert found.points == (6 + 2) + 3 + (2 + 2)

    def test_what_names_nothing_of_ours_has_none(self):
        words = Interests.of({"us": ["Pemkab Sleman"], "unit": ["DPU"]})
        assert score("Harga cabai naik di Medan", "Kata dpu tetangga, berdpu.", words).points == 0

    def test_a_short_name_counts_only_as_it_is_written(self):
        words = Interests.of({"unit": ["DPU"]})
        assert score("DPU tambal jalan", "", words).points
        assert not score("Kedpuan", "", words).points

    def test_the_structure_and_its_leader_are_watched_for_by_themselves(self, office, editor):
        a_unit(office, "Dinas Kesehatan", short_name="Dinkes")
        a_member(office, Role.LEADER, name="Raden Mas Suryo")
        words = dict(interests.of(office.pk).words)
        assert "Pemerintah Kabupaten Contoh" in words["us"]
        assert {"Dinas Kesehatan", "Dinkes"} <= set(words["unit"])
        assert words["leader"] == ("Raden Mas Suryo",)
        assert words["region"] == ("Kabupaten Contoh",) or words["region"] == ("Contoh",)


class TestStories:
    def test_the_same_told_by_several_is_one_story(self, place, editor):
        one, two = a_feed(editor), a_feed(editor)
        taken(one, "Jembatan gantung di Mlati putus diterjang banjir, dua warga luka")
        taken(two, "Dua warga luka setelah jembatan gantung di Mlati putus diterjang banjir")
        taken(two, "Harga cabai di Pasar Godean naik jelang akhir tahun")
        assert Story.objects.count() == 2
        assert sorted(Story.objects.values_list("entry_count", flat=True)) == [1, 2]

    def test_the_same_in_another_place_is_another_story(self, place, editor):
        feed = a_feed(editor)
        taken(
            feed,
            "Banjir merendam rumah warga di Kecamatan Mlati",
            "Banjir merendam rumah warga di Kecamatan Godean",
        )
        assert Story.objects.count() == 2

    def test_our_own_site_is_read_and_gets_no_points(self, place, editor):
        taken(a_feed(editor, kind=Kind.OWN), "Pemkab Sleman membuka layanan baru")
        assert Entry.objects.get().score == 0

    def test_a_story_about_us_that_a_third_source_tells_is_told_of(self, place, editor):
        told = []
        with events.heard_by({StoryRising: (told.append,)}):
            for _ in range(4):
                taken(a_feed(editor), "Pemkab Sleman menutup jembatan Mlati karena retak")
        assert [one.sources for one in told] == [3]

    def test_news_from_the_future_was_said_now(self, place, editor):
        assert taken(a_feed(editor), "Besok", at=NOW + DAY)[0].said_at == NOW

    def test_a_feed_full_of_the_past_floods_nobody(self, place, editor):
        assert taken(a_feed(editor), "Lama", at=NOW - timedelta(days=90)) == []


class TestWholeTexts:
    def test_what_only_the_text_says_of_us_makes_the_story_ours_with_its_tone(self, place, editor):
        (entry,) = taken(a_feed(editor), "Stunting, Sleman, Mlati dan Sleman: daftar wilayah rawan")
        assert entry.story.score > 6
        assert actions.keep_article(entry, "Pemkab Sleman dinilai gagal dan mengecewakan warga.")
        entry.story.refresh_from_db()
        assert (entry.story.is_about_us, entry.story.tone) == (True, "negative")
        assert "menyebut kita: Pemkab Sleman" in queries.reasons_of(entry.story.reasons)
        entry.refresh_from_db()
        assert not actions.keep_article(entry, "Pemkab Sleman dinilai gagal."), "it was ours before"


class TestRising:
    def test_words_rise_against_the_weeks_before(self):
        today = ["Banjir di Mlati", "Banjir susulan", "Korban banjir bertambah", "Rapat paripurna"]
        before = ["Rapat paripurna"] * 28 + ["Banjir surut"]
        assert [one.word for one in rising(Stream(today=today, before=before, days=28))] == ["banjir"]

    def test_what_is_always_said_does_not_rise(self):
        assert rising(Stream(today=["Bupati rapat"] * 4, before=["Bupati rapat"] * 112, days=28)) == []

    def test_they_are_found_in_what_was_read(self, place, editor):
        feed = a_feed(editor)
        taken(
            feed,
            *(f"Pasar murah ke-{n} digelar Disperindag" for n in range(20)),
            at=NOW - 10 * DAY,
            now=NOW - 10 * DAY,
        )
        taken(feed, "Longsor tutup jalan Turi", "Longsor susulan mengancam", "Korban longsor dievakuasi")
        assert "longsor" in [one.word for one in queries.rising_words(feed.institution_id, NOW)]


class TestAlerts:
    def _usual(self, feed, each_day=1):
        for day in range(2, 12):
            for number in range(each_day):
                taken(
                    feed,
                    f"Pemkab Sleman gelar acara {day} {number} unik{day}{number}",
                    at=NOW - day * DAY,
                    now=NOW - day * DAY,
                )

    def _wave(self, feed, many, now=NOW):
        titles = (
            f"Pemkab Sleman disorot soal perkara{now:%d}{number} wilayah{number}" for number in range(many)
        )
        taken(feed, *titles, at=now - timedelta(hours=1), now=now)
        return actions.alert_if_rising(feed.institution_id, now=now)

    def test_three_times_as_much_as_usual_is_an_issue_and_told_at_once(self, place, editor):
        feed = a_feed(editor)
        self._usual(feed)
        alert = self._wave(feed, 5)
        assert alert.level == Alert.Level.ISSUE
        assert Notice.objects.get(kind="watch.alert", member=editor).urgent

    def test_it_names_the_words_that_rise_with_it(self, place, editor):
        feed = a_feed(editor)
        self._usual(feed)
        self._wave(feed, 5)
        said = Notice.objects.get(kind="watch.alert", member=editor)
        assert said.text_said.startswith("Biasanya ada 1,0 sehari. Kata yang meningkat: disorot, ")

    def test_twice_as_much_is_a_quiet_word(self, place, editor):
        feed = a_feed(editor)
        self._usual(feed, each_day=2)
        assert self._wave(feed, 5).level == Alert.Level.WATCH
        assert not Notice.objects.get(kind="watch.alert", member=editor).urgent

    def test_as_much_as_usual_is_nothing(self, place, editor):
        feed = a_feed(editor)
        self._usual(feed, each_day=4)
        assert self._wave(feed, 4) is None

    def test_the_same_is_not_said_twice_in_a_day(self, place, editor):
        feed = a_feed(editor)
        self._usual(feed)
        self._wave(feed, 5)
        assert actions.alert_if_rising(feed.institution_id, now=NOW + timedelta(hours=2)) is None

    def test_never_more_often_than_the_office_wants(self, place, editor):
        place.alerts_a_day = 0
        place.save()
        feed = a_feed(editor)
        self._usual(feed)
        assert self._wave(feed, 9) is None

    def test_a_young_watch_knows_nothing_that_is_usual(self, place, editor):
        assert self._wave(a_feed(editor), 9) is None


class TestPeople:
    @pytest.fixture
    def story(self, place, editor):
        feed = a_feed(editor)
        taken(feed, "Pemkab Sleman menutup jembatan Mlati karena retak", text="Warga kecewa.")
        return Story.objects.get()

    def test_a_clip_keeps_source_and_tone(self, story, operator):
        entry = story.entries.get()
        clip = actions.clip_entry(entry=entry, tone=Tone.NEGATIVE, note="Cek ke DPU", by=operator, now=NOW)
        again = actions.clip_entry(entry=entry, tone=Tone.NEUTRAL, by=operator, now=NOW)
        assert (clip.pk, again.tone, Clip.objects.count()) == (again.pk, Tone.NEUTRAL, 1)

    def test_a_persons_word_on_the_tone_counts_more(self, story, operator):
        actions.say_tone(story=story, tone=Tone.NEGATIVE, by=operator, now=NOW)
        taken(
            a_feed(a_member(operator.institution, Role.EDITOR)),
            "Jembatan Mlati ditutup Pemkab Sleman karena retak, bagus",
        )
        story.refresh_from_db()
        assert story.tone == Tone.NEGATIVE

    def test_answering_begins_content_with_the_news_as_its_source(self, story, operator):
        item = actions.answer_story(story=story, by=operator, now=NOW)
        assert item.title == "Jawaban atas: Pemkab Sleman menutup jembatan Mlati karena retak"
        assert item.sources.get().reference == story.entries.get().url
        assert actions.answer_story(story=story, by=operator, now=NOW) == item

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.COORDINATOR, Role.ADMINISTRATOR, Role.UNIT_LIAISON])
    def test_those_who_do_not_write_keep_and_answer_nothing(self, story, office, role):
        with pytest.raises(Refused):
            actions.answer_story(story=story, by=a_member(office, role), now=NOW)

    def test_what_nobody_kept_is_forgotten_after_its_time(self, story, operator):
        feed = story.entries.get().feed
        taken(feed, "Berita lain sama sekali tentang cuaca")
        actions.clip_entry(entry=story.entries.get(), by=operator, now=NOW)
        assert actions.forget_old_news(feed.institution_id, now=NOW + timedelta(days=200)) == 1
        assert list(Story.objects.all()) == [story]


class TestSearch:
    def test_words_are_found_in_their_forms(self, place, editor):
        taken(a_feed(editor), "Perbaikan jalan rusak dimulai", "Panen raya padi")
        for words in ("memperbaiki jalan", "jalan", '"jalan rusak"'):
            found = queries.desk(editor, queries.Filters(show="all", words=words))
            assert [one.title for one in found.stories] == ["Perbaikan jalan rusak dimulai"], words

    def test_pages_follow_each_other_without_gaps(self, place, editor):
        for number in range(30):
            taken(
                a_feed(editor),
                f"Berita kata{number} tema{number} hal{number}",
                at=NOW - timedelta(minutes=number),
            )
        first = queries.desk(editor, queries.Filters(show="all"))
        second = queries.desk(editor, queries.Filters(show="all", before=first.older))
        assert (len(first.stories), len(second.stories), second.older) == (25, 5, "")

    @pytest.mark.parametrize(
        "before", ["x", "2026-11-25T03:00:00+00:00~x", "2026-13-45T99:00:00+00:00~1", "~" * 9]
    )
    def test_a_page_that_was_typed_is_the_first(self, place, editor, before):
        taken(a_feed(editor), "Satu berita")
        assert queries.desk(editor, queries.Filters(show="all", before=before)).stories


class TestBrief:
    def test_the_day_in_one_page_and_as_a_pdf(self, place, editor, office):
        taken(
            a_feed(editor),
            "Pemkab Sleman menutup jembatan Mlati karena retak",
            'Judul dengan #strong[markup] di "Mlati" \\ $x$',
        )
        found = queries.brief(editor, NOW)
        assert (found.news, found.ours, len(found.about_us), len(found.region)) == (2, 1, 1, 1)
        drawn = drawing.draw(found, office)
        assert drawn.startswith(b"%PDF")
        assert b"pdfuaid" in drawn or b"/StructTreeRoot" in drawn


class TestPages:
    def test_every_page_opens_for_those_who_may_and_for_nobody_else(self, client, place, editor, office):
        taken(a_feed(editor), "Pemkab Sleman menutup jembatan Mlati karena retak")
        story = Story.objects.get()
        client.force_login(editor.person)
        for name in ("desk", "warnings", "brief", "brief_pdf", "feeds", "add_feed", "settings"):
            assert client.get(reverse(f"watch:{name}")).status_code == 200, name
        assert client.get(reverse("watch:story", args=[story.pk])).status_code == 200
        client.force_login(a_member(office, Role.UNIT_LIAISON).person)
        assert client.get(reverse("watch:desk")).status_code in {302, 403}

    def test_a_source_is_written_down_switched_on_and_taken_away(self, client, editor):
        client.force_login(editor.person)
        said = {"name": "BMKG", "kind": "quakes", "url": "https://data.bmkg.go.id/x.json", "every_minutes": 1}
        assert client.post(reverse("watch:add_feed"), said).status_code == 302
        assert client.post(reverse("watch:add_feed"), said).status_code == 422
        feed = editor.institution_id and queries.feeds(editor)[0].feed
        for name, state in (("switch_on", "on"), ("switch_off", "off"), ("remove", "taken_away")):
            client.post(reverse(f"watch:{name}", args=[feed.pk]))
            feed.refresh_from_db()
            assert feed.state == state

    def test_a_source_is_written_down_and_switched_on_at_once_by_who_answers_for_it(self, client, editor):
        client.force_login(editor.person)
        said = {"name": "BMKG", "kind": "quakes", "url": "https://data.bmkg.go.id/x.json", "every_minutes": 1}
        client.post(reverse("watch:add_feed"), {**said, "do": "on"})
        feed = queries.feeds(editor)[0].feed
        assert (feed.state, feed.owner) == ("on", editor)
        changed = client.post(reverse("watch:feed", args=[feed.pk]), {**said, "name": "Gempa"}, follow=True)
        assert "setelah Anda menyalakannya" not in changed.content.decode()

    def test_the_place_is_checked(self, client, editor):
        client.force_login(editor.person)
        said = {
            "latitude": "-7.7",
            "radius_km": 100,
            "least_magnitude": 4,
            "quake_hours": 6,
            "alerts_a_day": 3,
        }
        assert client.post(reverse("watch:settings"), said).status_code == 422
        assert (
            client.post(
                reverse("watch:settings"), {**said, "longitude": "110.3", "region": "Mlati\nDepok; Turi"}
            ).status_code
            == 302
        )
        assert queries.settings_of(editor).region == ["Mlati", "Depok", "Turi"]
        assert client.post(reverse("watch:settings"), {**said, "longitude": "999"}).status_code == 422

    def test_a_story_is_kept_toned_and_answered_by_plain_forms(self, client, place, operator, editor):
        taken(a_feed(editor), "Pemkab Sleman menutup jembatan Mlati karena retak")
        story = Story.objects.get()
        client.force_login(operator.person)
        client.post(reverse("watch:clip", args=[story.entries.get().pk]), {"tone": "negative", "note": "Cek"})
        client.post(reverse("watch:tone", args=[story.pk]), {"nada": "negative"})
        answer = client.post(reverse("watch:answer", args=[story.pk]))
        assert "/konten/" in answer.url
        page = client.get(reverse("watch:story", args=[story.pk])).content.decode()
        assert "Cek" in page
        assert "Jawaban atas" in page
