"""The public pages: readable without signing in, without script and on a weak phone."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import localtime, now, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import number_in, public, visitor_of
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.models import Institution
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import queries as inbox
from pendopo.portal import actions, forms, policy, queries
from pendopo.portal.models import Article, Medium, Token
from pendopo.portal.visiting import is_from_another_page

A_YEAR = 60 * 60 * 24 * 365


@public
@require_safe
def hall(request: HttpRequest) -> HttpResponse:
    """The institutions of this house; where there is one only, straight to its front page."""
    found = list(Institution.objects.all())
    if len(found) == 1:
        return redirect("portal:front", slug=found[0].slug)
    return render(request, "portal/hall.html", {"institutions": found})


@public
@require_safe
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """What the institution has to say, newest first."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        found = queries.news(institution, before=_before(request))
        page = found[: queries.NEWS_A_PAGE]
        media = queries.media_of(institution, page)
        for article in page:
            article.institution = institution
        lines = [{"article": one, "picture": _first_picture(one, media)} for one in page]
        older = _older(page[-1]) if len(found) > len(page) else ""
        return render_public(request, "portal/news.html", institution, {"lines": lines, "older": older})


@public
@csrf_exempt  # nobody is signed in here, so there is nothing to borrow, and visitors get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, slug: str, article_id: int, words: str = "") -> HttpResponse:
    """One article with what visitors said; a comment is left here too."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        one = get_object_or_404(
            Article.objects.standing().select_related("institution"), institution=institution, pk=article_id
        )
        if request.method != "POST" and request.path != one.get_absolute_url():
            return HttpResponsePermanentRedirect(one.get_absolute_url())
        if request.method == "POST" and is_from_another_page(request):
            raise PermissionDenied
        form = forms.LeaveComment(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["website"]:
                return redirect(f"{one.get_absolute_url()}?terima=1#tulis")  # a machine hears the same
            try:
                actions.leave_comment(
                    article=one,
                    author=form.cleaned_data["author"],
                    text=form.cleaned_data["text"],
                    visitor=visitor_of(request),
                    now=now(),
                )
            except Refused as no:
                form.add_error(None, str(no))
            else:
                return redirect(f"{one.get_absolute_url()}?terima=1#tulis")
        elif request.method == "GET":
            actions.note_view(one)
        media = queries.media_of(institution, [one])
        pictures = [
            {"medium": media[each["media_id"]], "alt": each["alt"]}
            for each in one.pictures
            if each["media_id"] in media
        ]
        for each in pictures:
            each["medium"].institution = institution
        return render_public(
            request,
            "portal/article.html",
            institution,
            {
                "article": one,
                "pictures": pictures,
                "comments": list(queries.shown_comments(one)),
                "form": form,
                "is_taken": "terima" in request.GET,
            },
            status=422 if form.errors else 200,
        )


@public
@require_safe
def comment_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """What becomes of a comment, and for which reasons one is not shown (R39)."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        asked = number_in(request.GET.get("versi", ""))
        found = policy.policy_of(institution, number=asked)
        if found is None:
            raise Http404
        year = localtime(now()).year
        counted = inbox.hidden_by_reason(institution, year)
        return render_public(
            request,
            "portal/comment_rules.html",
            institution,
            {
                "policy": found,
                "versions": [one for one in policy.versions_of(institution) if one.number != found.number],
                "counted": counted,
                "year": year,
                "total": sum(many for _reason, many in counted),
                "shown_again": inbox.hidden_and_shown_again(institution, year),
                "blocked": inbox.blocked_in(institution, year),
            },
        )


@require_http_methods(["GET", "POST"])
def edit_comment_rules(request: Request) -> HttpResponse:
    """The office's own words in its rules for comments; each change is a version of its own."""
    if not request.member.may(Permission.MANAGE_ACCOUNTS):
        raise Http404
    house = request.member.institution
    latest = policy.policy_of(house) or policy.usual()
    form = forms.Policy(request.POST or None, initial={"words": latest.words, "appeal": latest.appeal})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_comment_policy(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Version %(number)s is public now.") % {"number": made.number})
            return redirect("portal:edit_comment_rules")
    return render(
        request,
        "portal/edit_comment_rules.html",
        {"form": form, "latest": latest, "versions": policy.versions_of(house), "slug": house.slug},
        status=422 if form.errors else 200,
    )


@public
@require_safe
@cache_control(public=True, max_age=300)
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The news as RSS."""
    institution = get_object_or_404(Institution, slug=slug)
    home = urljoin(settings.PUBLIC_URL, reverse("portal:news", args=[slug]))
    told = Rss201rev2Feed(
        title=institution.name,
        link=home,
        description=_("News of %(name)s") % {"name": institution.name},
        language="id",
        feed_url=urljoin(settings.PUBLIC_URL, request.path),
    )
    with acting_for(institution.pk):
        for one in queries.articles(institution)[: queries.FEED]:
            one.institution = institution
            url = urljoin(settings.PUBLIC_URL, one.get_absolute_url())
            told.add_item(
                title=one.title,
                link=url,
                description=one.text,
                pubdate=one.published_at,
                unique_id=url,
                categories=[*one.categories, *one.tags],
            )
    return HttpResponse(told.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


@public
@require_safe
def official_accounts(request: HttpRequest, slug: str) -> HttpResponse:
    """Is this account really theirs? The register, as far as it is public."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk):
        found = [
            {"account": one, "network": accounts.network_of(one)} for one in accounts.accounts(institution.pk)
        ]
        return render_public(request, "portal/accounts.html", institution, {"lines": found})


@public
@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def medium(request: HttpRequest, slug: str, sha256: str) -> FileResponse:
    """A picture; its address is its sum, so it never changes."""
    del request
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk):
        one = get_object_or_404(Medium, institution=institution, sha256=sha256)
    answer = FileResponse(one.file.open("rb"), content_type=one.kind)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "POST"])
def tokens(request: Request) -> HttpResponse:
    """Who may write on the public pages; a new token is shown once."""
    if not request.member.may(Permission.MANAGE_ACCOUNTS):
        raise Http404
    form = forms.MakeToken(request.POST or None)
    written = ""
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.make_token(name=form.cleaned_data["name"], by=request.member, now=now())
        except Refused as no:
            form.add_error(None, str(no))
    return render(
        request,
        "portal/tokens.html",
        {"form": form, "written": written, "tokens": queries.tokens(request.member.institution_id)},
        status=422 if form.errors else 200,
    )


@require_POST
def revoke(request: Request, token_id: int) -> HttpResponse:
    """Nobody writes with this token any more."""
    token = get_object_or_404(Token.objects.seen_by(request.member), pk=token_id)
    try:
        actions.revoke_token(token=token, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The token no longer opens anything."))
    return redirect("portal:tokens")


def render_public(
    request: HttpRequest,
    template: str,
    institution: Institution,
    words: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page in the institution's own frame, for whoever comes by."""
    plate = structure.nameplate(institution)
    return render(request, template, {"institution": institution, "nameplate": plate, **words}, status=status)


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    at, _dot, number = request.GET.get("sebelum", "").rpartition("-")
    try:
        return datetime.fromisoformat(at), int(number)
    except ValueError:
        return None


def _older(last: Article) -> str:
    return "?" + urlencode({"sebelum": f"{last.published_at.isoformat()}-{last.pk}"})


def _first_picture(one: Article, media: dict[str, Medium]) -> dict[str, object] | None:
    for picture in one.pictures:
        if found := media.get(picture["media_id"]):
            found.institution = one.institution
            return {"medium": found, "alt": picture["alt"]}
    return None
