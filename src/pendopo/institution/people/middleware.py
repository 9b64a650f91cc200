"""Who asks: the member behind a request, and the transaction that is opened for their institution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone, translation

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_as, manages_own_transactions
from pendopo.foundation.web import is_public
from pendopo.institution.people.models import Member, Person
from pendopo.institution.people.policies import needs_second_factor
from pendopo.institution.people.queries import houses_of

CHOSEN: Final = "institution"  # in the session
FOREIGN_VIEWS: Final = ("allauth.", "django.")  # they know how to ask for sign-in themselves


class MemberMiddleware:
    """Puts `request.member` in place and runs each view in one transaction of their institution.

    A view marked `own_transactions` opens its own, because it talks to the outside.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = None  # type: ignore[attr-defined]
        if not isinstance(request.user, AnonymousUser):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            request.member = _member(request, request.user)  # type: ignore[attr-defined]
        # Times are shown as the office's wall clock shows them.
        member: Member | None = request.member  # type: ignore[attr-defined]
        with timezone.override(member.institution.zone if member else settings.TIME_ZONE):
            return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Send strangers to the sign-in page, and open the transaction for everyone else."""
        if is_public(view) or view.__module__.startswith(FOREIGN_VIEWS):
            return None
        member: Member | None = request.member  # type: ignore[attr-defined]
        if isinstance(request.user, AnonymousUser):
            return _to_sign_in(request)
        if member is None:
            return render(request, "institution/no_membership.html", status=403)
        if needs_second_factor(member) and not request.path.startswith(reverse("mfa_index")):
            return redirect("mfa_index")
        if manages_own_transactions(view):
            return None
        try:
            with acting_as(member):
                return view(request, *args, **kwargs)
        except Refused as no:
            return _refused(request, no)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A "no" that a view did not say itself is said on a page of its own; nothing was changed."""
        return _refused(request, error) if isinstance(error, Refused) else None


def _member(request: HttpRequest, person: Person) -> Member | None:
    memberships = houses_of(person)
    chosen = request.session.get(CHOSEN)
    return next(
        (one for one in memberships if one.institution_id == chosen), memberships[0] if memberships else None
    )


def _refused(request: HttpRequest, no: Refused) -> HttpResponse:
    return render(request, "institution/refused.html", {"why": str(no), "rule": no.rule}, status=403)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = f"{resolve_url(settings.LOGIN_URL)}?next={quote(_page_of(request))}"
    if request.headers.get("HX-Request"):
        # A fragment must not be filled with a sign-in page: the whole page goes there.
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _page_of(request: HttpRequest) -> str:
    """The page that the person sees: the address of a form or of a fragment shows nothing when it is opened."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    seen = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if seen.netloc != request.get_host():
        return "/"
    return f"{seen.path}?{seen.query}" if seen.query else seen.path
