"""The register on the screen, and the way to connect an account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for, own_transactions
from pendopo.foundation.ui.speech import in_words
from pendopo.institution.accounts import actions, consents, forms, jobs, queries
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.outside import outside
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.networks.connecting import CannotConnect, Connected, Network
from pendopo.networks.registry import NETWORKS


@require_GET
def register(request: Request) -> HttpResponse:
    """Every official account, with what is not in order."""
    at = now()
    found = SocialAccount.objects.seen_by(request.member).with_keepers()
    lines: list[dict[str, Any]] = [
        {"account": one, "network": queries.network_of(one), "concerns": queries.concerns(one, now=at)}
        for one in found
    ]
    return render(
        request,
        "accounts/register.html",
        {
            "kept": [line for line in lines if line["account"].state != "closed"],
            "closed": [line for line in lines if line["account"].state == "closed"],
            "may_manage": request.member.may(Permission.MANAGE_ACCOUNTS),
        },
    )


@require_GET
def choose(request: Request) -> HttpResponse:
    """Which network the account is on."""
    return render(request, "accounts/choose.html", {"networks": list(NETWORKS.values())})


@require_http_methods(["GET", "POST"])
@own_transactions
def connect(request: Request, network: str) -> HttpResponse:
    """Ask for what the network needs; then it is connected, or the person is sent there to say yes."""
    chosen = _network(network)
    form = forms.Connect(chosen, request.POST or None, initial=_initial(chosen))
    if request.method == "POST" and form.is_valid():
        try:
            if chosen.consent is not None:
                asking = consents.begin(
                    network=chosen, typed=form.typed(), by=request.member, back=_back(), now=now()
                )
                return render(request, "accounts/leaving.html", {"network": chosen, "url": asking.url})
            return _keep(request, chosen, _answer(chosen, form.typed()))
        except CannotConnect as no:
            form.add_error(no.field if no.field in form.fields else None, in_words(no.why))
        except Refused as no:
            form.add_error(None, str(no))
    status = 422 if form.errors else 200
    return render(request, "accounts/connect.html", {"network": chosen, "form": form}, status=status)


@require_GET
@own_transactions
def come_back(request: Request) -> HttpResponse:
    """The person is back from the network's page of consent."""
    try:
        network, connected = consents.finish(answer=request.GET.dict(), by=request.member, now=now())
        return _keep(request, network, connected)
    except CannotConnect as no:
        why = in_words(no.why)
    except Refused as no:
        why = str(no)
    return render(request, "accounts/not_connected.html", {"why": why}, status=422)


@require_http_methods(["GET", "POST"])
def account(request: Request, account_id: int) -> HttpResponse:
    """One account: how it is doing, and its entry in the register."""
    one = get_object_or_404(SocialAccount.objects.seen_by(request.member).with_keepers(), pk=account_id)
    # The form writes into a copy: the action compares with what stands in the register.
    form = forms.Register(
        request.POST or None, instance=SocialAccount.objects.get(pk=one.pk), member=request.member
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_register(account=one, by=request.member, now=now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("The register entry was saved."))
            return redirect("accounts:account", account_id=one.pk)
    return _page(request, one, form, forms.Close(), status=422 if form.errors else 200)


@require_POST
def close(request: Request, account_id: int) -> HttpResponse:
    """Stop speaking through it."""
    one = get_object_or_404(SocialAccount.objects.seen_by(request.member).with_keepers(), pk=account_id)
    form = forms.Close(request.POST)
    if form.is_valid():
        try:
            actions.close_account(account=one, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("The account was closed. It stays in the register."))
            return redirect("accounts:register")
    return _page(request, one, forms.Register(instance=one, member=request.member), form, status=422)


@require_POST
@own_transactions
def check(request: Request, account_id: int) -> HttpResponse:
    """Ask the network now whether the account still answers."""
    with acting_for(request.member.institution_id):
        get_object_or_404(SocialAccount.objects.seen_by(request.member).kept(), pk=account_id)
    if why := jobs.ask(request.member.institution_id, account_id, now()):
        messages.warning(request, in_words(why))
    else:
        messages.success(request, _("The network answered: the account is in order."))
    return redirect("accounts:account", account_id=account_id)


def _network(name: str) -> Network:
    try:
        return NETWORKS[name]
    except KeyError:
        raise Http404 from None


def _initial(network: Network) -> dict[str, str]:
    """Our own networks live at our own address."""
    return {"base": settings.PUBLIC_URL} if network.is_ours else {}


def _answer(network: Network, typed: dict[str, str]) -> Connected:
    if network.connect is None:
        raise Http404
    return network.connect(typed, outside())


def _back() -> str:
    return urljoin(settings.PUBLIC_URL, reverse("accounts:come_back"))


def _keep(request: Request, network: Network, connected: Connected) -> HttpResponse:
    with acting_for(request.member.institution_id):
        one = actions.connect_account(network=network.name, connected=connected, by=request.member, now=now())
    messages.success(request, _("The account is connected. Now say whose it is and who answers for it."))
    return redirect("accounts:account", account_id=one.pk)


def _page(request: Request, one: SocialAccount, form: Any, close_form: Any, *, status: int) -> HttpResponse:
    at = now()
    return render(
        request,
        "accounts/account.html",
        {
            "account": one,
            "network": queries.network_of(one),
            "limits": queries.limits_of(one),
            "concerns": queries.concerns(one, now=at),
            "runway": queries.runway(one, now=at),
            "form": form,
            "close_form": close_form,
            "may_manage": request.member.may(Permission.MANAGE_ACCOUNTS),
        },
        status=status,
    )
