"""What an office has at hand, and every design filled with its own words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.visuals import actions, catalog, filling, policies, printing, queries
from pendopo.broadcast.visuals.models import Batch
from pendopo.broadcast.visuals.press.design import Design, Kind
from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request

PAGE: Final = 24
SHOWN_AT: Final = 0.34  # of a card's 1080 pixels, in the gallery
TYPED: Final = ("title", "body", "list")
TYPED_MOST: Final = 400
SOUGHT: Final = ("cari", "muat", "item", "tabel")  # beside the words: which designs, and what for


def typed_in(request: Request) -> dict[str, str]:
    """The words somebody looks at designs with."""
    return {name: request.GET.get(name, "").strip()[:TYPED_MOST] for name in TYPED}


@require_GET
def index(request: Request) -> HttpResponse:
    """What is at hand, or was put away, the last changed first."""
    words = request.GET.get("q", "").strip()[:TYPED_MOST]
    is_put_away = "disingkirkan" in request.GET
    found = queries.visuals(request.member, words=words, is_put_away=is_put_away)
    page = max(number_in(request.GET.get("hal", "")) or 1, 1)
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    known = catalog.designs()
    asked = {"q": words, "disingkirkan": "1" if is_put_away else ""}

    def at(number: int) -> str:
        told = {key: value for key, value in asked.items() if value}
        return "?" + urlencode(told | ({"hal": number} if number > 1 else {}))

    return render(
        request,
        "visuals/index.html",
        {
            "visuals": [(one, known.get(one.design)) for one in rows[:PAGE]],
            "older": at(page + 1) if len(rows) > PAGE else "",
            "newer": at(page - 1) if page > 1 else "",
            "words": words,
            "is_put_away": is_put_away,
            "is_at_hand": not is_put_away,
            "put_away_url": f"{request.path}?disingkirkan=1",
            "has_put_away": is_put_away or queries.visuals(request.member, is_put_away=True).exists(),
            "batches": [] if words or is_put_away or page > 1 else Batch.objects.seen_by(request.member)[:5],
            "may_make": policies.may_make(request.member),
        },
    )


@require_http_methods(["GET", "POST"])
def designs(request: Request) -> HttpResponse:
    """Every design, by looking at it filled with one's own words."""
    if request.method == "POST":
        # The same form begins a card with its words, and that takes a POST; a list has an address.
        return redirect(_with_what_was_typed(request))
    typed = typed_in(request)
    sought = request.GET.get("cari", "").strip()[:TYPED_MOST]
    shown = [_shown(one, typed) for one in catalog.designs().values()]
    found = [
        one
        for one in shown
        if all(word in one["sought_in"] for word in sought.casefold().split())
        and not ("muat" in request.GET and one["unfit"])
    ]
    return render(
        request,
        "visuals/designs.html",
        {
            "groups": [
                (name, of_group)
                for group, name in catalog.GROUPS.items()
                if (of_group := [one for one in found if one["group"] == group])
            ],
            "faults": catalog.faults(),
            "typed": typed,
            "sought": sought,
            "only_fitting": "muat" in request.GET,
            "left_out": len(shown) - len(found),
            "item": number_in(request.GET.get("item", "")) or "",
            "words": urlencode({key: value for key, value in typed.items() if value}),
            "may_make": policies.may_make(request.member),
            "for_table": "tabel" in request.GET,
        },
    )


def _with_what_was_typed(request: Request) -> str:
    """The address of the designs with these words in them."""
    told = {name: request.POST.get(name, "").strip()[:TYPED_MOST] for name in (*TYPED, *SOUGHT)}
    return f"{reverse('visuals:designs')}?{urlencode({name: said for name, said in told.items() if said})}"


def _shown(one: Design, typed: Mapping[str, str]) -> dict[str, Any]:
    name, about = catalog.spoken(one.description.name), catalog.spoken(one.description.about)
    return {
        "key": one.key,
        "name": name,
        "about": about,
        "group": one.description.group,
        "sought_in": f"{name} {about} {catalog.GROUPS[one.description.group]} {one.key}".casefold(),
        "unfit": filling.unfit(one, typed),
        "has_pages": one.has_pages,
        # A cell holds neither a photograph nor a table.
        "takes_rows": not any(f.required and f.kind in {Kind.PICTURE, Kind.CHART} for f in one.fields),
    }


@require_GET
@cache_control(private=True, max_age=600)
def example(request: Request, design: str) -> HttpResponse:
    """A design as it looks with these words, small."""
    try:
        known = catalog.design(design)
        card = printing.card_of(
            known, filling.says_words_of(known, typed_in(request)), request.member.institution
        )
        size = "portrait" if "portrait" in known.sizes else known.sizes[0]
        made = printing.proof(card, size, scale=SHOWN_AT)
    except Refused as no:
        return HttpResponse(str(no), status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(printing.for_screens(made.drawn.pages[0]), content_type=pictures.WEBP)


@require_POST
def start(request: Request, design: str) -> HttpResponse:
    """Begin with this design, its own words in their places."""
    typed = {name: request.POST.get(name, "").strip()[:TYPED_MOST] for name in TYPED}
    try:
        known = catalog.design(design)
        words = filling.begun_with(known, typed) if any(typed.values()) else known.example
        visual = actions.start_visual(
            design=design,
            title=typed["title"] or catalog.spoken(known.description.name),
            words=words,
            by=request.member,
            now=now(),
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect(_with_what_was_typed(request))
    if not any(typed.values()):
        messages.success(request, _("The example's words stand in the fields. Put your own in their place."))
    item = number_in(request.POST.get("item", ""))
    return redirect(f"{reverse('visuals:edit', args=[visual.pk])}{f'?konten={item}' if item else ''}")


def fingerprint(*parts: Any) -> str:
    """A short name for what an answer was made of."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:20]
