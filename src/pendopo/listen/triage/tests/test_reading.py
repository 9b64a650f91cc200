"""One pass answers everything, says how sure it is, and shows the words that decided it."""

from __future__ import annotations

import pytest

from pendopo.listen.triage import Gazetteer, Intent, Unit, read


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (
            "jalan depan sekolah rusak parah, tiap hujan tergenang, sudah lapor tidak ada tanggapan",
            "complaint",
        ),
        ("syarat membuat kartu keluarga apa saja ya?", "question"),
        ("usul pak, sebaiknya taman diberi lampu", "suggestion"),
        ("terima kasih pelayanannya cepat dan ramah, mantap", "praise"),
        (
            "mohon salinan laporan keuangan dinas tahun lalu sesuai uu keterbukaan informasi",
            "information_request",
        ),
        ("beredar pesan berantai soal gempa, hoaks atau benar min", "hoax_tip"),
        ("pinjaman cepat cair tanpa jaminan, klik link di bio", "spam"),
        ("goblok tolol bangsat kalian", "abusive"),
        ("pagi min", "small_talk"),
    ],
)
def test_each_of_the_nine_intents_is_heard(text, intent):
    (reading,) = read([text])
    assert reading.intent.label == Intent(intent)
    assert reading.intent.decided_by(text)


def test_a_question_is_neutral():
    (reading,) = read(["kapan jalan rusak di desa kami diperbaiki pak?"])
    assert reading.question.label == "question"
    if reading.intent.label == "question":
        assert reading.sentiment.label == "neutral"


def test_dressed_up_gambling_is_spam_whatever_its_name():
    (reading,) = read(["main di 𝐊𝐄𝐌𝐁𝐀𝐍𝐆𝟗𝟗 pasti cuan"])
    assert reading.spam.label == "spam"
    assert reading.intent.label == "spam"
    assert "styled" in reading.marks


@pytest.mark.parametrize(
    "text",
    [
        "lapor, banyak iklan judi slot gacor di komentar halaman ini tolong dihapus",
        "adik saya kecanduan judi online slot, dinas mana yang bisa bantu?",
        "pinjol ilegal neror warga desa kami, mohon ditindak",
    ],
)
def test_who_complains_of_gambling_and_loans_sells_nothing(text):
    (reading,) = read([text])
    assert (reading.intent.label, reading.spam.label) == ("complaint", "ham")
    assert reading.intent.decided_by(text)


@pytest.mark.parametrize(
    "text",
    [
        "benarkah ada bantuan 5 juta dari pemda? dapat wa katanya harus klik link",
        "min ini penipuan bukan? ada wa suruh klik link daftar bansos",
    ],
)
def test_who_asks_whether_an_offer_is_true_sells_nothing(text):
    (reading,) = read([text])
    assert (reading.intent.label, reading.spam.label) == ("hoax_tip", "ham")


def test_a_call_for_help_is_no_suggestion_and_calls_surely():
    (reading,) = read(["Tolong! Rumah roboh di Kampung Baru, ada orang terjebak di dalam!"])
    assert reading.intent.label == "complaint"
    assert reading.urgency.label == "high"
    assert reading.urgency.confidence >= 0.8
    (thanks,) = read(["terima kasih damkar, kebakaran di pasar cepat padam"])
    assert (thanks.intent.label, thanks.urgency.label) == ("praise", "low")


def test_below_the_threshold_it_says_that_it_is_not_sure():
    (reading,) = read(["eh"], threshold=0.99)
    assert reading.intent.is_unsure
    assert reading.intent.confidence < 0.99


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mohon informasi jadwal pelayanan di kantor kecamatan", "ind"),
        ("dalane rusak nemen pak, wis setaun ora didandani", "jav"),
        ("punten, abdi bade tumaros syarat ngadamel ktp kumaha", "sun"),
        ("please fix the street lights in our neighborhood", "eng"),
    ],
)
def test_languages_are_told_apart(text, language):
    assert read([text])[0].language.label == language


def test_an_empty_text_is_read_too():
    assert read(["", "   ", "…"])[0].unit.proposals == ()
    assert read([]) == []


def test_reading_alone_or_in_company_is_the_same():
    texts = ["jalan rusak", "makasih min", "kapan buka?"] * 300
    together = read(texts)
    assert together[:3] == together[-3:]
    assert [one.intent.label for one in together[:3]] == [read([text])[0].intent.label for text in texts[:3]]


def test_units_are_the_office_s_own():
    gazetteer = Gazetteer(
        [
            Unit("balai", names=("balai jalan",), duties=("aspal", "jalan berlubang"), places=("mekarjaya",)),
            Unit("kebun", names=("kebun raya",), duties=("anggrek",)),
        ]
    )
    (reading,) = read(["aspal di mekarjaya ngelupas"], gazetteer=gazetteer)
    assert reading.unit.proposals[0].unit == "balai"
    assert reading.unit.filled == ""
