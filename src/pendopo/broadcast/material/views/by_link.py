"""The page that a unit opens by a link, without an account: made for a small phone and a bad line.

Each piece has a form of its own and is kept at once; nothing needs a script. With one, what is being typed is kept
on the phone until it has arrived, and photos are made small before they travel. A page that was opened is not yet
seen: somebody has to touch it.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.broadcast.content.models.library import Rights
from pendopo.broadcast.material import actions, forms, queries, showing
from pendopo.broadcast.material.actions.by_unit import PHOTOS_MOST, PIECES_MOST
from pendopo.broadcast.material.models import MaterialRequest, Photo
from pendopo.broadcast.material.states import PieceKind
from pendopo.broadcast.material.views.office import drawn
from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.foundation.pictures import Taken
from pendopo.foundation.secrets import masks
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public, visitor_of
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import LinkRefused, Outcome, Purpose
from pendopo.institution.links.doorway import is_touch, kept_private, opened_by_link, say_no, show
from pendopo.institution.links.models import Link

EDGE: Final = 240
BYTES_MOST: Final = 12_000_000
KINDS: Final = {"fakta": PieceKind.FACT, "angka": PieceKind.FIGURE, "nama": PieceKind.NAME}


def expired(request: HttpRequest, no: LinkRefused, token: str) -> HttpResponse:
    """A link that opens nothing: why, and where its time has ended, a button that has a new one sent."""
    if no.outcome is not Outcome.EXPIRED or no.link is None:
        return say_no(request, no)
    again = reverse("material:new_link", args=[token])
    return show(
        request, "material/by_link/expired.html", no.link.institution, {"why": str(no), "again": again}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opened_by_link(Purpose.MATERIAL, lost=expired)
def by_link(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """What the office needs, what was gathered so far, and the forms that add to it."""
    row = queries.request_of_link(link)
    here = reverse("material:by_link", args=[token])
    if request.method == "POST":
        actions.note_seen(request=row, now=now())
        if is_touch(request):
            return HttpResponse(status=204)
        deed = request.POST.get("do", "")
        deed = deed if deed in forms.DEEDS else "fakta"
        form = forms.DEEDS[deed](request.POST, request.FILES)
        if form.is_valid():
            key = form.cleaned_data["key"]
            try:
                _do(deed, form.cleaned_data, row, link)
            except Refused as no:
                form.add_error(no.field if no.field in form.fields else None, str(no))
            else:
                return redirect(f"{here}?terima={deed}&kunci={key}#terkumpul")
        return _shown(request, row, here, wrong=form, deed=deed, status=422)
    return _shown(request, row, here)


@require_safe
@opened_by_link(Purpose.MATERIAL, lost=expired, is_part=True)
def link_photo(request: HttpRequest, link: Link, token: str, photo_id: int) -> HttpResponse:
    """A photo the unit gathered, small."""
    del request, token
    found = get_object_or_404(Photo.objects.seen_by(link), pk=photo_id, request_id=link.subject_id)
    return drawn(found, EDGE)


@public
@csrf_exempt  # the address is the secret; nobody is signed in
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody came too late: a new link goes to the unit's own mailbox."""
    try:
        link = links.expired_link(
            token=token, purpose=Purpose.MATERIAL, visitor=visitor_of(request), now=now()
        )
    except LinkRefused as no:
        return kept_private(say_no(request, no))
    with acting_for(link.institution_id):
        mailboxes = actions.send_new_link(request=queries.request_of_link(link), now=now())
    words = {"mailboxes": [masks.email(one) for one in mailboxes]}
    return kept_private(show(request, "material/by_link/sent_again.html", link.institution, words))


def _do(deed: str, said: dict[str, Any], row: MaterialRequest, link: Link) -> None:
    known: dict[str, Any] = {"request": row, "link": link, "key": said.pop("key"), "now": now()}
    match deed:
        case "foto":
            said["rights"] = Rights(said["rights"])
            said["photo"] = _taken(said["photo"], "photo")
            said["proof"] = _taken(said["proof"], "proof") if said["proof"] else None
            actions.add_photo(**said, **known)
        case "hapus":
            actions.take_back(piece=said["piece"] or 0, photo=said["photo"] or 0, **known)
        case "kirim":
            actions.send(**said, **known)
        case _:
            actions.add_piece(kind=KINDS[deed], **said, **known)


def _taken(file: Any, field: str) -> Taken:
    if (file.size or 0) > BYTES_MOST:
        raise Refused(_("A picture is larger than 12 MB. Send it smaller."), field=field)
    try:
        return pictures.take_in(pictures.read(file))
    except Refused as no:
        raise Refused(str(no), field=field) from no


def _shown(
    request: HttpRequest,
    row: MaterialRequest,
    here: str,
    *,
    wrong: forms.ByLink | None = None,
    deed: str = "",
    status: int = 200,
) -> HttpResponse:
    asked = {name: form() for name, form in forms.DEEDS.items() if name != "hapus"}
    asked["kirim"] = forms.Send(initial={"said_by": row.said_by})
    if wrong is not None and deed in asked:
        asked[deed] = wrong
    pieces, photos = list(row.pieces.all()), list(row.photos.all())
    gathered = [one for one in pieces if one.sent_at is None]
    gathered_photos = [one for one in photos if one.sent_at is None]
    # A form that is on the page says itself what is wrong.
    says_itself = row.takes_more and (deed != "kirim" or gathered or gathered_photos) and deed != "hapus"
    return show(
        request,
        "material/by_link/request.html",
        row.institution,
        {
            "asked": row,
            "line": showing.line(row, now()),
            "forms": asked,
            # Each with a key of its own, so that two taps on one button count once.
            "gathered": [(one, uuid.uuid4()) for one in gathered],
            "gathered_photos": [(one, uuid.uuid4()) for one in gathered_photos],
            "sent": [one for one in pieces if one.sent_at],
            "sent_photos": [one for one in photos if one.sent_at],
            "no_more_pieces": len(pieces) >= PIECES_MOST and deed not in KINDS,
            "no_more_photos": len(photos) >= PHOTOS_MOST and deed != "foto",
            "photos_most": PHOTOS_MOST,
            "open": deed,
            "trouble": " ".join(str(one) for one in wrong.non_field_errors())
            if wrong and not says_itself
            else "",
            "received": request.GET.get("terima", ""),
            "kept": request.GET.get(
                "kunci", ""
            ),  # which form arrived: its words need not be kept on the phone any more
            "stands_at": _stands_at(row),
            "here": here,
        },
        status=status,
    )


def _stands_at(row: MaterialRequest) -> list[tuple[str, str]]:
    """Name and address of every account on which the post that came of it stands."""
    if row.item is None or not row.item.stands_at or row.taken_at is None:
        return []
    named = {str(one.pk): str(one) for one in accounts.accounts(row.institution_id)}
    return [(named[pk], url) for pk, url in row.item.stands_at.items() if url and pk in named]
