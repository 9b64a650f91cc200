"""What a draft left open never goes out."""

from __future__ import annotations

import pytest

from pendopo.broadcast.content.rules import Severity, Tuning
from pendopo.broadcast.content.rules.tests.builders import a_subject, a_variant, codes, only


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Air mengalir lagi [tulis kapan dan di mana].", "[tulis kapan dan di mana]"),
        (
            "[Tulis jawabannya dalam satu kalimat,\ndengan angka.]",
            "[Tulis jawabannya dalam satu kalimat,\ndengan angka.]",
        ),
        ("Posyandu pindah ke [tempat].", "[tempat]"),
        ("Mulai [tanggal mulai], loket buka.", "[tanggal mulai]"),
        ("Syarat: fotokopi KK [...]", "[...]"),
        ("Call [write the number].", "[write the number]"),
    ],
)
def test_what_somebody_still_has_to_fill_in_blocks(text, gap):
    (found,) = only(a_subject(text), "gap_left")
    assert found.severity is Severity.BLOCK
    assert found.where.of(text) == gap


@pytest.mark.parametrize(
    "text",
    [
        "[HOAKS] Bantuan lewat tautan ini palsu.",
        "[UPDATE 14.30] Jalan sudah terbuka.",
        "Perda 5 [2026] berlaku hari ini.",
        "Nama [anak] tidak kami sebut.",
        "Hari libur [hari kerja tetap buka sampai malam] tahun ini.",
        "Tanda ] dan [ saja.",
    ],
)
def test_other_brackets_are_left_alone(text):
    assert "gap_left" not in codes(a_subject(text))


def test_it_is_found_in_titles_threads_and_an_accounts_own_words():
    own = a_variant("Mulai [tanggal].", title="Judul [tulis judulnya]", thread=("Lalu [jam].",))
    assert len(only(a_subject(variants=(own,)), "gap_left")) == 3


def test_an_office_may_be_only_warned():
    found = only(a_subject("Di [tempat]."), "gap_left", Tuning.read({"gap_left": {"severity": "warn"}}))
    assert found[0].severity is Severity.WARN
