"""Material as the screen says it: signs, words, whose turn it is, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.broadcast.material import times
from pendopo.broadcast.material.models import MaterialMail, MaterialRequest, Piece
from pendopo.broadcast.material.states import WITH_UNIT, MailKind, PieceKind
from pendopo.broadcast.material.states import MaterialState as M

# The kit's sign and icon of each state; its name is always written beside it.
SIGNS: Final = {
    M.ASKED: ("info", "units"),
    M.ANSWERED: ("brand", "inbox"),
    M.TAKEN_IN: ("success", "success"),
    M.SENT_BACK: ("info", "return"),
    M.CLOSED: ("", ""),
}
VIEW_NAMES: Final[Mapping[str, str | Promise]] = {
    "masuk": gettext_lazy("To take in"),
    "menunggu": gettext_lazy("With units"),
    "diambil": gettext_lazy("Taken in"),
    "ditutup": gettext_lazy("Closed"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One request in a list."""

    request: MaterialRequest
    state: str
    sign: str
    icon: str
    is_with_unit: bool
    is_late: bool
    left: int  # working days
    used: int
    given: int


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One view of the list."""

    label: str
    url: str
    is_current: bool
    count: int | None


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event of a request's story."""

    what: str
    at: datetime
    icon: str
    sign: str = ""
    by: str = ""
    text: str = ""


def line(request: MaterialRequest, now: datetime) -> Line:
    """A request as lists and pages show it."""
    state = M(request.state)
    sign, icon = SIGNS[state]
    is_with_unit = state in WITH_UNIT
    is_late = is_with_unit and request.answer_by < now
    used, given = times.days(request, now)
    return Line(
        request=request,
        state=_("Asked, and no answer yet") if is_late else str(state.label),
        sign="warning" if is_late else sign,
        icon="waiting" if is_late else icon,
        is_with_unit=is_with_unit,
        is_late=is_late,
        left=times.calendar_of(request).business_days_between(now, request.answer_by),
        used=used,
        given=given,
    )


def tabs(view: str, unit: str, counts: Mapping[str, int]) -> list[Tab]:
    """The views, with the filter kept."""
    kept = {"unit": unit} if unit else {}
    return [
        Tab(
            label=str(name),
            url="?" + urlencode({"lihat": one, **kept}),
            is_current=one == view,
            count=counts.get(one),
        )
        for one, name in VIEW_NAMES.items()
    ]


def by_kind(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """Facts, numbers and names, each in the order in which they came."""
    found: dict[str, list[Piece]] = {kind.value: [] for kind in PieceKind}
    for one in pieces:
        found[one.kind].append(one)
    return found


def leaves_at(request: MaterialRequest, now: datetime) -> datetime | None:
    """When the letter that first asks the unit leaves; None where it is being handed over, or where there is none."""
    waiting = [mail.due_at for mail in _letters(request) if not mail.tries]
    return next((due_at for due_at in waiting if due_at and due_at > now), None)


def _letters(request: MaterialRequest) -> list[MaterialMail]:
    return [line.mail for line in request.in_mails.all() if line.mail.kind == MailKind.REQUEST]


def story(request: MaterialRequest) -> list[Told]:
    """What happened, in order."""
    return sorted(_told(request), key=lambda one: one.at)


def _told(request: MaterialRequest) -> Iterator[Told]:
    if request.call_id:
        yield Told(what=_("Asked by a monthly call"), at=request.asked_at, icon="send", sign="info")
    else:
        yield Told(what=_("Requested"), at=request.asked_at, by=request.by.name, icon="send", sign="info")
    if request.seen_at:
        yield Told(what=_("The unit opened it"), at=request.seen_at, by=request.unit.called, icon="show")
    for mail in _letters(request):
        if mail.sent_at:
            what = _("A letter with the link was sent")
            yield Told(what=what, at=mail.sent_at, icon="message", text=mail.name)
        elif mail.given_up_at and mail.tries:
            what = _("The letter did not arrive")
            yield Told(what=what, at=mail.given_up_at, icon="message", sign="warning", text=mail.to)
    for one in request.reminders.all():
        if one.told:
            what = _("A kind reminder at %(step)s %% of the time") % {"step": one.step}
            yield Told(what=what, at=one.at, icon="notices", sign="warning", text=", ".join(one.told))
    if request.answered_at:
        what = _("The unit sent material")
        yield Told(what=what, at=request.answered_at, by=request.said_by, icon="inbox", sign="success")
    if request.question:
        what = _("Asked again")
        yield Told(what=what, at=request.round_at, icon="return", sign="info", text=request.question)
    if request.taken_at:
        title = request.item.title if request.item else ""
        yield Told(what=_("Taken in"), at=request.taken_at, icon="success", sign="success", text=title)
    if request.closed_at:
        yield Told(what=_("Closed"), at=request.closed_at, icon="check", text=request.closed_why)
