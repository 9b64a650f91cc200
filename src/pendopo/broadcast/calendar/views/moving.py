"""Another time for a post, and a post for a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.broadcast.calendar import actions, forms
from pendopo.broadcast.content import actions as content_actions
from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.models import ContentItem
from pendopo.foundation.clock import is_solemn, words
from pendopo.foundation.errors import Refused
from pendopo.foundation.ui import undo
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.people import policies
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.queries import calendar_of, zone_of


@require_http_methods(["GET", "POST"])
def move(request: Request, item_id: int) -> HttpResponse:
    """Plan another time; asks first where an approval would be lost. A script asks for JSON.

    An undo posts to the same place; its time stands in the address, for the button of a toast has no fields.
    """
    try:
        item = content.item(request.member, item_id)
    except ContentItem.DoesNotExist as error:
        raise Http404 from error
    by_script = request.headers.get("Accept", "").startswith("application/json")
    if request.method == "GET":
        back = request.GET.get("back", "")
        initial = {"due_at": request.GET.get("due_at") or item.due_at, "back": back}
        return _page(request, item, forms.Move(initial=initial), back)
    form = forms.Move(request.POST if "due_at" in request.POST else request.GET)
    if form.is_valid():
        due_at: datetime = form.cleaned_data["due_at"]
        stood = item.due_at
        try:
            lost = actions.move(
                item=item, due_at=due_at, by=request.member, now=now(), sure=form.cleaned_data["sure"]
            )
        except actions.WouldBreakSeal:
            return _ask(request, item, form, by_script=by_script)
        except Refused as no:
            form.add_error("due_at" if no.field == "due_at" else None, str(no))
        else:
            return _moved(request, item, form, stood, lost=lost, by_script=by_script)
    if by_script:
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"words": said}, status=422)
    return _page(request, item, form, form.data.get("back", ""), status=422)


def _page(
    request: Request, item: ContentItem, form: forms.Move, back: str, status: int = 200
) -> HttpResponse:
    words = {"item": item, "form": form, "back": _safe(request, back)}
    return render(request, "calendar/move.html", words, status=status)


def _ask(request: Request, item: ContentItem, form: forms.Move, *, by_script: bool) -> HttpResponse:
    if by_script:
        return JsonResponse({"words": _("Moving it there loses its approval.")}, status=409)
    item.refresh_from_db()
    return render(
        request,
        "calendar/sure.html",
        {
            "item": item,
            "due_at": form.cleaned_data["due_at"],
            "typed": localtime(form.cleaned_data["due_at"]).strftime(forms.MOMENT),
            "back": _safe(request, form.cleaned_data["back"]),
        },
        status=409,
    )


def _moved(
    request: Request,
    item: ContentItem,
    form: forms.Move,
    stood: datetime | None,
    *,
    lost: bool,
    by_script: bool,
) -> HttpResponse:
    due_at: datetime = form.cleaned_data["due_at"]
    back = _safe(request, form.cleaned_data["back"])
    when = words.moment(due_at, here(), language())
    said = _("“%(title)s” now stands on %(when)s.") % {"title": item.title, "when": when}
    if _is_solemn(request, due_at):
        said += " " + _("That day is solemn: no jokes, no prizes.")
    if lost:
        # No button gives an approval back: that it is gone has to be read.
        said += " " + _("It has to be approved again.")
    taken_back = _way_back(item, stood, back) if stood and not lost and now() <= stood != due_at else ""
    if by_script:
        return JsonResponse({"words": said, "undo": taken_back})
    if taken_back:
        return undo.offer(request, redirect(back), words=said, url=taken_back)
    (messages.warning if lost else messages.success)(request, said)
    return redirect(back)


def _is_solemn(request: Request, at: datetime) -> bool:
    """R17, said while the post is moved; its own page finds the words that do not fit."""
    institution = request.member.institution
    return is_solemn(zone_of(institution).day_of(at), calendar_of(institution).decrees)


def _way_back(item: ContentItem, stood: datetime, back: str) -> str:
    asked = QueryDict(mutable=True)
    asked.update({"due_at": localtime(stood).strftime(forms.TO_THE_SECOND), "back": back})
    return f"{reverse('calendar:move', args=[item.pk])}?{asked.urlencode(safe='/')}"


def _safe(request: Request, back: str) -> str:
    is_safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()})
    return back if is_safe else reverse("calendar:month")


@require_http_methods(["GET", "POST"])
def write(request: Request) -> HttpResponse:
    """Begin a post for a day, then write it. Whoever may not write is told before a form is filled in."""
    policies.require(request.member, Permission.WRITE_CONTENT, now=now())
    if request.method == "GET":
        tomorrow = localtime(now()).date() + timedelta(days=1)
        day = forms.day_of(request.GET.get("hari", ""), tomorrow)
        initial = {"due_at": datetime.combine(day, time(9)), "title": request.GET.get("judul", "")[:200]}
        return render(request, "calendar/write.html", {"form": forms.Write(initial=initial)})
    form = forms.Write(request.POST)
    if form.is_valid():
        try:
            item = content_actions.start_item(
                title=form.cleaned_data["title"],
                due_at=form.cleaned_data["due_at"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("content:compose", item.pk)
    return render(request, "calendar/write.html", {"form": form}, status=422)
