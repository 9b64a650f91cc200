"""What is alerted besides waves of news: words that rise, and what citizens write to us; one thing once, never too often."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from pendopo.foundation import events
from pendopo.foundation.tenancy import acting_as
from pendopo.institution.notices.models import Notice
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox_actions
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation, Message, Reading
from pendopo.listen.inbox.tests.builders import heard, taken_in
from pendopo.listen.watch import actions, jobs, pulse, queries
from pendopo.listen.watch.events import StoryRising
from pendopo.listen.watch.models import Alert, Story
from pendopo.listen.watch.rising import Stream, gathered, rising, untold
from pendopo.listen.watch.tests.builders import a_feed, quake, taken
from pendopo.listen.watch.tests.files import NOW
from pendopo.networks.contract import HeardKind

DAY = timedelta(days=1)
people = itertools.count(1)
# Five papers on one thing in our region, and none of them names us: no wave, but a word.
FLOOD = (
    "Banjir rendam pasar di Mlati",
    "Mlati banjir, murid dipulangkan",
    "Banjir surut, Mlati berbenah",
    "Posko banjir dibuka di Mlati",
    "Bantuan untuk korban banjir Mlati tiba",
)


@pytest.fixture
def paper(place, editor):
    """A paper that was read for weeks."""
    feed = a_feed(editor)
    for day in range(2, 12):
        taken(feed, f"Mlati gelar lomba nomor{day} unik{day}", at=NOW - day * DAY, now=NOW - day * DAY)
    return feed


def said(account, *texts, at=NOW - timedelta(hours=2), kind=HeardKind.MENTION, **more) -> None:
    """Each by a citizen of its own."""
    written = [
        heard(
            one,
            **{
                "author": f"warga{number}",
                "thread_id": f"t{number}",
                "said_at": at,
                "kind": kind,
                **more,
            },
        )
        for one, number in zip(texts, people, strict=False)
    ]
    taken_in(account, *written, now=at)


def usual_days(account) -> None:
    for day in range(2, 12):
        said(account, f"Kapan loket {day} buka?", at=NOW - day * DAY)


def look(feed_or_office, now=NOW) -> Alert | None:
    return actions.alert_if_rising(
        getattr(feed_or_office, "institution_id", None) or feed_or_office.pk, now=now
    )


class TestWords:
    def test_a_word_that_rises_in_what_concerns_us_is_alerted_with_its_reason(self, paper, editor):
        taken(paper, *FLOOD)
        alert = look(paper)
        assert (alert.level, alert.words[0], alert.counted, alert.voices) == ("word", "banjir", 5, 0)
        told = Notice.objects.get(kind="watch.alert", member=editor)
        with translation.override("id"):
            assert told.title_said == "“banjir” meningkat dalam yang dibicarakan tentang kita: 5 dalam sehari"
            assert told.text_said.startswith("Biasanya ada 0,0 sehari.")
        assert not told.urgent, "quiet hours hold"

    def test_our_own_names_and_what_says_nothing_never_rise(self, paper):
        taken(
            paper, *(f"Warga Mlati hari ini {what}" for what in ("senam", "lomba", "rapat", "panen", "kemah"))
        )
        assert look(paper) is None

    def test_a_word_of_news_that_does_not_concern_us_alerts_nobody(self, paper):
        taken(
            paper,
            *(f"Timnas menang di stadion {city}" for city in ("Medan", "Palu", "Ambon", "Biak", "Solo")),
        )
        (rising_now,) = queries.rising_words(paper.institution_id, NOW)
        assert "timnas" in rising_now.beside
        assert look(paper) is None

    def test_one_thing_is_one_alert_in_a_day_however_many_words_it_has(self, paper):
        taken(paper, *FLOOD)
        assert look(paper) is not None
        taken(paper, *(f"{one} kembali" for one in FLOOD))
        assert look(paper, NOW + timedelta(hours=3)) is None
        taken(
            paper,
            *(
                f"Pohon tumbang di Mlati timpa {what}"
                for what in ("mobil", "rumah", "kabel", "warung", "gapura")
            ),
            at=NOW + timedelta(hours=3),
            now=NOW + timedelta(hours=4),
        )
        assert look(paper, NOW + timedelta(hours=4)).words[0] in {"tumbang", "pohon", "timpa"}

    def test_never_more_than_the_office_wants_in_its_own_day(self, paper, place):
        place.alerts_a_day = 1
        place.save()
        taken(paper, *FLOOD)
        assert look(paper) is not None
        taken(
            paper,
            *(
                f"Pohon tumbang di Mlati timpa {what}"
                for what in ("mobil", "rumah", "kabel", "warung", "pos")
            ),
        )
        assert look(paper) is None
        place.alerts_a_day = 0
        place.save()
        assert look(paper, NOW + 2 * DAY) is None

    def test_what_an_official_warning_told_already_is_no_alert(self, feed, paper):
        quake(feed)
        shaken = (
            f"Gempa guncang Mlati, {what} retak" for what in ("masjid", "sekolah", "tugu", "balai", "pagar")
        )
        taken(paper, *shaken)
        assert look(paper) is None

    def test_a_wave_that_its_word_told_has_to_grow_before_it_is_told_again(self, paper):
        for day in range(2, 12):
            taken(
                paper,
                f"Pemkab Sleman buka loket{day} a{day}",
                f"Pemkab Sleman tutup kios{day} b{day}",
                at=NOW - day * DAY,
                now=NOW - day * DAY,
            )
        floods = [f"Pemkab Sleman tangani banjir di dusun{n} c{n}" for n in range(3)]
        taken(paper, *floods, "Banjir Mlati surut", "Banjir Mlati: posko dibuka")
        assert look(paper).level == "word"
        taken(paper, "Pemkab Sleman data korban banjir di dusun9 c9")
        assert look(paper) is None, "twice as much, and all of it the flood"
        taken(paper, *(f"Pemkab Sleman dikritik soal banjir di dusun{n} d{n}" for n in range(3)))
        assert look(paper).level == "issue"

    def test_words_that_rise_together_stand_in_one_line(self):
        pieces = [
            "lampu simpang mati",
            "lampu simpang mati lagi",
            "simpang lampu mati",
            "pasar",
            "pasar",
            "pasar",
        ]
        found = gathered(rising(Stream(today=pieces, before=[], days=10)), pieces)
        assert sorted(sorted([one.word, *one.beside]) for one in found) == [
            ["lampu", "mati", "simpang"],
            ["pasar"],
        ]

    def test_two_words_of_the_same_pieces_are_one_thing(self):
        pieces = [
            "banjir mlati bandang",
            "banjir bandang",
            "banjir bandang",
            "longsor turi",
            "longsor tebing",
            "longsor",
        ]
        found = rising(Stream(today=pieces, before=[], days=10))
        assert [one.word for one in untold(found, pieces, ())] in (
            ["bandang", "banjir"],
            ["banjir", "bandang"],
            ["longsor"],
        )
        assert [one.word for one in untold(found, pieces, {"bandang"})] == ["longsor"]


class TestVoices:
    def test_what_citizens_write_counts_with_the_news(self, paper, account):
        usual_days(account)
        taken(paper, "Zonasi sekolah di Mlati diprotes", "Mlati minta zonasi ditinjau")
        said(account, "Min, zonasi kok begini", "Zonasi lagi zonasi", "Kapan zonasi dibahas?")
        alert = look(paper)
        assert (alert.words[0], alert.counted, alert.voices) == ("zonasi", 5, 3)
        said_of_it = Notice.objects.filter(kind="watch.alert").first()
        with translation.override("id"):
            assert "Warga yang menulis kepada kita di antaranya: 3." in said_of_it.text_said

    def test_more_people_than_usual_are_a_wave_without_any_news(self, account, place, editor, office):
        usual_days(account)
        said(account, *(f"Pelayanan nomor{n} ditolak petugas{n}" for n in range(9)))
        alert = look(office)
        assert (alert.level, alert.counted, alert.voices, alert.usual) == ("issue", 9, 9, 1.0)
        with translation.override("id"):
            told = Notice.objects.get(kind="watch.alert", member=editor).title_said
            assert told == "Yang dibicarakan tentang kita tiga kali lipat dari biasanya: 9 dalam sehari"

    def test_who_writes_ten_times_is_one_voice(self, account, place, office):
        usual_days(account)
        for number in range(10):
            said(account, f"banjir nomor{number}", author="budi", thread_id=f"b{number}")
        assert len(pulse.voices(office.pk, NOW).today) == 1
        assert look(office) is None

    @pytest.mark.parametrize(
        "more",
        [
            {"kind": HeardKind.DIRECT},
            {"kind": HeardKind.COMMENT},
            {"hidden": True},
        ],
        ids=["in private", "under a post, and not angry", "taken out of sight"],
    )
    def test_what_is_no_voice(self, account, office, more):
        said(account, "Terima kasih, pasarnya bersih sekali", **more)
        assert pulse.voices(office.pk, NOW).today == []

    def test_an_angry_comment_is_one(self, account, office):
        said(account, "Payah! Pelayanannya buruk sekali, saya kecewa dan marah.", kind=HeardKind.COMMENT)
        assert Reading.objects.surely_angry().count() == 1
        assert len(pulse.voices(office.pk, NOW).today) == 1

    def test_what_only_some_need_to_know_is_none(self, account, office, operator):
        said(account, "Petugas itu minta uang banjir")
        row = Conversation.objects.get()
        with acting_as(operator):
            inbox_actions.restrict(
                conversation_ids=[row.pk],
                known_to=[operator.pk],
                by=operator,
                institution_id=office.pk,
                now=NOW,
            )
        assert pulse.voices(office.pk, NOW).today == []

    def test_whom_we_hear_no_more_is_none(self, account, office, editor, approver):
        said(account, "Banjir di mana-mana")
        message = Message.objects.select_related("conversation__citizen", "institution").get()
        block = inbox_actions.ask_block(message=message, code="hate", note="Menghina.", by=editor, now=NOW)
        inbox_actions.approve_block(block=block, by=approver, now=NOW)
        assert pulse.voices(office.pk, NOW).today == []

    def test_what_people_were_called_for_is_not_alerted_too(self, account, office, place, officer):
        usual_days(account)
        said(
            account,
            *(f"TOLONG! Rumah di Mlati kebakaran, ada anak terjebak api, nomor {n}" for n in range(9)),
        )
        assert Notice.objects.filter(kind="inbox.alarm").exists()
        assert look(office) is None

    def test_an_office_that_hears_very_much_is_compared_with_as_many_days(self, account, office):
        for day in range(1, 9):
            # The last days were quieter than those before.
            said(
                account,
                *(f"Loket {n} tutup hari {day}?" for n in range(2 if day < 4 else 8)),
                at=NOW - day * DAY - timedelta(hours=1),
            )
        said(account, *(f"Antrean nomor {n} macet" for n in range(8)))
        whole, some = pulse.voices(office.pk, NOW), pulse.voices(office.pk, NOW, most=8)
        assert (whole.before_each, whole.today_each) == (1, 1)
        assert len(some.before) < len(whole.before) / 3
        assert some.days == whole.days > 7
        assert some.usual == pytest.approx(whole.usual, rel=0.35)
        assert some.now == pytest.approx(whole.now, rel=0.35)

    def test_a_watch_that_reads_very_much_is_compared_with_as_many_days(self, paper):
        whole = pulse.titles(paper.institution_id, NOW, near=False)
        some = pulse.titles(paper.institution_id, NOW, near=False, most=6)
        assert (len(whole.before), len(some.before), some.before_each) == (10, 5, 2)
        assert (some.usual, some.days) == (whole.usual, whole.days)

    def test_whoever_opens_a_page_does_not_wait_for_the_count(self, account, office, editor):
        said(account, *(f"Zonasi di loket {n}" for n in range(5)))
        queries.count_rising_words(office.pk, NOW)
        with CaptureQueriesContext(connection) as asked:
            (word,) = queries.rising_words(office.pk, NOW)
        assert (word.word, word.beside) == ("loket", ("zonasi",))
        assert not [one for one in asked if "inbox_message" in one["sql"]]

    def test_a_word_that_few_of_some_citizens_say_does_not_rise_by_counting_each_for_many(self):
        said = Stream(today=["banjir"] * 2, before=[], days=28, is_voices=True, today_each=8)
        assert rising(said) == []
        more = Stream(today=["banjir"] * 3, before=["banjir"] * 7, days=28, today_each=8, before_each=4)
        (word,) = rising(more)
        assert (word.titles, word.usual) == (24, 1.0)

    def test_another_office_hears_nothing_of_it(self, stranger, account):
        said(account, "Banjir di Mlati")
        assert inbox.voices(stranger.institution_id, since=NOW - DAY, until=NOW, most=9) == []

    def test_a_young_inbox_knows_nothing_that_is_usual(self, account, office, place):
        said(account, *(f"Banjir di RT {n}" for n in range(20)))
        assert look(office) is None


class TestStories:
    def test_so_many_citizens_count_like_another_source(self, place, editor, account):
        title = "Pemkab Sleman menutup jembatan gantung di Mlati karena retak"
        told: list[StoryRising] = []
        with events.heard_by({StoryRising: (told.append,)}):
            taken(a_feed(editor), title)
            taken(a_feed(editor), title)
            said(
                account,
                *(f"Min kenapa jembatan gantung di Mlati ditutup karena retak ya{'?' * n}" for n in range(2)),
            )
            actions.hear_inbox(place.institution_id, now=NOW)
            assert told == []
            said(account, "Jembatan gantung Mlati retak dan ditutup Pemkab Sleman, lewat mana?")
            assert actions.hear_inbox(place.institution_id, now=NOW) == 1
            assert actions.hear_inbox(place.institution_id, now=NOW) == 0
        assert [one.sources for one in told] == [3]
        story = Story.objects.get()
        assert story.people == 3
        assert (
            "3 warga menulis hal yang sama"
            in signed_in(editor).get(f"/pantau/berita/{story.pk}/").content.decode()
        )


class TestLookingAround:
    def test_offices_of_which_something_was_said_are_looked_at(self, paper, account, office, monkeypatch):
        usual_days(account)
        assert queries.offices_to_look_at(NOW - timedelta(hours=1)) == []
        said(account, "Loket tutup?", at=NOW - timedelta(minutes=5))
        assert queries.offices_to_look_at(NOW - timedelta(hours=1)) == [office.pk]

    def test_a_word_is_alerted_by_the_round_without_anybody_reading_a_feed(
        self, paper, account, office, editor
    ):
        taken(paper, *FLOOD)
        jobs.look_around(int(NOW.timestamp()))
        alert = Alert.objects.get()
        assert alert.words[0] == "banjir"
        Alert.objects.update(at=timezone.now(), voices=2)
        body = signed_in(editor).get("/pantau/").content.decode()
        assert "Sebuah kata meningkat" in body
        assert "di 3 judul, di tulisan 2 warga dalam sehari" in body
        assert "/pantau/?tampil=all&amp;cari=banjir" in body
        assert "/masukan/?cari=banjir" in body
        assert "Masukan dengan “banjir”" in body
