"""What is public anyway, and what is exempt: the two lists on the screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import actions, forms, policies, queries
from pendopo.serve.openness.models import ExemptInformation, PublicInformation
from pendopo.serve.openness.states import Category, ExemptionState
from pendopo.serve.openness.views.deeds import Page, deed

A_PAGE = 50


@require_GET
def information(request: Request) -> HttpResponse:
    """The list of public information, by category."""
    policies.require_may_see(request.member)
    house = request.member.institution
    today = structure.zone_of(house).day_of(now())
    chosen, words = request.GET.get("kategori", ""), request.GET.get("cari", "").strip()
    found = queries.information(house)
    if chosen in Category.values:
        found = found.filter(category=chosen)
    if words:
        found = found.filter(title__icontains=words)
    after = number_in(request.GET.get("sesudah", "")) or 0
    rows = list(found[after : after + A_PAGE + 1])
    return render(
        request,
        "openness/information.html",
        {
            "lines": [(one, queries.is_stale(one, today)) for one in rows[:A_PAGE]],
            "categories": Category.choices,
            "chosen": chosen,
            "words": words,
            "older": f"?kategori={chosen}&sesudah={after + A_PAGE}" if len(rows) > A_PAGE else "",
            "may_handle": policies.may_handle(request.member),
        },
    )


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Put something on the list."""
    policies.require_may_handle(request.member, request.member, now=now())
    return _entry(request, None)


@require_http_methods(["GET", "POST"])
def change(request: Request, listing_id: int) -> HttpResponse:
    """Change an entry."""
    entry = _listed(request, listing_id)
    policies.require_may_handle(request.member, entry, now=now())
    return _entry(request, entry)


@require_http_methods(["GET", "POST"])
def take_off(request: Request, listing_id: int) -> HttpResponse:
    """Take an entry off the list."""
    entry = _listed(request, listing_id)
    policies.require_may_handle(request.member, entry, now=now())
    return deed(
        request,
        forms.Why(request.POST or None),
        lambda said: actions.take_off(entry=entry, by=request.member, now=now(), **said),
        Page(
            title=_("Take off the list"),
            intro=entry.title,
            button=_("Take off the list"),
            done=_("It is off the list."),
            icon="remove",
            kind="danger",
            back=reverse("openness:information"),
        ),
    )


@require_GET
def exempt(request: Request) -> HttpResponse:
    """Consequence tests, the newest first."""
    policies.require_may_see(request.member)
    after = number_in(request.GET.get("sesudah", "")) or 0
    rows = list(queries.exempt_tests(request.member)[after : after + A_PAGE + 1])
    return render(
        request,
        "openness/exempt.html",
        {
            "tests": rows[:A_PAGE],
            "older": f"?sesudah={after + A_PAGE}" if len(rows) > A_PAGE else "",
            "may_handle": policies.may_handle(request.member),
        },
    )


@require_http_methods(["GET", "POST"])
def new_test(request: Request) -> HttpResponse:
    """Write a consequence test."""
    policies.require_may_handle(request.member, request.member, now=now())
    return _test_form(request, None)


@require_GET
def test(request: Request, test_id: int) -> HttpResponse:
    """One consequence test."""
    row = _test(request, test_id)
    member = request.member
    return render(
        request,
        "openness/test.html",
        {
            "test": row,
            "can_approve": row.state == ExemptionState.DRAFT and policies.may_approve_test(member, row),
            "can_change": row.state == ExemptionState.DRAFT and policies.may_handle(member),
            "can_lift": (row.state == ExemptionState.DRAFT and policies.may_handle(member))
            or (row.state == ExemptionState.APPROVED and policies.may_decide(member)),
        },
    )


@require_http_methods(["GET", "POST"])
def change_test(request: Request, test_id: int) -> HttpResponse:
    """Change a test that nobody approved yet."""
    row = _test(request, test_id)
    policies.require_may_handle(request.member, row, now=now())
    return _test_form(request, row)


@require_POST
def approve(request: Request, test_id: int) -> HttpResponse:
    """The superior approves it."""
    row = _test(request, test_id)
    actions.approve_test(test=row, by=request.member, now=now())
    return redirect("openness:test", row.pk)


@require_http_methods(["GET", "POST"])
def lift(request: Request, test_id: int) -> HttpResponse:
    """It is exempt no longer."""
    row = _test(request, test_id)
    policies.require_may_lift(request.member, row, now=now())
    return deed(
        request,
        forms.Why(request.POST or None),
        lambda said: actions.lift(test=row, by=request.member, now=now(), **said),
        Page(
            title=_("Lift the exemption"),
            intro=str(row),
            button=_("Lift"),
            done=_("It is exempt no longer."),
            icon="show",
            kind="danger",
            back=reverse("openness:test", args=[row.pk]),
        ),
    )


def _entry(request: Request, entry: PublicInformation | None) -> HttpResponse:
    at = now()
    today = structure.zone_of(request.member.institution).day_of(at)
    form = forms.Listing(
        request.POST or None,
        request.FILES or None,
        member=request.member,
        initial={"updated_on": today} if entry is None else _as_it_stands(entry),
    )

    def keep(said: dict[str, Any]) -> None:
        actions.list_information(entry=entry, by=request.member, now=at, **said)

    return deed(
        request,
        form,
        keep,
        Page(
            title=_("Change the entry") if entry else _("New entry"),
            intro=_("Anyone can read the list on the public pages, and finds it while writing a request."),
            button=_("Save"),
            done=_("It stands on the list."),
            icon="save",
            back=reverse("openness:information"),
        ),
    )


def _as_it_stands(entry: PublicInformation) -> dict[str, Any]:
    names = ("title", "summary", "category", "unit", "link", "updated_on")
    return {name: getattr(entry, name) for name in names}


def _test_form(request: Request, row: ExemptInformation | None) -> HttpResponse:
    initial: dict[str, Any] = {"exempt_from": structure.zone_of(request.member.institution).day_of(now())}
    if row is not None:
        initial = {name: getattr(row, name) for name in forms.ConsequenceTest.base_fields}
    return deed(
        request,
        forms.ConsequenceTest(request.POST or None, initial=initial),
        lambda said: actions.write_test(test=row, by=request.member, now=now(), **said),
        Page(
            title=_("Consequence test"),
            intro=_("It exempts a document or a part of it once the superior has approved it."),
            button=_("Save"),
            done=_("The test is kept. The superior of the information officer approves it."),
            icon="save",
            back=reverse("openness:exempt"),
        ),
    )


def _listed(request: Request, listing_id: int) -> PublicInformation:
    policies.require_may_see(request.member)
    return get_object_or_404(PublicInformation.objects.seen_by(request.member).listed(), pk=listing_id)


def _test(request: Request, test_id: int) -> ExemptInformation:
    policies.require_may_see(request.member)
    return get_object_or_404(
        ExemptInformation.objects.seen_by(request.member).select_related(
            "written_by__person", "approved_by__person", "institution"
        ),
        pk=test_id,
    )
