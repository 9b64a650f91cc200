"""A design's chart: the table that was pasted, what was answered about it, and the chart for the room a card has.

The words of a chart's field are {"table": text, "kind": wanted kind, "answers": {question: answer}}.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.press import cards
from pendopo.broadcast.visuals.press.cards import FONTS, Card, Room
from pendopo.broadcast.visuals.press.design import Design, DesignField, Kind
from pendopo.broadcast.visuals.press.press import Press
from pendopo.broadcast.visuals.press.sizes import Size
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later

if TYPE_CHECKING:
    from pendopo.broadcast.visuals import charts
    from pendopo.broadcast.visuals.charts import Chart, Look, Question, Table, messages
else:
    charts = Later("pendopo.broadcast.visuals.charts")
    messages = Later("pendopo.broadcast.visuals.charts.messages")

# Units, the smallest legible on a phone; a chart takes the largest in which nothing it says is lost.
LETTERS: Final = (28.0, 31.0, 34.0, 38.0)
LETTERS_IN_SMALL: Final = (24.0, 27.0, 30.0)
STEP: Final = 8
PROPOSED: Final = frozenset({"title", "lead", "subtitle", "source", "dated"})
SMALL: Final = 420  # units: a lower room than this takes smaller letters


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a table says, and how it would be shown."""

    table: Table
    chart: Chart


def chart_field(design: Design) -> DesignField | None:
    """The field of a design that takes a table."""
    return next((one for one in design.fields if one.kind == Kind.CHART), None)


def proposal(field: DesignField, words: Mapping[str, Any]) -> Proposal:
    """Read the table and choose a chart the design can show. Raises Refused, naming row and column."""
    return _proposal(field.charts, words)


def _proposal(shown: tuple[str, ...], words: Mapping[str, Any]) -> Proposal:
    answers = words.get("answers")
    table = charts.read_table(
        str(words.get("table", "")), answers=answers if isinstance(answers, dict) else {}
    )
    asked = str(words.get("kind", ""))
    known = {str(one) for one in charts.ChartKind}
    fits = asked in known and (not shown or asked in shown)
    areas = json.loads(words["boundaries"]) if words.get("boundaries") else None
    maps = not shown or "map" in shown
    wanted = charts.ChartKind(asked) if fits else None
    chart = charts.propose(table, kind=wanted, boundaries=areas, may_be_a_map=maps)
    if shown and chart.kind not in shown:
        # The design shows another kind; where these numbers can't be shown so, the refusal says it.
        fitting = next((one for one in chart.also if one in shown), None)
        wanted = fitting or charts.ChartKind(shown[0])
        chart = charts.propose(table, kind=wanted, boundaries=areas, may_be_a_map=maps)
    return Proposal(table=table, chart=chart)


def may_be_a_map(design: Design) -> bool:
    """Whether the boundaries of the office's region would be of use."""
    field = chart_field(design)
    return field is not None and (not field.charts or "map" in field.charts)


def with_boundaries(design: Design, words: dict[str, Any], boundaries: str) -> dict[str, Any]:
    """The words with the areas of the office's region beside the table; they are never kept with it."""
    field = chart_field(design)
    if field is None or not boundaries or not words.get(field.key):
        return words
    return words | {field.key: {**words[field.key], "boundaries": boundaries}}


def questions(words: Mapping[str, Any]) -> tuple[Question, ...]:
    """All that only a person knows, answered or not, so that an answer can be changed. Raises Refused."""
    return charts.read_table(str(words.get("table", ""))).questions


def kinds(field: DesignField, chart: Chart) -> list[tuple[str, str]]:
    """The kinds that would be as honest and that the design can show, with their names."""
    fitting = [one for one in (chart.kind, *chart.also) if not field.charts or one in field.charts]
    return [(str(one), messages.NAMES[one]()) for one in dict.fromkeys(fitting)]


