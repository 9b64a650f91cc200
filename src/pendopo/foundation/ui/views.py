"""The kit's own pages: the showcase, an institution's colours as a style sheet, the choice of theme."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from pendopo.foundation.ui import colour as colours
from pendopo.foundation.ui import fonts, showcase
from pendopo.foundation.ui import service_worker as worker
from pendopo.foundation.ui.context import THEME_COOKIE, THEMES
from pendopo.foundation.web import public

ONE_HOUR = 60 * 60
ONE_YEAR = 60 * 60 * 24 * 365


@public
@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every piece in its variants, with long words and in both themes."""
    return render(request, "ui/kit.html", showcase.words())


@public
@require_safe
@cache_control(public=True, max_age=ONE_YEAR, immutable=True)
def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """An institution's colour as a style sheet; the address holds the colour, so it never changes."""
    del request
    try:
        return HttpResponse(colours.stylesheet(colour.lower()), content_type="text/css; charset=utf-8")
    except colours.NotAColour as error:
        raise Http404(str(error)) from error


@public
@require_safe
@cache_control(public=True, max_age=ONE_HOUR)
def office_fonts(request: HttpRequest, heading: str, body: str) -> HttpResponse:
    """An institution's two fonts as a style sheet; a font that is not listed is the kit's own."""
    del request
    sheet = fonts.stylesheet(fonts.named(heading), fonts.named(body))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@public
@require_safe
@cache_control(public=True, max_age=ONE_HOUR)
def font_specimens(request: HttpRequest) -> HttpResponse:
    """Every font that can be chosen, for the page that offers them."""
    del request
    return HttpResponse(fonts.specimens(), content_type="text/css; charset=utf-8")


@public
@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """What the browser does for us while no page is open, or no signal is there."""
    del request
    return HttpResponse(
        worker.written(),
        content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/"},
    )


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a page that was never seen looks like without a signal."""
    return render(request, "ui/offline.html")


@public
@require_safe
@cache_control(public=True, max_age=ONE_YEAR)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look when a page (a feed, a picture) cannot name our mark."""
    del request
    return HttpResponseRedirect(static("ui/mark.svg"))


@public
@csrf_exempt  # another site could only choose light or dark; public pages stay free of a token and cacheable
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or the device's own choice in a cookie, and go back to where the person was."""
    chosen = request.POST.get("choice", "")
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    # A script that has already switched the page only wants the cookie.
    response = HttpResponse(status=204) if request.headers.get("X-Stay") else HttpResponseRedirect(back)
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response
