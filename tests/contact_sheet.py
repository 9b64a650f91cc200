"""Every design in every size, side by side, for the eye: `python -m tests.contact_sheet OUT`.

One picture a design and brand: short, usual and very long words below each other. Options: --only KEY..., --brand NAME,
--folder FOLDER for a design of an office. `--approve` keeps small pictures of all as what tests compare with.
"""

from __future__ import annotations

import argparse
import io
import os
import time
from pathlib import Path

import django
from PIL import Image

from pendopo.broadcast.visuals.chart_fields import with_charts
from pendopo.broadcast.visuals.press.cards import FONTS, draw
from pendopo.broadcast.visuals.press.design import house_designs, read
from pendopo.broadcast.visuals.press.press import Misprint, Press
from pendopo.broadcast.visuals.press.sizes import SIZES, Form
from pendopo.broadcast.visuals.tests.approved import approve
from pendopo.broadcast.visuals.tests.fillings import BRANDS, LENGTHS, a_card

SHEET_WIDTH = 2400
GAP = 16


def main() -> None:
    """Draw them."""
    asked = argparse.ArgumentParser()
    asked.add_argument("out", type=Path, nargs="?", default=Path("test-results/cards"))
    asked.add_argument(
        "--approve", action="store_true", help="keep small pictures for the tests to compare with"
    )
    asked.add_argument("--only", nargs="*", default=[])
    asked.add_argument("--folder", type=Path, help="a design of an office")
    asked.add_argument("--brand", nargs="*", default=list(BRANDS))
    asked.add_argument("--length", nargs="*", default=list(LENGTHS))
    asked.add_argument(
        "--size", nargs="*", default=["portrait", "square", "story", "wide", "link", "carousel", "a4"]
    )
    options = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # charts say their sentences in the language of the office
    press = Press(FONTS)
    if options.approve:
        approve(press)
        return
    options.out.mkdir(parents=True, exist_ok=True)
    designs = [read(options.folder)] if options.folder else list(house_designs().values())
    for design in designs:
        if options.only and design.key not in options.only:
            continue
        for brand in options.brand:
            rows = []
            for length in options.length:
                row = []
                for key in options.size:
                    if key not in design.sizes:
                        continue
                    card = a_card(design, brand=brand, length=length)
                    begun = time.perf_counter()
                    try:
                        card, refused = with_charts(press, card, SIZES[key])
                        made = draw(press, card, SIZES[key], form=Form.PNG, scale=0.4)
                    except Misprint as error:
                        print(f"{design.key} {key} {length}: {error.said}\n{error.where[-600:]}")
                        continue
                    took = (time.perf_counter() - begun) * 1000
                    if refused:
                        print(f"{design.key} {key} {length}: {', '.join(map(str, refused.values()))}")
                    if made.cut:
                        print(f"{design.key} {key} {brand} {length}: too long {made.cut}")
                    if length == "usual":
                        print(f"{design.key} {key} {brand}: {took:.0f} ms")
                    row += [Image.open(io.BytesIO(page)).convert("RGB") for page in made.pages]
                rows.append(row)
            _sheet(rows).save(options.out / f"{design.key}-{brand}.png")


def _sheet(rows: list[list[Image.Image]]) -> Image.Image:
    high = 520
    lines = [[one.resize((round(one.width * high / one.height), high)) for one in row] for row in rows if row]
    across = max((sum(one.width + GAP for one in row) for row in lines), default=1)
    whole = Image.new("RGB", (across + GAP, (high + GAP) * len(lines) + GAP), "#777777")
    y = GAP
    for row in lines:
        x = GAP
        for one in row:
            whole.paste(one, (x, y))
            x += one.width + GAP
        y += high + GAP
    if whole.width > SHEET_WIDTH:
        whole = whole.resize((SHEET_WIDTH, round(whole.height * SHEET_WIDTH / whole.width)))
    return whole


if __name__ == "__main__":
    main()
