"""An office chooses among fonts that lie in the house; without their files the words are still set."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from pendopo.foundation.ui import assets, fonts
from pendopo.foundation.ui.fonts import KITS_OWN, listed, named

FRONTEND = assets.HERE.parents[3] / "frontend"


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house in which only Inter was set up."""
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    (tmp_path / "fonts").mkdir()
    for subset in fonts.SUBSETS:
        (tmp_path / named("Inter").file(subset)).write_bytes(b"wOF2")
    return tmp_path


def links(heading: str, body: str) -> str:
    return Template("{% load kit %}{% brand_fonts heading body %}").render(
        Context({"heading": heading, "body": body})
    )


def test_each_listed_font_is_a_package_the_lock_knows_under_the_open_font_licence():
    locked = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for slug in tomllib.loads(fonts.LIST.read_text(encoding="utf-8"))["fonts"]:
        assert locked[f"node_modules/@fontsource-variable/{slug}"]["license"] == "OFL-1.1"


def test_only_fonts_whose_files_were_set_up_are_offered_and_the_kits_own_always(house):
    assert [font.name for font in fonts.bundled()] == [KITS_OWN, "Inter"]


def test_the_sheet_names_files_of_this_house_alone(house):
    sheet = fonts.stylesheet(named("Inter"), named("Inter"))
    addresses = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(addresses) == len(fonts.SUBSETS)
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)


def test_without_its_files_a_chosen_font_leaves_words_in_the_devices_letters(house):
    sheet = fonts.stylesheet(named("Lora"), named("Lora"))
    assert "url(" not in sheet
    assert f'html{{font-family:"Lora",{fonts.BEHIND}}}' in sheet


def test_a_font_that_is_not_listed_any_more_is_the_kits_own():
    assert named('"}body{display:none').name == KITS_OWN
    assert named("").name == KITS_OWN


def test_the_kits_own_fonts_cost_no_further_sheet():
    assert "stylesheet" not in links("", "")
    assert "stylesheet" not in links(KITS_OWN, KITS_OWN)


def test_other_fonts_come_as_a_sheet_and_the_letters_of_the_text_first():
    drawn = links("Lora", "Inter")
    assert reverse("ui:fonts", args=["lora", "inter"]) in drawn
    assert "inter-latin.woff2" in drawn


@pytest.mark.parametrize("font", listed(), ids=lambda font: font.slug)
def test_every_bundled_font_is_served_with_its_licence(font):
    if not font.is_bundled:
        pytest.skip("The assets are not compiled; run python tools/assets.py.")
    assert (assets.BUILT / "fonts" / f"{font.slug}-LICENSE.txt").read_text(encoding="utf-8").strip()
    for subset in fonts.SUBSETS:
        assert (assets.BUILT / font.file(subset)).read_bytes().startswith(b"wOF2")


def test_the_sheets_are_style_sheets(client: Client):
    for address in (reverse("ui:fonts", args=["lora", "inter"]), reverse("ui:font_specimens")):
        answer = client.get(address)
        assert answer["Content-Type"] == "text/css; charset=utf-8"
        assert "font-family" in answer.text
