"""The crisis switch on a page: what happened, what waits because of it, and what may go out all the same."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.broadcast.content import actions, forms, queries
from pendopo.broadcast.content.views.composing import its_item
from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission

SHOWN_MAX: Final = 100


@require_http_methods(["GET", "POST"])
def crisis(request: Request) -> HttpResponse:
    """Look, and switch it on or off."""
    lasting = queries.crisis(request.member.institution_id)
    form = forms.Crisis(request.POST or None)
    form.fields["why"].label = _("How did it end?") if lasting else _("What happened?")
    if request.method == "POST" and form.is_valid():
        switch = actions.end_crisis if request.POST.get("do") == "end" else actions.begin_crisis
        try:
            switch(why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return redirect("content:crisis")
    return render(
        request,
        "content/crisis.html",
        {
            "crisis": lasting,
            "form": form,
            "ordinary": queries.ordinary_items(request.member, now())[:SHOWN_MAX],
            "may_switch": request.member.may(Permission.STOP_ALL),
            "may_write": request.member.may(Permission.WRITE_CONTENT),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def let_through(request: Request, item_id: int) -> HttpResponse:
    """An ordinary post goes out although there is a crisis."""
    item = its_item(request, item_id)
    try:
        actions.let_through(item=item, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("“%(title)s” goes out at its time.") % {"title": item.title})
    return redirect("content:crisis")
