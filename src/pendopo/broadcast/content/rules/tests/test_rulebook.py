"""Rules as data, what an office may make of them, and the checklist."""

from __future__ import annotations

import importlib.resources
import re

import pytest

from pendopo.broadcast.content.rules import (
    Item,
    Severity,
    Status,
    Tuning,
    TuningInvalid,
    checklist,
    examine,
    may_go_on,
    packaged_rules,
    words,
)
from pendopo.broadcast.content.rules.rulebook import Hold, RulesInvalid, read_rules
from pendopo.broadcast.content.rules.tests.builders import a_picture, a_subject, a_variant, codes, only

RULES = packaged_rules()
LINE = 'id = "R99", code = "nik", severity = "block", item = "personal_data", since = 1, source = "UU", hold = "law"'


def test_every_rule_has_a_sentence_and_every_sentence_a_rule() -> None:
    assert set(RULES.by_code) == set(words.SENTENCES)
    assert set(words.IN_CRISIS) <= set(words.SENTENCES)
    assert set(words.ITEMS) == {item.value for item in Item}


def test_what_an_office_can_set_has_a_name() -> None:
    tunable = {rule.code for rule in RULES.by_code.values() if rule.is_tunable}
    thresholds = {f"{rule.code}.{name}" for rule in RULES.by_code.values() for name in rule.thresholds}

    assert tunable == set(words.RULES)
    assert set(words.SEVERITIES) == set(Severity)
    assert thresholds == set(words.THRESHOLDS)


@pytest.mark.parametrize(
    "code", ["nik", "family_card", "mobile", "bank_account", "card", "exempt", "alt_missing"]
)
def test_what_the_law_forbids_blocks(code) -> None:
    assert RULES.by_code[code].severity is Severity.BLOCK
    assert RULES.by_code[code].hold is Hold.LAW


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("version = 1\nrule = [{ " + LINE + " }, { " + LINE + " }]", "stand twice"),
        ("version = 1\nrule = [{ " + LINE + ", colour = 1 }]", "colour"),
        ("version = 1\nrule = [{ " + LINE.replace('"nik"', '"odd"') + " }]", "no sentence"),
        ("version = 1\nrule = [{ " + LINE.replace('"block"', '"shout"') + " }]", "shout"),
        ("version = 1\nrule = [{ " + LINE.replace("since = 1", "since = 2") + " }]", "version 2"),
        ("version = 1\nrule = [{ " + LINE.replace('"UU"', '""') + " }]", "where it comes from"),
        ("version = 1\nrule = [{ " + LINE + ", threshold = { words = [1, 2, 3] } }]", "no name"),
        ('version = 1\nrule = [{ id = "R15" }]', "cannot be read"),
        ("rule = 1", "cannot be read"),
        ("=", "cannot be read"),
    ],
)
def test_a_list_nobody_may_trust_is_refused_with_a_sentence(text, complaint) -> None:
    with pytest.raises(RulesInvalid, match=complaint):
        read_rules(text)


def test_a_threshold_lies_within_its_own_bounds() -> None:
    line = (
        'id = "language", code = "long_sentence", severity = "hint", item = "language", since = 1, '
        'source = "x", hold = "office", threshold = { words = [99, 12, 60] }'
    )
    with pytest.raises(RulesInvalid, match="standard, least, most"):
        read_rules("version = 1\nrule = [{ " + line + " }]")


# Tuning


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"odd": {}}, "no rule"),
        ({"nik": {"severity": "hint"}}, "not weaker"),
        ({"nik": {"off": True}}, "not weaker"),
        ({"claim_without_source": {"severity": "hint"}}, "not weaker"),
        ({"alt_missing": {"severity": "warn"}}, "not weaker"),
        ({"too_long": {"severity": "hint"}}, "cannot be set"),
        ({"long_sentence": {"severity": "shout"}}, "none of these"),
        ({"long_sentence": {"off": "yes"}}, "true or false"),
        ({"long_sentence": {"thresholds": {"words": 5}}}, "between 12 and 60"),
        ({"long_sentence": {"thresholds": {"words": "5"}}}, "whole number"),
        ({"long_sentence": {"thresholds": {"words": True}}}, "whole number"),
        ({"long_sentence": {"thresholds": {"letters": 5}}}, "no setting"),
        ({"long_sentence": 30}, "cannot be read"),
        ({"long_sentence": {"thresholds": [30]}}, "cannot be read"),
        ({"long_sentence": {"severity": ["warn"]}}, "none of these"),
    ],
)
def test_an_office_is_told_what_it_may_not_set(raw, said) -> None:
    with pytest.raises(TuningInvalid, match=said) as no:
        Tuning.read(raw)
    assert len(no.value.sentences) == 1


