"""A letter on the office's paper: DOCX to be signed and filed, PDF (readable by screen readers) to be sent.

Both in the order in which offices write here: letterhead, day, number and subject, addressee, body, signature, copies.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils import translation
from django.utils.translation import pgettext

from pendopo.foundation.later import Later
from pendopo.foundation.paper import OFFICES_LANGUAGE, PDF, printed
from pendopo.institution.models import Institution

if TYPE_CHECKING:
    import docx
    from docx import oxml, shared
    from docx.enum import text as places
    from PIL import Image
else:
    docx = Later("docx")
    oxml = Later("docx.oxml")
    places = Later("docx.enum.text")
    shared = Later("docx.shared")
    Image = Later("PIL.Image")

HERE: Final = Path(__file__).parent
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOGO_PIXELS: Final = 600
# Under the letterhead: thick above thin, as the rules of office letters draw it.
HEAD_LINE: Final = (
    '<w:pBdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:bottom w:val="thickThinSmallGap" w:sz="18" w:space="4" w:color="auto"/></w:pBdr>'
)


@dataclass(frozen=True)
class Drawn:
    """A file to be sent to a browser."""

    content: bytes
    media_type: str
    ending: str


def draw(words: dict[str, Any], institution: Institution, ending: str) -> Drawn:
    """The words of a letter or of a report on the office's paper; `ending` is "docx" or "pdf"."""
    logo, labels = _logo(institution), _labels()
    if ending == "docx":
        return Drawn(_docx(words, labels, institution, logo), DOCX, "docx")
    return Drawn(_pdf(words, labels, institution, logo), PDF, "pdf")


def _labels() -> dict[str, str]:
    """What stands on every letter of an office."""
    with translation.override(OFFICES_LANGUAGE):
        return {
            "number": pgettext("letter", "Number"),
            "nature": pgettext("letter", "Nature"),
            "ordinary": pgettext("letter", "Ordinary"),
            "attachments": pgettext("letter", "Attachments"),
            "subject": pgettext("letter", "Subject"),
            "to": pgettext("letter", "To"),
            "copies": pgettext("letter", "Copies to:"),
        }


def _pdf(words: dict[str, Any], labels: dict[str, str], institution: Institution, logo: bytes) -> bytes:
    """Typst gets the words as data, so nothing in them is ever read as markup."""
    return printed(
        HERE / "letter.typ",
        {
            "words": json.dumps(words),
            "labels": json.dumps(labels),
            "colour": institution.colour,
            # Files beside the text would have to be text themselves.
            "logo": json.dumps(list(logo)) if logo else "",
        },
    )


def _docx(words: dict[str, Any], labels: dict[str, str], institution: Institution, logo: bytes) -> bytes:
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
    section.left_margin = section.right_margin = shared.Mm(25)
    section.top_margin = section.bottom_margin = shared.Mm(20)
    usual = paper.styles["Normal"]
    usual.font.name, usual.font.size = "Arial", shared.Pt(11)
    usual.paragraph_format.space_after = shared.Pt(6)
    paper.core_properties.title = f"{words['title']} {words['number']}"
    paper.core_properties.author = words["head"]["name"]
    paper.core_properties.language = OFFICES_LANGUAGE
    _letterhead(paper, words["head"], institution, logo)
    if words["to"]:
        paper.add_paragraph(words["day"]).alignment = places.WD_ALIGN_PARAGRAPH.RIGHT
        rows = [
            [labels["number"], words["number"]],
            [labels["nature"], labels["ordinary"]],
            [labels["attachments"], "–"],
            [labels["subject"], words["title"]],
        ]
        _pairs(paper, rows, left=24).rows[-1].cells[2].paragraphs[0].runs[0].bold = True
        paper.add_paragraph(f"\n{labels['to']} " + "\n".join(words["to"]))
    else:
        _heading(paper, words["title"].upper(), level=1).alignment = places.WD_ALIGN_PARAGRAPH.CENTER
    if words["opening"]:
        paper.add_paragraph(words["opening"])
    if words["fields"]:
        _pairs(paper, words["fields"], left=52)
        paper.add_paragraph()
    for part in words.get("parts", []):
        _heading(paper, part["title"], level=2)
        for text in part["paragraphs"]:
            paper.add_paragraph(text)
        if part["table"]:
            _table(paper, part["table"])
    for text in words["closing"]:
        paper.add_paragraph(text)
    _signature(paper, words)
    if copies := words.get("copies"):
        paper.add_paragraph(f"\n{labels['copies']}")
        for number, one in enumerate(copies, start=1):
            paper.add_paragraph(f"{number}. {one}")
    into = BytesIO()
    paper.save(into)
    return into.getvalue()


