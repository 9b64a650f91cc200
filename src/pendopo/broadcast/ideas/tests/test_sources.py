"""Facts in, suggestions out: each source with facts and without."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from pendopo.broadcast.content.rules.tests.builders import a_subject, only
from pendopo.broadcast.ideas import card_templates
from pendopo.broadcast.ideas.suggesting import (
    Asked,
    Earlier,
    Solved,
    Spoken,
    Standard,
    asked,
    gaps,
    known,
    last_year,
    national_days,
    news,
    solved,
    standards,
)
from pendopo.broadcast.ideas.suggesting.gaps import Behind
from pendopo.foundation.clock import to_prepare, upcoming

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _in_indonesian():
    with translation.override("id"):
        yield


class TestNationalDays:
    def found(self, *spoken: Spoken, days=None, today=TODAY):
        return list(
            national_days.suggestions(
                to_prepare(today) if days is None else days,
                spoken=spoken,
                solemn=frozenset(),
                today=today,
                language="id",
            )
        )

    def test_a_day_whose_time_to_prepare_began_says_when_it_is(self):
        (teachers,) = [one for one in self.found() if "Guru" in one.title]
        assert teachers.why == (
            "Hari Guru Nasional jatuh pada Rabu, 25 November 2026, 7 hari lagi, dan belum ada yang direncanakan."
        )
        assert teachers.text.startswith("Selamat Hari Guru Nasional! Siapa guru yang mengubah hidup Anda?")
        assert (teachers.template, teachers.suggested_for) == ("greeting", date(2026, 11, 25))

    def test_every_day_says_what_citizens_can_use_on_it(self):
        days = [day for on in (date(2026, 1, 1), date(2027, 1, 1)) for day in upcoming(on, 365)]
        for day in days:
            (one,) = self.found(days=[day], today=day.on)
            ready = re.sub(r"\[[^]]*\]", "", one.text.removeprefix("Selamat ").removeprefix(one.title))
            assert len(ready.split()) > 5 or one.is_solemn, one.text
            assert len(only(a_subject(one.text), "gap_left")) == one.text.count("["), one.text
            assert one.text.count("[") >= 1 or day.key == "defend_country_day", one.text

    def test_a_holiday_says_when_the_office_is_open_again(self):
        (christmas,) = self.found(
            days=[day for day in upcoming(date(2026, 12, 20), 10) if day.key == "christmas"]
        )
        assert "buka kembali pada [tulis hari dan jam]" in christmas.text

    def test_an_office_that_writes_in_english_gets_the_general_sentence(self):
        with translation.override("en"):
            (one,) = national_days.suggestions(
                [day for day in upcoming(TODAY, 10) if day.key == "teachers_day"],
                spoken=(),
                solemn=frozenset(),
                today=TODAY,
                language="en",
            )
        assert one.text.startswith("Happy National Teachers' Day! [Write")

    def test_no_line_speaks_of_a_day_that_is_not_on_the_list(self):
        keys = {day.key for on in (date(2026, 1, 1), date(2027, 1, 1)) for day in upcoming(on, 365)}
        assert set(known._angles()) <= keys

    def test_no_day_no_suggestion(self):
        assert self.found(days=()) == []

    def test_what_is_planned_for_it_already_is_not_suggested(self):
        planned = Spoken(title="Ucapan", text="Selamat Hari Guru bagi para pendidik!", on=date(2026, 11, 25))
        assert not [one for one in self.found(planned) if "Guru" in one.title]
        last_week = Spoken(title="Guru mengaji", text="", on=date(2026, 11, 1))
        assert [one for one in self.found(last_week) if "Guru" in one.title]

    def test_a_solemn_day_is_quiet_and_takes_nothing_festive(self):
        days = upcoming(date(2026, 9, 28), 3)
        for one in self.found(days=days, today=date(2026, 9, 28)):
            if one.is_solemn:
                assert one.template not in card_templates.FESTIVE
                assert "khidmat" in one.why
        assert any(one.is_solemn for one in self.found(days=days, today=date(2026, 9, 28)))

    def test_two_days_of_one_feast_are_one_idea(self):
        idulfitri = [day for day in upcoming(date(2026, 3, 20), 3) if day.key == "idulfitri"]
        assert len(idulfitri) == 2
        assert len(self.found(days=idulfitri, today=date(2026, 3, 15))) == 1

    def test_today_and_tomorrow_are_said_as_people_say_them(self):
        whys = {one.title: one.why for one in self.found(today=date(2026, 11, 24))}
        assert "jatuh besok" in whys["Hari Guru Nasional"]
        whys = {one.title: one.why for one in self.found(today=date(2026, 11, 25))}
        assert "jatuh hari ini" in whys["Hari Guru Nasional"]


class TestGaps:
    FREE = tuple(TODAY + timedelta(days=number) for number in (1, 2, 5, 6))

    def found(self, *pillars: Behind, free=FREE, spoken_for=frozenset(), solemn=frozenset()):
        return list(
            gaps.suggestions(free, pillars, spoken_for=spoken_for, solemn=solemn, today=TODAY, language="id")
        )

    def test_a_free_day_names_the_pillar_that_lacks_most(self):
        service = Behind(pillar_id=1, name="Layanan publik", percent=11, target=40, of=9)
        culture = Behind(pillar_id=2, name="Budaya", percent=12, target=15, of=9)
        first, second, third = self.found(culture, service)
        assert first.why == (
            "Belum ada unggahan untuk Kamis, 19 November 2026. "
            "Pilar “Layanan publik” baru mendapat 11 % dari 9 unggahan bulan ini; targetnya 40 %."
        )
        assert [one.pillar_id for one in (first, second, third)] == [1, 2, 1]
        assert first.text.startswith("[Tulis satu hal dari “Layanan publik”")

    def test_without_pillars_the_day_alone_is_named(self):
        first = self.found()[0]
        assert (first.pillar_id, first.title) == (None, "Unggahan untuk Kamis, 19 November 2026")

    def test_a_month_without_posts_says_so(self):
        first = self.found(Behind(pillar_id=1, name="Layanan publik", percent=0, target=40, of=0))[0]
        assert "belum satu pun direncanakan" in first.why

    def test_days_of_other_ideas_and_full_days_are_left_alone(self):
        assert self.found(free=()) == []
        assert TODAY + timedelta(days=1) not in [
            one.suggested_for for one in self.found(spoken_for=frozenset({TODAY + timedelta(days=1)}))
        ]

    def test_a_solemn_day_says_so(self):
        first = self.found(solemn=frozenset({self.FREE[0]}))[0]
        assert first.is_solemn
        assert "khidmat" in first.why


class TestAsked:
    WATER = Asked(
        number=7,
        first_on=TODAY - timedelta(days=3),
        by_citizen=(
            "Min, air PDAM mati di Sukamaju kapan nyala? Saya Budi Santoso RT 3",
            "kapan air PDAM Sukamaju nyala lagi kak",
            "air PDAM mati terus, Sukamaju ini kapan?",
        ),
    )

    def test_a_question_of_several_becomes_a_topic_of_shared_words(self):
        (one,) = asked.suggestions([self.WATER], spoken=(), today=TODAY)
        assert one.title == "Warga bertanya: air pdam mati sukamaju nyala"
        assert one.why == "Ditanyakan 3 warga minggu ini, dan belum ada unggahan yang menjawabnya."
        assert (one.template, one.strength) == ("question-answer", 3)
        assert "[" in one.text

    def test_what_one_citizen_alone_wrote_stays_with_them(self):
        (one,) = asked.suggestions([self.WATER], spoken=(), today=TODAY)
        assert "budi" not in f"{one.title}{one.text}{one.why}".casefold()
        assert "santoso" not in f"{one.title}{one.text}{one.why}".casefold()

    def test_a_post_since_then_answers_it_and_one_before_does_not(self):
        post = Spoken(title="Air PDAM", text="Air PDAM di Sukamaju mengalir lagi malam ini.", on=TODAY)
        assert not list(asked.suggestions([self.WATER], spoken=[post], today=TODAY))
        earlier = Spoken(title=post.title, text=post.text, on=TODAY - timedelta(days=5))
        assert list(asked.suggestions([self.WATER], spoken=[earlier], today=TODAY))
        other = Spoken(title="Pasar", text="Pasar murah di Sukamaju besok.", on=TODAY)
        assert list(asked.suggestions([self.WATER], spoken=[other], today=TODAY))

    def test_two_people_or_no_common_words_are_no_idea(self):
        two = Asked(number=1, first_on=TODAY, by_citizen=self.WATER.by_citizen[:2])
        apart = Asked(number=2, first_on=TODAY, by_citizen=("jalan rusak", "sampah bau", "lampu padam"))
        assert not list(asked.suggestions([two, apart], spoken=(), today=TODAY))
        assert not list(asked.suggestions([], spoken=(), today=TODAY))


class TestSolved:
    def test_a_topic_of_a_week_is_one_idea_with_its_number(self):
        lamps = Solved(topic="Lampu jalan", unit="DPU", unit_id=3, count=7, year=2026, week=47, last_on=TODAY)
        (one,) = solved.suggestions([lamps])
        assert one.title == "Anda bertanya, kami kerjakan: Lampu jalan"
        assert one.why == "7 laporan tentang “Lampu jalan” selesai pada 16 Nov sampai 22 Nov. Oleh: DPU."
        assert one.text.startswith(
            "Anda bertanya, kami kerjakan. Warga melaporkan: Lampu jalan. DPU sudah menanganinya: ["
        )
        assert one.reference == "2026-W47:3:lampu jalan"

    def test_nothing_settled_or_nothing_named_is_no_idea(self):
        assert not list(solved.suggestions([]))
        nameless = Solved(topic="", unit="", unit_id=None, count=2, year=2026, week=47, last_on=TODAY)
        assert not list(solved.suggestions([nameless]))


class TestWarnings:
    def found(self, headline, *, number=1, today=TODAY, language="id"):
        return news.of_warning(
            number=number, headline=headline, url="", is_drafted=True, today=today, language=language
        )

    @pytest.mark.parametrize(
        ("headline", "called"),
        [
            ("Hujan Lebat disertai Petir di Jawa Barat", "hujan lebat dan petir"),
            ("Hujan Lebat disertai Angin Kencang di Priangan", "angin kencang"),
            ("Gempa magnitudo 4,8: 12 km tenggara Mekarjaya", "gempa bumi"),
            ("Gempa M 7,4 berpotensi tsunami", "tsunami"),
            ("Gelombang tinggi di laut selatan", "gelombang tinggi"),
        ],
    )
    def test_what_to_prepare_is_ready_and_speaks_of_the_danger(self, headline, called):
        one = self.found(headline)
        assert one.title == f"Yang bisa disiapkan warga: {called}"
        assert one.text.count("[") == 1  # the number to call
        assert one.is_solemn

    def test_many_warnings_of_one_danger_are_one_idea_a_week(self):
        first, again = self.found("Hujan Lebat di Priangan"), self.found("Hujan Lebat di Cibuluh", number=2)
        assert first.reference == again.reference
        assert self.found("Hujan", today=TODAY + timedelta(days=7)).reference != first.reference

    @pytest.mark.parametrize(("headline", "language"), [("Abu", "id"), ("Hujan Lebat", "en")])
    def test_what_nobody_wrote_down_is_left_to_be_written(self, headline, language):
        one = self.found(headline, language=language)
        assert one.reference == "warning:1"
        assert one.text.count("[") == 3


class TestStandards:
    CARD = Standard(
        service_id=4,
        name="Penerbitan KTP elektronik",
        names=("Penerbitan KTP elektronik", "KTP-el"),
        since=date(2026, 1, 12),
        parts=(
            ("Persyaratan", "Fotokopi KK.\nUsia 17 tahun."),
            ("Biaya atau tarif", "Gratis"),
            ("Dibawa", "KK\nPasfoto\n"),
            ("Waktu", "x " * 300),
        ),
    )

    def found(self, *spoken: Spoken):
        return list(standards.suggestions([self.CARD], spoken=spoken, today=TODAY))

    def test_a_standard_that_no_post_names_is_told_with_its_own_words(self):
        (one,) = self.found(Spoken(title="Air", text="Air mengalir lagi."))
        assert one.why == (
            "Tidak satu pun dari 1 unggahan 180 hari terakhir membahas “Penerbitan KTP elektronik”. "
            "Standarnya berlaku sejak 12 Januari 2026."
        )
        assert "Persyaratan: Fotokopi KK. Usia 17 tahun.\nBiaya atau tarif: Gratis\n" in one.text
        assert "Dibawa: KK; Pasfoto\n" in one.text
        assert "[...]" in one.text
        assert one.template == "requirements-and-cost"

    def test_a_post_that_names_it_makes_it_known(self):
        assert self.found(Spoken(title="", text="Urus ktp-el di kecamatan mulai Senin.")) == []
        assert self.found(Spoken(title="", text="Urus KTP-elang?"))

    def test_no_standard_no_idea(self):
        assert not list(standards.suggestions([], spoken=(), today=TODAY))


class TestLastYear:
    def post(self, number: int, replies: int) -> Earlier:
        return Earlier(
            item_id=number,
            title=f"Unggahan {number}",
            text="Air bersih kembali mengalir.",
            published_on=date(2025, 11, 20),
            replies=replies,
        )

    def found(self, *posts: Earlier):
        return list(last_year.suggestions(posts, today=TODAY, language="id"))

    def test_the_few_with_most_replies_come_back_and_say_how_they_were_ranked(self):
        found = self.found(*(self.post(number, number) for number in range(1, 9)))
        assert [one.strength for one in found] == [8, 7, 6]
        assert found[0].why == (
            "Setahun lalu, 20 November 2025, unggahan ini mendapat 8 balasan warga, terbanyak dari 8 unggahan di "
            "sekitar hari itu. Hanya balasan yang dihitung: jangkauan belum tercatat."
        )
        assert "terbanyak" not in found[1].why
        assert found[0].text.startswith("[Periksa setiap nama, angka, dan tanggal")
        assert found[0].suggested_for == date(2026, 11, 20)

    def test_what_moved_nobody_and_a_year_without_posts_are_no_ideas(self):
        assert self.found(self.post(1, 2)) == []
        assert self.found() == []


def test_every_gap_a_source_leaves_is_found_before_anything_goes_out():
    drafts = [
        *national_days.suggestions(
            upcoming(TODAY, 40), spoken=(), solemn=frozenset(), today=TODAY, language="id"
        ),
        *gaps.suggestions(
            TestGaps.FREE,
            [Behind(pillar_id=1, name="Layanan", percent=0, target=40, of=0)],
            spoken_for=frozenset(),
            solemn=frozenset(),
            today=TODAY,
            language="id",
        ),
        *gaps.suggestions(
            TestGaps.FREE, (), spoken_for=frozenset(), solemn=frozenset(), today=TODAY, language="id"
        ),
        *asked.suggestions(
            [TestAsked.WATER, replace(TestAsked.WATER, are_questions=False)], spoken=(), today=TODAY
        ),
        *solved.suggestions(
            [Solved(topic="Lampu", unit="DPU", unit_id=1, count=1, year=2026, week=47, last_on=TODAY)],
        ),
        *standards.suggestions(
            [TestStandards.CARD, replace(TestStandards.CARD, parts=())], spoken=(), today=TODAY
        ),
        *last_year.suggestions([TestLastYear().post(1, 9)], today=TODAY, language="id"),
        news.of_story(number=1, title="Jembatan", url="", sources=3, today=TODAY),
        news.of_warning(number=1, headline="Abu", url="", is_drafted=True, today=TODAY, language="id"),
        news.of_warning(number=1, headline="Hujan", url="", is_drafted=False, today=TODAY, language="id"),
    ]
    for one in drafts:
        left = only(a_subject(one.text), "gap_left")
        assert left
        assert len(left) == one.text.count("["), one.text
