"""Material as the office sees it: who was asked for what, what came, and the touch that takes it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.material import actions, forms, policies, queries, showing, times
from pendopo.broadcast.material.models import MaterialRequest, Photo, StandingCall
from pendopo.broadcast.material.states import MaterialState
from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.links import queries as links
from pendopo.institution.models import Rung
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure

FIRST_VIEW: Final = "menunggu"
EDGE: Final = 640
EDGE_SAVED: Final = 2560


def _require_reader(request: Request) -> None:
    if not request.member.may(Permission.SEE_MATERIAL):
        raise PermissionDenied


@require_GET
def material(request: Request) -> HttpResponse:
    """The list, in the view and for the unit that its address names."""
    _require_reader(request)
    counts = queries.counts(request.member)
    view = request.GET.get("lihat", "masuk" if counts["masuk"] else FIRST_VIEW)
    if view not in queries.VIEWS:
        raise Http404
    unit = request.GET.get("unit", "")
    found = list(
        queries.page(
            request.member,
            view=view,
            unit_id=number_in(unit),
            before=number_in(request.GET.get("dari", "")),
        )
    )
    page = found[: queries.A_PAGE]
    kept = {name: value for name, value in (("lihat", view), ("unit", unit)) if value}
    older = "?" + urlencode(kept | {"dari": page[-1].pk}) if len(found) > len(page) else ""
    return render(
        request,
        "material/list.html",
        {
            "lines": [showing.line(one, now()) for one in page],
            "view": view,
            "tabs": showing.tabs(view, unit, counts),
            "units": structure.unit_names(request.member),
            "unit": number_in(unit),
            "older": older,
            "may_ask": policies.may_ask(request.member),
        },
    )


@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """Ask a unit; `?konten=7` names the content that waits for it."""
    _require_reader(request)
    item = _item(request)
    usual = structure.calendar_of(request.member.institution).add_business_days(now(), times.DAYS_USUAL).on
    form = forms.Ask(
        request.POST or None,
        member=request.member,
        initial={"by_day": usual, "title": item.title if item else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask(**form.cleaned_data, item=item, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            if asked.in_mails.exists():
                messages.success(request, _("Asked. Below you see when the letter leaves."))
            else:
                messages.warning(request, _("This unit has no mailbox here. Copy a link for WhatsApp."))
            return redirect("material:request", material_id=asked.pk)
    return render(
        request,
        "material/ask.html",
        {"form": form, "item": item, "may_ask": policies.may_ask(request.member)},
        status=422 if form.errors else 200,
    )


@require_GET
def one(request: Request, material_id: int) -> HttpResponse:
    """One request: what was asked, what came, and what can be done now."""
    return _page(request, _found(request, material_id))


@require_POST
def take_in(request: Request, material_id: int) -> HttpResponse:
    """What came becomes a draft, or part of one."""
    row = _found(request, material_id)
    form = forms.TakeIn(request.POST, member=request.member, request=row)
    if form.is_valid():
        try:
            item = actions.take_in(request=row, item=form.cleaned_data["item"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Taken in, with its sources and pictures. Now it is yours to write."))
            return redirect("content:compose", item_id=item.pk)
    return _page(request, _found(request, material_id), form, status=422)


@require_POST
def send_back(request: Request, material_id: int) -> HttpResponse:
    """Something is unclear: the unit is asked again."""
    return _decide(
        request,
        material_id,
        forms.SendBack,
        lambda row, said: actions.send_back(request=row, **said, by=request.member, now=now()),
        _("Asked again. The unit gets a mail with your question."),
    )


@require_POST
def close(request: Request, material_id: int) -> HttpResponse:
    """Nothing more is needed."""
    return _decide(
        request,
        material_id,
        forms.Close,
        lambda row, said: actions.close(request=row, **said, by=request.member, now=now()),
        _("Closed."),
    )


@require_POST
def send_now(request: Request, material_id: int) -> HttpResponse:
    """The letter waits for no other requests."""
    row = _found(request, material_id)
    try:
        actions.send_letter_now(request=row, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The letter leaves now."))
    return redirect("material:request", material_id=row.pk)


@require_POST
def by_hand(request: Request, material_id: int) -> HttpResponse:
    """A link to be sent by WhatsApp."""
    row = _found(request, material_id)
    try:
        token = actions.link_by_hand(request=row, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("material:request", material_id=row.pk)
    contact = structure.ladder(row.unit).get(Rung.LIAISON)
    said = {"asked": row, "link": links.address_of("material:by_link", token)}
    with translation.override(settings.LANGUAGE_CODE), timezone.override(row.institution.zone):
        text = render_to_string("material/mail/by_hand.txt", said).strip()
    return render(
        request,
        "material/by_hand.html",
        {
            "asked": row,
            "text": text,
            "contact": contact,
            "chat": links.chat_with(contact.phone if contact else "", text),
        },
    )


@require_safe
def photo(request: Request, material_id: int, photo_id: int) -> HttpResponse:
    """A photo that a unit sent: as the page shows it, or to be saved and looked at closely."""
    _require_reader(request)
    found = get_object_or_404(
        Photo.objects.seen_by(request.member).sent(), pk=photo_id, request_id=material_id
    )
    if not request.GET.get("unduh"):
        return drawn(found, EDGE)
    answer = drawn(found, EDGE_SAVED)
    answer.headers["Content-Disposition"] = f'attachment; filename="foto-{found.pk}.webp"'
    return answer


def drawn(found: Photo, edge: int) -> HttpResponse:
    """A photo at a size."""
    with found.file.open("rb") as file:
        small = pictures.thumbnail(file.read(), sha256=found.sha256, edge=edge)
    return HttpResponse(small, content_type="image/webp")


@require_http_methods(["GET", "POST"])
def calls(request: Request) -> HttpResponse:
    """Monthly calls, and the form for one more."""
    _require_reader(request)
    return _call_page(request, None)


@require_http_methods(["GET", "POST"])
def call(request: Request, call_id: int) -> HttpResponse:
    """One monthly call, to be changed."""
    _require_reader(request)
    return _call_page(request, get_object_or_404(queries.calls(request.member), pk=call_id))


@require_POST
def end_call(request: Request, call_id: int) -> HttpResponse:
    """No further requests come of it."""
    _require_reader(request)
    try:
        actions.end_call(
            call=get_object_or_404(queries.calls(request.member), pk=call_id), by=request.member, now=now()
        )
    except Refused as no:
        messages.error(request, str(no))
    return redirect("material:calls")


def _call_page(request: Request, row: StandingCall | None) -> HttpResponse:
    known = (
        {
            name: getattr(row, name)
            for name in ("unit", "title", "what", "why", "example", "day", "days_given")
        }
        if row
        else None
    )
    form = forms.Call(request.POST or None, member=request.member, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_call(call=row, **form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Kept. Each month a request goes out by itself."))
            return redirect("material:calls")
    return render(
        request,
        "material/calls.html",
        {
            "form": form,
            "call": row,
            "calls": list(queries.calls(request.member)),
            "may_ask": policies.may_ask(request.member),
        },
        status=422 if form.errors else 200,
    )


def _decide(
    request: Request,
    material_id: int,
    form_class: type[django_forms.Form],
    act: Callable[[MaterialRequest, dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    row = _found(request, material_id)
    form = form_class(request.POST)
    if form.is_valid():
        try:
            act(row, form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, done)
            return redirect("material:request", material_id=row.pk)
    return _page(request, _found(request, material_id), form, status=422)


def _found(request: Request, material_id: int) -> MaterialRequest:
    _require_reader(request)
    try:
        return queries.request(request.member, material_id)
    except MaterialRequest.DoesNotExist:
        raise Http404 from None


def _item(request: Request) -> ContentItem | None:
    number = number_in(request.GET.get("konten", ""))
    return (
        get_object_or_404(ContentItem.objects.seen_by(request.member).in_work(), pk=number)
        if number
        else None
    )


def _page(
    request: Request, row: MaterialRequest, form: django_forms.Form | None = None, *, status: int = 200
) -> HttpResponse:
    at: datetime = now()
    calendar = structure.calendar_of(row.institution)
    again = forms.SendBack(initial={"by_day": calendar.add_business_days(at, 2).on})
    may_ask = policies.may_ask(request.member)
    return render(
        request,
        "material/request.html",
        {
            "asked": row,
            "line": showing.line(row, at),
            "leaves_at": showing.leaves_at(row, at),
            "pieces": showing.by_kind(row.pieces.sent()),
            "photos": list(row.photos.sent()),
            "gathered": row.pieces.not_sent().count() + row.photos.not_sent().count(),
            "story": showing.story(row),
            "form": form,
            "take_form": form
            if isinstance(form, forms.TakeIn)
            else forms.TakeIn(member=request.member, request=row),
            "back_form": form if isinstance(form, forms.SendBack) else again,
            "close_form": form if isinstance(form, forms.Close) else forms.Close(),
            "may_ask": may_ask,
            "may_take": may_ask and row.state == MaterialState.ANSWERED,
        },
        status=status,
    )
