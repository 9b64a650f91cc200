"""Every design, in every size and brand, with little, usual and as many words as its fields take."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pendopo.broadcast.visuals.chart_fields import with_charts
from pendopo.broadcast.visuals.contrast import SCALE, faint
from pendopo.broadcast.visuals.filling import problems
from pendopo.broadcast.visuals.press.cards import FONTS, Card, Drawn, Line, draw
from pendopo.broadcast.visuals.press.design import Kind, house_designs
from pendopo.broadcast.visuals.press.press import Press
from pendopo.broadcast.visuals.press.sizes import SIZES, UNITS_WIDE, Form, Size
from pendopo.broadcast.visuals.tests import approved
from pendopo.broadcast.visuals.tests.fillings import (
    BRANDS,
    LENGTHS,
    NUMBER_LEAST,
    a_card,
    a_plain_photo,
    filled,
)

DESIGNS = list(house_designs())
# A3 is laid out as A4 is, and a status as a story.
LAID_OUT = ("portrait", "square", "story", "wide", "link", "carousel", "a4")
SMALLEST = 24
SMALLEST_FOOTER = 20
FOOTER = {"source", "_reach", "_office"}
TOUCHING = 3
CLOSE = 4.0
PREVIEWS = Path(__file__).parents[5] / "test-results" / "previews"
STORY_SAFE = (0.14, 0.18)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    one = Press(FONTS)
    yield one
    one.close()


def every_size(design: str) -> Iterator[Size]:
    return (SIZES[key] for key in LAID_OUT if key in house_designs()[design].sizes)


def _picture(press: Press, card: Card, size: Size) -> Image.Image:
    made = draw(press, card, size, form=Form.PNG, scale=SCALE)
    return Image.open(io.BytesIO(made.pages[0])).convert("RGB")


def with_photos(card: Card, colour: str) -> Card:
    return replace(card, pictures=dict.fromkeys(card.pictures, a_plain_photo(colour)))


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("design", DESIGNS)
def test_words_are_whole_legible_and_in_their_place(press: Press, design: str, brand: str) -> None:
    faults: list[str] = []
    for size, length in itertools.product(every_size(design), LENGTHS):
        # Other letters matter where there are many of them; 1.91:1 is 16:9, a little lower.
        if brand != "dark" and length != "full" and (length == "short" or size.key == "link"):
            continue
        card = a_card(house_designs()[design], brand=brand, length=length)
        made = draw(press, card, size, form=Form.PNG, scale=SCALE, ghost=True)
        told = [*_too_small(made, size), *_out_of_place(made, size), *_too_faint(made)]
        # The office's own name among them, which no writer can shorten.
        lost = {name: many for line in made.lines for name, many in line.cut.items()}
        if lost and length != "long":
            told.append(f"cut: {lost}")
        faults += [f"{size.key}, {length}: {one}" for one in told]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("size", ["portrait", "square", "story"])
def test_what_is_known_of_a_danger_is_legible_on_a_small_phone(press: Press, size: str) -> None:
    """A card is 360 pixels wide there, a third of its units; every fact and every field full."""
    made = draw(press, a_card(house_designs()["warning"], length="full"), SIZES[size], scale=SCALE)
    assert min(line.size / 3 for line in made.lines if "facts" in line.fields) > 28 / 3


@pytest.mark.parametrize("size", ["portrait", "wide", "link"])
def test_labels_leave_the_photos_to_be_seen(press: Press, size: str) -> None:
    full = with_photos(a_card(house_designs()["before-after"], length="full"), "aqua")
    undated = replace(full, words={**full.words, "before_when": "", "after_when": ""})
    seen, most = (
        dict(map(reversed, _picture(press, one, SIZES[size]).getcolors(1 << 24) or []))[0, 255, 255]
        for one in (full, undated)
    )
    assert seen > most * 0.8


@pytest.mark.parametrize("design", DESIGNS)
def test_what_a_fields_limit_lets_through_is_as_long_as_the_limit(design: str) -> None:
    """So that what is drawn whole above is the longest a writer is allowed, and one letter more is told before it is drawn."""
    one = house_designs()[design]
    words = filled(one, "full")
    said = [field for field in one.fields if field.says_words and field.most >= NUMBER_LEAST]
    assert not {found.field for found in problems(one, words)} & {field.key for field in said} - {"dated"}
    for field in said:
        entries = words[field.key] if field.kind in {Kind.LIST, Kind.PAIRS} else [words[field.key]]
        if field.kind in {Kind.LIST, Kind.PAIRS}:
            assert len(entries) == field.entries
        longest = max(len(entry[-1] if field.kind == Kind.PAIRS else entry) for entry in entries)
        assert longest > field.most * 0.8
        longer = "m" * (field.most + 1)
        more = {Kind.LIST: [longer], Kind.PAIRS: [["Waktu", longer]]}.get(field.kind, longer)
        assert field.key in {found.field for found in problems(one, words | {field.key: more})}


@pytest.mark.parametrize("colour", ["white", "black"])
@pytest.mark.parametrize(
    "design", [key for key, one in house_designs().items() if any(f.kind == Kind.PICTURE for f in one.fields)]
)
def test_words_are_legible_whatever_the_photo(press: Press, design: str, colour: str) -> None:
    faults = []
    for size in every_size(design):
        card = with_photos(a_card(house_designs()[design]), colour)
        made = draw(press, card, size, form=Form.PNG, scale=SCALE, ghost=True)
        faults += [f"{size.key}: {one}" for one in _too_faint(made)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("design", "size", "field"),
    [("correction", "link", "title"), ("invitation", "link", "join"), ("invitation", "link", "place")],
)
def test_a_field_shortened_by_what_was_said_is_shown_whole(
    press: Press, design: str, size: str, field: str
) -> None:
    card = a_card(house_designs()[design], length="long")
    over = draw(press, card, SIZES[size], form=Form.PNG, scale=0.05).cut[field]
    shorter = card.words[field][:-over].strip()
    again = draw(press, replace(card, words={**card.words, field: shorter}), SIZES[size], scale=0.05)
    assert over < len(card.words[field])
    assert again.cut.get(field, 0) <= 2


@pytest.mark.parametrize("design", DESIGNS)
def test_a_design_is_drawn_with_its_example_for_whoever_looks(press: Press, design: str) -> None:
    """A preview of each is left in test-results/previews, where every run of the tests draws them anew."""
    one = house_designs()[design]
    size = SIZES["portrait" if "portrait" in one.sizes else one.sizes[0]]
    card, refused = with_charts(press, a_card(one), size)
    made = draw(press, card, size, form=Form.PNG)
    PREVIEWS.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(made.pages, start=1):
        (PREVIEWS / f"{design}{f'-{number}' if len(made.pages) > 1 else ''}.png").write_bytes(page)
    assert not refused
    assert not made.cut
    assert Image.open(io.BytesIO(made.pages[0])).size == size.pixels


@pytest.mark.parametrize("design", DESIGNS)
def test_a_card_that_says_nothing_yet_is_drawn(press: Press, design: str) -> None:
    for size in every_size(design):
        empty = replace(a_card(house_designs()[design]), words={}, pictures={}, charts={})
        assert draw(press, empty, size, form=Form.PNG, scale=SCALE).cut == {}


@pytest.mark.parametrize("design", DESIGNS)
def test_a_design_looks_as_it_was_approved(press: Press, design: str) -> None:
    one = house_designs()[design]
    for brand, size in approved.SHOWN:
        if size not in one.sizes:
            continue
        with Image.open(approved.path_of(one, brand, size)) as wanted:
            far = approved.distance(wanted, approved.drawn_small(press, one, brand, size))
        assert far < CLOSE, f"{size}, {brand}: look at it, then python -m tests.contact_sheet --approve"


@pytest.mark.parametrize("design", DESIGNS)
def test_a_story_leaves_the_room_of_the_networks_buttons(press: Press, design: str) -> None:
    story = SIZES["story"]
    made = draw(press, a_card(house_designs()[design]), story, form=Form.PNG, scale=0.05)
    top, bottom = (part * story.height for part in STORY_SAFE)
    out = [line.fields for line in made.lines if line.y < top or line.y + line.height > story.height - bottom]
    assert not out


@pytest.mark.parametrize("verdict", ["hoaks", "disinformasi", "keliru"])
@pytest.mark.parametrize("size", ["portrait", "square", "story", "wide", "link", "a4"])
def test_the_picture_of_a_false_claim_is_never_without_its_stamp(
    press: Press, verdict: str, size: str
) -> None:
    card = with_photos(a_card(house_designs()["clarification"]), "white")
    card = replace(card, words={**card.words, "verdict": verdict})
    made = draw(press, card, SIZES[size], form=Form.PNG, scale=0.3)
    red = sum(
        many
        for many, (r, g, b) in _colours(Image.open(io.BytesIO(made.pages[0])).convert("RGB"))
        if r > 150 and g < 60 and b < 60
    )
    assert red > 0.008 * Image.open(io.BytesIO(made.pages[0])).width ** 2


def _too_small(made: Drawn, size: Size) -> list[str]:
    low = size.height < UNITS_WIDE * 0.75
    return [
        f"{line.fields}: letters of {line.size:.1f}"
        for line in made.lines
        if line.size < (SMALLEST_FOOTER if low and FOOTER & set(line.fields) else SMALLEST) - 0.01
    ]


def _out_of_place(made: Drawn, size: Size) -> list[str]:
    """Over the page's edge, or over each other."""
    faults = [
        f"{line.fields} leaves the page: {line.x:.0f}, {line.y:.0f}, {line.width:.0f} x {line.height:.0f}"
        for line in made.lines
        if line.x < 0
        or line.y < 0
        or line.x + line.width > UNITS_WIDE + 1
        or line.y + line.height > size.height
    ]
    for one, other in itertools.combinations(made.lines, 2):
        if one.page == other.page and _overlap(one, other) > TOUCHING:
            faults.append(
                f"{one.fields} and {other.fields} stand on each other by {_overlap(one, other):.0f}"
            )
    return faults


def _overlap(one: Line, other: Line) -> float:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return min(across, down)


def _too_faint(made: Drawn) -> list[str]:
    """Lines whose letters have too little contrast with what is under them."""
    return [f"{line.fields}: {line.fill} can't be read on its ground" for line in faint(made)]


def _colours(picture: Image.Image) -> list[tuple[int, tuple[int, int, int]]]:
    return picture.getcolors(picture.width * picture.height) or []  # type: ignore[return-value]
