"""Nothing that tells of a person is in what leaves; what comes back names them again, here."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.foundation.personal_data import Published
from pendopo.listen.writing_aid.covering import Cover, plain

NAMES = [
    "Budi Santoso",
    "Siti Nur Aisyah",
    "I Made Wirawan",
    "Tri",
    "Ahmad Yani",
    "R. Soekarno",
    "Nia-Lestari Putri",
]
HANDLES = ["budi.santoso_88", "siti@sosial.example", "@wirawan", "tri", "nialestari.bsky.social"]
SECRETS = [
    "3374051208900001",
    "081234567890",
    "+62 812-3456-7890",
    "budi@contoh.com",
    "Jl. Melati No. 12 RT 03 RW 05",
    "plat nomor H 1234 AB",
    "rekening BRI 0023-01-012345-50-9",
]
FILLERS = [
    "air mati sejak pagi",
    "kapan diperbaiki?",
    "\n",
    "terima kasih",
    "di Kelurahan Sukamaju",
    "12 hari",
    "!!!",
]


def pieces():
    people = st.sampled_from([*NAMES, *HANDLES])
    dressed = people.flatmap(
        lambda one: st.sampled_from(
            [
                one,
                one.upper(),
                one.lower(),
                f"@{one.lstrip('@')}",
                f"({one})",
                f"{one}nya",
                f"{one[0]}\u200b{one[1:]}",
            ]
        )
    )
    return st.lists(
        st.one_of(dressed, st.sampled_from(SECRETS), st.sampled_from(FILLERS)), min_size=1, max_size=12
    )


def tells_of_nobody(left):
    bare = plain(left).casefold()
    for name in NAMES:
        assert name.casefold() not in bare
    for handle in HANDLES:
        if len(handle) > 4:
            assert handle.lstrip("@").casefold() not in bare
    digits = "".join(letter for letter in bare if letter.isdigit())
    for secret in ("3374051208900001", "81234567890", "002301012345509"):
        assert secret not in digits
    for secret in ("budi@contoh.com", "melati no", "h 1234 ab"):
        assert secret not in bare


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(pieces().map(" ".join), min_size=1, max_size=4))
def test_no_name_number_mail_or_address_of_the_threads_citizens_leaves(texts):
    cover = Cover(names=NAMES, handles=HANDLES)
    for text in texts:
        cover.learn_from(text)
    tells_of_nobody("\n".join(cover.covered(text) for text in texts))


@settings(max_examples=20, deadline=None)
@given(text=pieces().map(" ".join))
def test_what_was_covered_and_put_back_shows_names_but_no_numbers(text):
    cover = Cover(names=NAMES, handles=HANDLES)
    back = cover.put_back(cover.covered(text))
    for secret in ("3374051208900001", "081234567890", "budi@contoh.com", "Jl. Melati No. 12"):
        assert secret not in back


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Saya Budi, NIK 3374051208900001", "Saya [NAMA-1], NIK [NIK-1]"),
        ("BUDI dan budi itu saya", "[NAMA-1] dan [NAMA-1] itu saya"),
        ("B\u200budi, 𝓑𝓾𝓭𝓲", "[NAMA-1], [NAMA-1]"),
        ("budidaya ikan", "budidaya ikan"),
        ("rumahnya Budi nomor 5", "rumahnya [NAMA-1] nomor 5"),
        ("tolong @lurah_keren dijawab", "tolong [AKUN-1] dijawab"),
        ("kata @humas_kab begitu", "kata @humas_kab begitu"),
        ("lihat https://judi.example/budi", "lihat [TAUTAN-1]"),
        ("nama saya Wawan Hermawan", "nama saya [NAMA-1]"),
        ("kata Pak Joko dan Bu Lurah", "kata Pak [NAMA-1] dan Bu Lurah"),
        ("[NAMA-7] [NIK-1]", "NAMA 7 NIK 1"),
        ("telepon kantor 0293-123456", "telepon kantor 0293-123456"),
    ],
)
def test_what_leaves(text, left):
    cover = Cover(names=["Budi"], own_handles=["@humas_kab"], published=Published.of(phones=["0293-123456"]))
    cover.learn_from(text)
    assert cover.covered(text) == left


def test_the_same_thing_has_the_same_placeholder_in_every_text():
    cover = Cover(names=["Budi"])
    assert cover.covered("Budi 081234567890") == "[NAMA-1] [TELEPON-1]"
    assert cover.covered("081234567890 budi, 081298765432") == "[TELEPON-1] [NAMA-1], [TELEPON-2]"


def test_put_back_are_names_as_they_were_and_numbers_as_masks():
    cover = Cover(names=["Budi Santoso"])
    cover.covered("Budi Santoso, 081234567890")
    said = cover.put_back("Halo [NAMA-1], nomor [telepon 1] kami catat. [NAMA-9]")
    assert said == "Halo Budi Santoso, nomor 0812****890 kami catat. …"


def test_links_in_our_own_words_stay_and_their_personal_data_goes():
    cover = Cover(names=["Budi"])
    ours = "Halo Budi, lihat https://portal.contoh.go.id/layanan atau 081234567890"
    assert (
        cover.covered(ours, is_ours=True)
        == "Halo [NAMA-1], lihat https://portal.contoh.go.id/layanan atau [TELEPON-1]"
    )
