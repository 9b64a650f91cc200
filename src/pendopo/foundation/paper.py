"""What an office hands out on paper, as a PDF that screen readers read (PDF/UA)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pendopo.foundation.later import Later

if TYPE_CHECKING:
    import typst
else:
    typst = Later("typst")

PDF: Final = "application/pdf"
OFFICES_LANGUAGE: Final = "id"  # of what an office signs and hands out, whoever presses


def printed(template: Path, inputs: Mapping[str, str]) -> bytes:
    """One PDF of a Typst template of ours. Whatever is said reaches it as data and is never read as markup."""
    # By its path: a text handed over as bytes gets a number each time, of which Typst has 65,535 a process.
    drawn = typst.compile(template, sys_inputs=dict(inputs), ignore_system_fonts=True, pdf_standards="ua-1")
    if not isinstance(drawn, bytes):
        raise TypeError("what is printed is one file")
    return drawn
