"""Lengths, pictures, alternative texts and consent."""

from __future__ import annotations

import pytest

from pendopo.broadcast.content.rules import Action
from pendopo.broadcast.content.rules.pictures import is_file_name
from pendopo.broadcast.content.rules.tests.builders import (
    EVERYTHING,
    a_picture,
    a_subject,
    a_variant,
    codes,
    limits,
    only,
)
from pendopo.networks.contract import Ability, Counting


def with_variant(text="Air.", **changes):
    return a_subject(text, variants=(a_variant(text, **changes),))


@pytest.mark.parametrize(
    ("text", "changes", "over"),
    [
        ("a" * 500, {}, 0),
        ("a" * 501, {}, 1),
        ("👩‍👩‍👧‍👦" * 500, {"counting": Counting.GRAPHEMES}, 0),
        ("👩‍👩‍👧‍👦" * 501, {"counting": Counting.GRAPHEMES}, 1),
        ("é" * 251, {"counting": Counting.BYTES}, 2),
        ("日" * 141, {"counting": Counting.WEIGHTED, "text_max": 280}, 2),
        ("a" * 281, {"counting": Counting.WEIGHTED, "text_max": 280}, 1),
        ("a" * 476 + " https://contoh.go.id/" + "b" * 90, {"link_cost": 23}, 0),
        ("a" * 477 + " https://contoh.go.id/" + "b" * 90, {"link_cost": 23}, 1),
        ("日" * 200, {"text_bytes_max": 590}, 10),
    ],
)
def test_length_is_counted_as_the_network_counts(text, changes, over) -> None:
    found = only(with_variant(text, limits=limits(**changes)), "too_long")

    assert [finding.sentence.params["over"] for finding in found] == ([over] if over else [])


def test_link_and_tags_are_part_of_the_text_where_the_network_says_so() -> None:
    text = "a" * 480

    assert "too_long" in codes(with_variant(text, link="https://contoh.go.id/panjang"))
    assert "too_long" in codes(with_variant(text, tags=("airbersih", "sukamajuhebat")))
    assert "too_long" not in codes(
        with_variant(text, tags=("airbersih", "sukamajuhebat"), limits=limits(tags_take_text=False))
    )


def test_a_thread_is_offered_only_where_there_are_threads() -> None:
    (here,) = only(with_variant("a" * 501), "too_long")
    (there,) = only(with_variant("a" * 501, limits=limits(thread_parts_max=1)), "too_long")

    assert here.fix.action is Action.SPLIT_INTO_THREAD
    assert there.fix is None


def test_each_part_of_a_thread_is_counted() -> None:
    subject = with_variant("Air.", thread=("a" * 501, "b"), limits=limits(thread_parts_max=2))

    assert [finding.where.field for finding in only(subject, "part_too_long")] == ["thread.0"]
    assert only(subject, "thread_too_long")[0].sentence.params["parts"] == 3


def test_titles() -> None:
    site = limits(abilities=EVERYTHING | {Ability.TITLE}, title_max=10)

    assert "title_missing" in codes(with_variant(limits=site))
    assert "title_too_long" in codes(with_variant(limits=site, title="Sebelas kata"))
    assert not {"title_missing", "title_too_long"} & set(codes(with_variant(limits=site, title="Air")))
    assert "title_missing" not in codes(with_variant())


def test_saying_nothing_is_stopped_and_a_picture_alone_is_something() -> None:
    assert "nothing_to_say" in codes(with_variant("  "))
    assert "nothing_to_say" not in codes(with_variant("", pictures=(a_picture(),)))


@pytest.mark.parametrize(
    ("picture", "changes", "code"),
    [
        ({"kind": "image/gif"}, {}, "picture_kind"),
        ({"size": 8_000_001}, {}, "picture_bytes"),
        ({"width": 5000, "height": 5000}, {"picture_pixels_max": 16_000_000}, "picture_pixels"),
        ({"width": 1080, "height": 1920}, {"aspect_ratios": (0.8, 1.91)}, "picture_ratio"),
        ({"width": 3000, "height": 1000}, {"aspect_ratios": (0.8, 1.91)}, "picture_ratio"),
        ({"alt": "Warga " * 60}, {"alt_text_max": 300}, "alt_too_long"),
        ({"width": 599}, {}, "picture_small"),
    ],
)
def test_a_picture_that_does_not_fit(picture, changes, code) -> None:
    good = with_variant(pictures=(a_picture(),), limits=limits(aspect_ratios=(0.8, 1.91), alt_text_max=300))

    assert code not in codes(good)
    assert code in codes(with_variant(pictures=(a_picture(**picture),), limits=limits(**changes)))


def test_too_many_pictures_and_networks_without_any() -> None:
    pictures = tuple(a_picture(key=f"p{n}") for n in range(5))

    assert "too_many_pictures" in codes(with_variant(pictures=pictures))
    assert "pictures_not_taken" in codes(
        with_variant(pictures=pictures, limits=limits(abilities=frozenset()))
    )


@pytest.mark.parametrize(
    "alt",
    [
        "IMG_20261123.jpg",
        "IMG-20261123-WA0007.jpeg",
        "DSC_0042",
        "WhatsApp Image 2026-11-23 at 08.14.22",
        "Screenshot_20261123",
        "foto 1",
        "gambar",
        "untitled-2",
        "20261123_081422",
        "poster final.png",
        "Tangkapan Layar 2026-11-23",
    ],
)
def test_a_file_name_is_no_alternative_text(alt) -> None:
    assert is_file_name(alt)
    (finding,) = only(with_variant(pictures=(a_picture(alt=alt),)), "alt_file_name")
    assert finding.blocks


@pytest.mark.parametrize(
    "alt",
    [
        "Foto bersama kepala dinas dan para kader posyandu",
        "Poster vaksinasi: 12 Desember 2026 pukul 08.00 WIB",
        "Gambar peta 12 titik banjir di Kecamatan Jagalan",
        "",
        "Desain gapura baru di depan alun-alun",
    ],
)
def test_a_description_is_no_file_name(alt) -> None:
    assert not is_file_name(alt)


def test_alternative_text_is_asked_for_once_for_a_picture_all_accounts_share() -> None:
    picture = a_picture(alt="")
    # Each account gets a rendition of its own size.
    variants = tuple(
        a_variant("Air.", key=f"a{n}", pictures=(a_picture(alt="", width=700 + n, size=n),)) for n in range(5)
    )
    subject = a_subject("Air.", pictures=(picture,), variants=variants)

    (finding,) = only(subject, "alt_missing")
    assert finding.blocks
    assert finding.account_key is None
    assert "alt_thin" in codes(with_variant(pictures=(a_picture(alt="Ibu-ibu"),)))


def test_a_childs_or_patients_face_needs_a_consent_on_record() -> None:
    for who in ("shows_minor", "shows_patient"):
        shown = a_picture(**{who: True})
        (finding,) = only(with_variant(pictures=(shown,)), "consent_missing")
        assert finding.needs_reason
        assert finding.rule == "R16"
        consented = a_picture(**{who: True}, consent_ref="PSJ-2026-14")
        assert "consent_missing" not in codes(with_variant(pictures=(consented,)))
