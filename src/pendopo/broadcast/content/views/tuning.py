"""The rules on a page: what is looked for, what the law sets, and every version the office made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.broadcast.content import actions, forms, office
from pendopo.broadcast.content.models import OfficeTuning
from pendopo.broadcast.content.queries.tuning import Difference, tried, tunings
from pendopo.broadcast.content.rules import STANDARD, Setting, Severity, Tuning, packaged_rules, words
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission


@require_http_methods(["GET", "POST"])
def rules(request: Request) -> HttpResponse:
    """Look at the rules, try other settings on what is being written, and keep them as another version."""
    kept = tunings(request.member)
    shown = _asked(request, kept)
    form = forms.RulesForm(office.tuning_in(shown), request.POST or None)
    trial: dict[str, Any] = {}
    if request.method == "POST" and request.POST.get("do") == "try":
        form.fields["why"].required = False
        if form.is_valid():
            trial = _trial(request, Tuning.read(form.settings()))
    elif request.method == "POST" and form.is_valid():
        based_on = request.POST.get("based_on", "")
        try:
            version = actions.tune_rules(
                settings=form.settings(),
                why=form.cleaned_data["why"],
                holds_from=form.cleaned_data["holds_from"],
                based_on=number_in(based_on),
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
            return redirect("content:rules")
    holding = next((one for one in kept if one.holds_from <= now()), None)
    return render(
        request,
        "content/rules.html",
        {
            "form": form,
            "groups": list(form.groups()),
            "history": list(_history(kept)),
            "holding": holding,
            "shown": shown,
            "newest": kept[0] if kept else None,
            "at": now(),
            "may_set": request.member.may(Permission.MANAGE_SETTINGS),
            **trial,
        },
        status=422 if form.errors else 200,
    )


def _asked(request: Request, kept: list[OfficeTuning]) -> OfficeTuning | None:
    """The version that is looked at: the newest, or the one asked for."""
    number = number_in(request.GET.get("versi", ""))
    if number is None:
        return kept[0] if kept else None
    for one in kept:
        if one.number == number:
            return one
    raise Http404


def _trial(request: Request, tuning: Tuning) -> dict[str, Any]:
    read, differences = tried(request.member, tuning, now=now())
    return {
        "is_trial": True,
        "read": read,
        "differences": [{"item": one.item, "says": list(_says(one))} for one in differences],
    }


def _says(one: Difference) -> Iterator[str]:
    names = {
        Severity.BLOCK: _("to mend: %(before)s → %(after)s"),
        Severity.WARN: _("to explain: %(before)s → %(after)s"),
        Severity.HINT: _("hints: %(before)s → %(after)s"),
    }
    for severity, sentence in names.items():
        before, after = one.before.get(severity, 0), one.after.get(severity, 0)
        if before != after:
            yield sentence % {"before": before, "after": after}


def _history(kept: list[OfficeTuning]) -> Iterator[dict[str, Any]]:
    """Each version with what it changed of the one before."""
    before = STANDARD
    told = []
    for version in reversed(kept):
        after = office.tuning_in(version)
        told.append({"version": version, "changes": list(_changes(before, after))})
        before = after
    yield from reversed(told)


def _changes(before: Tuning, after: Tuning) -> Iterator[str]:
    for code, rule in packaged_rules().by_code.items():
        old, new = before.settings.get(code, Setting()), after.settings.get(code, Setting())
        if old == new:
            continue
        name = _(words.RULES[code])
        if (was := _grave(old, rule.severity)) != (becomes := _grave(new, rule.severity)):
            yield _("%(rule)s: %(before)s → %(after)s") % {"rule": name, "before": was, "after": becomes}
        for threshold, bounds in rule.thresholds.items():
            one = old.thresholds.get(threshold, bounds.standard)
            other = new.thresholds.get(threshold, bounds.standard)
            if one != other:
                yield _("%(rule)s, %(threshold)s: %(before)s → %(after)s") % {
                    "rule": name,
                    "threshold": _(words.THRESHOLDS[f"{code}.{threshold}"]).lower(),
                    "before": one,
                    "after": other,
                }


def _grave(setting: Setting, standard: Severity) -> str:
    if setting.off:
        return _("off")
    names = {Severity.BLOCK: _("blocks"), Severity.WARN: _("warns"), Severity.HINT: _("hints")}
    return names[setting.severity or standard]
