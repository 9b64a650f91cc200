"""The practice network: its pages, as a citizen reads them, and the carrier of its interface."""

from __future__ import annotations

import hashlib
import re
import secrets

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.web import public
from pendopo.institution.people.requests import Request
from pendopo.practice import api, forms, jobs, shapes, shelf
from pendopo.practice.models import Account, Medium, Notice, Post
from pendopo.practice.moods import Fate
from pendopo.practice.world import IsBlocked

A_PAGE = 20


@csrf_exempt
@public
def interface(request: HttpRequest, path: str) -> HttpResponse:
    """Carry one call to the network's interface. Connections are not dropped here: that needs the hostile server."""
    asked = api.Asked(
        method=request.method or "",
        path=f"/{path}",
        query=request.GET.dict(),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body,
    )
    with transaction.atomic():
        account = Account.objects.filter(fingerprint=_fingerprint(asked.token)).first()
        before = account.last_place if account else 0
        reply = api.answer(shelf.Shelf(account) if account else None, asked, now=now())
        if account is not None:
            _afterwards(account, before, asked, reply)
    if reply.fate not in {Fate.ANSWERED, Fate.TOO_MANY, Fate.FAIL_BEFORE, Fate.FAIL_AFTER}:
        return HttpResponse(status=502)
    return HttpResponse(
        reply.body, status=reply.status, headers=dict(reply.headers), content_type="application/json"
    )


def _afterwards(account: Account, before: int, asked: api.Asked, reply: api.Reply) -> None:
    """Citizens react to a fresh post, and the webhook hears of what was said."""
    if reply.status in {201, 202} and asked.path.startswith("/posts"):
        fresh = (
            Post.objects.filter(account=account, is_ours=True, parent__isnull=True).order_by("-pk").first()
        )
        if fresh is not None and not fresh.answers.exists():
            jobs.let_citizens_react(fresh)
    for notice in Notice.objects.filter(account=account, place__gt=before).select_related("account", "post"):
        jobs.tell(notice)


@public
@require_safe
def wall(request: HttpRequest, handle: str = "") -> HttpResponse:
    """What the network shows to everybody, or of one account."""
    account = get_object_or_404(Account, handle=handle) if handle else None
    before = request.GET.get("sebelum", "")
    posts = shelf.wall(account, before=int(before) if before.isdecimal() else None, limit=A_PAGE + 1)
    page = posts[:A_PAGE]
    return render(
        request,
        "practice/wall.html",
        {
            "account": account,
            "posts": page,
            "accounts": Account.objects.all(),
            "older": f"?sebelum={page[-1].pk}" if len(posts) > A_PAGE else "",
        },
    )


@public
@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """One post and what was said below it."""
    one = get_object_or_404(Post.objects.select_related("account"), pk=post_id, gone_at__isnull=True)
    return render(
        request, "practice/post.html", {"post": one, "said": shelf.thread(one), "form": forms.Say()}
    )


@require_POST
def say(request: Request, post_id: int) -> HttpResponse:
    """Say something as a citizen; only people of the house practise here."""
    one = get_object_or_404(Post.objects.select_related("account"), pk=post_id, gone_at__isnull=True)
    form = forms.Say(request.POST)
    if not form.is_valid():
        words = {"post": one, "said": shelf.thread(one), "form": form}
        return render(request, "practice/post.html", words, status=422)
    name = form.cleaned_data["name"]
    author = shapes.Author(
        handle=re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "warga", name=name
    )
    new = shapes.NewComment(author=author, text=form.cleaned_data["text"], in_reply_to=str(one.pk))
    try:
        jobs.tell(shelf.Shelf(one.account).hear(new, parent=one, now=now()))
    except IsBlocked:
        form.add_error("name", _("This account has blocked them: they can say nothing more to it."))
        words = {"post": one, "said": shelf.thread(one), "form": form}
        return render(request, "practice/post.html", words, status=422)
    return redirect("practice:post", post_id=one.pk)


@require_POST
def react(request: Request, post_id: int) -> HttpResponse:
    """Let the simulated citizens say something about a post."""
    del request
    one = get_object_or_404(Post, pk=post_id, gone_at__isnull=True)
    jobs.let_citizens_react(one)
    return redirect("practice:post", post_id=one.pk)


@require_http_methods(["GET", "POST"])
def new_account(request: Request) -> HttpResponse:
    """An account to practise with; its token is shown once."""
    form = forms.NewAccount(request.POST or None)
    token = ""
    if request.method == "POST" and form.is_valid():
        token = secrets.token_urlsafe(24)
        account = form.save(commit=False)
        account.fingerprint = _fingerprint(token)
        account.made_at = now()
        account.save()
    return render(
        request,
        "practice/new_account.html",
        {"form": form, "token": token},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def treat(request: Request, handle: str) -> HttpResponse:
    """How the network behaves towards an account: to see what the house then does."""
    account = get_object_or_404(Account, handle=handle)
    moods = shapes.Moods.model_validate(account.moods)
    form = forms.Treat(request.POST or None, initial=moods.model_dump())
    if request.method == "POST" and form.is_valid():
        account.moods = moods.model_copy(update=form.cleaned_data).model_dump(mode="json")
        account.save(update_fields=["moods"])
        messages.success(request, _("From now on the network behaves like this."))
        return redirect("practice:account", handle=handle)
    return render(
        request, "practice/treat.html", {"account": account, "form": form}, status=422 if form.errors else 200
    )


@public
@require_safe
@cache_control(public=True, max_age=86_400)
def medium(request: HttpRequest, medium_id: int) -> FileResponse:
    """A picture that was uploaded."""
    del request
    one = get_object_or_404(Medium, pk=medium_id)
    return FileResponse(one.file.open("rb"), content_type=one.kind)


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
