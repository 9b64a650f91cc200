"""Those who say the same, and one answer for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions, forms, policies, queries
from pendopo.listen.inbox.models import Cluster
from pendopo.listen.inbox.personal import snippet
from pendopo.listen.inbox.views.threads import back_to, found

SHOWN = 50
ABOUT = 240


@require_GET
def clusters(request: Request) -> HttpResponse:
    """What several people say the same of."""
    policies.require_may_read(request.member)
    listed = list(queries.clusters(request.member, now=now())[:SHOWN])
    shown = [(one, snippet(one.about, ABOUT)) for one in listed]
    return render(request, "inbox/clusters.html", {"clusters": shown})


@require_http_methods(["GET", "POST"])
def cluster(request: Request, cluster_id: int) -> HttpResponse:
    """All of them, each with a box; one answer goes to those that are ticked."""
    policies.require_may_read(request.member)
    one = get_object_or_404(Cluster.objects.seen_by(request.member), pk=cluster_id)
    at, refused = now(), {}
    given = queries.answers_given(one, viewer=request.member)
    form = forms.AnswerAlike(request.POST or None, initial={"text": given[0] if given else ""})
    if request.method == "POST" and form.is_valid():
        try:
            offered = actions.answer_alike(
                cluster=one,
                text=form.cleaned_data["text"],
                to=form.cleaned_data["to"],
                by=request.member,
                now=at,
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            _say(request, offered)
            if not offered.refused:
                return redirect("inbox:alike", one.pk)
            refused = offered.refused
    return render(
        request,
        "inbox/alike.html",
        {
            "cluster": one,
            "askers": [
                (asker, refused.get(asker.conversation.pk, ""))
                for asker in queries.askers(one, viewer=request.member, now=at)
            ],
            "given": given,
            "form": form,
            "ticked": set(request.POST.getlist("to")),
            "is_first": request.method == "GET",
            "may_answer": policies.may_answer(request.member),
            "may_set_apart": request.member.may(Permission.ASSIGN),
        },
        status=422 if refused or form.errors else 200,
    )


@require_POST
def set_apart(request: Request, conversation_id: int) -> HttpResponse:
    """One of them is something else after all."""
    row = found(request, conversation_id)
    actions.set_apart(conversation=row, by=request.member, now=now())
    messages.success(request, _("It stands alone now."))
    return back_to(request, row)


def _say(request: Request, offered: actions.Offered) -> None:
    if offered.sent:
        messages.success(
            request,
            ngettext(
                "The answer is on its way to %(many)s person.",
                "The answer is on its way to %(many)s people.",
                offered.sent,
            )
            % {"many": offered.sent},
        )
    if offered.to_approve:
        messages.success(
            request,
            ngettext(
                "%(many)s answer waits for an approval.",
                "%(many)s answers wait for an approval.",
                offered.to_approve,
            )
            % {"many": offered.to_approve},
        )
