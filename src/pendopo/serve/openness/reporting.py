"""The yearly report in the order the law asks for it (domain.md 4.4, R54), ready to be drawn as DOCX or PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.clock import words as dates
from pendopo.foundation.paper import OFFICES_LANGUAGE
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness.models import ServiceReport
from pendopo.serve.openness.queries import Figures


def words_of(
    institution: Institution, counted: Figures, report: ServiceReport | None, *, now: datetime
) -> dict[str, Any]:
    """Title, parts with paragraphs and tables; what nobody wrote yet says so."""
    with translation.override(OFFICES_LANGUAGE):
        zone = structure.zone_of(institution)
        return {
            "kind": "report",
            "title": _("Report on the public information service of %(year)s") % {"year": counted.year},
            "number": "",
            "day": dates.long_date(zone.day_of(now), OFFICES_LANGUAGE),
            "head": {
                "name": institution.name,
                "address": institution.address,
                "contact": " · ".join(
                    filter(None, (institution.phone, institution.email, institution.website))
                ),
            },
            "to": [],
            "opening": "",
            "fields": [],
            "parts": _parts(counted, report),
            "closing": [],
            "signed_as": _("Information officer (PPID)"),
            "signed_by": "",
            "signed_position": "",
        }


def _parts(counted: Figures, report: ServiceReport | None) -> list[dict[str, Any]]:
    def said(name: str) -> list[str]:
        text = str(getattr(report, name, "")) if report else ""
        return [text or _("(not written yet)")]

    return [
        _part(_("General policy"), said("policy")),
        _part(_("Facilities"), said("facilities")),
        _part(_("Staff"), said("staff")),
        _part(_("Budget"), said("budget")),
        _part(_("Details of the service"), [in_a_sentence(counted)], service_table(counted)),
        *([_part(_("Refusals by reason"), [], _table(counted.refusals))] if counted.refusals else []),
        *([_part(_("Requests by way in"), [], _table(counted.channels))] if counted.channels else []),
        _part(_("Objections and disputes"), [_objections(counted)], _disputes(counted)),
        _part(_("Obstacles inside the office"), said("obstacles_inside")),
        _part(_("Obstacles outside the office"), said("obstacles_outside")),
        _part(_("Recommendations"), said("recommendations")),
        _part(_("Follow-up plan"), said("follow_up")),
    ]


def in_a_sentence(counted: Figures) -> str:
    """What the figures mean, in words."""
    if not counted.decided:
        return _("No request was decided in this year.")
    days = f"{counted.mean_days or 0:.1f}".replace(".", ",")
    return _(
        "Of %(all)s registered requests %(decided)s were decided, %(in_time)s of them within the limit, "
        "after %(days)s working days on average."
    ) % {"all": counted.requests, "decided": counted.decided, "in_time": counted.in_time, "days": days}


def service_table(counted: Figures) -> list[list[str]]:
    """The figures of the service, one a row."""
    rows = (
        (_("Registered requests"), counted.requests),
        (_("Granted in full"), counted.granted_in_full),
        (_("Granted in part"), counted.granted_in_part),
        (_("Refused"), counted.refused),
        (_("Withdrawn"), counted.withdrawn),
        (_("Limit passed without an answer"), counted.unanswered),
        (_("Still to be decided"), counted.undecided),
        (_("Extended"), counted.extended),
        (_("Decided within the limit"), f"{counted.in_time} / {counted.decided}"),
    )
    return [[_("What"), _("Number")], *([str(name), str(number)] for name, number in rows)]


def _objections(counted: Figures) -> str:
    if not counted.objections:
        return _("No objection was filed in this year.")
    reasons = ", ".join(f"{name}: {number}" for name, number in counted.objection_reasons.items())
    verdicts = ", ".join(f"{name}: {number}" for name, number in counted.verdicts.items()) or "–"
    return _("%(all)s objections. Reasons: %(reasons)s. Answers: %(verdicts)s.") % {
        "all": counted.objections,
        "reasons": reasons,
        "verdicts": verdicts,
    }


def _disputes(counted: Figures) -> list[list[str]]:
    if not counted.disputes:
        return []
    head = [_("Objection"), _("Number at the commission"), _("Outcome")]
    return [head, *([one or "–" for one in row] for row in counted.disputes)]


def _table(counted: Mapping[str, int]) -> list[list[str]]:
    return [[_("What"), _("Number")], *([name, str(number)] for name, number in counted.items())]


def _part(title: str, paragraphs: list[str], table: list[list[str]] | None = None) -> dict[str, Any]:
    return {"title": title, "paragraphs": paragraphs, "table": table or []}