def drawn(field: DesignField, words: Mapping[str, Any], look: Mapping[str, str], room: Room) -> str:
    """The chart as SVG, filling the room. Raises Refused."""
    # A room that grows by a hair while a title is typed asks for no other chart.
    width, height = (side // STEP * STEP for side in (room.width, room.height))
    letters = LETTERS if height > SMALL else LETTERS_IN_SMALL
    if min(width, height) < charts.SMALLEST * min(letters):
        raise Refused(
            _("This size leaves too little room for the chart. Shorten the message and the explanation.")
        )
    return _kept(
        field.charts,
        json.dumps(words, sort_keys=True),
        tuple(sorted(look.items())),
        room.ground,
        width,
        height,
        letters,
    )


@functools.lru_cache(maxsize=64)
def _kept(
    shown: tuple[str, ...],
    words: str,
    look: tuple[tuple[str, str], ...],
    ground: str,
    width: float,
    height: float,
    letters: tuple[float, ...],
) -> str:
    """A chart drawn once: while somebody types beside it, its table stays as it is."""
    colours = dict(look)
    drawn_in: Look = charts.Look(
        colour=colours["primary"],
        accent=colours["accent"],
        paper=ground,
        ink=colours["ink"],
        font=colours["body"],
        fonts=FONTS,
    )
    chart = _proposal(shown, json.loads(words)).chart
    return charts.draw(chart, drawn_in, width, height, letters=letters).decode()


def with_charts(press: Press, card: Card, size: Size) -> tuple[Card, dict[str, Refused]]:
    """The card with its charts, each drawn for the room that is left for it in this size; and why one can't be.

    Raises Misprint.
    """
    wanted = [one for one in card.design.fields if one.kind == Kind.CHART and card.words.get(one.key)]
    if not wanted:
        return card, {}
    rooms = {room.field: room for room in cards.rooms(press, card, size)}
    made: dict[str, str] = {}
    refused: dict[str, Refused] = {}
    for field in wanted:
        if field.key not in rooms:
            continue
        try:
            made[field.key] = drawn(field, card.words[field.key], card.look.words(), rooms[field.key])
        except Refused as no:
            refused[field.key] = no
    return replace(card, charts=made), refused


def undated(words: Mapping[str, Any]) -> Refused | None:
    """Why a chart with these words around it can't be shown: without a source and its day there is none (R13)."""
    try:
        charts.ChartWords(
            title=str(words.get("title", "-")),
            source=str(words.get("source", "")),
            dated=str(words.get("dated", "")),
        )
    except Refused as no:
        return no
    return None


def completed(
    design: Design, words: dict[str, Any], *, before: Mapping[str, Any] | None = None, boundaries: str = ""
) -> dict[str, Any]:
    """The words with what the table itself says where nobody typed: its message, its explanation, its source.

    What only stands there because the example or the table `before` said it gives way to what this table says.
    """
    field = chart_field(design)
    if field is None:
        return words
    # Of a table that is gone, or can't be read yet, nothing is left standing to be taken for the next one's message.
    said = _said_by(design, field, words, boundaries) or {}
    earlier = _said_by(design, field, before or {}, boundaries) or {}
    # Only as its table goes: whoever types the example's date later means it.
    is_leaving = is_example(design, before or {}) and not is_example(design, words)
    example = design.example if is_leaving else {}
    done = dict(words)
    for key in PROPOSED & {one.key for one in design.fields}:
        typed = words.get(key)
        if not typed or typed == earlier.get(key) or typed == example.get(key):
            done[key] = said.get(key, "")
    return {key: value for key, value in done.items() if value != ""}


def _said_by(
    design: Design, field: DesignField, words: Mapping[str, Any], boundaries: str
) -> dict[str, str] | None:
    """What a table says about itself; None where there is none that can be read."""
    if not words.get(field.key):
        return None
    try:
        found = proposal(field, with_boundaries(design, dict(words), boundaries)[field.key])
    except Refused:
        return None
    said = {"title": found.chart.title, "source": found.table.source}
    return said | dict.fromkeys(("lead", "subtitle"), found.chart.subtitle)


def is_example(design: Design, words: Mapping[str, Any]) -> bool:
    """Whether the table is the one the design is shown with: its numbers are invented."""
    field = chart_field(design)
    if field is None or not isinstance(words.get(field.key), Mapping):
        return False
    shown = field.example.get("table", "") if isinstance(field.example, Mapping) else str(field.example)
    return _cells_of(words[field.key].get("table", "")) == _cells_of(shown)


def _cells_of(table: Any) -> list[list[str]]:
    return [line.split() for line in str(table).splitlines() if line.strip()]
