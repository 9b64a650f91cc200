"""The words of each letter: every field the law asks for, in the office's language, as they were on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.clock import Due, Zone
from pendopo.foundation.clock import words as dates
from pendopo.foundation.paper import OFFICES_LANGUAGE
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import in_force, sealing
from pendopo.serve.openness.asking import Asked
from pendopo.serve.openness.letters import mailing
from pendopo.serve.openness.models import Letter, Objection, PublicInfoRequest
from pendopo.serve.openness.states import (
    Decision,
    ExtensionReason,
    Ground,
    Holding,
    LetterKind,
    ObjectionReason,
    Obtaining,
    Sending,
    Verdict,
)

Part = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a letter is made of."""

    request: PublicInfoRequest
    asked: Asked
    by: Member | None
    now: datetime
    zone: Zone
    code: str = ""
    objection: Objection | None = None

    def day(self, at: datetime | date | None) -> str:
        if at is None:
            return ""
        return dates.long_date(self.zone.day_of(at), OFFICES_LANGUAGE)


def write(
    request: PublicInfoRequest,
    kind: LetterKind,
    *,
    by: Member | None,
    now: datetime,
    code: str = "",
    objection: Objection | None = None,
) -> Letter:
    """Put a letter down, sealed, in the transaction of what it tells of."""
    said = Said(
        request=request,
        asked=Asked.of(request),
        by=by,
        now=now,
        zone=structure.zone_of(request.institution),
        code=code,
        objection=objection,
    )
    letter = Letter(
        institution_id=request.institution_id,
        request=request,
        objection=objection,
        kind=kind,
        made_at=now,
        made_by=by,
    )
    if said.asked.identity.email:
        letter.due_at = now
    with translation.override(OFFICES_LANGUAGE):
        letter.kept = sealing.sealed(sealing.LETTER, letter.mark, _words(said, kind))
    letter.save()
    if letter.due_at:
        mailing.wake(letter.institution_id, letter.pk)
    return letter


def _words(said: Said, kind: LetterKind) -> dict[str, Any]:
    house, who = said.request.institution, said.asked.identity
    opening, fields, closing = BODIES[kind](said)
    signer = said.by
    return {
        "kind": kind.value,
        "title": str(kind.label),
        "number": (said.objection or said.request).register_number,
        "code": said.code,
        "day": said.day(said.now),
        "head": {
            "name": house.name,
            "address": house.address,
            "contact": " · ".join(filter(None, (house.phone, house.email, house.website))),
        },
        "to": [one for one in (who.name, who.address) if one],
        "opening": opening,
        "fields": [[label, value] for label, value in fields],
        "closing": closing,
        "signed_as": _office_of(kind),
        "signed_by": signer.name if signer else "",
        "signed_position": signer.position if signer else "",
        "copies": _copies_of(kind),
    }


def _copies_of(kind: LetterKind) -> list[str]:
    """Who else of the office has to know: whoever may have to answer an objection, and whoever has to act on its answer."""
    match kind:
        case LetterKind.EXTENSION | LetterKind.REFUSAL | LetterKind.OBJECTION_RECEIPT:
            return [_office_of(LetterKind.OBJECTION_ANSWER)]
        case LetterKind.OBJECTION_ANSWER:
            return [_office_of(LetterKind.NOTICE)]
        case _:
            return []


def _office_of(kind: LetterKind) -> str:
    if kind is LetterKind.OBJECTION_ANSWER:
        return _("Superior of the information officer (Atasan PPID)")
    return _("Information officer (PPID)")


def _applicant(said: Said, *, whole: bool = False) -> Iterator[Part]:
    """Name, address, occupation and contact: four of the seven fields of a refusal (4.2)."""
    who = said.asked.identity
    yield _("Name"), who.name
    if said.asked.is_by_proxy:
        yield _("Proxy of"), f"{who.acts_for} ({who.power_of_attorney})"
    yield _("Address"), who.address
    if who.occupation or whole:
        yield _("Occupation"), who.occupation
    yield _("Telephone / e-mail"), who.contact


def _receipt(said: Said) -> tuple[str, list[Part], list[str]]:
    request = said.request
    return (
        _("We received your request for public information. It is complete and registered."),
        [
            (_("Registration number"), request.register_number),
            *_applicant(said),
            (_("Information requested"), request.details),
            (_("Purpose"), request.purpose),
            (_("Way to obtain it"), str(Obtaining(request.obtaining).label)),
            (_("Way to send it"), str(Sending(request.sending).label)),
            (_("Complete on"), said.day(request.completed_at)),
            (
                _("Written notice at the latest on"),
                _due(said, request.due_on, is_estimate=request.is_estimate),
            ),
            *([(_("Your code"), said.code)] if said.code else []),
        ],
        [
            _(
                "With the registration number and the code you follow your request on our public pages. Keep both."
            ),
            _("Asking costs nothing. Only copying and sending may be charged, at what they really cost."),
        ],
    )


def _extension(said: Said) -> tuple[str, list[Part], list[str]]:
    request = said.request
    return (
        _("We need more time for your request, as the law allows once. This is the written reason."),
        [
            (_("Registration number"), request.register_number),
            *_applicant(said),
            (_("Information requested"), request.details),
            (_("Legal reason"), str(ExtensionReason(request.extension_reason).label)),
            (_("Explanation"), request.extension_words),
            (_("New limit"), _due(said, request.due_on, is_estimate=request.is_estimate)),
        ],
        [
            _(
                "If you hear nothing from us by then, you may object to the superior of the information officer."
            )
        ],
    )


