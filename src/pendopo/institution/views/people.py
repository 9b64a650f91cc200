"""People: who is here, what they may do, their letters, and how they leave."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.clock import Zone
from pendopo.foundation.errors import Refused
from pendopo.institution import forms
from pendopo.institution.people import actions, policies, queries, sessions
from pendopo.institution.people.models import AssignmentLetter, Member
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import NEEDS_LETTER, PERMISSIONS, Permission, Role
from pendopo.institution.views.answers import refused


@dataclass(frozen=True)
class Line:
    """A person in the list."""

    member: Member
    letter: AssignmentLetter | None
    needs_letter: bool
    days_left: int | None = None


@require_GET
def people(request: Request) -> HttpResponse:
    """Everybody who is here, or who has left."""
    words = request.GET.get("q", "").strip()[:100]
    gone = request.GET.get("tampil") == "pergi"
    found = queries.people_page(request.member, gone=gone, words=words)
    return render(
        request,
        "institution/people.html",
        {
            "lines": [_line(one) for one in found],
            "gone": gone,
            "words": words,
            "may_manage": request.member.may(Permission.MANAGE_PEOPLE),
        },
    )


@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    """Let somebody in."""
    policies.require(request.member, Permission.MANAGE_PEOPLE, now=now())
    form = forms.Invite(request.POST or None, member=request.member)
    if form.is_valid():
        try:
            member = actions.invite_member(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("%(name)s was invited by mail.") % {"name": member.name})
            return redirect("institution:person", member.pk)
    return render(
        request,
        "institution/invite.html",
        {"form": form, "roles": _roles()},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def person(request: Request, member_id: int) -> HttpResponse:
    """One person; whoever manages people changes unit, position and roles here."""
    member = _member(request, member_id)
    may_manage = request.member.may(Permission.MANAGE_PEOPLE) and member.is_here
    initial = {
        "unit": member.unit,
        "position": member.position,
        "employee_number": member.employee_number,
        "roles": member.roles,
    }
    form = forms.Placement(request.POST or None, member=request.member, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        at = now()
        try:
            with transaction.atomic():  # all of it, or nothing
                actions.change_roles(member=member, roles=said["roles"], by=request.member, now=at)
                actions.move_unit(member=member, unit=said["unit"], by=request.member, now=at)
                actions.change_position(
                    member=member,
                    position=said["position"],
                    employee_number=said["employee_number"],
                    by=request.member,
                    now=at,
                )
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("Saved."))
            return redirect("institution:person", member.pk)
    at = now()
    return render(
        request,
        "institution/person.html",
        {
            "person": member,
            "form": form,
            "letters": [_kept(letter, member, request.member) for letter in queries.letters_of(member)],
            "line": _line(member),
            "may_manage": may_manage,
            "has_letter": policies.has_valid_letter(member, at),
            "session_count": len(sessions.sessions_of(member.person)) if may_manage else 0,
            "has_signed_in": member.person.has_usable_password() or member.person.last_login is not None,
            "roles": _roles(),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def letter(request: Request, member_id: int) -> HttpResponse:
    """Record an assignment letter."""
    member = _member(request, member_id)
    policies.require(request.member, Permission.MANAGE_PEOPLE, now=now())
    form = forms.Letter(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            actions.record_letter(member=member, **form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("The letter was recorded."))
            return redirect("institution:person", member.pk)
    return render(
        request,
        "institution/letter.html",
        {"person": member, "form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def revoke(request: Request, letter_id: int) -> HttpResponse:
    """A letter holds no more."""
    one = _letter(request, letter_id)
    policies.require(request.member, Permission.MANAGE_PEOPLE, now=now())
    form = forms.Why(request.POST or None)
    if form.is_valid():
        try:
            actions.revoke_letter(letter=one, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            refused(form, no)
        else:
            messages.success(request, _("The letter was revoked. It stays recorded."))
            return redirect("institution:person", one.member_id)
    return render(
        request, "institution/revoke.html", {"letter": one, "form": form}, status=422 if form.errors else 200
    )


@require_GET
def scan(request: Request, letter_id: int) -> FileResponse:
    """The scan of a letter: for whoever manages people, for auditors, and for whom it is about."""
    one = _letter(request, letter_id)
    if not one.scan or not _may_see_scan(one, request.member):
        raise Http404
    return FileResponse(one.scan.open("rb"), as_attachment=True, filename=Path(str(one.scan.name)).name)


@require_http_methods(["GET", "POST"])
def off_board(request: Request, member_id: int) -> HttpResponse:
    """Everything ends at once (R04); the page says what that is before it happens."""
    member = _member(request, member_id)
    policies.require(request.member, Permission.MANAGE_PEOPLE, now=now())
    if not member.is_here:
        return redirect("institution:person", member.pk)
    form = forms.Why(request.POST or None)
    if form.is_valid():
        try:
            ended = actions.off_board(
                member=member, why=form.cleaned_data["why"], by=request.member, now=now()
            )
        except Refused as no:
            refused(form, no)
        else:
            if member.pk == request.member.pk:
                logout(request)
                return redirect("account_login")
            messages.success(
                request,
                _("%(name)s has no role here any more; %(ended)s sessions ended.")
                % {"name": member.name, "ended": ended},
            )
            return redirect("institution:person", member.pk)
    places = sessions.sessions_of(member.person)
    return render(
        request,
        "institution/off_board.html",
        {"person": member, "form": form, "sessions": places, "session_count": len(places)},
        status=422 if form.errors else 200,
    )


@require_POST
def invite_again(request: Request, member_id: int) -> HttpResponse:
    """One more mail with a link."""
    member = _member(request, member_id)
    try:
        actions.invite_again(member=member, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("A new invitation is on its way to %(name)s.") % {"name": member.name})
    return redirect("institution:person", member.pk)


@require_GET
def permissions(request: Request) -> HttpResponse:
    """The one table of roles and permissions, for everybody to read."""
    return render(
        request,
        "institution/permissions.html",
        {
            "roles": Role,
            "rows": [
                (Permission(permission), [role in allowed for role in Role], permission in NEEDS_LETTER)
                for permission, allowed in PERMISSIONS.items()
            ],
            "by_role": _roles(),
            "own": request.member.role_set,
        },
    )


def _member(request: Request, member_id: int) -> Member:
    found = Member.objects.seen_by(request.member).select_related("person", "unit", "institution")
    return get_object_or_404(found, pk=member_id)


def _letter(request: Request, letter_id: int) -> AssignmentLetter:
    found = AssignmentLetter.objects.seen_by(request.member).select_related("member__person", "institution")
    return get_object_or_404(found, pk=letter_id)


def _may_see_scan(one: AssignmentLetter, member: Member) -> bool:
    return (
        member.may(Permission.MANAGE_PEOPLE)
        or member.may(Permission.READ_LEDGER)
        or one.member_id == member.pk
    )


def _kept(one: AssignmentLetter, member: Member, viewer: Member) -> dict[str, object]:
    today = Zone(member.institution.zone).day_of(now())
    return {
        "letter": one,
        "is_valid": one.revoked_at is None
        and one.valid_from <= today
        and (one.valid_until is None or one.valid_until >= today),
        "is_coming": one.revoked_at is None and one.valid_from > today,
        "may_see_scan": bool(one.scan) and _may_see_scan(one, viewer),
    }


def _line(member: Member) -> Line:
    today = Zone(member.institution.zone).day_of(now())
    letters: list[AssignmentLetter] = getattr(member, "kept_letters", None) or list(
        queries.letters_of(member).valid_on(today)
    )
    valid = [
        one
        for one in letters
        if one.valid_from <= today and (one.valid_until is None or one.valid_until >= today)
    ]
    best = max(valid, key=lambda one: (one.valid_until is None, one.valid_until or today), default=None)
    needs = any(member.role_set & PERMISSIONS[permission] for permission in NEEDS_LETTER)
    left = (best.valid_until - today).days if best and best.valid_until else None
    return Line(member=member, letter=best, needs_letter=needs, days_left=left)


def _roles() -> list[dict[str, object]]:
    """Each role with what it may do, in words."""
    return [
        {
            "role": role,
            "may": [Permission(one).label for one, allowed in PERMISSIONS.items() if role in allowed],
        }
        for role in Role
    ]
