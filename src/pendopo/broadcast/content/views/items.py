"""Items as a list; how one begins, moves, and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.content import actions, forms, queries
from pendopo.broadcast.content.lanes import DEFAULT, NAMES
from pendopo.broadcast.content.models.items import ContentItem, ContentItemQuerySet
from pendopo.broadcast.content.queries.lists import campaigns
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.views.composing import its_item
from pendopo.broadcast.content.views.showing import around
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission

PAGE: Final = 40


@dataclass(frozen=True, kw_only=True)
class View:
    """One tab of the list: what it holds, and by which time it runs."""

    key: str
    label: Any
    rows: Callable[[Member], ContentItemQuerySet]
    by: str  # the field it is ordered by; a minus: the newest first


def _all(member: Member) -> ContentItemQuerySet:
    return ContentItem.objects.seen_by(member)


VIEWS: Final = (
    View(
        key="milik",
        label=gettext_lazy("Mine"),
        rows=lambda member: queries.mine(member).exclude(
            state__in=[ItemState.PUBLISHED, ItemState.WITHDRAWN]
        ),
        by="-changed_at",
    ),
    View(key="menunggu", label=gettext_lazy("Waiting for me"), rows=queries.waiting_for, by="-changed_at"),
    View(
        key="terjadwal",
        label=gettext_lazy("Scheduled"),
        rows=lambda member: _all(member).filter(state=ItemState.APPROVED),
        by="due_at",
    ),
    View(
        key="tayang",
        label=gettext_lazy("Published"),
        rows=lambda member: _all(member).filter(state=ItemState.PUBLISHED),
        by="-published_at",
    ),
    View(key="semua", label=gettext_lazy("All"), rows=_all, by="-changed_at"),
)


@require_GET
def index(request: Request) -> HttpResponse:
    """The list. What it shows stands in the address; keyset pages, no page numbers."""
    asked = request.GET
    shown = next((view for view in VIEWS if view.key == asked.get("tampil")), VIEWS[0])
    rows, has_older = _page(_filtered(shown.rows(request.member), asked), shown, asked.get("sesudah", ""))
    known = {account.pk: account for account in accounts.accounts(request.member.institution_id)}
    for row in rows:
        row.shown_accounts = [known[pk] for pk in row.account_ids if pk in known]  # type: ignore[attr-defined]
        row.more_accounts = max(len(row.shown_accounts) - 3, 0)  # type: ignore[attr-defined]
    return render(
        request,
        "content/items.html",
        {
            "views": [
                {
                    "view": view,
                    "url": _address(asked, tampil=view.key, sesudah=None),
                    "is_current": view is shown,
                    "count": queries.waiting_for(request.member).count() if view.key == "menunggu" else None,
                }
                for view in VIEWS
            ],
            "shown": shown,
            "rows": rows,
            "older": _address(asked, sesudah=_mark(rows[-1], shown)) if has_older else "",
            "newest": _address(asked, sesudah=None) if asked.get("sesudah") else "",
            "asked": asked,
            "is_filtered": any(asked.get(name) for name in ("q", "pilar", "kampanye", "akun")),
            "pillars": queries.pillars(request.member.institution_id),
            "campaigns": campaigns(request.member.institution_id),
            "accounts": list(known.values()),
            "may_write": request.member.may(Permission.WRITE_CONTENT),
            "now": now(),
        },
    )


def _filtered(rows: ContentItemQuerySet, asked: QueryDict) -> ContentItemQuerySet:
    if words := asked.get("q", "").strip():
        rows = rows.filter(Q(title__icontains=words) | Q(current__text__icontains=words))
    for name, field in (("pilar", "pillar_id"), ("kampanye", "campaign_id")):
        if value := number_in(asked.get(name, "")):
            rows = rows.filter(**{field: value})
    if value := number_in(asked.get("akun", "")):
        rows = rows.filter(account_ids__contains=[value])
    return rows


def _page(rows: ContentItemQuerySet, shown: View, after: str) -> tuple[list[ContentItem], bool]:
    """The rows after a mark; the mark is the time and number of the last row seen."""
    field = shown.by.lstrip("-")
    newest_first = shown.by.startswith("-")
    at, _underscore, written = after.partition("_")
    if number := number_in(written):
        try:
            instant = datetime.fromisoformat(at)
        except ValueError:
            instant = None
        if instant is not None and instant.tzinfo is not None:
            beyond = "lt" if newest_first else "gt"
            rows = rows.filter(
                Q(**{f"{field}__{beyond}": instant}) | Q(**{field: instant, f"id__{beyond}": number})
            )
    found = list(rows.with_words().order_by(shown.by, "-id" if newest_first else "id")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def _mark(row: ContentItem, shown: View) -> str:
    at = getattr(row, shown.by.lstrip("-"))
    return f"{at.isoformat()}_{row.pk}" if at else ""


def _address(asked: QueryDict, **changes: str | None) -> str:
    """The address of the page with some words changed or left out."""
    words = asked.copy()
    for name, value in changes.items():
        if value:
            words[name] = value
        else:
            words.pop(name, None)
    return f"?{words.urlencode()}"


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin an item, then write."""
    lasting = queries.crisis(request.member.institution_id)
    asked = request.GET.get("lane", "crisis" if lasting else DEFAULT)
    form = forms.New(request.POST or None, initial={"lane": asked if asked in NAMES else DEFAULT})
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.start_item(
                title=form.cleaned_data["title"],
                lane=form.cleaned_data["lane"],
                due_at=form.cleaned_data["due_at"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return redirect("content:compose", item.pk)
    return render(
        request,
        "content/new.html",
        {"form": form, "crisis": lasting},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def details(request: Request, item_id: int) -> HttpResponse:
    """What is known about an item beside its words."""
    item = its_item(request, item_id)
    form = forms.Details(request.POST or None, instance=item, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_details(item=item, by=request.member, now=now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("content:compose", item.pk)
    return render(
        request,
        "content/details.html",
        {"item": item, "form": form, "is_approved": item.state == ItemState.APPROVED},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def schedule(request: Request, item_id: int) -> HttpResponse:
    """Plan another time; asked with GET, what that time would mean."""
    item = its_item(request, item_id)
    asked = (request.POST if request.method == "POST" else request.GET).copy()
    if pressed := asked.get("good_time"):
        asked["due_at"] = pressed
    form = forms.When(asked)
    if request.method == "GET":
        due_at = form.cleaned_data["due_at"] if form.is_valid() else None
        return render(request, "content/around.html", around(item, due_at, request.member))
    if form.is_valid():
        was_approved, before = item.state == ItemState.APPROVED, item.due_at
        try:
            holds = actions.reschedule(
                item=item, due_at=form.cleaned_data["due_at"], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error("due_at" if no.field else None, str(no))
        else:
            if was_approved and not holds and before != item.due_at:
                messages.warning(
                    request, _("This lies outside the time it was approved for. It has to be approved again.")
                )
            else:
                messages.success(request, _("The time is set."))
            return redirect("content:compose", item.pk)
    return render(
        request,
        "content/schedule.html",
        {"item": item, "form": form, **around(item, item.due_at, request.member)},
        status=422,
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, item_id: int) -> HttpResponse:
    """Give it up, with a reason."""
    item = its_item(request, item_id)
    form = forms.Why(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(item=item, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error("why" if no.field == "why" else None, str(no))
        else:
            messages.success(request, _("Withdrawn. Nothing of it goes out."))
            return redirect("content:compose", item.pk)
    return render(
        request, "content/withdraw.html", {"item": item, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def duplicate(request: Request, item_id: int) -> HttpResponse:
    """Begin another one with the same words."""
    item = its_item(request, item_id)
    try:
        twin = actions.duplicate_item(item=item, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("content:compose", item.pk)
    messages.success(request, _("This is the copy. Time and approval stayed behind."))
    return redirect("content:compose", twin.pk)


@require_POST
def correct(request: Request, item_id: int) -> HttpResponse:
    """Begin the public correction of what stands (R20)."""
    item = its_item(request, item_id)
    try:
        correction = actions.start_correction(item=item, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("content:compose", item.pk)
    return redirect("content:compose", correction.pk)
