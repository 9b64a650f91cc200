"""From what was filled in to what the press draws: one card, in one size, in one office's look."""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pendopo.broadcast.visuals.press import hyphens
from pendopo.broadcast.visuals.press.design import Design, Kind
from pendopo.broadcast.visuals.press.kit import kit_for
from pendopo.broadcast.visuals.press.look import Look
from pendopo.broadcast.visuals.press.press import Order, Press, Printed
from pendopo.broadcast.visuals.press.sizes import BLEED_MILLIMETRES, UNITS_WIDE, Form, Size

MANY_BLANKS: Final = re.compile(r"[^\S\n]+")
# Letters that turn direction, hide, or break a line where nobody sees it.
INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


# What the house itself writes on a card, in the language of the offices it serves.
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {"source": "Sumber", "until": "Berlaku sampai", "in-all": "Seluruhnya", "grade": "Mutu"}
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture on a card: its bytes, its size in pixels, the point that stays in view (0..1 from the top left)."""

    content: bytes
    kind: str  # MIME type
    width: int
    height: int
    focus: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who speaks on the card."""

    name: str
    reach: str = ""  # one short way to reach it: an address of the web, a handle
    logo: Shown | None = None


@dataclass(frozen=True, kw_only=True)
class Card:
    """A design filled in."""

    design: Design
    words: Mapping[str, Any]
    office: Office
    look: Look
    pictures: Mapping[str, Shown] = field(default_factory=dict)
    charts: Mapping[str, str] = field(default_factory=dict)  # SVG, drawn for the room the card has for it
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Words on a page: where they stand (units of the card), how large, in which colour, and what was cut off."""

    fields: tuple[str, ...]
    page: int
    x: float
    y: float
    width: float
    height: float
    size: float
    fill: str
    weight: int
    cut: Mapping[str, int]
    over: str  # "colour" or "picture"


@dataclass(frozen=True, kw_only=True)
class Room:
    """The room a card has for a chart, in units, and the colour it stands on."""

    field: str
    width: float
    height: float
    ground: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Pages, and how the words fit on them."""

    pages: tuple[bytes, ...]
    lines: tuple[Line, ...]
    rooms: tuple[Room, ...]

    @property
    def cut(self) -> dict[str, int]:
        """Field -> how many characters too long it is; nothing when everything is shown."""
        most: dict[str, int] = {}
        for line in self.lines:
            for name, many in line.cut.items():
                if not name.startswith("_"):
                    most[name] = max(most.get(name, 0), many)
        return most


def draw(
    press: Press,
    card: Card,
    size: Size,
    *,
    form: Form | None = None,
    scale: float = 1.0,
    bleed: bool = False,
    ghost: bool = False,
    seconds: float = 10.0,
) -> Drawn:
    """Draw a card in one size. `scale` makes a smaller preview; `ghost` leaves the letters out. Raises Misprint."""
    wanted = form or size.form
    printed = press.draw(
        Order(
            source=_source(card, size, bleed=bleed and wanted == Form.PDF, paper=wanted == Form.PDF),
            inputs=_inputs(card, size, bleed=bleed and wanted == Form.PDF, ghost=ghost),
            form=wanted,
            ppi=size.ppi * scale,
        ),
        seconds=seconds,
    )
    return _told(printed, size)


def rooms(press: Press, card: Card, size: Size) -> tuple[Room, ...]:
    """The rooms the card has for charts in this size, without drawing it. Raises Misprint."""
    asked = Order(source=_source(card, size), inputs=_inputs(card, size), form=None)
    return _told(press.draw(asked), size).rooms


def _told(printed: Printed, size: Size) -> Drawn:
    lines, found = [], []
    for one in printed.said:
        if "chart" in one:
            found.append(
                Room(field=one["chart"], width=one["width"], height=one["height"], ground=one["ground"][:7])
            )
        elif "fields" in one:
            lines.append(
                Line(
                    fields=tuple(one["fields"]),
                    fill=one["fill"][:7],
                    cut=dict(one["cut"]),
                    **{
                        name: one[name]
                        for name in ("page", "x", "y", "width", "height", "size", "weight", "over")
                    },
                )
            )
    return Drawn(pages=printed.pages, lines=tuple(lines), rooms=tuple(found))


