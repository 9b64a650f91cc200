"""Labels on the screen: the office's list, and those of one conversation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions, forms, policies, queries
from pendopo.listen.inbox.models import Label
from pendopo.listen.inbox.views.threads import back_to, found


@require_http_methods(["GET", "POST"])
def labels(request: Request) -> HttpResponse:
    """All labels with the number of their conversations, and a place for a new one."""
    policies.require_may_set_up(request.member)
    form = forms.NewLabel(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_label(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return redirect("inbox:labels")
    return render(
        request,
        "inbox/labels.html",
        {
            "labels": queries.counted_labels(request.member),
            "form": form,
            "may_read": policies.may_read(request.member),
            "may_manage": request.member.may(Permission.MANAGE_INBOX_RULES),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def remove(request: Request, label_id: int) -> HttpResponse:
    """Take one away."""
    policies.require_may_set_up(request.member)
    one = get_object_or_404(Label.objects.seen_by(request.member), pk=label_id)
    actions.remove_label(label=one, by=request.member, now=now())
    messages.success(request, _("Removed."))
    return redirect("inbox:labels")


@require_POST
def put(request: Request, conversation_id: int) -> HttpResponse:
    """Let these labels stand on a conversation."""
    row = found(request, conversation_id)
    form = forms.Labels(request.POST, labels=queries.labels(request.member))
    if form.is_valid():
        actions.set_labels(conversation=row, labels=form.chosen(), by=request.member, now=now())
        messages.success(request, _("Saved."))
    return back_to(request, row)
