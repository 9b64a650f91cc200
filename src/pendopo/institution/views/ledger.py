"""The ledger as sentences, for those who may read it, and its seal checked at a press (R06)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation import ledger as book
from pendopo.foundation.clock import Zone
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.ledger.verifying import Verdict, verify
from pendopo.foundation.web import number_in
from pendopo.institution import forms
from pendopo.institution.people import policies
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission

PAGE: Final = 50
# The first part of each kind's name, as people call what it is about.
TOPICS: Final = {
    "institution": gettext_lazy("Institution"),
    "member": gettext_lazy("People"),
    "letter": gettext_lazy("Assignment letters"),
    "unit": gettext_lazy("Units"),
    "account": gettext_lazy("Accounts"),
    "content": gettext_lazy("Content"),
    "publishing": gettext_lazy("Publishing"),
    "delivery": gettext_lazy("Deliveries"),
    "inbox": gettext_lazy("Inbox"),
    "link": gettext_lazy("Links without an account"),
    "ledger": gettext_lazy("Ledger"),
}


@require_GET
def ledger(request: Request) -> HttpResponse:
    """The entries, newest first, by person, kind and day."""
    policies.require(request.member, Permission.READ_LEDGER, now=now())
    return _page(request)


@require_POST
def check(request: Request) -> HttpResponse:
    """Recompute the whole chain, and say whether it holds. That it was asked is itself an entry."""
    policies.require(request.member, Permission.READ_LEDGER, now=now())
    verdict = verify(request.member.institution_id)
    book.write(
        did="ledger.verified",
        by=request.member,
        at=now(),
        words={"entries": verdict.entries, "verdict": _("it holds") if verdict.holds else _("it is broken")},
    )
    return _page(request, verdict=verdict)


def _page(request: Request, *, verdict: Verdict | None = None) -> HttpResponse:
    form = forms.LedgerFilter(request.GET or None, member=request.member, kinds=_kinds())
    found: QuerySet[LedgerEntry] = LedgerEntry.objects.seen_by(request.member).order_by("-pk")
    chosen: dict[str, str] = {}
    if form.is_valid():
        said = form.cleaned_data
        found = _narrowed(found, request, said)
        chosen = {name: request.GET[name] for name in said if request.GET.get(name)}
    if before := number_in(request.GET.get("sebelum", "")):
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    older = f"?{urlencode({**chosen, 'sebelum': rows[PAGE - 1].pk})}" if len(rows) > PAGE else ""
    newest = f"?{urlencode(chosen)}" if before else ""
    return render(
        request,
        "institution/ledger.html",
        {
            "entries": rows[:PAGE],
            "form": form,
            "is_filtered": bool(chosen),
            "older": older,
            "newest": newest,
            "verdict": verdict,
        },
    )


def _narrowed(
    found: QuerySet[LedgerEntry], request: Request, said: dict[str, object]
) -> QuerySet[LedgerEntry]:
    zone = Zone(request.member.institution.zone)
    if said["by"]:
        found = found.filter(by_id=said["by"].pk)  # type: ignore[attr-defined]
    if kind := said["kind"]:
        found = found.filter(did=kind) if "." in str(kind) else found.filter(did__startswith=f"{kind}.")
    if isinstance(since := said["since"], date):
        found = found.filter(at__gte=zone.at(since, time.min))
    if isinstance(until := said["until"], date):
        found = found.filter(at__lt=_day_after(zone, until))
    return found


def _day_after(zone: Zone, day: date) -> datetime:
    return zone.at(day + timedelta(days=1), time.min)


def _kinds() -> list[tuple[str, str]]:
    topics: dict[str, str] = {}
    for did in sorted(book.KINDS):
        topic = did.partition(".")[0]
        topics.setdefault(topic, str(TOPICS.get(topic, topic.capitalize())))
    return sorted(topics.items(), key=lambda one: one[1])
