"""The calendar in anybody's own calendar, by a secret address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.broadcast.calendar import actions, queries
from pendopo.broadcast.calendar.drawing import STATES
from pendopo.broadcast.content import queries as content
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public
from pendopo.institution.people.requests import Request

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = Later("icalendar")

BEFORE: Final = timedelta(days=31)
AFTER: Final = timedelta(days=183)
LENGTH: Final = timedelta(minutes=15)
DECIDED: Final = frozenset({"approved", "published"})
# Whatever name a request came by: another UID would be another appointment in everybody's calendar.
THIS_HOUSE: Final = urlsplit(settings.PUBLIC_URL).hostname or "pendopo"


@require_http_methods(["GET", "POST"])
def manage(request: Request) -> HttpResponse:
    """Make a secret address, or revoke it; it is shown once."""
    address, no = "", ""
    if request.method == "POST" and request.POST.get("do") == "revoke":
        actions.revoke_feed(by=request.member, now=now())
    elif request.method == "POST":
        try:
            token = actions.make_feed(by=request.member, now=now())
        except Refused as refusal:
            no = str(refusal)
        else:
            address = request.build_absolute_uri(
                reverse("calendar:ics", args=[request.member.institution_id, token])
            )
    return render(
        request,
        "calendar/feed.html",
        {"address": address, "feed": queries.feed_of(request.member), "no": no},
        status=422 if no else 200,
    )


@public
@require_safe
def ics(request: HttpRequest, institution_id: int, token: str) -> HttpResponse:
    """The feed itself; who does not know the secret learns nothing."""
    if institution_id >= 1 << 62:
        raise Http404
    at = now()
    with acting_for(institution_id):
        found = queries.feed(institution_id, token)
        if found is None:
            raise Http404
        with override(found.member.person.language):
            calendar = icalendar.Calendar()
            calendar.add("prodid", "-//Pendopo//Kalender//ID")
            calendar.add("version", "2.0")
            calendar.add("calscale", "GREGORIAN")
            calendar.add("method", "PUBLISH")
            calendar.add("x-wr-calname", found.member.institution.name)
            for item in content.calendar_items(found.member, at - BEFORE, at + AFTER):
                event = icalendar.Event()
                event.add("uid", f"{item.id}@{THIS_HOUSE}")
                event.add("dtstamp", at)
                event.add("dtstart", item.due_at)
                event.add("dtend", item.due_at + LENGTH)
                event.add("summary", item.title)
                event.add("description", str(STATES[item.state][0]))
                event.add("status", "CONFIRMED" if item.state in DECIDED else "TENTATIVE")
                event.add("url", request.build_absolute_uri(reverse("content:compose", args=[item.id])))
                calendar.add_component(event)
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=300"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
