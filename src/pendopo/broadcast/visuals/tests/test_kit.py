"""A design gets the pieces it names, with all that these are built of, and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pendopo.broadcast.visuals.press import kit
from pendopo.broadcast.visuals.press.design import house_designs
from pendopo.broadcast.visuals.press.kit import kit_for
from pendopo.broadcast.visuals.press.press import Order

FILES = [Path(kit.__file__).parent / name for name in kit.FILES]
PIECES = sorted(
    name
    for file in FILES
    for name in re.findall(r"^#let ([\w-]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
)
NOTHING = {name: json.dumps({}) for name in ("drawings", "charts", "soft")}


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_comes_with_all_that_it_is_built_of(press, name):
    template = f"#let mine = {name}\n#metadata((made: type(mine) == function))<said>"
    made = press.draw(Order(source=kit_for(template) + template, inputs=NOTHING, form=None))
    assert "made" in made.said[0]


def test_a_design_gets_less_than_three_quarters_of_the_kit():
    whole = sum(file.stat().st_size for file in FILES)
    assert all(len(kit_for(design.template)) < whole * 0.75 for design in house_designs().values())


def test_what_a_design_only_hands_on_comes_too():
    assert "#let listed(" in kit_for("#let draw(c) = { let how = listed; how(c) }")


def test_a_template_that_names_nothing_gets_nothing():
    assert kit_for("Halo") == ""
