"""All rules together: order, keys, accounts and times, and that every fix mends."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.content.rules import (
    Candidate,
    ElectionPeriod,
    Finding,
    Fix,
    OfficeFacts,
    PictureFacts,
    Sentence,
    SolemnDay,
    Span,
    Subject,
    Tuning,
    examine,
)
from pendopo.broadcast.content.rules.handles import is_one_slip
from pendopo.broadcast.content.rules.phrases import Phrases, words_of
from pendopo.broadcast.content.rules.tests.builders import (
    a_picture,
    a_subject,
    a_variant,
    codes,
    limits,
    only,
)

BUSY = OfficeFacts(
    elections=(
        ElectionPeriod(
            name="Pilkada",
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
            candidates=(Candidate(name="Budi Santoso", number=2, slogans=("Maju Melesat",)),),
        ),
    ),
    solemn_days=(SolemnDay(on=date(2026, 11, 23), name="Hari Berkabung", name_en="Day of Mourning"),),
)


# R18


def test_another_account_than_last_time_asks_for_a_look() -> None:
    subject = a_subject(variants=(a_variant(key="a1"), a_variant(key="a2")), last_used=frozenset({"a1"}))

    assert [(one.account_key, one.needs_reason) for one in only(subject, "other_account")] == [("a2", True)]
    assert "other_account" not in codes(a_subject(variants=(a_variant(key="a2"),)))


def test_an_account_of_another_unit_asks_for_a_look_once() -> None:
    subject = a_subject(
        variants=(a_variant(key="a1", owner_unit="dinkes"), a_variant(key="a2", owner_unit="dishub")),
        owner_unit="dinkes",
        last_used=frozenset({"a1"}),
    )

    assert [one.account_key for one in only(subject, "other_unit")] == ["a2"]
    assert "other_account" not in codes(subject)


@pytest.mark.parametrize(
    ("due_at", "found"),
    [
        (datetime(2026, 11, 23, 0, 29, tzinfo=UTC), True),  # 07.29 WIB
        (datetime(2026, 11, 23, 0, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 5, 30, tzinfo=UTC), False),  # lunch
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), True),  # 16.00, closing
        (datetime(2026, 11, 22, 3, 0, tzinfo=UTC), True),  # a Sunday
        (datetime(2026, 12, 25, 3, 0, tzinfo=UTC), True),  # Christmas
        (None, False),
    ],
)
def test_a_post_when_nobody_can_answer_asks_for_a_look(due_at, found) -> None:
    assert ("outside_hours" in codes(a_subject(variants=(a_variant(due_at=due_at),)))) is found


def test_an_office_may_count_the_evening_as_open() -> None:
    subject = a_subject(variants=(a_variant(due_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC)),))  # 19.00

    assert "outside_hours" not in codes(
        subject, Tuning.read({"outside_hours": {"thresholds": {"grace_hours": 4}}})
    )


# Names nearly our own

OURS = OfficeFacts(own_handles=frozenset({"@pemkotsukamaju", "diskominfo_skm@sosial.go.id", "skm"}))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pemkotsukmaju", "pemkotsukamaju"),
        ("pemkotsukamajuu", "pemkotsukamaju"),
        ("PemkotSukamaij", None),
        ("pemkotsukamjau", "pemkotsukamaju"),
        ("pemkot5ukamaju", "pemkotsukamaju"),
        ("diskominfo.skm", "diskominfo_skm"),
        ("pemkotsukamaju", None),
        ("PemkotSukamaju", None),
        ("dinkes_skm", None),
        ("skn", None),
    ],
)
def test_a_name_that_is_nearly_our_own_is_pointed_at(written, meant) -> None:
    text = f"Ikuti @{written} ya"
    found = only(a_subject(text, office=OURS), "near_handle")

    assert [one.fix.applied_to(text, one.where) for one in found] == ([f"Ikuti @{meant} ya"] if meant else [])


@given(name=st.text("abc_", min_size=6, max_size=12), place=st.integers(0, 5), sign=st.sampled_from("xyz"))
def test_one_slip_is_the_same_from_both_sides(name, place, sign) -> None:
    for other in (name[:place] + sign + name[place:], name[:place] + sign + name[place + 1 :]):
        assert is_one_slip(name, other)
        assert is_one_slip(other, name)
    assert not is_one_slip(name, name)
    assert not is_one_slip(name, name + sign + sign)


# Order and keys

MESSY = (
    "Dalam rangka lomba, sebanyak 1.250 warga hubungi 081234567890 atau 081234567891!!! Wkwkwk "
    "nomor urut 2, apabila ijin."
)


def messy() -> Subject:
    return a_subject(
        MESSY,
        office=BUSY,
        variants=(
            a_variant(MESSY),
            a_variant("Lain: " + MESSY, key="a2", limits=limits(text_max=20), pictures=(a_picture(alt=""),)),
        ),
    )


def test_the_gravest_comes_first_then_all_accounts_then_each() -> None:
    found = examine(messy())

    assert found == examine(messy())
    weights = [finding.severity.weight for finding in found]
    assert weights == sorted(weights)
    assert found[0].code == "mobile"
    assert found[0].account_key is None
    blocked = [finding.account_key for finding in found if finding.blocks]
    assert blocked == sorted(blocked, key=lambda one: (one is not None, one))


def test_two_findings_of_one_account_never_share_a_key() -> None:
    counted = Counter((finding.key, finding.account_key) for finding in examine(messy()))

    assert set(counted.values()) == {1}
    assert len(only(messy(), "mobile")) == 4


def test_a_reason_for_a_word_counts_for_the_variant_that_says_it_too() -> None:
    keys = {finding.account_key: finding.key for finding in only(messy(), "candidate")}

    assert keys[None] == keys["a2"]


def test_a_key_stays_while_the_text_before_it_grows() -> None:
    before = {finding.key for finding in examine(a_subject("Apabila hujan. 1.250 warga.", office=BUSY))}
    after = {finding.key for finding in examine(a_subject("Halo. Apabila hujan. 1.250 warga.", office=BUSY))}

    assert before == after


def test_keys_of_personal_data_tell_nothing_of_it() -> None:
    one = {finding.key for finding in only(a_subject("WA 081234567890"), "mobile")}
    other = {finding.key for finding in only(a_subject("WA 085555555555"), "mobile")}

    assert one == other == {"mobile"}


def test_a_text_that_twenty_accounts_share_is_searched_once(searched) -> None:
    variants = tuple(a_variant("Air mengalir.", key=f"a{n}") for n in range(20))

    examine(
        a_subject(
            "Air mengalir.", variants=(*variants, a_variant("Lain.", key="b1"), a_variant("Lain.", key="b2"))
        )
    )

    assert sorted(searched) == ["Air mengalir.", "Lain."]


def test_nothing_is_said_about_a_good_post() -> None:
    text = "Air bersih kembali mengalir di Jagalan. Terima kasih sudah sabar."

    assert examine(a_subject(text, variants=(a_variant(text, pictures=(a_picture(),)),), office=BUSY)) == ()


# Properties

PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("3374010101900001", "0812-3456-7890", "budi@gmail.com", "Rek BCA 1234567890", "B 1234 CD"),
            *(
                "dalam rangka",
                "Apabila",
                "IJIN",
                "SELURUH WARGA WAJIB MEMBAWA KARTU KELUARGA",
                "#satu",
                "#dua",
            ),
            *(
                "Rp 1.250.000",
                "1.250 warga",
                "12%",
                "!!!",
                "🎉🎉🎉",
                "wkwk",
                "giveaway",
                "pilih nomor 2",
                "PKS",
            ),
            *(
                "Budi Santoso",
                "maju melesat",
                "https://a.go.id/x",
                ".",
                "\n",
                "(0271) 654321",
                "#tiga #empat #lima",
            ),
            *(
                "Jl. Melati No. 12 RT 03/RW 05",
                "wa.me/6281234567890",
                "NIK",
                "KK",
                "sebanyak",
                "terbaik se-Jawa",
            ),
        ]
    ),
)
TEXTS = st.lists(PIECES, max_size=15).map(" ".join)


def field_of(subject: Subject, finding: Finding) -> str:
    of = next((one for one in subject.variants if one.account_key == finding.account_key), subject)
    name, _, rest = finding.where.field.partition(".")
    match name:
        case "thread":
            return of.thread[int(rest)]
        case "tags":
            return of.tags[int(rest)]
        case "pictures":
            place, _, alt = rest.partition(".")
            return of.pictures[int(place)].alt if alt else ""
        case _:
            return getattr(of, name)


@given(master=TEXTS, own=TEXTS, part=TEXTS, alt=TEXTS, title=TEXTS)
def test_spans_lie_inside_their_field_and_keys_are_unique(master, own, part, alt, title) -> None:
    variants = (
        a_variant(own, key="a1", thread=(part,), title=title, pictures=(a_picture(alt=alt),), tags=("satu",)),
        a_variant(master, key="a2", limits=limits(text_max=40, thread_parts_max=1)),
    )
    subject = a_subject(master, variants=variants, office=BUSY, link_statuses={"https://a.go.id/x": 404})
    found = examine(subject)

    for finding in found:
        if finding.where:
            assert finding.where.end <= len(field_of(subject, finding))
        assert finding.sentence.said()
    assert len({(finding.key, finding.account_key) for finding in found}) == len(found)
    assert examine(subject) == found


@given(text=TEXTS)
def test_a_fix_takes_away_what_it_was_offered_for(text) -> None:
    subject = a_subject(text, office=BUSY)
    for finding in examine(subject):
        if finding.fix is None or finding.fix.replacement is None:
            continue
        mended = finding.fix.applied_to(text, finding.where)
        assert mended != text
        again = only(a_subject(mended, office=BUSY), finding.code)
        end = finding.where.start + len(finding.fix.replacement)
        inside = [one for one in again if one.where.start >= finding.where.start and one.where.end <= end]
        assert not inside


@given(text=TEXTS)
def test_no_sentence_repeats_personal_data(text) -> None:
    secrets = ("010190", "3456-7890", "34567890", "budi@", "123456789", "1234 CD", "654321", "Melati")
    for finding in examine(a_subject(text, office=BUSY)):
        said = finding.sentence.said() + finding.key + (finding.fix.label.said() if finding.fix else "")
        for secret in secrets:
            assert secret not in said


# Pieces


def test_a_fix_is_either_another_text_or_something_to_do() -> None:
    with pytest.raises(ValueError, match="either"):
        Fix(label=Sentence(msgid="x"), field="text")
    with pytest.raises(ValueError, match="stretch"):
        Span(field="text", start=3, end=2)


def test_phrases_prefer_the_longer_and_never_overlap() -> None:
    phrases = Phrases([("satu dua", 1), ("satu dua tiga", 2), ("tiga empat", 3)])
    text = "Satu  dua tiga empat satu, dua"

    assert [(text[m.start : m.end], m.entry) for m in phrases.found_in(text, words_of(text))] == [
        ("Satu  dua tiga", 2)
    ]


def test_pictures_are_judged_in_each_account_that_has_its_own() -> None:
    other: PictureFacts = a_picture(key="p2", alt="")
    subject = a_subject(
        pictures=(a_picture(),),
        variants=(a_variant(pictures=(a_picture(),)), a_variant(key="a2", pictures=(other,))),
    )

    assert [one.account_key for one in only(subject, "alt_missing")] == ["a2"]
