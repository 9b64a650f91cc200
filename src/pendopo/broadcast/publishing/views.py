"""What is on its way to the world, as people see and steer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.publishing import actions, forms, policies, queries, showing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission

FIRST_VIEW: Final = "direncanakan"
CAME_TO_NOTHING: Final = frozenset({DeliveryState.CANCELLED, DeliveryState.REFUSED})


@require_GET
def deliveries(request: Request) -> HttpResponse:
    """The list, in the view and for the account that its address names."""
    view = request.GET.get("lihat", FIRST_VIEW)
    if view not in queries.VIEWS:
        raise Http404
    account = request.GET.get("akun", "")
    found = list(
        queries.page(
            request.member,
            view=view,
            account_id=int(account) if account.isdecimal() else None,
            before=_place(request.GET.get("dari", "")),
        )
    )
    page = found[: queries.A_PAGE]
    kept = {name: value for name, value in (("lihat", view), ("akun", account)) if value}
    older = ""
    if len(found) > len(page):
        last = page[-1]
        older = "?" + urlencode(kept | {"dari": f"{last.planned_for.isoformat()}~{last.pk}"})
    return render(
        request,
        "publishing/list.html",
        {
            "lines": [showing.line(one) for one in page],
            "view": view,
            "tabs": showing.tabs(view, account, queries.counts(request.member)),
            "accounts": accounts.accounts(request.member.institution_id),
            "account": account,
            "older": older,
            "stop": queries.stopped(request.member.institution_id),
        },
    )


@require_GET
def delivery(request: Request, delivery_id: int) -> HttpResponse:
    """One delivery: what is known of it, what was tried, and what can be done now."""
    return _page(request, _found(request, delivery_id))


@require_POST
def unsure(request: Request, delivery_id: int) -> HttpResponse:
    """A person has looked whether it stands."""
    return _decide(
        request,
        delivery_id,
        forms.Unsure,
        lambda one, said: actions.decide_unsure(
            delivery=one, stands=said["stands"], url=said["url"], by=request.member, now=now()
        ),
    )


@require_POST
def late(request: Request, delivery_id: int) -> HttpResponse:
    """A person says what becomes of what was too late."""

    def decide(one: Delivery, said: dict[str, Any]) -> None:
        at = now()
        times = {forms.Late.NOW: at, forms.Late.AT: said["at"], forms.Late.NEVER: None}
        actions.decide_late(delivery=one, at=times[said["what"]], by=request.member, now=at)

    return _decide(request, delivery_id, forms.Late, decide)


@require_POST
def cancel(request: Request, delivery_id: int) -> HttpResponse:
    """It is not published after all."""
    return _decide(
        request,
        delivery_id,
        forms.Why,
        lambda one, said: actions.cancel(delivery=one, why=said["why"], by=request.member, now=now()),
    )


@require_POST
def take_down(request: Request, delivery_id: int) -> HttpResponse:
    """What stands is taken down."""
    return _decide(
        request,
        delivery_id,
        forms.Why,
        lambda one, said: actions.take_down(delivery=one, why=said["why"], by=request.member, now=now()),
    )


@require_POST
def try_again(request: Request, delivery_id: int) -> HttpResponse:
    """The network refused it, and something was mended since."""
    return _decide(
        request,
        delivery_id,
        django_forms.Form,
        lambda one, _said: actions.try_now(delivery=one, by=request.member, now=now()),
    )


@require_POST
def paste_link(request: Request, delivery_id: int) -> HttpResponse:
    """It was posted by hand, and this is its link."""
    return _decide(
        request,
        delivery_id,
        forms.PastedLink,
        lambda one, said: actions.paste_link(delivery=one, pasted=said["link"], by=request.member, now=now()),
    )


@require_POST
def done_by_hand(request: Request, delivery_id: int) -> HttpResponse:
    """It was done by hand, and leaves no link."""
    return _decide(
        request,
        delivery_id,
        django_forms.Form,
        lambda one, _said: actions.confirm_by_hand(delivery=one, by=request.member, now=now()),
    )


@require_http_methods(["GET", "POST"])
def stop(request: Request) -> HttpResponse:
    """The switch: stop everything, or see what is held."""
    form = forms.StopAll(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_all(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return redirect("publishing:stop")
    return _stop_page(request, form, status=422 if form.errors else 200)


@require_POST
def resume(request: Request) -> HttpResponse:
    """Let publishing go on, with a decision about each held post."""
    chosen = {
        name.removeprefix("held-"): value for name, value in request.POST.items() if name.startswith("held-")
    }
    try:
        actions.resume(
            releases={int(pk) for pk, value in chosen.items() if value == "release" and pk.isdecimal()},
            drops={int(pk) for pk, value in chosen.items() if value == "drop" and pk.isdecimal()},
            by=request.member,
            now=now(),
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect("publishing:stop")
    messages.success(request, _("Publishing goes on."))
    return redirect("publishing:list")


def _decide(
    request: Request,
    delivery_id: int,
    form_class: type[django_forms.Form],
    act: Callable[[Delivery, dict[str, Any]], object],
) -> HttpResponse:
    one = _found(request, delivery_id)
    form = form_class(request.POST)
    if form.is_valid():
        try:
            act(one, form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Noted. Here is how it goes on."))
            return redirect("publishing:delivery", delivery_id=one.pk)
    one = _found(request, delivery_id)  # it may have moved meanwhile
    return _page(request, one, form, status=422)


def _found(request: Request, delivery_id: int) -> Delivery:
    try:
        return queries.delivery(request.member, delivery_id)
    except Delivery.DoesNotExist:
        raise Http404 from None


def _page(
    request: Request, one: Delivery, form: django_forms.Form | None = None, *, status: int = 200
) -> HttpResponse:
    takedowns = queries.takedowns(one)
    return render(
        request,
        "publishing/delivery.html",
        {
            "line": showing.line(one),
            "delivery": one,
            "network": accounts.network_of(one.account),
            "ahead": queries.ahead_of(one, now()),
            "passages": showing.passages(one),
            "story": showing.story(one, queries.story(one), takedowns),
            "takedown": next((asked for asked in takedowns if asked.state not in CAME_TO_NOTHING), None),
            "card": showing.card(one),
            "form": form,
            "unsure_form": form if isinstance(form, forms.Unsure) else forms.Unsure(),
            "late_form": form if isinstance(form, forms.Late) else forms.Late(),
            "why_form": form if isinstance(form, forms.Why) else forms.Why(),
            "link_form": form if isinstance(form, forms.PastedLink) else forms.PastedLink(),
            "may_steer": policies.may_steer(request.member, one),
            "may_correct": request.member.may(Permission.WRITE_CONTENT),
            "may_take_down": request.member.may(Permission.TAKE_DOWN),
        },
        status=status,
    )


def _stop_page(request: Request, form: forms.StopAll, *, status: int) -> HttpResponse:
    return render(
        request,
        "publishing/stop.html",
        {
            "form": form,
            "stop": queries.stopped(request.member.institution_id),
            "held": [showing.line(one) for one in queries.held(request.member.institution_id)],
            "may_stop": request.member.may(Permission.STOP_ALL),
            "now": now(),
        },
        status=status,
    )


def _place(written: str) -> tuple[datetime, int] | None:
    at, _tilde, number = written.rpartition("~")
    try:
        return datetime.fromisoformat(at), int(number)
    except ValueError:
        return None
