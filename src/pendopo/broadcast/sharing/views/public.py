"""The page behind a short address: what colleagues pass on. Nobody signs in, nothing is stored on their device."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from pendopo.broadcast.sharing import actions, counting, queries
from pendopo.broadcast.sharing.models import ShareAddress
from pendopo.broadcast.sharing.queries import Standing
from pendopo.foundation import pictures
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public
from pendopo.institution.structure import queries as structure

EDGE: Final = 640
SAME_HOUSE: Final = {"same-origin", "none", ""}


@public
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Captions, pictures, where the original stands; or that it was taken down."""
    address = _found(code)
    with acting_for(address.institution_id), override(address.institution.zone):
        stands = queries.standing(address.kit, now())
        words: dict[str, Any] = {"kit": address.kit, "standing": stands.value}
        if stands is Standing.OPEN:
            if request.method == "GET" and not counting.is_machine(request):
                actions.count_visit(address=address, visitor=counting.who(request), now=now())
            words |= {
                "captions": queries.captions(address.kit),
                "pictures": queries.pictures(address.kit),
                "originals": queries.originals(address.kit),
                "address": queries.whole(address),
                "here": reverse("sharing:page", args=[address.code]),
                "copied": request.GET.get("salin", ""),
            }
        return _unlisted(_drawn(request, address, words, status=410 if stands in queries.OVER else 200))


@public
@csrf_exempt  # nobody is signed in here, so there is nothing to borrow, and visitors get no cookie
@require_POST
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """The button beside a caption: it is counted, and without a script the words stand there marked."""
    address = _found(code)
    place = request.POST.get("teks", "")
    with acting_for(address.institution_id):
        is_open = queries.standing(address.kit, now()) is Standing.OPEN
        known = place.isdecimal() and 1 <= int(place[:4]) <= len(queries.captions(address.kit))
        from_here = request.headers.get("Sec-Fetch-Site", "") in SAME_HOUSE
        if is_open and known and from_here and not counting.is_machine(request):
            actions.count_copy(address=address, place=int(place), visitor=counting.who(request), now=now())
    where = reverse("sharing:page", args=[address.code])
    return redirect(f"{where}?salin={place}#teks-{place}" if known else where)


@public
@require_safe
def picture(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """One picture: small for the page, or whole to be saved."""
    address = _found(code)
    with acting_for(address.institution_id):
        if queries.standing(address.kit, now()) is not Standing.OPEN:
            raise Http404
        try:
            one, _alt = queries.pictures(address.kit)[max(place, 1) - 1]
        except IndexError:
            raise Http404 from None
        with one.file.open("rb") as file:
            content = file.read()
    if request.GET.get("unduh"):
        ending = pictures.ENDINGS.get(one.kind, "jpg")
        name = f'attachment; filename="gambar-{place}.{ending}"'
        headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
        return _unlisted(HttpResponse(content, content_type=one.kind, headers=headers))
    small = pictures.thumbnail(content, sha256=one.sha256, edge=EDGE)
    return _unlisted(HttpResponse(small, content_type="image/webp"))


def _found(code: str) -> ShareAddress:
    address = queries.address_of_code(code)
    if address is None:
        raise Http404
    return address


def _drawn(
    request: HttpRequest, address: ShareAddress, words: dict[str, Any], *, status: int
) -> HttpResponse:
    house = address.institution
    known = {"institution": house, "nameplate": structure.nameplate(house)}
    return render(request, "sharing/page.html", {**known, **words}, status=status)


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """No search engine lists it, and nothing on the way keeps it: a post that is taken down is gone at once."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Cache-Control"] = "no-store"
    return answer
