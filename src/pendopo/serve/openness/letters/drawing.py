"""A letter on the office's paper: DOCX to be signed and filed, PDF (readable by screen readers) to be sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pendopo.foundation.later import Later
from pendopo.institution.models import Institution

if TYPE_CHECKING:
    import docx
    import typst
    from docx import shared
    from PIL import Image
else:
    docx = Later("docx")
    shared = Later("docx.shared")
    typst = Later("typst")
    Image = Later("PIL.Image")

HERE: Final = Path(__file__).parent
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"
LOGO_PIXELS: Final = 600


@dataclass(frozen=True)
class Drawn:
    """A file to be sent to a browser."""

    content: bytes
    media_type: str
    ending: str


def draw(words: dict[str, Any], institution: Institution, ending: str) -> Drawn:
    """The words of a letter or of a report on the office's paper; `ending` is "docx" or "pdf"."""
    logo = _logo(institution)
    if ending == "docx":
        return Drawn(_docx(words, institution, logo), DOCX, "docx")
    return Drawn(_pdf(words, institution, logo), PDF, "pdf")


def _pdf(words: dict[str, Any], institution: Institution, logo: bytes) -> bytes:
    """Typst gets the words as data, so nothing in them is ever read as markup."""
    files: dict[str, bytes] = {"letter.typ": (HERE / "letter.typ").read_bytes()}
    if logo:
        files["logo.png"] = logo
    drawn = typst.compile(  # type: ignore[call-overload]  # its types don't know of files by name
        files,
        sys_inputs={
            "words": json.dumps(words),
            "colour": institution.colour,
            "logo": "logo.png" if logo else "",
        },
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    if not isinstance(drawn, bytes):
        raise TypeError("a letter is one file")
    return drawn


def _docx(words: dict[str, Any], institution: Institution, logo: bytes) -> bytes:
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
    section.left_margin = section.right_margin = shared.Mm(25)
    section.top_margin = section.bottom_margin = shared.Mm(20)
    paper.core_properties.title = f"{words['title']} {words['number']}"
    paper.core_properties.author = words["head"]["name"]
    paper.core_properties.language = "id"
    colour = shared.RGBColor.from_string(institution.colour.lstrip("#").upper())
    if logo:
        paper.add_picture(BytesIO(logo), height=shared.Mm(18))
    head = paper.add_paragraph()
    name = head.add_run(words["head"]["name"])
    name.bold, name.font.size, name.font.color.rgb = True, shared.Pt(14), colour
    for line in (words["head"]["address"], words["head"]["contact"]):
        if line:
            small = paper.add_paragraph().add_run(line)
            small.font.size = shared.Pt(9)
    title = paper.add_heading(words["title"], level=1)
    title.runs[0].font.color.rgb = colour
    if words["number"]:
        paper.add_paragraph(words["number"])
    if words["to"]:
        paper.add_paragraph("\n".join(words["to"]))
    if words["opening"]:
        paper.add_paragraph(words["opening"])
    if words["fields"]:
        _table(paper, words["fields"], heads=False)
    for part in words.get("parts", []):
        paper.add_heading(part["title"], level=2)
        for text in part["paragraphs"]:
            paper.add_paragraph(text)
        if part["table"]:
            _table(paper, part["table"], heads=True)
    for text in words["closing"]:
        paper.add_paragraph(text)
    paper.add_paragraph(words["day"])
    paper.add_paragraph(words["signed_as"])
    if words["signed_by"]:
        signed = paper.add_paragraph()
        signed.add_run(words["signed_by"]).bold = True
        if words["signed_position"]:
            signed.add_run(f"\n{words['signed_position']}")
    into = BytesIO()
    paper.save(into)
    return into.getvalue()


def _table(paper: Any, rows: list[list[str]], *, heads: bool) -> None:
    table = paper.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid" if heads else "Normal Table"
    for number, row in enumerate(rows):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
            if (heads and number == 0) or (not heads and value is row[0]):
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
