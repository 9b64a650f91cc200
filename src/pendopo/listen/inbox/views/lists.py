"""The list on the screen: tabs, filters, pages, and what is new in it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.foundation.ui.pieces.signs import icon
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.requests import Request
from pendopo.listen.inbox import policies, queries
from pendopo.listen.inbox.queries import COUNTED_MOST, Cursor, Filters, Found, Line, Tab
from pendopo.listen.inbox.states import Bucket, Disposition


@require_GET
def inbox(request: Request) -> HttpResponse:
    """The list alone; on a desk the thread's place stands empty beside it."""
    policies.require_may_read(request.member)
    return render(request, "inbox/inbox.html", list_words(request, at=now()))


@require_GET
def news(request: Request) -> HttpResponse:
    """The list again if it changed since the mark, and nothing at all if not."""
    policies.require_may_read(request.member)
    current = request.GET.get("kini", "")
    words = list_words(request, at=now(), current=int(current) if current.isdecimal() else None)
    if request.GET.get("tanda", "") == words["mark"]:
        return HttpResponse(status=204)
    return render(request, "inbox/lines.html", words)


def list_words(request: Request, *, at: datetime, current: int | None = None) -> dict[str, Any]:
    """What the list shows, for its own page and beside a thread."""
    member, filters = request.member, Filters.read(request.GET.dict())
    if not filters.tab and not filters.words:
        filters = Filters(**{**filters.__dict__, "tab": Tab.WAITING})
    counted = queries.counts(member)
    before = Cursor.read(request.GET.get("sebelum", ""))
    found = (
        queries.search(member, filters, before=before, now=at)
        if filters.words
        else queries.page(member, filters, before=before, now=at)
    )
    ids = [line.conversation.pk for line in found.lines]
    here = ids.index(current) if current in ids else -1
    here_or_top = current is not None and current in ids
    # Drawn once a page and not once a line: there are only a few kinds of each.
    signs: dict[tuple[str, str], str] = {}
    icons: dict[str, str] = {}
    own = list(
        accounts.accounts(member.institution_id)
        .select_related(None)
        .only("name", "handle", "network", "base")
    )
    return {
        "filters": filters,
        "query": filters.address(),
        "tabs": [_tab(tab, filters, counted) for tab in Tab],
        "found": found,
        "drawn": [(line, _sign(line, signs), _icon(line, icons)) for line in found.lines],
        "list_address": reverse("inbox:list"),
        "older": f"?{filters.address(sebelum=found.older.written())}" if found.older else "",
        "is_first": before is None,
        "current": current,
        "next_id": ids[here + 1] if here + 1 < len(ids) else None,
        "previous_id": ids[here - 1] if here_or_top and here > 0 else None,
        "mark": _mark(found, counted),
        "accounts": own,
        "networks": sorted({(one.network, str(accounts.network_of(one).label)) for one in own}),
        "buckets": Bucket.choices,
        "dispositions": Disposition.choices,
        "now": at,
    }


def _sign(line: Line, drawn: dict[tuple[str, str], str]) -> str:
    """How long they wait, as a sign."""
    kind = (line.bucket, line.conversation.state)
    if kind not in drawn:
        drawn[kind] = render_to_string(
            "inbox/bucket.html", {"bucket": line.bucket, "state": line.conversation.state}
        )
    return drawn[kind]


def _icon(line: Line, drawn: dict[str, str]) -> str:
    """The network's icon, with its name for who does not see it."""
    if line.icon not in drawn:
        drawn[line.icon] = icon(line.icon, size="small")
    return drawn[line.icon]


def _tab(tab: Tab, filters: Filters, counted: dict[str, int]) -> dict[str, Any]:
    many = counted[tab]
    return {
        "label": f"{tab.label} {COUNTED_MOST}+" if many > COUNTED_MOST else tab.label,
        "href": f"{reverse('inbox:list')}?{filters.address(lihat=tab.value, cari='')}",
        "count": many if many <= COUNTED_MOST else None,
        "current": filters.tab == tab and not filters.words,
    }


def _mark(found: Found, counted: dict[str, int]) -> str:
    """Changes whenever the list shows something else."""
    said = [
        (line.conversation.pk, line.conversation.version, line.conversation.unread, line.bucket, line.present)
        for line in found.lines
    ]
    return hashlib.sha256(repr((said, sorted(counted.items()))).encode()).hexdigest()[:20]
