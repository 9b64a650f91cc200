"""The page of a decision: what goes out where and when, what changed, and two taps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.broadcast.content import actions, forms, policies, queries
from pendopo.broadcast.content.models import ContentItem, ReviewStep, Version
from pendopo.broadcast.content.queries.lists import last_approved
from pendopo.broadcast.content.queries.review import approvers_in, live_run, waiting_step
from pendopo.broadcast.content.views.composing import its_item, known_accounts, standing
from pendopo.broadcast.content.views.showing import around, live
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request


@require_GET
def review(request: Request, item_id: int) -> HttpResponse:
    """Everything a decision needs on one page."""
    item = its_item(request, item_id)
    return _page(request, item)


def _page(
    request: Request,
    item: ContentItem,
    *,
    decide: forms.Decide | None = None,
    back: forms.Comment | None = None,
) -> HttpResponse:
    step, run = waiting_step(item), live_run(item)
    current = Version.objects.whole().filter(item=item, pk=item.current_id or 0).first()
    before = last_approved(item)
    if before is not None and current is not None and before.pk == current.pk:
        before = None
    elif before is not None:
        before = Version.objects.whole().get(pk=before.pk)
    context: dict[str, Any] = {
        "item": item,
        "step": step,
        "run": run,
        "version": current,
        "before": before,
        "changes": queries.compare(before, current) if before and current else (),
        "why_not": _why_not(request, item, step) if step else "",
        "decide": decide or forms.Decide(),
        "returning": back or forms.Comment(prefix="back"),
        "needs_time": bool(item.due_at and item.due_at < now() and step and not step.run.published_first),
        "sources": item.sources.filter(removed_at__isnull=True),
        "notes": item.notes.filter(resolved_at__isnull=True).select_related("by__person", "version"),
        "comment_form": forms.Comment(),
        "may_write": False,
        **live(item, standing(item), known_accounts(request), by=run.started_by if run else item.made_by),
        **around(item, item.due_at, request.member),
    }
    is_wrong = bool((decide and decide.errors) or (back and back.errors))
    return render(request, "content/review.html", context, status=422 if is_wrong else 200)


def _why_not(request: Request, item: ContentItem, step: ReviewStep) -> str:
    decided = approvers_in(step.run_id)
    writers = set(queries.writers(item))
    if step.run.published_first:
        writers.add(step.run.started_by_id)
    return policies.why_not_decide(request.member, step, writers=writers, decided=decided)


def _step(request: Request, item: ContentItem) -> ReviewStep:
    """The step whose page this was, whatever became of it since."""
    return get_object_or_404(
        ReviewStep.objects.seen_by(request.member).select_related("run__item", "run__version"),
        pk=number_in(request.POST.get("step", "")),
        run__item=item,
    )


@require_POST
def approve(request: Request, item_id: int) -> HttpResponse:
    """Say yes."""
    item = its_item(request, item_id)
    form = forms.Decide(request.POST)
    if form.is_valid():
        try:
            actions.approve(
                step=_step(request, item),
                by=request.member,
                now=now(),
                comment=form.cleaned_data["comment"],
                due_at=form.cleaned_data["due_at"],
            )
        except Refused as no:
            form.add_error("due_at" if no.field == "due_at" else None, str(no))
        else:
            messages.success(request, _("Approved. Thank you."))
            return redirect("content:review", item.pk)
    return _page(request, its_item(request, item_id), decide=form)


@require_POST
def send_back(request: Request, item_id: int) -> HttpResponse:
    """Return it with a comment."""
    item = its_item(request, item_id)
    form = forms.Comment(request.POST, prefix="back")
    if form.is_valid():
        try:
            actions.return_with_comment(
                step=_step(request, item),
                comment=form.cleaned_data["comment"],
                quote=form.cleaned_data["quote"],
                field=form.cleaned_data["field"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error("comment" if no.field == "comment" else None, str(no))
        else:
            messages.success(request, _("Returned. The author has been told."))
            return redirect("content:review", item.pk)
    return _page(request, its_item(request, item_id), back=form)
