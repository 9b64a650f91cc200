"""What the rules say when a text holds personal data or exempt words (R15)."""

from __future__ import annotations

import re

from pendopo.broadcast.content.rules import ExemptItem, OfficeFacts
from pendopo.broadcast.content.rules.tests.builders import a_picture, a_subject, a_variant, codes, only


def test_a_finding_covers_what_it_found() -> None:
    text = "Selamat kepada Siti, NIK 3374015205900003, HP 0812-3456-7890."
    subject = a_subject(text, variants=(a_variant(text),))

    for code in ("nik", "mobile"):
        (finding,) = only(subject, code)
        assert finding.blocks
        assert finding.account_key is None
        said = finding.sentence.said()
        assert "****" in said
        assert not re.search(r"52059|3456", said + finding.key)
        mended = finding.fix.applied_to(text, finding.where)
        assert only(a_subject(mended), code) == []


def test_every_field_with_words_is_looked_at() -> None:
    number = "081234567890"
    subject = a_subject(
        "Air.",
        variants=(
            a_variant(
                "Lain.",
                title=f"Hubungi {number}",
                link=f"https://wa.me/62{number[1:]}",
                thread=(f"WA {number}",),
                tags=(f"WA{number}", "air"),
                pictures=(a_picture(alt=f"Poster dengan nomor {number} di bawahnya"),),
            ),
        ),
    )

    assert {finding.where.field for finding in only(subject, "mobile")} == {
        "title",
        "link",
        "thread.0",
        "pictures.0.alt",
    }


def test_an_exempt_item_is_named_by_its_number_and_not_by_its_words() -> None:
    office = OfficeFacts(exempt=(ExemptItem(number="12/2026", words="Operasi Senyap"),))
    (finding,) = only(a_subject("Besok ada operasi  senyap di pasar.", office=office), "exempt")

    assert finding.blocks
    assert "12/2026" in finding.sentence.said()
    assert "enyap" not in finding.sentence.said()


def test_the_same_number_in_twenty_accounts_that_follow_is_one_finding() -> None:
    text = "Hubungi 081234567890"
    variants = tuple(a_variant(text, key=f"a{n}") for n in range(20))

    assert codes(a_subject(text, variants=variants)).count("mobile") == 1
