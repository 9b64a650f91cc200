"""The news desk, one story, and what somebody does with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.watch import actions, forms, policies, queries
from pendopo.listen.watch.models import Entry, Story
from pendopo.listen.watch.states import Tone

SHOWS = ("ours", "all", "clips", "facts", "posts")


@require_GET
def desk(request: Request) -> HttpResponse:
    """What was read, as stories; what warns stands above it."""
    member = request.member
    policies.require_may_read(member, now=now())
    show, tone = request.GET.get("tampil", "ours"), request.GET.get("nada", "")
    filters = queries.Filters(
        show=show if show in SHOWS else "ours",
        words=request.GET.get("cari", "").strip()[:200],
        tone=tone if tone in Tone.values else "",
        before=request.GET.get("sebelum", "")[:60],
    )
    page = queries.desk(member, filters)
    rising = queries.rising_words(member.institution_id, now())
    alert = queries.latest_alert(member, now())
    return render(
        request,
        "watch/desk.html",
        {
            "stories": [(one, queries.reasons_of(one.reasons)) for one in page.stories],
            "older": page.older,
            "filters": filters,
            "warnings": queries.standing_warnings(member),
            "rising": [(one.word, queries.rising_said(one)) for one in rising],
            "alert": alert,
            "alert_said": queries.alert_said(alert) if alert else "",
            "may_read_inbox": member.may(Permission.READ_INBOX),
            "may_manage": policies.may_manage(member),
            "watches": bool(queries.feeds(member)),
        },
    )


@require_GET
def story(request: Request, story_id: int) -> HttpResponse:
    """One story: who tells it, why it concerns us, and what was made of it."""
    member = request.member
    policies.require_may_read(member, now=now())
    try:
        row = queries.story(member, story_id)
    except Story.DoesNotExist:
        raise Http404 from None
    entries = queries.entries_of(member, row)
    return render(
        request,
        "watch/story.html",
        {
            "story": row,
            "reasons": queries.reasons_of(row.reasons),
            "entries": [(one, queries.clip_of(one)) for one in entries],
            "tones": Tone.choices,
            "may_work": policies.may_work(member),
        },
    )


@require_POST
def tone(request: Request, story_id: int) -> HttpResponse:
    """A person says how it speaks of us."""
    row = get_object_or_404(Story.objects.seen_by(request.member), pk=story_id)
    said = request.POST.get("nada", "")
    if said in Tone.values:
        try:
            actions.say_tone(story=row, tone=Tone(said), by=request.member, now=now())
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("Noted."))
    return redirect("watch:story", row.pk)


@require_POST
def clip(request: Request, entry_id: int) -> HttpResponse:
    """Keep it."""
    entry = get_object_or_404(Entry.objects.seen_by(request.member).select_related("story"), pk=entry_id)
    form = forms.ClipForm(request.POST)
    try:
        if form.is_valid():
            actions.clip_entry(
                entry=entry,
                tone=Tone(form.cleaned_data["tone"]),
                note=form.cleaned_data["note"],
                by=request.member,
                now=now(),
            )
        else:
            actions.clip_entry(entry=entry, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("Kept. It stands in today's summary."))
    return redirect("watch:story", entry.story_id)


@require_POST
def answer(request: Request, story_id: int) -> HttpResponse:
    """Begin the content item that answers it."""
    row = get_object_or_404(Story.objects.seen_by(request.member), pk=story_id)
    try:
        item = actions.answer_story(story=row, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("watch:story", row.pk)
    return redirect("content:compose", item.pk)
