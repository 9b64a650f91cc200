"""Whether what a card says can be read on what is under it (WCAG AA), measured on the pixels of the card itself.

The house's designs are measured so by their tests. An office's own is measured when it is looked at, and a photograph
under words is known only then.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pendopo.broadcast.visuals.press.cards import Drawn, Line
from pendopo.broadcast.visuals.press.sizes import UNITS_WIDE
from pendopo.foundation.later import Later
from pendopo.foundation.ui.colour import AA, luminance, parse

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image
else:
    np, Image = Later("numpy"), Later("PIL.Image")

SCALE: Final = 0.15  # of a card: a ground needs no more
LARGE: Final = 44  # units: what WCAG counts as large letters, where they are bold
BOLD: Final = 700
OF_LARGE: Final = 3.0
ASIDE: Final = (
    0.03  # of the ground under a line: hairlines between rows, and the edges of what stands beside it
)
FLARE: Final = 0.05  # of WCAG's formula


def faint(made: Drawn) -> list[Line]:
    """Lines with too little contrast; `made` are PNG pages drawn without their letters (`ghost`)."""
    pages = [_luminances(page) for page in made.pages]
    return [line for line in made.lines if _is_faint(line, pages[line.page - 1])]


def _is_faint(line: Line, page: Any) -> bool:
    scale = page.shape[1] / UNITS_WIDE
    left, top = round(line.x * scale), round(line.y * scale)
    right, bottom = round((line.x + line.width) * scale), round((line.y + line.height) * scale)
    ground = page[max(top, 0) : max(bottom, top + 1), max(left, 0) : max(right, left + 1)]
    if not ground.size:
        return False  # it stands outside the page, where nothing is under it
    least = OF_LARGE if line.size >= LARGE and line.weight >= BOLD else AA
    letters = luminance(parse(line.fill)) + FLARE
    contrasts = np.maximum(ground, letters) / np.minimum(ground, letters)
    return bool((contrasts < least).mean() > ASIDE)


def _luminances(png: bytes) -> Any:
    """WCAG's relative luminance of each pixel, and the flare of its formula."""
    with Image.open(io.BytesIO(png)) as page:
        shown = np.asarray(page.convert("RGB")) / 255
    linear = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722]) + FLARE


def faint_fields(made: Drawn, known: Mapping[str, str]) -> list[str]:
    """The names of fields whose words are too faint, by their key; what no field says has its own name."""
    keys = dict.fromkeys(key for line in faint(made) for key in line.fields)
    return [known[key] for key in keys if key in known]
