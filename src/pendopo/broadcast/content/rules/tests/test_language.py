"""Sentences, plain words, capitals, hashtags, and the tone of a solemn day."""

from __future__ import annotations

import importlib.resources
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.content.rules import OfficeFacts, Severity, Tuning, solemn_days
from pendopo.broadcast.content.rules.phrases import words_of
from pendopo.broadcast.content.rules.plain_language import sentences, syllables
from pendopo.broadcast.content.rules.tests.builders import a_subject, a_variant, codes, only
from pendopo.broadcast.content.rules.word_lists import (
    ListInvalid,
    WordKind,
    plain_words,
    read_plain_words,
)
from pendopo.foundation.clock import WorkingCalendar

HEROES_DAY = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)
FOLDER = importlib.resources.files("pendopo.broadcast.content.rules")
ENTRIES = read_plain_words((FOLDER / "plain_words.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Air mengalir. Terima kasih!", ["Air mengalir.", "Terima kasih!"]),
        ("Di Jl. Pahlawan No. 9. Datang ya.", ["Di Jl. Pahlawan No. 9.", "Datang ya."]),
        ("Oleh dr. Sri pukul 08.00 WIB. Gratis.", ["Oleh dr. Sri pukul 08.00 WIB.", "Gratis."]),
        ("Biaya Rp1.250.000 saja", ["Biaya Rp1.250.000 saja"]),
        ("Syarat:\n- KTP\n- KK", ["Syarat:", "- KTP", "- KK"]),
        ("Benarkah? “Ya.” Begitu…", ["Benarkah?", "“Ya.”", "Begitu…"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(text=st.text(alphabet=st.sampled_from("ab .!?\n…A1”"), max_size=80))
def test_sentences_lose_no_word(text) -> None:
    said = [text[start:end] for start, end in sentences(text)]

    assert "".join("".join(said).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("air", 2),
        ("pantai", 2),
        ("sungai", 2),
        ("dua", 2),
        ("mulai", 2),
        ("pertanggungjawaban", 6),
        ("KTP", 1),
    ],
)
def test_syllables(word, number) -> None:
    # "air" is a-ir: only a closing ai is one sound.
    assert syllables(word) == number


def test_a_long_sentence_is_pointed_at() -> None:
    long = " ".join(["warga"] * 26)
    (finding,) = only(a_subject(f"Pendek. {long}. Pendek."), "long_sentence")

    assert finding.where.of(f"Pendek. {long}. Pendek.") == f"{long}."
    assert finding.sentence.params == {"words": 26}
    assert finding.severity is Severity.HINT


def test_an_office_may_allow_longer_sentences() -> None:
    long = " ".join(["warga"] * 26)
    tuning = Tuning.read({"long_sentence": {"thresholds": {"words": 30}}})

    assert "long_sentence" not in codes(a_subject(long), tuning)


def test_a_heavy_text_is_said_to_be_heavy_and_a_light_one_is_not() -> None:
    heavy = (
        "Penyelenggaraan pertanggungjawaban pengadministrasian kependudukan dilaksanakan berkesinambungan "
        "sebagai perwujudan kebijaksanaan pemerintahan kabupaten yang mengutamakan kemaslahatan "
        "kemasyarakatan berlandaskan perundang-undangan ketatanegaraan. "
    )
    light = "Warga bisa datang ke balai desa. Bawa KTP dan KK. Semua gratis. "

    assert "hard_to_read" in codes(a_subject(heavy.replace(". ", " di seluruh desa dan kota kami. ") * 3))
    assert "hard_to_read" not in codes(a_subject(light * 3))


# Plain words


def test_the_list_is_long_enough_to_be_useful() -> None:
    assert sum(one.kind is WordKind.OFFICIALESE for one in ENTRIES) >= 120
    assert sum(one.kind is WordKind.SPELLING for one in ENTRIES) >= 60


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.said)
def test_a_plain_word_is_not_itself_on_the_list(entry) -> None:
    assert list(plain_words().found_in(entry.plain, words_of(entry.plain))) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda one: one.said)
def test_one_tap_replaces_each_word_of_the_list(entry) -> None:
    text = f"Kemarin {entry.said} besok."
    (finding,) = only(a_subject(text), entry.kind.value)

    mended = finding.fix.applied_to(text, finding.where)
    assert mended == f"Kemarin {entry.plain} besok."
    assert only(a_subject(mended), entry.kind.value) == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Dalam rangka HUT kota", "Untuk HUT kota"),
        ("DALAM RANGKA HUT", "UNTUK HUT"),
        ("datang dalam  rangka lomba", "datang untuk lomba"),
        ("Silahkan datang", "Silakan datang"),
        ("bulan Ramadhan", "bulan Ramadan"),
    ],
)
def test_capitals_are_kept(text, mended) -> None:
    (finding,) = [*only(a_subject(text), "officialese"), *only(a_subject(text), "spelling")]

    assert finding.fix.applied_to(text, finding.where) == mended


