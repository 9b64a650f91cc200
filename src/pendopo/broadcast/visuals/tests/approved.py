"""Small pictures of every design as they were approved by eye, and how far a drawing is from them.

`python -m tests.contact_sheet --approve` draws them anew, after someone has looked.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageStat

from pendopo.broadcast.visuals.chart_fields import with_charts
from pendopo.broadcast.visuals.press.cards import draw
from pendopo.broadcast.visuals.press.design import Design, house_designs
from pendopo.broadcast.visuals.press.press import Press
from pendopo.broadcast.visuals.press.sizes import SIZES, Form
from pendopo.broadcast.visuals.tests.fillings import a_card

APPROVED: Final = Path(__file__).parent / "approved"
WIDTH: Final = 270
COLOURS: Final = 64
# Each brand with its own letters, each in another arrangement.
SHOWN: Final = (("dark", "portrait"), ("light", "wide"), ("garish", "story"))


def path_of(design: Design, brand: str, size: str) -> Path:
    return APPROVED / f"{design.key}-{size}-{brand}.png"


def drawn_small(press: Press, design: Design, brand: str, size: str) -> Image.Image:
    """The design's example, as small as the approved ones."""
    wanted = SIZES[size]
    pixels = wanted.pixels or (1080, 1080)
    card, _refused = with_charts(press, a_card(design, brand=brand), wanted)
    made = draw(press, card, wanted, form=Form.PNG, scale=WIDTH / pixels[0])
    return Image.open(io.BytesIO(made.pages[0])).convert("RGB")


def approve(press: Press) -> None:
    """Keep what is drawn now as what is right."""
    APPROVED.mkdir(exist_ok=True)
    for old in APPROVED.glob("*.png"):
        old.unlink()
    for design in house_designs().values():
        for brand, size in SHOWN:
            if size in design.sizes:
                small = drawn_small(press, design, brand, size)
                small.quantize(COLOURS).save(path_of(design, brand, size), optimize=True)


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are from each other, 0 to 255, on average over pixels and colours."""
    if one.size != other.size:
        return 255.0
    means = ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean
    return float(sum(means) / len(means))
