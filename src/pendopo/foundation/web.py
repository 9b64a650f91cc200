"""What every request and answer of the house has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

# Nothing comes from another host, no script or style stands in a page, nobody frames us.
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS: Final = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

LONGEST_NUMBER: Final = 19  # one digit more may be beyond a bigint

KEEP_OFFLINE: Final = "X-Keep-Offline"

View = TypeVar("View", bound=Callable[..., Any])


class StrictContentPolicy:
    """The headers that keep a page to itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response


class NoNulls:
    """What is asked and typed, without the one character that no text of the database holds and nobody types."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nulls(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_args: object) -> None:
        """After a form was read for its token. Whoever asks for no token may read the body as it came."""
        if not getattr(view, "csrf_exempt", False) and any(
            "\0" in said for _name, heard in request.POST.lists() for said in heard
        ):
            request.POST = _without_nulls(request.POST)  # type: ignore[assignment]


def _without_nulls(asked: QueryDict) -> QueryDict:
    bare = QueryDict(mutable=True, encoding=asked.encoding)
    for name, heard in asked.lists():
        bare.setlist(name, [said.replace("\0", "") for said in heard])
    return bare


def number_in(written: str) -> int | None:
    """The number of a row as an address or a form names it; None where it is none that any row can have."""
    return int(written) if written.isdecimal() and len(written) < LONGEST_NUMBER else None


def visitor_of(request: HttpRequest) -> str:
    """The address a request comes from; a proxy's word counts only where a proxy is trusted."""
    if settings.USE_X_FORWARDED_HOST and (chain := request.headers.get("X-Forwarded-For")):
        return chain.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def kept_offline(view: View) -> View:
    """A page whose reader may open it again without a signal: their own device keeps it, theirs alone."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        response.headers[KEEP_OFFLINE] = str(getattr(getattr(request, "member", None), "pk", ""))
        return response

    return marked  # type: ignore[return-value]


def public(view: View) -> View:
    """A view that anyone may open without signing in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view was marked so."""
    return bool(getattr(view, "is_public", False))
