"""What one was told, and on which devices one wants to hear it."""

from __future__ import annotations

import json
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.ui.templatetags.words import device as device_words
from pendopo.foundation.web import number_in
from pendopo.institution.notices import actions, queries
from pendopo.institution.notices.models import Notice
from pendopo.institution.notices.push import public_key
from pendopo.institution.people.requests import Request

SUBSCRIPTION_BYTES: Final = 8_000


@require_GET
def listed(request: Request) -> HttpResponse:
    """Newest first; unread ones alone, or all."""
    everything = request.GET.get("tampil") == "semua"
    before = number_in(request.GET.get("sebelum", ""))
    rows, older = queries.page(request.member, before=before, unread_only=not everything)
    keep = "tampil=semua&" if everything else ""
    return render(
        request,
        "notices/list.html",
        {
            "notices": rows,
            "everything": everything,
            "unread": queries.unread_count(request.member),
            "older": f"?{keep}sebelum={older}" if older else "",
            "newest": f"?{keep}" if before else "",
            "devices": queries.devices(request.member),
            "push_key": public_key(),
        },
    )


@require_GET
def opened(request: Request, notice_id: int) -> HttpResponse:
    """Where a notice leads; having gone there means having read it."""
    notice = get_object_or_404(queries.notices(request.member), pk=notice_id)
    actions.read_one(notice=notice, by=request.member, now=now())
    if notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices:list")


@require_POST
def read(request: Request) -> HttpResponse:
    """One notice, or all of them, has been seen."""
    asked = number_in(request.POST.get("notice", ""))
    if asked is not None:
        notice: Notice = get_object_or_404(queries.notices(request.member), pk=asked)
        actions.read_one(notice=notice, by=request.member, now=now())
    else:
        count = actions.read_all(by=request.member, now=now())
        messages.success(
            request,
            ngettext("%(count)s notice is marked as read.", "%(count)s notices are marked as read.", count)
            % {"count": count},
        )
    return redirect("notices:list")


@require_POST
def subscribe(request: Request) -> JsonResponse:
    """A browser wants to show notices."""
    try:
        told = json.loads(request.body[: SUBSCRIPTION_BYTES + 1])
        if len(request.body) > SUBSCRIPTION_BYTES or not isinstance(told, dict):
            raise ValueError
        actions.register_device(
            by=request.member,
            subscription=told,
            device=device_words(request.headers.get("User-Agent", "")),
            now=now(),
        )
    except (ValueError, RawPostDataException, Refused) as no:
        why = str(no) if isinstance(no, Refused) else _("This browser gave no address for notices.")
        return JsonResponse({"why": why}, status=422)
    return JsonResponse({"words": _("This device shows notices now.")})


@require_POST
def unsubscribe(request: Request) -> HttpResponse:
    """A browser is to be quiet: said by its own script, or from the list of devices."""
    if request.content_type == "application/json":
        try:
            endpoint = str(json.loads(request.body[:SUBSCRIPTION_BYTES]).get("endpoint", ""))
        except (ValueError, AttributeError):
            return JsonResponse({"why": _("This browser gave no address for notices.")}, status=422)
        actions.forget_device(by=request.member, endpoint=endpoint)
        return JsonResponse({"words": _("This device is quiet now.")})
    asked = number_in(request.POST.get("device", ""))
    actions.silence_device(by=request.member, device_id=asked or 0)
    messages.success(request, _("The device is quiet now."))
    return redirect("notices:list")
