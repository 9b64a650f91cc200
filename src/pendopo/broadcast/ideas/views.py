"""The board of ideas, and what people do with one."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.ideas import actions, forms, policies, queries, showing
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import IdeaState, Source
from pendopo.foundation.errors import Refused
from pendopo.foundation.ui import undo
from pendopo.institution.people.models import Member
from pendopo.institution.people.requests import Request


@require_GET
def board(request: Request) -> HttpResponse:
    """Every idea in its state, and what the pillars got this month."""
    filters = forms.filters_of(request.GET)
    found = queries.board(request.member, filters, now=now())
    return render(
        request,
        "ideas/board.html",
        {
            "lanes": [
                (lane, [(one, showing.icon_of(one.source)) for one in lane.ideas]) for lane in found.lanes
            ],
            "balance": found.balance,
            "filters": filters,
            "sources": Source.choices,
            "pillars": content.pillars(request.member.institution_id),
            "campaigns": content.campaigns(request.member.institution_id),
            "may_write": policies.may_write(request.member),
            "may_decide": policies.may_decide(request.member),
        },
    )


@require_http_methods(["GET", "POST"])
def write(request: Request) -> HttpResponse:
    """An idea of one's own."""
    policies.require_may_write(request.member, now=now())
    form = forms.Write(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_idea(by=request.member, now=now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Your idea stands on the board."))
            return redirect("ideas:board")
    return render(request, "ideas/write.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def idea(request: Request, idea_id: int) -> HttpResponse:
    """One idea: why, in which words, and what can be done with it."""
    found = _found(request, idea_id)
    if request.method == "GET":
        return _page(request, found)
    form = forms.Write(request.POST, member=request.member, idea=found)
    if _is_changed(request, found, form):
        messages.success(request, _("Saved."))
        return redirect("ideas:idea", found.pk)
    return _page(request, found, form=form)


@require_POST
def take(request: Request, idea_id: int) -> HttpResponse:
    """One touch: content with draft words. The template stands in the address, for whoever draws pictures.

    Pressed below the idea's own form, what was typed there is saved first and goes along.
    """
    found = _found(request, idea_id)
    if "title" in request.POST and found.is_open:
        form = forms.Write(request.POST, member=request.member, idea=found)
        if not _is_changed(request, found, form):
            return _page(request, found, form=form)
    try:
        actions.take(idea=found, by=request.member, now=now())
    except Refused as no:
        if found.taken_by_id != request.member.pk:
            messages.error(request, str(no))
            # Where somebody was faster: there it is.
            return (
                redirect("content:compose", found.item_id)
                if found.item_id
                else redirect("ideas:idea", found.pk)
            )
        # Pressed twice: the first press has said it.
    else:
        messages.success(request, _("This is content now. What stands [in brackets] is yours to fill in."))
    asked = f"?{urlencode({'templat': found.template})}" if found.template else ""
    return redirect(reverse("content:compose", args=[found.item_id]) + asked)


@require_POST
def keep(request: Request, idea_id: int) -> HttpResponse:
    """Somebody wants it."""
    return _decided(request, idea_id, actions.keep, _("Kept: “%(title)s”."))


@require_POST
def set_aside(request: Request, idea_id: int) -> HttpResponse:
    """Not for us, or not now; the toast takes it back."""
    found = _found(request, idea_id)
    form = forms.SetAside(request.POST)
    if form.is_valid():
        try:
            actions.set_aside(idea=found, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return undo.offer(
                request,
                redirect("ideas:board"),
                words=_("Set aside: “%(title)s”.") % {"title": found.title},
                url=reverse("ideas:bring_back", args=[found.pk]),
            )
    return _page(request, found, aside=form)


@require_POST
def bring_back(request: Request, idea_id: int) -> HttpResponse:
    """Set aside, and wanted after all."""
    return _decided(request, idea_id, actions.bring_back, _("Back on the board: “%(title)s”."))


@require_POST
def look(request: Request) -> HttpResponse:
    """Ask all sources again."""
    try:
        number = actions.look_again(institution=request.member.institution, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("ideas:board")
    messages.success(
        request,
        ngettext("%(number)s new idea.", "%(number)s new ideas.", number) % {"number": number}
        if number
        else _("Nothing new: everything that suggests itself stands on the board."),
    )
    return redirect("ideas:board")


class Decision(Protocol):
    """What is decided about an idea in one touch."""

    def __call__(self, *, idea: Idea, by: Member, now: datetime) -> None: ...


def _decided(request: Request, idea_id: int, decide: Decision, said: str) -> HttpResponse:
    found = _found(request, idea_id)
    try:
        decide(idea=found, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, said % {"title": found.title})
    return redirect("ideas:board")


def _found(request: Request, idea_id: int) -> Idea:
    try:
        return queries.idea(request.member, idea_id)
    except Idea.DoesNotExist as error:
        raise Http404 from error


def _is_changed(request: Request, found: Idea, form: forms.Write) -> bool:
    """Save what was typed; where it can't be, the form says why."""
    if form.is_valid():
        try:
            actions.change_idea(idea=found, by=request.member, now=now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return True
    return False


def _page(
    request: Request, found: Idea, *, form: forms.Write | None = None, aside: forms.SetAside | None = None
) -> HttpResponse:
    may_change = found.is_open and policies.may_change(request.member, found)
    return render(
        request,
        "ideas/idea.html",
        {
            "idea": found,
            "icon": showing.icon_of(found.source),
            "sign": showing.sign_of(found.state),
            "form": form or (forms.Write(member=request.member, idea=found) if may_change else None),
            "aside": aside or forms.SetAside(),
            "may_decide": policies.may_decide(request.member),
            "is_set_aside": found.state == IdeaState.SET_ASIDE,
        },
        status=422 if (form and form.errors) or (aside and aside.errors) else 200,
    )
