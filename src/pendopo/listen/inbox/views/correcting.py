"""What triage understood, put right with one touch and taken back with another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.ui import undo
from pendopo.institution.people.requests import Request
from pendopo.listen.inbox import actions, forms, policies
from pendopo.listen.inbox.models import TriageChoice
from pendopo.listen.inbox.views.threads import back_to, found, thread_page


@require_POST
def correct(request: Request, conversation_id: int) -> HttpResponse:
    """Choose what it should have been understood as."""
    row, at = found(request, conversation_id), now()
    form = forms.Correction(request.POST)
    if form.is_valid():
        try:
            choice = actions.correct(conversation=row, **form.cleaned_data, by=request.member, now=at)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return undo.offer(
                request,
                back_to(request, row, part="bacaan"),
                words=_("Put right. Triage learns from it."),
                url=reverse("inbox:undo_correction", args=[choice.pk]),
            )
    return thread_page(request, row, at=at, correction_form=form, status=422)


@require_POST
def undo_correction(request: Request, choice_id: int) -> HttpResponse:
    """Show again what was shown before."""
    policies.require_may_read(request.member)
    choice = get_object_or_404(
        TriageChoice.objects.seen_by(request.member).select_related("message__conversation"), pk=choice_id
    )
    actions.undo_correction(choice=choice, by=request.member, now=now())
    return back_to(request, choice.message.conversation, part="bacaan")