def _notice(said: Said) -> tuple[str, list[Part], list[str]]:
    request = said.request
    money = f"Rp{request.cost:,}".replace(",", ".")
    cost = f"{money} ({request.cost_words})" if request.cost else _("None")
    kept_back = _kept_back(said) if request.decision == Decision.PARTIAL else []
    return (
        _("This is the written notice about your request for public information."),
        [
            (_("Registration number"), request.register_number),
            *_applicant(said),
            (_("Information requested"), request.details),
            (_("Is it held here?"), str(Holding(request.holding).label)),
            (_("Decision"), str(Decision(request.decision).label)),
            (_("Form"), str(Obtaining(request.given_as).label)),
            (_("Cost"), cost),
            (_("Way to send it"), str(Sending(request.sending).label)),
            *([(_("Explanation"), request.answer_words)] if request.answer_words else []),
            *kept_back,
        ],
        [_objection_right(said)] if kept_back else [],
    )


def _refusal(said: Said) -> tuple[str, list[Part], list[str]]:
    request = said.request
    return (
        _("We are sorry that we can't grant your request for public information. This is why."),
        [
            (_("Registration number"), request.register_number),
            *_applicant(said, whole=True),
            (_("Information requested"), request.details),
            *_kept_back(said),
        ],
        [_objection_right(said)],
    )


def _kept_back(said: Said) -> list[Part]:
    request = said.request
    if request.ground and request.consequence_test is not None:
        article = _("UU 14/2008 article 17 letter %(letter)s: %(what)s") % {
            "letter": request.ground,
            "what": Ground(request.ground).label,
        }
        test = request.consequence_test
        return [
            (_("Reason for refusal"), request.refusal_words),
            (_("Legal basis"), f"{article}. {test.legal_basis}"),
            (_("Consequence test"), f"{test.number}, {said.day(test.approved_at)}"),
        ]
    return [(_("Reason for refusal"), f"{Holding(request.holding).label}. {request.refusal_words}")]


def _objection_right(said: Said) -> str:
    """What R51 asks a refusal to say, with its last day."""
    request = said.request
    calendar = structure.calendar_of(request.institution)
    window = in_force.clock_of(request.institution_id, request.clock_version or 0).objection_window
    until = calendar.add_business_days(said.now, window)
    return _(
        "You have the right to object to the superior of the information officer within %(days)s working days, "
        "until %(day)s: on our public pages with your number and code, at the counter, or by letter."
    ) % {"days": window, "day": dates.due_date(until, OFFICES_LANGUAGE)}


def _objection_receipt(said: Said) -> tuple[str, list[Part], list[str]]:
    objection, request = _objection(said), said.request
    return (
        _("We received your objection. It is registered and with the superior of the information officer."),
        [
            (_("Registration number of the objection"), objection.register_number),
            (_("Registration number of the request"), request.register_number),
            *_applicant(said),
            (_("Information requested"), request.details),
            (_("Purpose"), objection.purpose),
            (_("Reason for the objection"), _reason(objection)),
            *([(_("What happened"), objection.words)] if objection.words else []),
            (_("Received on"), said.day(objection.filed_at)),
            (
                _("Answer at the latest on"),
                _due(said, objection.due_on, is_estimate=objection.is_estimate),
            ),
        ],
        [_("If you hear nothing by then, you may go to the Information Commission.")],
    )


def _objection_answer(said: Said) -> tuple[str, list[Part], list[str]]:
    objection, request = _objection(said), said.request
    window = in_force.clock_of(objection.institution_id, objection.clock_version).commission_window
    return (
        _("This is the answer to your objection."),
        [
            (_("Registration number of the objection"), objection.register_number),
            (_("Registration number of the request"), request.register_number),
            *_applicant(said),
            (_("Information requested"), request.details),
            (_("Reason for the objection"), _reason(objection)),
            (_("Decision"), str(Verdict(objection.verdict).label)),
            (_("Explanation"), objection.answer),
        ],
        [
            _(
                "If you are not satisfied, you may bring it before the Information Commission within %(days)s "
                "working days, until %(day)s."
            )
            % {"days": window, "day": said.day(objection.commission_until)}
        ],
    )


def _reason(objection: Objection) -> str:
    return f"{objection.reason}. {ObjectionReason(objection.reason).label}"


def _objection(said: Said) -> Objection:
    if said.objection is None:
        raise TypeError("a letter about an objection needs one")
    return said.objection


def _due(said: Said, on: date | None, *, is_estimate: bool) -> str:
    """A date that is an estimate always says that it is one (R85)."""
    if on is None:
        return ""
    return dates.due_date(Due(on=on, at=said.now, is_estimate=is_estimate), OFFICES_LANGUAGE)


BODIES: Final[dict[LetterKind, Callable[[Said], tuple[str, list[Part], list[str]]]]] = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.EXTENSION: _extension,
    LetterKind.NOTICE: _notice,
    LetterKind.REFUSAL: _refusal,
    LetterKind.OBJECTION_RECEIPT: _objection_receipt,
    LetterKind.OBJECTION_ANSWER: _objection_answer,
}