def test_all_complaints_are_told_at_once() -> None:
    with pytest.raises(TuningInvalid) as no:
        Tuning.read({"nik": {"off": True}, "odd": {}, "long_sentence": {"thresholds": {"words": 1, "x": 2}}})
    assert len(no.value.sentences) == 4


def test_stricter_and_milder_where_the_office_decides() -> None:
    text = "Apabila hujan, hubungi budi@gmail.com"
    tuning = Tuning.read(
        {"officialese": {"severity": "warn"}, "email": {"severity": "block"}, "long_sentence": {"off": True}}
    )

    assert only(a_subject(text), "officialese", tuning)[0].needs_reason
    assert only(a_subject(text), "email", tuning)[0].blocks
    assert only(a_subject(text), "email")[0].needs_reason
    assert "long_sentence" not in codes(a_subject("warga " * 40), tuning)


def test_settings_are_stored_and_read_again() -> None:
    raw = {"near_text": {"severity": "warn", "thresholds": {"percent": 80}}, "all_caps": {"off": True}}

    assert Tuning.read(raw).written() == raw
    assert Tuning.read(Tuning.read(raw).written()) == Tuning.read(raw)


@pytest.mark.parametrize("code", [one.code for one in RULES.by_code.values() if one.hold is Hold.OFFICE])
def test_every_rule_of_the_office_can_be_switched_off_without_harm(code) -> None:
    text = "APABILA SELURUH WARGA MEMBAWA IJIN!!! " * 5 + "#a1 #b1 #c1 #d1 #e1 #f1 hahaha 5.000 warga"
    subject = a_subject(text, variants=(a_variant(text, pictures=(a_picture(width=10, alt="x y"),)),))

    assert code not in codes(subject, Tuning.read({code: {"off": True}}))


# The checklist


def lines(subject, reasons=()):
    return {line.item: line for line in checklist(examine(subject), subject, reasons=reasons)}


def test_the_checklist_has_its_lines_in_order_and_all_is_well_with_a_good_post() -> None:
    text = "Air bersih kembali mengalir di Jagalan. Terima kasih sudah sabar."
    subject = a_subject(text, variants=(a_variant(text),))

    assert [line.item for line in checklist(examine(subject), subject)] == list(Item)
    assert {line.status for line in lines(subject).values()} == {Status.DONE}
    assert lines(subject)[Item.ALT_TEXT].sentence.msgid == words.NOT_CONCERNED
    assert lines(subject)[Item.LANGUAGE].sentence.msgid == words.IN_ORDER
    assert may_go_on(examine(subject))


def test_what_blocks_what_waits_and_what_only_hints() -> None:
    text = "Apabila hujan, 1.250 warga hubungi 081234567890."
    subject = a_subject(text, variants=(a_variant(text, pictures=(a_picture(alt=""),)),))
    found = lines(subject)

    assert found[Item.PERSONAL_DATA].status is Status.BLOCKED
    assert found[Item.ALT_TEXT].status is Status.BLOCKED
    assert found[Item.SOURCES].status is Status.WARN
    assert found[Item.LANGUAGE].status is Status.DONE
    assert found[Item.LANGUAGE].sentence.said() == "In order, hints: 1"
    assert not may_go_on(examine(subject))


def test_a_reason_clears_a_warning_and_no_block() -> None:
    text = "Sebanyak 1.250 warga hubungi 081234567890."
    subject = a_subject(text)
    keys = {finding.key for finding in examine(subject)}
    found = lines(subject, reasons=keys)

    assert found[Item.SOURCES].status is Status.DONE
    assert found[Item.PERSONAL_DATA].status is Status.BLOCKED
    assert not may_go_on(examine(subject), reasons=keys)
    text = "Sebanyak 1.250 warga hadir."
    assert may_go_on(examine(a_subject(text)), reasons={one.key for one in examine(a_subject(text))})


def test_every_sentence_can_be_filled() -> None:
    for sentence in words.SENTENCES.values():
        names = re.findall(r"%\((\w+)\)s", sentence)
        assert sentence % dict.fromkeys(names, 1)


def test_no_file_of_the_package_needs_django() -> None:
    for file in importlib.resources.files("pendopo.broadcast.content.rules").iterdir():
        if file.name.endswith(".py"):
            assert not re.search(r"^\s*(?:from|import) django", file.read_text("utf-8"), re.MULTILINE)