def _source(card: Card, size: Size, *, bleed: bool = False, paper: bool = False) -> str:
    """The house's pieces, the design, and the page they are set on, as one text: the press reads no files."""
    if paper and size.millimetres:
        across, down = size.millimetres
        more = BLEED_MILLIMETRES if bleed else 0
        page = f"width: {across + 2 * more}mm, height: {down + 2 * more}mm"
        scale = across * 72 / 25.4 / UNITS_WIDE * 100
        shown = (
            f"place(top + left, dx: {more}mm, dy: {more}mm, scale(x: {scale}%, y: {scale}%, origin: top + left, "
            f"reflow: true, block(width: {UNITS_WIDE}pt, height: {size.height}pt, it)))"
        )
    else:
        page, shown = f"width: {UNITS_WIDE}pt, height: {size.height}pt", "it"
    pages = "pages(c)" if size.pages and card.design.has_pages else "(draw(c),)"
    return (
        f"{kit_for(card.design.template)}\n{card.design.template}\n"
        "#let c = json(bytes(sys.inputs.card))\n"
        f"#set page({page}, margin: 0pt, fill: none)\n"
        '#set text(lang: "id")\n'
        "#set document(title: c.title)\n"
        f"#context for (at, it) in {pages}.enumerate() {{ if at > 0 {{ pagebreak() }}; {shown} }}\n"
    )


def _inputs(card: Card, size: Size, *, bleed: bool = False, ghost: bool = False) -> dict[str, str]:
    logo = card.office.logo
    words = {key: tidy(value) for key, value in card.words.items()}
    chosen = {one.key for one in card.design.fields if one.kind == Kind.CHOICE}
    title = str(words.get("title") or card.design.description.name)
    words = {key: value if key in chosen else _each(value, hyphens.knit) for key, value in words.items()}
    said = {
        # A list nobody filled in yet is an empty one.
        "words": {
            one.key: words.get(one.key, [] if one.kind in {Kind.LIST, Kind.PAIRS} else "")
            for one in card.design.fields
            if one.kind != Kind.CHART
        }
        | {"source": ", ".join(words[key] for key in ("source", "dated") if words.get(key))},
        "look": card.look.words(),
        "office": {
            "name": card.office.name,
            "reach": card.office.reach,
            "logo": {"width": logo.width, "height": logo.height} if logo else None,
        },
        "labels": dict(card.labels),
        "title": title,
        "pictures": {
            name: {"width": one.width, "height": one.height, "x": one.focus[0], "y": one.focus[1]}
            for name, one in card.pictures.items()
        },
        "h": size.height,
        "shape": shape(size),
        "size": size.key,
        "bleed": size.units(BLEED_MILLIMETRES) if bleed else 0,
        "ghost": ghost,
    }
    beside = {
        "soft": hyphens.parted([words, card.office.name, card.office.reach]),
        "charts": dict(card.charts),
        "drawings": {name: drawings()[name] for name in _wanted_drawings(card) if name in drawings()},
    }
    inputs = {name: json.dumps(value) for name, value in ({"card": said} | beside).items()}
    for name, one in card.pictures.items():
        inputs[f"picture-{name}"] = _as_text(one)
    if logo:
        inputs["logo"] = _as_text(logo)
    return inputs


def shape(size: Size) -> str:
    """Which of four arrangements a design uses."""
    ratio = size.height / UNITS_WIDE
    return "wide" if ratio < 0.75 else "square" if ratio < 1.1 else "portrait" if ratio < 1.6 else "tall"


def tidy(value: Any) -> Any:
    """What was typed, without what nobody sees; lists without their empty entries."""
    if isinstance(value, str):
        plain = INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        return "\n".join(MANY_BLANKS.sub(" ", line).strip() for line in plain.split("\n")).strip()
    if isinstance(value, list | tuple):
        entries = [
            [tidy(part) for part in one] if isinstance(one, list | tuple) else tidy(one) for one in value
        ]
        return [one for one in entries if (any(one) if isinstance(one, list) else one)]
    if isinstance(value, dict):
        return {key: tidy(one) for key, one in value.items()}
    return value


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """Every string in what was filled in, changed."""
    if isinstance(value, str):
        return change(value)
    return [_each(one, change) for one in value] if isinstance(value, list) else value


def _wanted_drawings(card: Card) -> set[str]:
    """Those the design names, and those that were chosen in one of its fields."""
    chosen = {str(card.words.get(one.key, "")) for one in card.design.fields if one.kind == Kind.CHOICE}
    return set(card.design.description.drawings) | chosen


@functools.cache
def drawings() -> Mapping[str, str]:
    """Every drawing a card may carry, as SVG."""
    found: dict[str, str] = json.loads((CARDS / "drawings.json").read_text(encoding="utf-8"))
    return found


def _as_text(picture: Shown) -> str:
    """A picture as SVG around it: Typst is handed text only, and opens nothing."""
    held = base64.b64encode(picture.content).decode()
    across, down = picture.width, picture.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" height="{down}">'
        f'<image width="{across}" height="{down}" href="data:{picture.kind};base64,{held}"/></svg>'
    )


CARDS: Final = Path(__file__).parents[3] / "foundation" / "ui" / "static" / "built" / "cards"
FONTS: Final = CARDS / "fonts"
