"""The two registers of a year, and what of them anyone may read (domain.md 4.3, R53)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from typing import Final

from pendopo.foundation.personal_data import masked
from pendopo.foundation.secrets import masks
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness.asking import sum_of_code
from pendopo.serve.openness.models import Objection, PublicInfoRequest, RequestQuerySet
from pendopo.serve.openness.models.objections import ObjectionQuerySet
from pendopo.serve.openness.states import Decision

PUBLIC_PAGE: Final = 30
REGISTER_PAGE: Final = 50
NUMBER: Final = re.compile(r"\s*0*(\d{1,7})\s*/\s*PPID\s*/\s*(\d{4})\s*", re.IGNORECASE)
SHORT: Final = 3  # a shorter word of a name is a word of many others


@dataclass(frozen=True, kw_only=True)
class PublicEntry:
    """A request as the public register shows it: what was asked and what came of it, and nobody's name."""

    number: str
    complete_on: date
    details: str
    state: str
    sign: str
    refusal: str
    answered_on: date | None


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """Requests with their applicant and details, covered, and where the next page begins (0: nowhere)."""

    lines: tuple[tuple[PublicInfoRequest, str, str], ...]
    before: int


def request_register(member: Member, year: int) -> RequestQuerySet:
    """The register of requests of a year, in its order."""
    return (
        PublicInfoRequest.objects.seen_by(member)
        .registered()
        .filter(year=year)
        .select_related("applicant", "unit", "consequence_test")
        .order_by("number")
    )


def register_lines(member: Member, year: int, *, before: int = 0) -> RegisterPage:
    """A page of the register as those who work here read it without a reason: covered; the newest number first."""
    found = request_register(member, year).order_by("-number")
    rows = list((found.filter(number__lt=before) if before else found)[: REGISTER_PAGE + 1])
    page = rows[:REGISTER_PAGE]
    lines = tuple((one, one.applicant.masked.name, masked(one.details)) for one in page)
    return RegisterPage(lines=lines, before=page[-1].number or 0 if len(rows) > len(page) else 0)


def objection_register(member: Member, year: int) -> ObjectionQuerySet:
    """The register of objections of a year, in its order."""
    found = Objection.objects.seen_by(member).filter(year=year).select_related("request__applicant")
    return found.order_by("number")


def public_register(institution: Institution, year: int, *, before: int = 0) -> list[PublicEntry]:
    """A page of what anyone may read, and one entry more; the newest number first."""
    found = (
        PublicInfoRequest.objects.filter(institution=institution, year=year)
        .registered()
        .select_related("applicant")
        .order_by("-number")
    )
    if before:
        found = found.filter(number__lt=before)
    zone = structure.zone_of(institution)
    return [
        PublicEntry(
            number=one.register_number,
            complete_on=zone.day_of(one.completed_at or one.asked_at),
            details=public_words(one, one.details),
            state=one.told_state,
            sign=one.sign,
            # What was refused first may have been granted since, after an objection.
            refusal="" if one.decision == Decision.FULL else public_words(one, one.refusal_words),
            answered_on=zone.day_of(one.notified_at) if one.notified_at else None,
        )
        for one in found[: PUBLIC_PAGE + 1]
    ]


def public_words(request: PublicInfoRequest, text: str) -> str:
    """A text without whatever tells who asks: numbers, addresses, and the applicant's own name (R53)."""
    text = masked(text)
    who = request.applicant.identity
    for known in (who.name, who.acts_for, who.address, *who.name.split(), *who.acts_for.split()):
        if len(known) >= SHORT:
            text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", masks.COVERED, text, flags=re.IGNORECASE)
    return text


def by_code(institution: Institution, number: str, code: str) -> PublicInfoRequest | None:
    """The request of whoever knows its number and its code; None where either is wrong."""
    said = NUMBER.fullmatch(number)
    if said is None:
        return None
    found = PublicInfoRequest.objects.filter(
        institution=institution, number=int(said[1]), year=int(said[2])
    ).first()
    if found is None or not compare_digest(found.code_sum, sum_of_code(code)):
        return None
    return found
