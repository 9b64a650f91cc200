"""Charts from a table: what an office pastes is read, a chart is proposed with its message, and drawn as SVG.

    table = read_table(raw, filename)          asks in `table.questions` what it can't know
    chart = propose(table)                     title, alternative text, reasons, notes
    words = ChartWords(title=..., source=..., dated=...)     refuses to be without source and date
    svg = draw(chart, look, width, height)     fills the box, in the brand's colours

Pure Python besides gettext: no table of the database, no request, no network.
"""

from pendopo.broadcast.visuals.charts.chart import Chart, ChartKind, ChartWords, Point
from pendopo.broadcast.visuals.charts.columns import Column, Kind, Question
from pendopo.broadcast.visuals.charts.drawing import draw
from pendopo.broadcast.visuals.charts.looks import Look
from pendopo.broadcast.visuals.charts.proposing import propose
from pendopo.broadcast.visuals.charts.specification import SMALLEST, specification
from pendopo.broadcast.visuals.charts.table import Table, read_table

__all__ = [
    "SMALLEST",
    "Chart",
    "ChartKind",
    "ChartWords",
    "Column",
    "Kind",
    "Look",
    "Point",
    "Question",
    "Table",
    "draw",
    "propose",
    "read_table",
    "specification",
]
