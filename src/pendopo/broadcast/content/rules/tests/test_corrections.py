"""A public correction leads to what it corrects (R20)."""

from __future__ import annotations

import pytest

from pendopo.broadcast.content.rules.tests.builders import a_subject, a_variant, codes, only

THERE = {"a1": "https://satu.example/7", "a2": "https://dua.example/9"}
CODE = "correction_without_link"


@pytest.mark.parametrize(
    "said",
    [
        {"link": "https://satu.example/7"},
        {"text": "Ralat atas https://dua.example/9 tentang air."},
        {"thread": ("Selengkapnya", "https://satu.example/7")},
    ],
)
def test_any_address_of_the_original_will_do_wherever_it_stands(said):
    assert CODE not in codes(a_subject(corrects=THERE, variants=(a_variant(**said),), **said))


def test_what_corrects_nothing_needs_no_link():
    assert CODE not in codes(a_subject(variants=(a_variant(),)))


def test_without_it_nothing_goes_on_and_one_tap_puts_it_in():
    (found,) = only(a_subject(corrects=THERE, variants=(a_variant(),)), CODE)
    assert (found.blocks, found.rule, found.account_key) == (True, "R20", None)
    assert found.fix.applied_to("", found.where) == THERE["a1"]


def test_words_of_an_accounts_own_lead_to_its_own_original():
    own = a_variant("Ralat: air mengalir.", key="a2", link="https://contoh.go.id")
    follows = a_variant(link=THERE["a1"])
    (found,) = only(a_subject(corrects=THERE, link=THERE["a1"], variants=(follows, own)), CODE)
    assert found.account_key == "a2"
    mended = found.fix.applied_to(own.text, found.where)
    assert mended == f"{own.text}\n\n{THERE['a2']}"


def test_the_master_is_not_asked_for_what_no_account_says():
    own = a_variant(key="a2", link=THERE["a2"])
    assert CODE not in codes(a_subject("Belum ditulis.", corrects=THERE, variants=(own,)))
