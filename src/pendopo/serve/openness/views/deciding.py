"""What is decided about a request, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Stale
from pendopo.institution.people.requests import Request
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import actions, forms, in_force, policies, windows
from pendopo.serve.openness.models import PublicInfoRequest
from pendopo.serve.openness.states import OBJECTABLE, UNDECIDED, WITHDRAWABLE, RequestState
from pendopo.serve.openness.views.deeds import Page, deed
from pendopo.serve.openness.views.requests import found


@require_http_methods(["GET", "POST"])
def extend(request: Request, request_id: int) -> HttpResponse:
    """Take the longer limit, once."""
    row = _to_handle(request, request_id, {RequestState.REGISTERED})
    clock = in_force.clock_of(row.institution_id, row.clock_version) if row.clock_version else None
    days = clock.extension if clock else 0
    return deed(
        request,
        forms.Extend(request.POST or None),
        lambda said: actions.extend(request=row, by=request.member, now=now(), **said),
        Page(
            title=_("Extend the limit"),
            intro=_("Once, by %(days)s working days. The applicant gets your reason as a letter.")
            % {"days": days},
            button=_("Extend"),
            done=_("The limit is extended, and the letter is ready."),
            icon="waiting",
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def notify(request: Request, request_id: int) -> HttpResponse:
    """Give written notice of what is granted."""
    row, at = _to_handle(request, request_id, UNDECIDED), now()
    today = structure.zone_of(request.member.institution).day_of(at)
    return deed(
        request,
        forms.Notify(
            request.POST or None,
            member=request.member,
            today=today,
            initial={"given_as": row.obtaining, "cost": 0},
        ),
        lambda said: actions.notify(request=row, by=request.member, now=at, **said),
        Page(
            title=_("Written notice"),
            intro=_("Whether it is granted, in which form and at what cost."),
            button=_("Give notice"),
            done=_("The notice is given, and the letter is ready."),
            icon="send",
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def hand_over(request: Request, request_id: int) -> HttpResponse:
    """Say that the information was given."""
    row = _to_handle(request, request_id, {RequestState.NOTIFIED})
    return deed(
        request,
        forms.HandOver(request.POST or None),
        lambda said: actions.hand_over(request=row, by=request.member, now=now(), **said),
        Page(
            title=_("Hand over"),
            button=_("It was given"),
            done=_("It is recorded that the information was given."),
            icon="done",
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def refuse(request: Request, request_id: int) -> HttpResponse:
    """Refuse with reasons."""
    row, at = _to_handle(request, request_id, UNDECIDED), now()
    today = structure.zone_of(request.member.institution).day_of(at)
    form = forms.Refuse(request.POST or None, member=request.member, today=today)
    if row.applicant.identity.occupation:
        del form.fields["occupation"]
    return deed(
        request,
        form,
        lambda said: actions.refuse(request=row, by=request.member, now=at, **said),
        Page(
            title=_("Refuse with reasons"),
            intro=_(
                "Only what an approved consequence test exempts, or what is not held here, may be refused. "
                "The letter tells the applicant of their right to object."
            ),
            button=_("Refuse"),
            done=_("It is refused, and the letter is ready."),
            icon="blocked",
            kind="danger",
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, request_id: int) -> HttpResponse:
    """The applicant wants it no longer."""
    row = _to_handle(request, request_id, WITHDRAWABLE)
    return deed(
        request,
        forms.Why(request.POST or None),
        lambda said: actions.withdraw(request=row, by=request.member, now=now(), **said),
        Page(
            title=_("Withdraw the request"),
            intro=_("Only when the applicant says so. Its number stays in the register."),
            button=_("Withdraw"),
            done=_("The request is withdrawn."),
            icon="undo",
            kind="danger",
            back=_back(row),
        ),
    )


@require_http_methods(["GET", "POST"])
def object_on_paper(request: Request, request_id: int) -> HttpResponse:
    """Enter an objection that came on paper."""
    row, at = _to_handle(request, request_id, OBJECTABLE), now()
    today = structure.zone_of(row.institution).day_of(at)
    return deed(
        request,
        forms.Object(request.POST or None, reasons=windows.open_reasons(row, today)),
        lambda said: actions.object_to(request=row, by=request.member, now=at, **said),
        Page(
            title=_("Enter an objection"),
            intro=_("For an objection that came to the counter or by letter. It is registered at once."),
            button=_("Register the objection"),
            done=_("The objection is registered, and the letter is ready."),
            icon="warning",
            back=_back(row),
        ),
    )


def _to_handle(request: Request, request_id: int, states: Iterable[str]) -> PublicInfoRequest:
    """The request of whoever may do this with it now: nobody fills in a form that would be refused at its end.

    What was typed while a colleague was faster is not lost: the action itself refuses it, beside the words.
    """
    row = found(request, request_id)
    policies.require_may_handle(request.member, row, now=now())
    if request.method == "GET" and row.state not in states:
        raise Stale(_("This is not to be done with this request any more, or not yet. Look at it again."))
    return row


def _back(row: PublicInfoRequest) -> str:
    return reverse("openness:request", args=[row.pk])
