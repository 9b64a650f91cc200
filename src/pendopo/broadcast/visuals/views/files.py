"""A card as files: finished for a network, a print shop or a page, and small for a list."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from pendopo.broadcast.visuals import alt, catalog, filling, printing
from pendopo.broadcast.visuals.models import Visual
from pendopo.broadcast.visuals.press.cards import Card
from pendopo.broadcast.visuals.press.sizes import SIZES, Form
from pendopo.broadcast.visuals.views.editor import address, asked_size, its_visual, proof_of
from pendopo.broadcast.visuals.views.gallery import fingerprint
from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request

THUMBNAIL_AT: Final = 0.3
MEDIA_TYPES: Final = {Form.PNG: "image/png", Form.SVG: "image/svg+xml", Form.PDF: "application/pdf"}
ZIP: Final = "application/zip"


@require_GET
def download(request: Request, visual_id: int, size: str, form: str) -> HttpResponse:
    """A finished file, or a carousel's pages packed together; paper with bleed where it is asked for (`?bleed=1`)."""
    visual = its_visual(request, visual_id)
    try:
        design = catalog.design(visual.design)
        if size not in design.sizes or form not in set(Form):
            raise Http404
        card = printing.card_of(design, visual.words, visual.institution)
        made = list(_made(card, visual, size, Form(form), bleed="bleed" in request.GET))
    except Refused as no:
        messages.error(request, str(no))
        return redirect(address(request, visual, size))
    page = number_in(request.GET.get("hal", "")) or 0
    if page > len(made):
        raise Http404
    if len(made) > 1 and not page:
        return _handed_out(_packed(made), f"{_name(visual)}-{size}.zip", ZIP)
    name, raw, kind = made[page - 1] if page else made[0]
    return _handed_out(raw, name, kind)


@require_GET
def everything(request: Request, visual_id: int) -> HttpResponse:
    """Every size in one archive, each as it is usually handed out, and what the card says to those who can't see it."""
    visual = its_visual(request, visual_id)
    try:
        design = catalog.design(visual.design)
        card = printing.card_of(design, visual.words, visual.institution)
        made = [
            one
            for key, _size in catalog.sizes_of(design)
            for one in _made(card, visual, key, SIZES[key].form)
        ]
    except Refused as no:
        messages.error(request, str(no))
        return redirect(address(request, visual))
    said = alt.proposed(design, card.words, visual.institution.name)
    made.append(("teks-alternatif.txt", said.encode(), "text/plain"))
    return _handed_out(_packed(made), f"{_name(visual)}.zip", ZIP)


def _made(
    card: Card, visual: Visual, size: str, form: Form, *, bleed: bool = False
) -> Iterator[tuple[str, bytes, str]]:
    """Finished files with their names and kinds.

    Raises Refused while something is missing or too long: what was handed out can't be called back.
    """
    proof = printing.proof(card, size, form=form, bleed=bleed)
    filling.require_whole(proof.problems)
    pages = proof.drawn.pages
    for number, page in enumerate(pages, start=1):
        raw, kind, ending = page, MEDIA_TYPES[form], str(form)
        if form == Form.PNG:
            raw, kind = printing.finished(page, SIZES[size])
            ending = pictures.ENDINGS[kind]
        yield f"{_name(visual)}-{size}{f'-{number:02}' if len(pages) > 1 else ''}.{ending}", raw, kind


def _name(visual: Visual) -> str:
    return slugify(visual.title) or "grafis"


def _packed(files: list[tuple[str, bytes, str]]) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for name, raw, _kind in files:
            archive.writestr(name, raw)
    return into.getvalue()


def _handed_out(raw: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        raw, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_GET
def thumbnail(request: Request, visual_id: int) -> HttpResponse:
    """How it looks, small; asked again only when it has changed."""
    visual = its_visual(request, visual_id)
    house = visual.institution
    tag = f'"{fingerprint(visual.pk, visual.step, visual.words, house.colour, house.accent, house.heading_font)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    try:
        made = proof_of(
            visual, visual.words, asked_size(request, catalog.design(visual.design)), THUMBNAIL_AT
        )
    except Refused as no:
        return HttpResponse(str(no), status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(
        printing.for_screens(made.drawn.pages[0]),
        content_type=pictures.WEBP,
        headers={"ETag": tag, "Cache-Control": "private, max-age=0, must-revalidate"},
    )
