"""Rules on the screen: the list, one with its trial, the form, and a person's word on what a rule proposed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.personal_data import masked
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.listen.rules import actions, forms, policies, queries
from pendopo.listen.rules.models import Proposal, Rule
from pendopo.listen.rules.states import ProposalState


@require_GET
def rules(request: Request) -> HttpResponse:
    """All rules, in the order in which they look at a message."""
    policies.require_may_manage(request.member, request.member, now=now())
    return render(
        request,
        "rules/rules.html",
        {"rules": queries.rules(request.member), "may_read": policies.may_read(request.member)},
    )


@require_GET
def rule(request: Request, rule_id: int) -> HttpResponse:
    """One rule: what it says, what it would have done, and what it did."""
    one, member = _rule(request, rule_id), request.member
    version = queries.version_in_force(one)
    told = queries.said(one, version, queries.names_of(member))
    before = request.GET.get("sebelum", "")
    # Whoever keeps rules need not be somebody who reads what citizens write: then the numbers are all.
    reads = policies.may_read(member)
    page, older = (
        queries.touched(member, told.trial, before=number_in(before) or 0)
        if told.trial and reads
        else ((), 0)
    )
    return render(
        request,
        "rules/rule.html",
        {
            "said": told,
            "touched": [(message, masked(message.text)) for message in page],
            "older": older,
            "traces": queries.traces(member, one) if reads else (),
            "may_read": reads,
            "versions": one.versions.select_related("owner__person"),
        },
    )


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A new rule."""
    policies.require_may_manage(request.member, request.member, now=now())
    return _form(request, None, forms.RuleForm(request.POST or None, names=queries.names_of(request.member)))


@require_http_methods(["GET", "POST"])
def change(request: Request, rule_id: int) -> HttpResponse:
    """Another version of a rule."""
    one = _rule(request, rule_id)
    version = queries.version_in_force(one)
    initial = forms.RuleForm.initial_of(version.condition, version.consequence)
    form = forms.RuleForm(
        request.POST or None,
        names=queries.names_of(request.member),
        initial={**initial, "name": one.name, "goes_on": version.goes_on},
    )
    return _form(request, one, form)


@require_POST
def switch_on(request: Request, rule_id: int) -> HttpResponse:
    """Let it act from now on."""
    return _done(
        request,
        rule_id,
        actions.switch_on,
        _("The rule is on. It looks at everything that comes from now on."),
    )


@require_POST
def switch_off(request: Request, rule_id: int) -> HttpResponse:
    """Let it do nothing any more."""
    return _done(request, rule_id, actions.switch_off, _("The rule is off."))


@require_POST
def remove(request: Request, rule_id: int) -> HttpResponse:
    """Take it away."""
    one = _rule(request, rule_id)
    try:
        actions.remove(rule=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("rules:rule", one.pk)
    messages.success(request, _("The rule was taken away. What it did stays in the ledger."))
    return redirect("rules:list")


@require_POST
def move(request: Request, rule_id: int) -> HttpResponse:
    """One place up or down."""
    one = _rule(request, rule_id)
    actions.move_rule(rule=one, up=request.POST.get("ke") == "atas", by=request.member, now=now())
    return redirect("rules:list")


@require_POST
def follow(request: Request, proposal_id: int) -> HttpResponse:
    """Do what a rule proposed."""
    return _decided(request, proposal_id, actions.follow, _("Done as proposed."))


@require_POST
def decline(request: Request, proposal_id: int) -> HttpResponse:
    """Don't."""
    return _decided(request, proposal_id, actions.decline, _("Not followed."))


def _rule(request: Request, rule_id: int) -> Rule:
    one = get_object_or_404(
        Rule.objects.seen_by(request.member).standing().select_related("institution"), pk=rule_id
    )
    policies.require_may_manage(request.member, one, now=now())
    return one


def _form(request: Request, one: Rule | None, form: forms.RuleForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.save_rule(
                rule=one,
                name=form.cleaned_data["name"],
                when=form.when(),
                then=form.then(),
                goes_on=form.cleaned_data["goes_on"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved. Look at what it would have done, then switch it on."))
            return redirect("rules:rule", kept.pk)
    return render(request, "rules/form.html", {"rule": one, "form": form}, status=422 if form.errors else 200)


def _done(request: Request, rule_id: int, act: Callable[..., None], words: str) -> HttpResponse:
    one = _rule(request, rule_id)
    try:
        act(rule=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, words)
    return redirect("rules:rule", one.pk)


def _decided(request: Request, proposal_id: int, act: Callable[..., None], words: str) -> HttpResponse:
    one = get_object_or_404(
        Proposal.objects.seen_by(request.member).select_related(
            "trace__version__rule", "trace__message__conversation", "conversation"
        ),
        pk=proposal_id,
    )
    try:
        act(proposal=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, words)
    address = reverse("inbox:thread", args=[one.conversation_id])
    begins = one.saved_id and one.state == ProposalState.TAKEN
    return redirect(f"{address}?balasan={one.saved_id}#reply" if begins else address)
