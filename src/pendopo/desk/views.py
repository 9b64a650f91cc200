"""The desk and the search over everything."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.broadcast.ideas import queries as ideas
from pendopo.desk import beside
from pendopo.desk.lines import GROUPS, lines_for
from pendopo.desk.menu import menu_of
from pendopo.desk.searching import found_for
from pendopo.desk.switches import switches_of
from pendopo.foundation.web import kept_offline
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission

WORDS_MOST = 100


@kept_offline
@require_GET
def home(request: Request) -> HttpResponse:
    """What needs this member now."""
    member, at = request.member, now()
    switches = switches_of(member)
    lines = lines_for(member, at, switches=switches)
    groups = [(group.value, GROUPS[group], found) for group, found in lines.items() if found]
    may_write = member.may(Permission.WRITE_CONTENT)
    return render(
        request,
        "desk/home.html",
        {
            "menu": menu_of(member, request.path, switches=switches),
            "groups": groups,
            "now": at,
            "steps": beside.first_steps(member),
            "today": beside.today_of(member, at),
            "accounts": beside.health_of(member),
            "days": beside.days_to_prepare(member, at),
            "may_write": may_write,
            "idea": ideas.best(member) if may_write and not groups else None,
            "name": member.name.split(" ", 1)[0],
        },
    )


@require_GET
def search(request: Request) -> HttpResponse:
    """One question to every room."""
    words = request.GET.get("q", "").strip()[:WORDS_MOST]
    groups = found_for(request.member, words, now()) if words else []
    return render(request, "desk/search.html", {"words": words, "groups": groups})
