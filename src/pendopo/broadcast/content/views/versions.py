"""Every version of an item, and two of them side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.broadcast.content import actions, policies, queries
from pendopo.broadcast.content.models import Version
from pendopo.broadcast.content.queries.lists import versions
from pendopo.broadcast.content.views.composing import its_item
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request


@require_GET
def index(request: Request, item_id: int) -> HttpResponse:
    """All versions, the newest first, with what was decided about each."""
    item = its_item(request, item_id)
    return render(
        request,
        "content/versions.html",
        {
            "item": item,
            "versions": versions(item).prefetch_related("runs"),
            "may_write": policies.may_write(request.member, item) and item.is_editable,
        },
    )


@require_GET
def compare(request: Request, item_id: int) -> HttpResponse:
    """Two versions, word by word: `?dari=2&ke=5`; without `ke` the current one."""
    item = its_item(request, item_id)
    whole = Version.objects.seen_by(request.member).whole().filter(item=item)
    to, since = (number_in(request.GET.get(name, "")) for name in ("ke", "dari"))
    after = (
        get_object_or_404(whole, number=to)
        if to is not None
        else get_object_or_404(whole, pk=item.current_id)
    )
    before = (
        get_object_or_404(whole, number=since)
        if since is not None
        else whole.filter(number__lt=after.number).order_by("-number").first()
    )
    return render(
        request,
        "content/compare.html",
        {"item": item, "before": before, "after": after, "changes": queries.compare(before, after)},
    )


@require_POST
def use(request: Request, item_id: int, number: int) -> HttpResponse:
    """Take an older version up again: it becomes the newest."""
    item = its_item(request, item_id)
    version = get_object_or_404(
        Version.objects.seen_by(request.member).whole(), item_id=item.pk, number=number
    )
    try:
        saved = actions.save_draft(item=item, composition=version.composition(), by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("content:versions", item.pk)
    messages.success(
        request, _("Version %(old)s is back as version %(new)s.") % {"old": number, "new": saved.number}
    )
    return redirect("content:compose", item.pk)
