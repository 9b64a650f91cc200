"""How a view without sign-in is opened by a link: `@opened_by_link(Purpose.REFERRAL)`.

The view gets `request`, the link, the token and what else stands in its address, in one transaction of the
link's institution and at its wall clock. Its answer is kept by nobody and says to nobody where it came from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now, override
from django.views.decorators.csrf import csrf_exempt

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public, visitor_of
from pendopo.institution.links import actions
from pendopo.institution.links.actions import LinkRefused
from pendopo.institution.links.models import Link
from pendopo.institution.links.states import Outcome, Purpose
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure

STATUS: Final = {
    Outcome.FORGED: 404,
    Outcome.GONE: 404,
    Outcome.EXPIRED: 410,
    Outcome.REVOKED: 410,
    Outcome.OTHER_PURPOSE: 404,
    Outcome.OTHER_SUBJECT: 404,
    Outcome.THROTTLED: 429,
}
WAIT_SECONDS: Final = 600
SEEN: Final = "lihat"

View = Callable[..., HttpResponse]
Lost = Callable[[HttpRequest, LinkRefused, str], HttpResponse]


def opened_by_link(
    purpose: Purpose, *, lost: Lost | None = None, is_part: bool = False
) -> Callable[[View], View]:
    """Mark a view `view(request, link, token, ...)` whose address holds `<str:token>`.

    `is_part` says that it draws what stands on such a page, as a picture does, and is not counted as one more opening.
    `lost` draws the page of a link that was refused, with the status in `STATUS`; without it a page says why.
    For a row that the link does not open, the view raises `LinkRefused(Outcome.OTHER_SUBJECT, link)`; it is logged.
    A Refused that the view did not say itself is said the same way, and nothing was changed.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
            try:
                link = actions.open_link(
                    token=token, purpose=purpose, visitor=visitor_of(request), now=now(), is_part=is_part
                )
                with acting_for(link.institution_id), override(link.institution.zone):
                    answer = view(request, link, token, **kwargs)
            except LinkRefused as no:
                if no.outcome is Outcome.OTHER_SUBJECT:
                    actions.keep_refusal(no=no, visitor=visitor_of(request), now=now())
                answer = lost(request, no, token) if lost else say_no(request, no)
                answer.status_code = STATUS[no.outcome]
                if no.outcome is Outcome.THROTTLED:
                    answer.headers["Retry-After"] = str(WAIT_SECONDS)
            except Refused as no:
                answer = say_no(request, no, link)
            return kept_private(answer)

        # Nobody is signed in here, so there is nothing to borrow: who has the address may send the form.
        return public(csrf_exempt(opened))

    return mark


def is_touch(request: HttpRequest) -> bool:
    """Whether the page tells by itself that somebody has touched it; what was only opened, nobody need have seen."""
    return request.method == "POST" and request.POST.get("do") == SEEN


def say_no(request: HttpRequest, no: Refused, link: Link | None = None) -> HttpResponse:
    """A page with the sentence, under the name of the institution where one is known."""
    link = link or getattr(no, "link", None)
    words = {"why": str(no)}
    if link is None:
        return render(request, "links/refused.html", words, status=404)
    return show(request, "links/refused.html", link.institution, words, status=403)


def show(
    request: HttpRequest,
    template: str,
    institution: Institution,
    words: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of an institution for somebody who is not signed in."""
    return render(
        request,
        template,
        {"institution": institution, "nameplate": structure.nameplate(institution), **words},
        status=status,
    )


def kept_private(answer: HttpResponse) -> HttpResponse:
    """Nobody keeps the page, lists it, or learns its address from where its reader goes next."""
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
