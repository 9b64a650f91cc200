"""The month on the office's paper, as a PDF that screen readers read (PDF/UA)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.broadcast.material.queries import Silence, summed
from pendopo.broadcast.material.report import wording
from pendopo.foundation.clock import words as dates
from pendopo.foundation.paper import OFFICES_LANGUAGE, printed
from pendopo.foundation.ui.months import Month
from pendopo.foundation.ui.templatetags.words import number
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure

PAPER: Final = Path(__file__).parent / "by_unit.typ"
NONE: Final = "–"


def draw(rows: Sequence[Silence], month: Month, institution: Institution, *, now: datetime) -> bytes:
    """One month. What it says is handed over as data and never read as markup."""
    with translation.override(OFFICES_LANGUAGE):
        words = {
            "title": _("Material from units"),
            "office": institution.name,
            "month": month.named,
            "at": dates.moment(now, structure.zone_of(institution), OFFICES_LANGUAGE),
            "said": wording.said(summed(rows), month.named),
            "heads": [
                *(_("Unit"), _("Requested"), _("Answered"), _("By the day")),
                *(_("Working days, median"), _("Still have time"), _("Nothing came yet")),
            ],
            "rows": [_row(one) for one in rows],
            "helps_title": _("What would help"),
            "helps": list(wording.helps(rows)),
            "how": wording.counted_how(),
        }
    return printed(PAPER, {"words": json.dumps(words), "colour": institution.colour})


def _row(one: Silence) -> list[str]:
    return [
        one.unit,
        str(one.asked),
        _of(one.answered, one.asked),
        _of(one.in_time, one.answered),
        NONE if one.median_days is None else number(one.median_days, 1),
        str(one.running),
        _of(one.silent, one.due),
    ]


def _of(part: int, whole: int) -> str:
    return _("%(n)s of %(of)s") % {"n": part, "of": whole} if whole else NONE
