"""What a strict content policy would block must not stand in any template, and nothing may call another host."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from pendopo.foundation.ui.assets import BUILT, HERE, icons

SOURCE = HERE.parents[1]
TEMPLATES = sorted(file for file in SOURCE.rglob("*.html") if "templates" in file.parts)
BLOCKED = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*="),
    "a style tag": re.compile(r"<style\b"),
    "an inline handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:-][\w:-]*)\s*="),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)"),
    "a javascript: address": re.compile(r"""(?:href|src|action)\s*=\s*["']javascript:"""),
    "something loaded from another host": re.compile(
        r"""<(?:script|img|link|iframe|video|audio|source|use)\b[^>]*\s(?:src|href)\s*=\s*["'](?:https?:)?//"""
    ),
}
BUDGET = 25_000


def built(name: str) -> bytes:
    file = BUILT / name
    if not file.exists():
        pytest.skip("The assets are not compiled; run python tools/assets.py.")
    return file.read_bytes()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_template_holds_what_the_policy_blocks(file: Path):
    html = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert not [what for what, pattern in BLOCKED.items() if pattern.search(html)]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_every_template_compiles_and_names_icons_there_are(file: Path):
    get_template(str(file).partition("/templates/")[2])
    tags = re.findall(r"{%.*?%}", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = {name for tag in tags for name in re.findall(r"""\bicon(?:=|\s+)["']([\w-]+)["']""", tag)}
    assert named <= icons()


def test_the_style_sheet_loads_nothing_from_elsewhere():
    css = built("pendopo.css").decode()
    assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", css)
    assert "@import" not in css
    for address in re.findall(r"url\(\s*[\"']?(fonts/[^)\"']+)", css):
        assert (BUILT / address).exists()


def test_no_module_names_another_host():
    built("pendopo.js")
    for file in BUILT.glob("*.js"):
        hosts = set(re.findall(r"https?://([\w.-]+)", file.read_text(encoding="utf-8")))
        assert hosts <= {"www.w3.org"}, file.name


@pytest.mark.parametrize("name", ["pendopo.css", "pendopo.js"])
def test_what_every_page_loads_stays_small(name):
    assert len(gzip.compress(built(name), 9)) < BUDGET


def test_no_module_evaluates_words():
    assert "allowEval:!1" in built("pendopo.js").decode()
