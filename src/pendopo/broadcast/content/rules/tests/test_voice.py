"""The brand's voice and a picture's rights: hints and warnings that come from what the office itself set."""

from __future__ import annotations

from pendopo.broadcast.content.rules import Avoided, OfficeFacts, Severity, Tuning, Voice
from pendopo.broadcast.content.rules.tests.builders import a_picture, a_subject, a_variant, codes, only


def spoken(text: str, **voice: object):
    return a_subject(text, office=OfficeFacts(voice=Voice(**voice)))


def test_a_word_the_office_avoids_is_said_with_what_to_say_instead() -> None:
    text = "Himbauan kepada masyarakat Jagalan."
    subject = spoken(text, avoided=(Avoided(said="masyarakat", instead="warga"), Avoided(said="oknum")))
    found = only(subject, "avoided_word")
    assert [one.where.of(text) for one in found] == ["masyarakat"]
    assert found[0].severity is Severity.HINT
    assert found[0].fix.applied_to(text, found[0].where) == "Himbauan kepada warga Jagalan."


def test_a_word_without_another_has_no_fix() -> None:
    found = only(spoken("Oknum itu sudah pergi.", avoided=(Avoided(said="oknum"),)), "avoided_word")
    assert found[0].fix is None


def test_readers_are_addressed_as_the_brand_says() -> None:
    text = "Kamu bisa datang ke loket, dan Anda dilayani."
    found = only(spoken(text, address="Anda"), "other_address")
    assert [one.where.of(text) for one in found] == ["Kamu"]
    assert found[0].fix.replacement == "Anda"
    assert only(spoken(text, address="kamu"), "other_address")[0].where.of(text) == "Anda"


def test_an_office_without_a_voice_hears_nothing_and_tags_are_left_alone() -> None:
    assert not {"avoided_word", "other_address"} & set(codes(spoken("Kamu dan masyarakat.")))
    tagged = spoken("Lihat #masyarakat", avoided=(Avoided(said="masyarakat", instead="warga"),))
    assert "avoided_word" not in codes(tagged)


def test_a_picture_whose_rights_nobody_knows_needs_a_reason() -> None:
    for has_rights, expected in ((False, True), (True, False)):
        pictures = (a_picture(has_rights=has_rights),)
        subject = a_subject(pictures=pictures, variants=(a_variant(pictures=pictures),))
        found = only(subject, "rights_unclear")
        assert bool(found) is expected
        assert len(found) <= 1  # said once, however many accounts show it
    assert only(
        a_subject(pictures=(a_picture(has_rights=False),)),
        "rights_unclear",
        Tuning.read({"rights_unclear": {"severity": "block"}}),
    )[0].blocks
