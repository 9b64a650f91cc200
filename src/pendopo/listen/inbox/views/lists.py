"""The list on the screen: tabs, filters, pages, and what is new in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.foundation.ui.pieces.signs import icon
from pendopo.foundation.web import kept_offline
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.requests import Request
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox import policies, queries
from pendopo.listen.inbox.models import Label
from pendopo.listen.inbox.queries import COUNTED_MOST, Cursor, Filters, Found, Line, Tab
from pendopo.listen.inbox.states import Bucket, Disposition, Intent, Urgency


@kept_offline
@require_GET
def inbox(request: Request) -> HttpResponse:
    """The list alone; on a desk the thread's place stands empty beside it."""
    policies.require_may_read(request.member)
    return render(request, "inbox/inbox.html", list_words(request, at=now()))


@require_GET
def news(request: Request) -> HttpResponse:
    """The list again if it changed since the mark, and nothing at all if not."""
    policies.require_may_read(request.member)
    listed = _listed(request, at=now())
    if request.GET.get("tanda", "") == listed.mark:
        return HttpResponse(status=204)
    current = request.GET.get("kini", "")
    words = _lines_words(listed, current=int(current) if current.isdecimal() else None)
    return render(request, "inbox/lines.html", words)


def list_words(request: Request, *, at: datetime, current: int | None = None) -> dict[str, Any]:
    """What the list shows, for its own page and beside a thread."""
    listed = _listed(request, at=at)
    own = list(
        accounts.accounts(request.member.institution_id)
        .select_related(None)
        .only("name", "handle", "network", "base")
    )
    labels = queries.labels(request.member)
    units = list(structure.units(request.member).only("name", "short_name"))
    networks = sorted({(one.network, accounts.network_called(one)) for one in own})
    return {
        **_lines_words(listed, current=current),
        "tabs": [_tab(tab, listed.filters, listed.counted) for tab in Tab],
        "accounts": [(one.pk, str(one)) for one in own],
        "networks": networks,
        "narrowed_to": _narrowed_to(listed.filters, own, dict(networks), units, labels),
        "urgent_address": f"{reverse('inbox:list')}?{_urgent_or_all(listed.filters)}",
        "intents": Intent.choices,
        "units": units,
        "unit_names": [(one.pk, one.called) for one in units],
        "all_labels": labels,
        "label_names": [(one.pk, one.name) for one in labels],
        "buckets": Bucket.choices,
        "dispositions": Disposition.choices,
        "now": at,
    }


def _urgent_or_all(filters: Filters) -> str:
    """One press shows what is urgent, another shows everything again."""
    return filters.address(mendesak="" if filters.urgent else "1")


@dataclass(frozen=True, kw_only=True)
class _Listed:
    """What was asked of the list, and what stands in it."""

    filters: Filters
    counted: dict[str, int]
    found: Found
    is_first: bool

    @property
    def mark(self) -> str:
        """Changes whenever the list shows something else."""
        said = [
            (
                line.conversation.pk,
                line.conversation.version,
                line.conversation.unread,
                line.bucket,
                line.present,
            )
            for line in (*self.found.pressing, *self.found.lines)
        ]
        seen = (said, len(self.found.pressing), self.found.presses_more, sorted(self.counted.items()))
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:20]


def _listed(request: Request, *, at: datetime) -> _Listed:
    member, filters = request.member, Filters.read(request.GET.dict())
    if not filters.tab and not filters.words:
        filters = Filters(**{**filters.__dict__, "tab": Tab.WAITING})
    before = Cursor.read(request.GET.get("sebelum", ""))
    look = queries.search if filters.words else queries.page
    return _Listed(
        filters=filters,
        counted=queries.counts(member),
        found=look(member, filters, before=before, now=at),
        is_first=before is None,
    )


def _lines_words(listed: _Listed, *, current: int | None) -> dict[str, Any]:
    """What the lines alone show."""
    filters, found = listed.filters, listed.found
    lines = {line.conversation.pk: line for line in (*found.pressing, *found.lines)}
    ids = list(lines)
    here = ids.index(current) if current in ids else -1
    # Drawn once a page and not once a line: there are only a few kinds of each.
    signs: dict[tuple[str, str], str] = {}
    return {
        "filters": filters,
        "query": filters.address(),
        "query_without_words": filters.address(cari=""),
        "found": found,
        "groups": [
            (is_pressing, [(line, _sign(line, signs), icon(line.icon, size="small")) for line in lines])
            for is_pressing, lines in ((True, found.pressing), (False, found.lines))
            if lines
        ],
        "all_pressing": f"{reverse('inbox:list')}?{filters.address(mendesak='1')}",
        "urgent_icon": icon("danger", size="small"),
        "list_address": reverse("inbox:list"),
        "older": f"?{filters.address(sebelum=found.older.written())}" if found.older else "",
        "is_first": listed.is_first,
        "current": current,
        "line": lines.get(current or 0),
        "next_id": ids[here + 1] if here + 1 < len(ids) else None,
        "previous_id": ids[here - 1] if here > 0 else None,
        "mark": listed.mark,
    }


def _narrowed_to(
    filters: Filters,
    own: list[SocialAccount],
    networks: Mapping[str, str],
    units: list[OrgUnit],
    labels: Sequence[Label],
) -> list[str]:
    """What is chosen, in words: it stands beside the closed filter, so that nobody wonders what is missing."""
    words = [str(one) for one in own if one.pk == filters.account_id]
    words += [networks.get(filters.network, filters.network)] if filters.network else []
    words += [str(Bucket(filters.bucket).label)] if filters.bucket else []
    words += [str(Disposition(filters.disposition).label)] if filters.disposition else []
    words += [str(Intent(filters.intent).label)] if filters.intent else []
    words += [str(Urgency.HIGH.label)] if filters.urgent else []
    words += [unit.called for unit in units if unit.pk == filters.unit_id]
    return words + [one.name for one in labels if one.pk == filters.label_id]


def _sign(line: Line, drawn: dict[tuple[str, str], str]) -> str:
    """How long they wait, as a sign."""
    kind = (line.bucket, line.conversation.state)
    if kind not in drawn:
        drawn[kind] = render_to_string(
            "inbox/bucket.html", {"bucket": line.bucket, "state": line.conversation.state}
        )
    return drawn[kind]


def _tab(tab: Tab, filters: Filters, counted: dict[str, int]) -> dict[str, Any]:
    many = counted[tab]
    return {
        "label": f"{tab.label} {COUNTED_MOST}+" if many > COUNTED_MOST else tab.label,
        "href": f"{reverse('inbox:list')}?{filters.address(lihat=tab.value, cari='')}",
        "count": many if many <= COUNTED_MOST else None,
        "current": filters.tab == tab and not filters.words,
    }
