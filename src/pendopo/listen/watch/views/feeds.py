"""Sources and settings on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.watch import actions, forms, policies, queries
from pendopo.listen.watch.models import Feed
from pendopo.listen.watch.states import SOUGHT, FeedState

READ_NOW: Final = gettext_lazy("The source is read from now on. You answer for it.")
READ_LATER: Final = gettext_lazy("Saved. It is read once you switch it on and answer for it.")


@require_GET
def index(request: Request) -> HttpResponse:
    """All sources and how they are, and what could be watched besides."""
    policies.require_may_read(request.member, now=now())
    may_manage = policies.may_manage(request.member)
    return render(
        request,
        "watch/feeds.html",
        {
            "feeds": queries.feeds(request.member),
            "proposals": queries.proposals_left(request.member) if may_manage else (),
            "places": queries.searched_places(request.member),
            "may_manage": may_manage,
        },
    )


@require_http_methods(["GET", "POST"])
def add_search(request: Request) -> HttpResponse:
    """Words that are looked for in public posts."""
    return _form(request, None, forms.SearchForm(request.POST or None))


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A new source."""
    initial = {
        name: request.GET[name] for name in ("name", "kind", "url", "every_minutes") if name in request.GET
    }
    return _form(request, None, forms.FeedForm(request.POST or None, initial=initial))


@require_http_methods(["GET", "POST"])
def change(request: Request, feed_id: int) -> HttpResponse:
    """One source's name, address or words, and how often it is read."""
    feed = _feed(request, feed_id)
    form = forms.SearchForm if feed.kind in SOUGHT else forms.FeedForm
    return _form(request, feed, form(request.POST or None, initial=model_to_dict(feed)))


@require_POST
def switch_on(request: Request, feed_id: int) -> HttpResponse:
    """Read it from now on."""
    return _done(request, feed_id, actions.switch_on, READ_NOW)


@require_POST
def switch_off(request: Request, feed_id: int) -> HttpResponse:
    """Read it no more."""
    return _done(request, feed_id, actions.switch_off, _("The source is off."))


@require_POST
def remove(request: Request, feed_id: int) -> HttpResponse:
    """Take it away."""
    return _done(request, feed_id, actions.remove_feed, _("The source was taken away. What was read stays."))


@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    """Where the office is, and what it watches for."""
    policies.require(request.member, Permission.MANAGE_WATCH, request.member, now=now())
    kept = queries.settings_of(request.member)
    form = forms.SettingsForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_settings(by=request.member, now=now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Saved. What is read from now on is looked at with these words."))
            return redirect("watch:settings")
    return render(request, "watch/settings.html", {"form": form}, status=422 if form.errors else 200)


def _feed(request: Request, feed_id: int) -> Feed:
    feed = get_object_or_404(Feed.objects.seen_by(request.member).standing(), pk=feed_id)
    policies.require(request.member, Permission.MANAGE_WATCH, feed, now=now())
    return feed


def _form(request: Request, feed: Feed | None, form: forms.FeedForm | forms.SearchForm) -> HttpResponse:
    policies.require(request.member, Permission.MANAGE_WATCH, feed or request.member, now=now())
    if request.method == "POST" and form.is_valid():
        save: Callable[..., Feed] = (
            actions.save_search if isinstance(form, forms.SearchForm) else actions.save_feed
        )
        try:
            with transaction.atomic():
                kept = save(feed=feed, by=request.member, now=now(), **form.cleaned_data)
                if request.POST.get("do") == "on" and kept.state == FeedState.OFF:
                    actions.switch_on(feed=kept, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, str(READ_NOW if kept.state == FeedState.ON else READ_LATER))
            return redirect("watch:feeds")
    seeks = isinstance(form, forms.SearchForm)
    return render(
        request,
        "watch/feed.html",
        {
            "form": form,
            "feed": feed,
            "seeks": seeks,
            "places": queries.searched_places(request.member) if seeks else None,
        },
        status=422 if form.errors else 200,
    )


def _done(request: Request, feed_id: int, act: Callable[..., None], words: str | Promise) -> HttpResponse:
    feed = _feed(request, feed_id)
    try:
        act(feed=feed, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, str(words))
    return redirect("watch:feeds")
