"""Who is told what about requests and objections."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.words import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.roles import Permission
from pendopo.serve.openness.models import Letter, Objection, PublicInfoRequest


def registered(request: PublicInfoRequest, *, now: datetime) -> None:
    """A request is complete and its clock runs."""
    _tell(
        request.institution_id,
        Permission.HANDLE_INFORMATION,
        "openness.registered",
        Sentence(
            gettext_noop("Request %(number)s came in. Written notice is due on %(day)s"),
            {"number": request.register_number, "day": request.due_on},
        ),
        _page(request),
        now=now,
    )


def objected(objection: Objection, *, now: datetime) -> None:
    """The superior has to answer."""
    _tell(
        objection.institution_id,
        Permission.DECIDE_OBJECTIONS,
        "openness.objected",
        Sentence(
            gettext_noop("Objection %(number)s came in. Your answer is due on %(day)s"),
            {"number": objection.register_number, "day": objection.due_on},
        ),
        _objection_page(objection),
        now=now,
    )


def objection_answered(objection: Objection, *, now: datetime) -> None:
    """The officer hears what the superior decided."""
    _tell(
        objection.institution_id,
        Permission.HANDLE_INFORMATION,
        "openness.objection_answered",
        Sentence(gettext_noop("Objection %(number)s is answered"), {"number": objection.register_number}),
        _objection_page(objection),
        now=now,
    )


def request_due(request: PublicInfoRequest, *, days: int, now: datetime) -> None:
    """The limit is near, or today; each is told once."""
    _tell(
        request.institution_id,
        Permission.HANDLE_INFORMATION,
        "openness.due",
        Sentence(
            gettext_noop("Request %(number)s has to be answered by %(day)s"),
            {"number": request.register_number, "day": request.due_on},
        ),
        _page(request),
        urgent=not days,
        once=f"openness.request:{request.pk}:{request.due_on}:{days}",
        now=now,
    )


def objection_due(objection: Objection, *, days: int, now: datetime) -> None:
    """The superior's limit is near, or today."""
    _tell(
        objection.institution_id,
        Permission.DECIDE_OBJECTIONS,
        "openness.objection_due",
        Sentence(
            gettext_noop("Objection %(number)s has to be answered by %(day)s"),
            {"number": objection.register_number, "day": objection.due_on},
        ),
        _objection_page(objection),
        urgent=not days,
        once=f"openness.objection:{objection.pk}:{objection.due_on}:{days}",
        now=now,
    )


def request_late(request: PublicInfoRequest, *, now: datetime) -> None:
    """The limit passed: officer and superior both hear it."""
    for permission in (Permission.HANDLE_INFORMATION, Permission.DECIDE_OBJECTIONS):
        _tell(
            request.institution_id,
            permission,
            "openness.late",
            Sentence(
                gettext_noop("The limit of request %(number)s passed without an answer"),
                {"number": request.register_number},
            ),
            _page(request),
            urgent=True,
            once=f"openness.request:{request.pk}:late",
            now=now,
        )


def objection_late(objection: Objection, *, now: datetime) -> None:
    """The superior's limit passed; the applicant may go to the Information Commission."""
    _tell(
        objection.institution_id,
        Permission.DECIDE_OBJECTIONS,
        "openness.objection_late",
        Sentence(
            gettext_noop("The limit of objection %(number)s passed without an answer"),
            {"number": objection.register_number},
        ),
        _objection_page(objection),
        urgent=True,
        once=f"openness.objection:{objection.pk}:late",
        now=now,
    )


def letter_lost(letter: Letter, *, now: datetime) -> None:
    """What the applicant has to read did not reach them by e-mail."""
    _tell(
        letter.institution_id,
        Permission.HANDLE_INFORMATION,
        "openness.letter_lost",
        Sentence(
            gettext_noop("Our e-mail about %(number)s does not reach the applicant. Reach them another way"),
            {"number": letter.request.register_number},
        ),
        _page(letter.request),
        urgent=True,
        once=f"openness.letter:{letter.pk}:lost",
        now=now,
    )


def report_due(institution_id: int, *, year: int, on: object, now: datetime) -> None:
    """The yearly report is due soon (R54)."""
    _tell(
        institution_id,
        Permission.HANDLE_INFORMATION,
        "openness.report_due",
        Sentence(gettext_noop("The service report of %(year)s is due on %(day)s"), {"year": year, "day": on}),
        reverse("openness:report", args=[year]),
        once=f"openness.report:{year}",
        now=now,
    )


def _tell(
    institution_id: int,
    permission: Permission,
    kind: str,
    title: Sentence,
    url: str,
    *,
    now: datetime,
    urgent: bool = False,
    once: str = "",
) -> None:
    notices.tell(
        institution_id=institution_id,
        to=people.members_who_may(institution_id, permission).values_list("pk", flat=True),
        kind=kind,
        title=title,
        url=url,
        urgent=urgent,
        once=once,
        now=now,
    )


def _page(request: PublicInfoRequest) -> str:
    return reverse("openness:request", args=[request.pk])


def _objection_page(objection: Objection) -> str:
    return reverse("openness:objection", args=[objection.pk])
