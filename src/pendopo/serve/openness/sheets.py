"""The registers and the report's figures as workbooks: the columns of domain.md 4.3, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from pendopo.foundation.clock import Zone
from pendopo.foundation.clock import words as dates
from pendopo.foundation.later import Later
from pendopo.foundation.personal_data import masked
from pendopo.foundation.ui.speech import language
from pendopo.serve.openness import reporting
from pendopo.serve.openness.models import Applicant, Objection, PublicInfoRequest
from pendopo.serve.openness.queries import Figures

if TYPE_CHECKING:
    import openpyxl
    from openpyxl import styles
    from openpyxl.worksheet.worksheet import Worksheet
else:
    openpyxl = Later("openpyxl")
    styles = Later("openpyxl.styles")

# What a spreadsheet would take for a formula when it stands first.
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
WIDEST: Final = 48


def registers(
    requests: Iterable[PublicInfoRequest],
    objections: Iterable[Objection],
    *,
    zone: Zone,
    is_shown: bool,
    taken_by: str,
    taken_at: datetime,
) -> bytes:
    """Both registers of a year; with `is_shown` applicants stand in clear, otherwise covered (R80)."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = _("Requests")
    _fill(
        first,
        _request_heads(),
        ([*_request_row(one, zone, is_shown=is_shown)] for one in requests),
    )
    _fill(
        book.create_sheet(_("Objections")),
        _objection_heads(),
        ([*_objection_row(one, zone, is_shown=is_shown)] for one in objections),
    )
    # Who took it and when goes with it (9.1).
    _fill(
        book.create_sheet(_("Taken by")),
        [_("Taken by"), _("When")],
        [[taken_by, dates.moment(taken_at, zone, language())]],
    )
    return _bytes(book)


def report(counted: Figures) -> bytes:
    """The figures of the yearly report."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = str(counted.year)
    head, *rows = reporting.service_table(counted)
    _fill(first, head, rows)
    for title, found in (
        (_("Refusals"), counted.refusals),
        (_("Ways in"), counted.channels),
        (_("Objections"), counted.objection_reasons),
        (_("Answers"), counted.verdicts),
    ):
        _fill(book.create_sheet(title), head, [[name, number] for name, number in found.items()])
    return _bytes(book)


def _request_heads() -> list[str]:
    return [
        _("No."),
        _("Date"),
        _("Name"),
        _("Address"),
        _("Contact"),
        _("Occupation"),
        _("Information requested"),
        _("Purpose"),
        _("Held here"),
        _("Form"),
        _("Way to obtain it"),
        _("Decision"),
        _("Reason for refusal"),
        _("Date of notice"),
        _("Date given"),
        _("Cost"),
        _("Paid on"),
        _("State"),
        _("Came in by"),
        _("Thread"),
        _("Unit"),
        _("Due on"),
        _("Extension"),
        _("Answer"),
    ]


def _request_row(one: PublicInfoRequest, zone: Zone, *, is_shown: bool) -> Iterable[Any]:
    yield one.register_number
    yield _day(one.completed_at, zone)
    yield from _person(one.applicant, is_shown=is_shown)
    yield one.details if is_shown else masked(one.details)
    yield one.purpose if is_shown else masked(one.purpose)
    yield one.get_holding_display() if one.holding else ""
    yield one.get_given_as_display() if one.given_as else ""
    yield one.get_obtaining_display()
    yield one.get_decision_display() if one.decision else ""
    yield _refusal(one, is_shown=is_shown)
    yield _day(one.notified_at, zone)
    yield _day(one.given_at, zone)
    yield one.cost
    yield one.paid_on
    yield one.get_state_display()
    yield one.get_channel_display()
    yield f"/masukan/{one.conversation_id}/" if one.conversation_id else ""
    yield one.unit.called if one.unit else ""
    yield one.due_on
    yield one.get_extension_reason_display() if one.extension_reason else ""
    yield one.answer_link


def _refusal(one: PublicInfoRequest, *, is_shown: bool) -> str:
    words = one.refusal_words if is_shown else masked(one.refusal_words)
    if one.ground:
        test = f" ({one.consequence_test.number})" if one.consequence_test else ""
        return f"{one.ground}. {one.get_ground_display()}{test}: {words}"
    return words


def _objection_heads() -> list[str]:
    return [
        _("No."),
        _("Date"),
        _("Name"),
        _("Address"),
        _("Contact"),
        _("Occupation"),
        _("Request"),
        _("Information requested"),
        _("Purpose"),
        _("Reason"),
        _("Superior's decision"),
        _("Date of the answer"),
        _("Name of the superior"),
        _("Position of the superior"),
        _("Applicant's response"),
        _("State"),
        _("Due on"),
    ]


def _objection_row(one: Objection, zone: Zone, *, is_shown: bool) -> Iterable[Any]:
    def covered(text: str) -> str:
        return text if is_shown else masked(text)

    yield one.register_number
    yield _day(one.filed_at, zone)
    yield from _person(one.request.applicant, is_shown=is_shown)
    yield one.request.register_number
    yield covered(one.request.details)
    yield covered(one.purpose)
    yield f"{one.reason}. {one.get_reason_display()}"
    yield one.get_verdict_display() if one.verdict else ""
    yield _day(one.answered_at, zone)
    yield one.answered_by_name
    yield one.answered_by_position
    yield covered(one.response)
    yield one.get_state_display()
    yield one.due_on


def _person(applicant: Applicant, *, is_shown: bool) -> tuple[str, str, str, str]:
    who = applicant.identity if is_shown else applicant.masked
    return who.name, who.address, who.contact, who.occupation


def _day(at: datetime | None, zone: Zone) -> date | None:
    return zone.day_of(at) if at else None


def _fill(sheet: Worksheet, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(1, column, head)
        cell.font = styles.Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = min(max(len(head) + 4, 16), WIDEST)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            place = sheet.cell(number, column)
            if isinstance(value, str):
                place.value = _disarmed(value)
                place.data_type = "s"
            else:
                place.value = value
    sheet.freeze_panes = "A2"


def _disarmed(text: str) -> str:
    """Citizens' words are never a formula, and hold no sign that a sheet can't."""
    kept = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return f"'{kept}" if kept.startswith(STARTS_A_FORMULA) else kept


def _bytes(book: Any) -> bytes:
    into = BytesIO()
    book.save(into)
    return into.getvalue()