def _letterhead(paper: Any, head: dict[str, str], institution: Institution, logo: bytes) -> None:
    """Name, address and ways to reach us in the middle of the paper, the logo above them."""
    middle = places.WD_ALIGN_PARAGRAPH.CENTER
    if logo:
        paper.add_paragraph().add_run().add_picture(BytesIO(logo), height=shared.Mm(18))
        paper.paragraphs[-1].alignment = middle
    line = paper.add_paragraph()
    name = line.add_run(head["name"].upper())
    name.bold, name.font.size = True, shared.Pt(15)
    name.font.color.rgb = shared.RGBColor.from_string(institution.colour.lstrip("#").upper())
    for text in filter(None, (head["address"], head["contact"])):
        line.paragraph_format.space_after = shared.Pt(0)
        line.alignment = middle
        line = paper.add_paragraph()
        line.add_run(text).font.size = shared.Pt(9)
    line.alignment = middle
    line.paragraph_format.space_after = shared.Pt(12)
    # python-docx knows no lines around paragraphs, but lets a style have whatever Word knows.
    line.style = paper.styles.add_style("Letterhead", 1)
    line.style.element.get_or_add_pPr().append(oxml.parse_xml(HEAD_LINE))


def _heading(paper: Any, text: str, *, level: int) -> Any:
    heading = paper.add_heading(text, level=level)
    heading.runs[0].font.name = "Arial"
    heading.runs[0].font.size = shared.Pt(14 if level == 1 else 12)
    heading.runs[0].font.color.rgb = shared.RGBColor(0, 0, 0)
    return heading


def _pairs(paper: Any, rows: list[list[str]], *, left: int) -> Any:
    """Label, colon, value; `left` is the width of the labels in millimetres."""
    table = paper.add_table(rows=0, cols=3)
    table.autofit = False
    widths = (shared.Mm(left), shared.Mm(5), shared.Mm(160 - left - 5))
    for label, value in rows:
        for cell, text, width in zip(table.add_row().cells, (label, ":", str(value)), widths, strict=True):
            cell.text, cell.width = text, width
            cell.paragraphs[0].paragraph_format.space_after = shared.Pt(2)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _signature(paper: Any, words: dict[str, Any]) -> None:
    """In the right half, with room to sign between the office and the name."""
    lines = [] if words["to"] else [words["day"]]
    office = paper.add_paragraph(
        "\n".join([*lines, words["signed_as"] + ("," if words["signed_by"] else "")])
    )
    written = [office]
    if words["signed_by"]:
        signed = paper.add_paragraph("\n\n\n")
        signed.add_run(words["signed_by"]).bold = True
        if words["signed_position"]:
            signed.add_run(f"\n{words['signed_position']}")
        written.append(signed)
    for one in written:
        one.paragraph_format.left_indent = shared.Mm(83)
        one.paragraph_format.keep_with_next = one is office and len(written) > 1


def _table(paper: Any, rows: list[list[str]]) -> None:
    """A table with headings and lines, as a report has them."""
    table = paper.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
            if number == 0:
                cell.paragraphs[0].runs[0].bold = True


def _logo(institution: Institution) -> bytes:
    """The office's logo as a PNG of a size that prints; nothing where there is none, or it can't be read."""
    if not institution.logo:
        return b""
    try:
        with institution.logo.open("rb") as file, Image.open(file) as picture:
            picture.thumbnail((LOGO_PIXELS, LOGO_PIXELS))
            into = BytesIO()
            picture.convert("RGBA").save(into, "PNG")
    except (OSError, ValueError):
        return b""
    return into.getvalue()
