"""`pendopo triage classify`: every good line is answered, every bad one named, and nothing of a house is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pendopo.config.commands.triage import triage

KEYS = ["id", "intent", "sentiment", "emotion", "urgency", "unit", "abusive", "spam", "question", "language"]


def classify(written, *options):
    return CliRunner().invoke(triage, ["classify", *options], input=written)


def test_a_line_is_answered_in_the_packs_labels():
    said = classify(json.dumps({"id": 7, "text": "sampah ga diangkut seminggu, bau banget"}) + "\n")
    assert said.exit_code == 0
    answer = json.loads(said.stdout)
    assert list(answer) == KEYS
    assert answer["id"] == 7
    assert (answer["intent"], answer["unit"], answer["abusive"]) == ("complaint", "dlh", "not_abusive")
    assert answer["spam"] in {"spam", "ham"}
    assert answer["question"] in {"question", "other"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not"),
        (b"[1]", "not an object"),
        (b'{"id": 1}', 'no "text"'),
        (b'{"id": 1, "text": 5}', 'no "text"'),
        (b'{"text": "a"}', 'no "id"'),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_rest_goes_on(line, why):
    good = b'{"id": "a", "text": "halo"}'
    said = classify(b"\n".join([good, line, good]))
    assert said.exit_code == 1
    assert said.stderr.startswith("Line 2 is left out: ")
    assert why in said.stderr
    assert len(said.stdout.splitlines()) == 2


def test_more_than_a_batch_keeps_its_order():
    said = classify("\n".join(json.dumps({"id": number, "text": f"halo {number}"}) for number in range(600)))
    assert [json.loads(line)["id"] for line in said.stdout.splitlines()] == list(range(600))


def test_it_can_say_why():
    answer = json.loads(classify('{"id": 1, "text": "jalan rusak parah"}', "--explain").stdout)
    assert answer["because"]["unit"][0]["words"] == ["jalan rusak"]
    assert 0 < answer["because"]["intent"]["confidence"] <= 1


def test_duplicates_are_told_by_the_first_of_them():
    said = CliRunner().invoke(
        triage,
        ["duplicates"],
        input="\n".join(
            json.dumps({"id": key, "text": text})
            for key, text in (
                ("a", "lampu merah simpang randu mati"),
                ("b", "jam buka perpus"),
                ("c", "bangjo randu mati pak"),
            )
        ),
    )
    assert [json.loads(line)["cluster"] for line in said.stdout.splitlines()] == ["a", "b", "a"]


def test_odd_characters_come_out_as_utf_8_and_half_ones_do_not_break_it():
    said = classify(b'{"id": "\\ud800", "text": "halo \\ud83d"}\n')
    assert said.exit_code in {0, 1}
    assert "Traceback" not in said.output


def test_it_needs_no_settings_no_database_and_no_django_app():
    script = (
        "import sys; from pendopo.cli import main\n"
        "try: main(['triage', 'classify'])\n"
        "except SystemExit: pass\n"
        "bad = [name for name in ('django.apps.registry', 'sklearn', 'scipy', 'psycopg') if name in sys.modules]\n"
        "sys.exit(str(bad) if bad else 0)"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO", "DJANGO"))}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        input=b'{"id": 1, "text": "halo"}\n',
        capture_output=True,
        env=clean | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
