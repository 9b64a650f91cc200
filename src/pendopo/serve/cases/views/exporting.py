"""The list of cases as a marked sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.foundation.clock import words
from pendopo.foundation.later import Later
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.people.requests import Request
from pendopo.serve.cases import actions
from pendopo.serve.cases.queries import Exported, Filters

if TYPE_CHECKING:
    from pendopo.foundation import sheets
else:
    sheets = Later("pendopo.foundation.sheets")

WIDTHS: Final = (13, 44, 18, 24, 24, 18, 26, 20, 26, 24, 10, 20, 20, 24, 12, 14, 20, 20, 20, 10)


@require_POST
def download(request: Request) -> HttpResponse:
    """What the filters show, as a sheet that says who took it and when; personal data stays covered (R80)."""
    at = now()
    found = actions.export_cases(filters=Filters.read(request.GET.dict()), by=request.member, now=at)
    mark = _("%(who)s downloaded this from Pendopo on %(when)s. Personal data is covered.") % {
        "who": f"{request.member.name} ({request.member.person.email})",
        "when": words.moment(at, here(), language()),
    }
    book = sheets.marked_book(
        [(_("Cases"), list(zip(_heads(), WIDTHS, strict=True)), map(_row, found))], mark=mark
    )
    name = f"kasus-{localtime(at):%Y-%m-%d}.xlsx"
    return HttpResponse(
        book, content_type=sheets.TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _heads() -> Sequence[str]:
    return (
        _("Code"),
        _("In a few words"),
        _("Kind"),
        _("State"),
        _("How it ended"),
        _("How it came"),
        _("Where"),
        _("Topic"),
        _("Unit"),
        _("Keeper"),
        _("Urgent"),
        _("Received"),
        _("Opened"),
        _("Final answer by"),
        _("Late"),
        _("Working days left"),
        _("Acknowledged"),
        _("Answered"),
        _("Closed"),
        _("Opened again"),
    )


def _row(one: Exported) -> Sequence[Any]:
    case = one.line.case
    return (
        case.code,
        one.title or _("(kept secret)"),
        str(case.get_kind_display()),
        str(case.get_state_display()),
        str(case.get_ending_display()) if case.ending else "",
        str(case.get_channel_display()),
        one.place or (_("(kept secret)") if case.is_confidential else ""),
        case.topic,
        str(case.unit or ""),
        str(case.keeper or ""),
        _yes(case.urgent),
        _local(case.received_at),
        _local(case.opened_at),
        _local(case.resolve_by),
        _yes(one.line.is_late),
        one.line.days_left,
        _local(case.acknowledged_at),
        _local(case.answered_at),
        _local(case.closed_at),
        case.reopened or None,
    )


def _yes(said: object) -> str:
    return _("Yes") if said else ""


def _local(at: datetime | None) -> datetime | None:
    return localtime(at) if at else None