@pytest.mark.parametrize(
    "text",
    [
        "Rangka jembatan dalam perbaikan.",
        "Dia di dalam, rangka itu di luar.",  # a comma stands between
        "#himbauan dan @apotik.sukamaju dan https://contoh.go.id/ijin",
        "Perizinan dibuka.",
    ],
)
def test_is_left_alone(text) -> None:
    assert not {"officialese", "spelling"} & set(codes(a_subject(text)))


def test_the_longest_phrase_is_meant() -> None:
    (finding,) = only(a_subject("Hadir dalam rangka untuk belajar"), "officialese")

    assert finding.sentence.params["said"] == "dalam rangka untuk"


def test_not_more_hints_than_a_person_reads() -> None:
    assert codes(a_subject("apabila " * 30)).count("officialese") == 10


@pytest.mark.parametrize(
    "text",
    [
        'word = [{ said = "Apabila", plain = "jika" }]',
        'word = [{ said = "apabila", plain = "" }]',
        'word = [{ said = "apabila" }]',
        'word = [{ said = "apabila", plain = "jika", kind = "odd" }]',
        'word = [{ said = "apabila", plain = "jika" }, { said = "apabila", plain = "kalau" }]',
        "word = ",
    ],
)
def test_a_wrong_list_is_refused(text) -> None:
    with pytest.raises(ListInvalid):
        read_plain_words(text)


# Loudness


def test_shouting_is_made_calm_and_short_names_keep_their_capitals() -> None:
    text = "SELURUH WARGA WAJIB MEMBAWA KTP DAN KARTU KELUARGA KE RSUD besok."
    (finding,) = only(a_subject(text), "all_caps")

    mended = finding.fix.applied_to(text, finding.where)
    assert mended == "Seluruh warga wajib membawa KTP DAN kartu keluarga KE RSUD besok."
    assert "all_caps" not in codes(a_subject(mended))


@pytest.mark.parametrize(
    "text",
    ["Bawa KTP, KK, NPWP, SIM, STNK, BPJS, dan BPKB.", "PENGUMUMAN PENTING: besok libur.", "Air mengalir."],
)
def test_is_not_shouting(text) -> None:
    assert "all_caps" not in codes(a_subject(text))


def test_surplus_hashtags_are_left_out_by_one_tap() -> None:
    text = "Air bersih. #satu #dua #tiga #empat #lima #enam #tujuh Selesai"
    (finding,) = only(a_subject(text), "too_many_tags")

    mended = finding.fix.applied_to(text, finding.where)
    assert "#lima" in mended
    assert "#enam" not in mended
    assert "too_many_tags" not in codes(a_subject(mended))


def test_tags_beside_the_text_count_once() -> None:
    assert "too_many_tags" not in codes(a_subject("#a1 #b1 #c1", tags=("a1", "b1", "c1", "d1", "e1")))
    assert "too_many_tags" in codes(a_subject("#a1 #b1 #c1", tags=("d1", "e1", "f1")))


# Tone


def on_heroes_day(text):
    office = OfficeFacts(solemn_days=solemn_days([date(2026, 11, 10)], WorkingCalendar()))
    return a_subject(text, office=office, variants=(a_variant(text, due_at=HEROES_DAY),))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wkwkwk, siapa yang sudah upacara?", "humour"),
        ("Ikuti giveaway Hari Pahlawan", "giveaway"),
        ("Ada kuis berhadiah untuk warga", "giveaway"),
        ("Selamat Hari Pahlawan!!!", "festive"),
        ("Selamat 🎉🎉🎉", "festive"),
    ],
)
def test_a_solemn_day_is_kept_solemn(text, code) -> None:
    (finding,) = only(on_heroes_day(text), code)

    assert finding.needs_reason
    assert "Hari Pahlawan" in finding.sentence.said()
    assert "Heroes" in finding.sentence.said(language="en")
    assert code not in codes(a_subject(text, variants=(a_variant(text),)))


@pytest.mark.parametrize(
    "text", ["Hormat kami untuk para pahlawan. 🇮🇩", "Merdeka! Terima kasih, pahlawan.", "Diskominfo hadir."]
)
def test_dignity_is_let_through(text) -> None:
    assert not {"humour", "giveaway", "festive"} & set(codes(on_heroes_day(text)))


def test_a_crisis_has_its_own_words() -> None:
    subject = a_subject("Hehe, tenang saja!!!", office=OfficeFacts(in_crisis=True))

    said = [finding.sentence.said() for finding in (*only(subject, "humour"), *only(subject, "festive"))]
    assert len(said) == 2
    assert all("crisis" in one for one in said)


@given(
    signs=st.lists(
        st.sampled_from(["Halo", "!", "!!", "🎉", "🔥", "✨\ufe0f", "👏🏽", " ", "Air", "?"]), max_size=25
    )
)
def test_calming_down_is_enough(signs) -> None:
    text = "".join(signs)
    for finding in only(on_heroes_day(text), "festive"):
        mended = finding.fix.applied_to(text, finding.where)
        assert only(on_heroes_day(mended), "festive") == []
