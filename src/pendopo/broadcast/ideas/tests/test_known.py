"""What is known of a danger without asking anybody."""

from __future__ import annotations

import pytest

from pendopo.broadcast.ideas.suggesting import known

WORDS = [(word, one.key) for one in known._hazards() for word in one.words]


@pytest.mark.parametrize(("word", "key"), WORDS)
def test_no_word_of_a_danger_stands_behind_a_shorter_one_of_another(word, key):
    found = known.hazard_of(f"Peringatan dini {word.title()} di Mekarjaya", "id")
    assert found is not None
    assert found.key == key


def test_a_flood_from_the_sea_is_a_flood():
    found = known.hazard_of("Banjir Rob di pesisir utara", "id")
    assert found is not None
    assert found.key == "flood"


def test_an_office_that_writes_in_another_language_gets_the_general_sentence():
    assert known.hazard_of("Gempa bumi", "en") is None


@pytest.mark.parametrize(
    ("headline", "key"),
    [
        # denied: it is what else the headline says, or nothing
        ("Gempa M 5,2 di Pangandaran, tidak berpotensi tsunami", "earthquake"),
        ("Gempa Magnitudo 6,1 Guncang Kendari, BMKG: Tak Berpotensi Tsunami", "earthquake"),
        ("Gempabumi dirasakan di Lebak dan tidak memicu gelombang tsunami", "earthquake"),
        ("Hujan deras, tidak ada potensi banjir atau longsor", "rain"),
        ("Tidak ada ancaman tsunami di pesisir selatan", None),
        ("Getaran di Cilacap bukan gempa", None),
        ("Aman dari banjir, Kecamatan Bojong tetap siaga", None),
        # told for practice, told falsely, or over
        ("Simulasi gempa dan tsunami di SDN 2 Sukamaju", None),
        ("Warga Anyer ikut latihan evakuasi tsunami", None),
        ("[HOAKS] Tsunami akan menerjang Pangandaran malam ini", None),
        ("Kabar tsunami di Palu hoaks, kata BMKG", None),
        ("Gempa guncang Cianjur, kabar tsunami hoaks", "earthquake"),
        ("Peringatan dini tsunami dicabut", None),
        ("Peringatan dini tsunami telah berakhir; waspada gempa susulan", "earthquake"),
        # not denied, whatever stands near
        ("Gempa M 7,4 berpotensi tsunami", "tsunami"),
        ("Bukan hanya banjir, warga diminta waspada", "flood"),
        ("Tidak ada korban jiwa akibat gempa M 5,6", "earthquake"),
        ("Tanpa hujan di hulu pun banjir datang", "flood"),
        ("Waspada tsunami: jangan tunggu sirene", "tsunami"),
        # words that only look like one, or belong to another
        ("Warga gempar, harga cabai naik", None),
        ("Gelombang panas di Jawa bagian utara", "heat"),
        ("Suhu dingin di Dieng sampai akhir pekan", None),
        ("Titik panas terpantau di tiga kecamatan", "smoke"),
        ("Hujan abu Gunung Marapi", "eruption"),
        ("Banjir lahar di lereng Semeru", "eruption"),
        ("Pasang air laut di pesisir utara", "flood"),
    ],
)
def test_a_danger_that_is_denied_played_or_over_is_not_that_danger(headline, key):
    found = known.hazard_of(headline, "id")
    assert (found.key if found else None) == key
