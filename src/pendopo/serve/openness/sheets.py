"""The registers and the report's figures as workbooks: the columns of domain.md 4.3, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
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
    from pendopo.foundation import sheets
else:
    sheets = Later("pendopo.foundation.sheets")

NARROW: Final = 14  # of a column, in signs
USUAL: Final = 22
WIDE: Final = 48
# The columns that hold whole sentences.
REQUEST_WIDE: Final = frozenset({6, 7, 12})
OBJECTION_WIDE: Final = frozenset({7, 8, 14})


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
    return sheets.marked_book(
        [
            (
                _("Requests"),
                _widths(_request_heads(), wide=REQUEST_WIDE),
                ([*_request_row(one, zone, is_shown=is_shown)] for one in requests),
            ),
            (
                _("Objections"),
                _widths(_objection_heads(), wide=OBJECTION_WIDE),
                ([*_objection_row(one, zone, is_shown=is_shown)] for one in objections),
            ),
        ],
        mark=_mark(taken_by, taken_at, zone),
    )


def report(counted: Figures, *, zone: Zone, taken_by: str, taken_at: datetime) -> bytes:
    """The figures of the yearly report."""
    head, *rows = reporting.service_table(counted)
    heads = [(head[0], WIDE), (head[1], NARROW)]
    return sheets.marked_book(
        [
            (str(counted.year), heads, rows),
            *(
                (title, heads, [[name, number] for name, number in found.items()])
                for title, found in (
                    (_("Refusals"), counted.refusals),
                    (_("Ways in"), counted.channels),
                    (_("Objections"), counted.objection_reasons),
                    (_("Answers"), counted.verdicts),
                )
            ),
        ],
        mark=_mark(taken_by, taken_at, zone),
    )


def _mark(taken_by: str, taken_at: datetime, zone: Zone) -> str:
    """Who took it and when goes with it (9.1)."""
    when = dates.moment(taken_at, zone, language())
    return _("Taken by %(who)s on %(when)s") % {"who": taken_by, "when": when}


def _widths(heads: Sequence[str], *, wide: frozenset[int]) -> list[tuple[str, int]]:
    """Each heading with the width of its column; those of whole sentences are wide."""
    return [(head, WIDE if place in wide else max(USUAL, len(head) + 4)) for place, head in enumerate(heads)]


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
