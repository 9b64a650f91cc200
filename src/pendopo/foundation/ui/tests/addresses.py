"""Only the kit's own addresses and three refusals, so that its tests need no other room."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from pendopo.foundation.web import public


@public
def lost(request: HttpRequest) -> HttpResponse:
    raise Http404


@public
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


@public
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", include("pendopo.foundation.ui.urls")),
    path("lost/", lost),
    path("forbidden/", forbidden),
    path("broken/", broken),
    path("form/", form),
]
