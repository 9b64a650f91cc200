"""The morning brief as a PDF that screen readers read (PDF/UA): one page where it can be, in the office's language."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.foundation.clock import words as dates
from pendopo.foundation.paper import OFFICES_LANGUAGE, printed
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.listen.watch.models import Story
from pendopo.listen.watch.queries import Brief, reasons_of
from pendopo.listen.watch.states import Tone

HERE: Final = Path(__file__).parent


def draw(brief: Brief, institution: Institution) -> bytes:
    """The brief on the office's paper. What it says is handed over as data and never read as markup."""
    with translation.override(OFFICES_LANGUAGE):
        words = _words(brief, institution)
    return printed(HERE / "brief.typ", {"words": json.dumps(words), "colour": institution.colour})


def day_of(brief: Brief, institution: Institution) -> date:
    return structure.zone_of(institution).day_of(brief.at)


def _words(brief: Brief, institution: Institution) -> dict[str, Any]:
    zone = structure.zone_of(institution)
    parts = [
        {
            "title": _("Official warnings"),
            "empty": _("No official warning concerns us now."),
            "rows": [
                {
                    "title": one.headline,
                    "text": _("Holds until %(at)s")
                    % {"at": dates.moment(one.ends_at, zone, OFFICES_LANGUAGE)},
                    "note": one.get_state_display(),
                }
                for one in brief.warnings
            ],
        },
        {
            "title": _("News about us"),
            "empty": _("Nobody wrote about us in the last 24 hours."),
            "rows": [_row(one) for one in brief.about_us],
        },
        {
            "title": _("Our region and what we care about"),
            "empty": _("Nothing in the last 24 hours."),
            "rows": [_row(one) for one in brief.region],
        },
    ]
    if brief.clips:
        parts.append(
            {
                "title": _("Kept by colleagues"),
                "empty": "",
                "rows": [
                    {
                        "title": one.entry.title,
                        "text": " · ".join(
                            filter(None, (one.entry.feed.name, one.entry.author, one.by.name))
                        ),
                        "note": " · ".join(filter(None, (one.get_tone_display(), one.note))),
                    }
                    for one in brief.clips
                ],
            }
        )
    return {
        "title": _("Morning brief"),
        "office": institution.name,
        "day": dates.full_date(zone.day_of(brief.at), OFFICES_LANGUAGE),
        "at": dates.moment(brief.at, zone, OFFICES_LANGUAGE),
        "counts": _counts(brief),
        "parts": parts,
        "rising_title": _("Rising words"),
        "rising": [word for one in brief.rising for word in (one.word, *one.beside)],
    }


def _counts(brief: Brief) -> str:
    said = ngettext(
        "%(news)s piece of news read in 24 hours, %(ours)s about us.",
        "%(news)s pieces of news read in 24 hours, %(ours)s about us.",
        brief.news,
    ) % {"news": brief.news, "ours": brief.ours}
    tones = ", ".join(f"{label.lower()} {count}" for label, count in brief.tones)
    return f"{said} {_('Tone of the stories about us: %(tones)s.') % {'tones': tones}}" if tones else said


def _row(story: Story) -> dict[str, str]:
    told = ngettext("%(number)s piece of news", "%(number)s pieces of news", story.entry_count) % {
        "number": story.entry_count
    }
    return {
        "title": story.title,
        "text": " · ".join([told, *reasons_of(story.reasons)[:3]]),
        "note": str(Tone(story.tone).label) if story.is_about_us else "",
    }
