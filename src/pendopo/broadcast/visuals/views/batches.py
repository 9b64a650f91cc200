"""One table, many cards: looked at before it is drawn, followed while it is, fetched when it was."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.visuals import actions, catalog, filling, forms, policies, printing, tables
from pendopo.broadcast.visuals.models import Batch, BatchCard
from pendopo.broadcast.visuals.press.design import Design
from pendopo.broadcast.visuals.press.sizes import Form
from pendopo.broadcast.visuals.views.editor import as_source
from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.institution.people.requests import Request

if TYPE_CHECKING:
    from pendopo.foundation import sheets
else:
    sheets = Later("pendopo.foundation.sheets")

SHOWN: Final = 24
SHOWN_EDGE: Final = 400  # pixels
LEFT_OUT_SHOWN: Final = 100
LOOK_AT: Final = 0.35
TYPED_MOST: Final = 2_000_000
KINDS: Final = {ending: kind for kind, ending in pictures.ENDINGS.items()}


@require_http_methods(["GET", "POST"])
def new(request: Request, design: str) -> HttpResponse:
    """The table, what each of its rows would become, and the button that has them drawn."""
    try:
        known = catalog.design(design)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("visuals:designs")
    name = catalog.spoken(known.description.name)
    form = forms.Table(known, request.POST or None, request.FILES or None, initial={"title": name})
    words = {
        "form": form,
        "design": known,
        "name": name,
        "fields": [catalog.spoken(one.label) for one in known.fields if one.says_words],
        "may_make": policies.may_make(request.member),
    }
    if request.method == "GET" or not form.is_valid():
        return render(request, "visuals/table.html", words, status=200 if request.method == "GET" else 422)
    try:
        raw, typed = _table(form)
        read = tables.cards_of(known, raw)
        if request.POST.get("do") == "start":
            batch = actions.start_batch(
                design=known.key,
                title=form.cleaned_data["title"],
                size=form.cleaned_data["size"],
                rows=read.rows,
                numbers=read.numbers,
                by=request.member,
                now=now(),
            )
            return redirect("visuals:batch", batch.pk)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no))
        return render(request, "visuals/table.html", words, status=422)
    looked = [
        (number, filling.problems(known, filling.words_for(known, row)))
        for number, row in zip(read.numbers, read.rows, strict=True)
    ]
    lacking = [(number, found) for number, found in looked if found]
    return render(
        request,
        "visuals/table.html",
        words
        | {
            "read": read,
            "typed": typed,
            "lacking": lacking[:LEFT_OUT_SHOWN],
            "lacking_more": len(lacking[LEFT_OUT_SHOWN:]),
            "sound": len(read.rows) - len(lacking),
            **_first(request, known, form.cleaned_data["size"], read),
        },
    )


def _first(request: Request, design: Design, size: str, read: tables.Cards) -> dict[str, object]:
    """The first row as its card, so that nobody has two hundred drawn of what was meant otherwise."""
    try:
        card = printing.card_of(design, read.rows[0], request.member.institution)
        made = printing.proof(card, size, scale=LOOK_AT, form=Form.PNG)
    except Refused as no:
        return {"cannot": str(no)}
    return {"first": as_source(made.drawn.pages[0]), "remarks": printing.remarks(card, size)}


@require_GET
def sample(request: Request, design: str) -> HttpResponse:
    """A workbook whose headings are the design's fields, to fill in."""
    del request
    try:
        known = catalog.design(design)
    except Refused as no:
        raise Http404 from no
    return HttpResponse(
        tables.sample(known),
        content_type=sheets.TYPE,
        headers={"Content-Disposition": f'attachment; filename="{known.key}.xlsx"'},
    )


def _table(form: forms.Table) -> tuple[bytes | str, str]:
    """What was pasted or chosen, and as text for the form that has it drawn. Raises Refused."""
    file = form.cleaned_data["file"]
    if file:
        if file.size > tables.BYTES_MOST:
            raise Refused(_("This file is larger than 5 MB. Divide the table."), field="file")
        raw = file.read()
        return raw, tables.as_numbered_text(raw)
    typed = form.cleaned_data["pasted"]
    if not typed.strip():
        raise Refused(_("Paste a table, or choose a file."), field="pasted")
    if len(typed) > TYPED_MOST:
        raise Refused(_("This table is too long to be pasted. Upload it as a file."), field="pasted")
    return typed, typed


def _its_batch(request: Request, batch_id: int) -> Batch:
    return get_object_or_404(Batch.objects.seen_by(request.member), pk=batch_id)


def _shown(batch: Batch) -> dict[str, object]:
    left_out = batch.cards.filter(looked_at__isnull=False, file="")
    drawn = batch.cards.exclude(file="")
    return {
        "batch": batch,
        "cards": list(drawn[:SHOWN]),
        "made": drawn.count(),
        "left_out": list(left_out[:LEFT_OUT_SHOWN]),
        "left_out_more": max(left_out.count() - LEFT_OUT_SHOWN, 0),
        "is_on_its_way": not batch.has_ended,
    }


@require_GET
def batch(request: Request, batch_id: int) -> HttpResponse:
    """How far it is, and what came of it."""
    return render(request, "visuals/batch.html", _shown(_its_batch(request, batch_id)))


@require_GET
def progress(request: Request, batch_id: int) -> HttpResponse:
    """The same, as the piece that asks again by itself."""
    return render(request, "visuals/batch.html#progress", _shown(_its_batch(request, batch_id)))


@require_POST
def stop(request: Request, batch_id: int) -> HttpResponse:
    """Draw no further."""
    found = _its_batch(request, batch_id)
    try:
        actions.stop_batch(batch=found, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    return redirect("visuals:batch", found.pk)


@require_GET
def card(request: Request, batch_id: int, number: int) -> HttpResponse:
    """One card; as it is handed out (`?unduh`), else small, to be looked at among the others."""
    found = get_object_or_404(
        BatchCard.objects.seen_by(request.member).exclude(file=""), batch_id=batch_id, number=number
    )
    ending = str(found.file.name).rpartition(".")[2]
    headers = {"Cache-Control": "private, max-age=86400, immutable"}
    with found.file.open("rb") as drawn:
        raw = drawn.read()
    if "unduh" not in request.GET:
        small = pictures.thumbnail(raw, sha256=hashlib.sha256(raw).hexdigest(), edge=SHOWN_EDGE)
        return HttpResponse(small, content_type=pictures.WEBP, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{number:03}.{ending}"'
    return HttpResponse(raw, content_type=KINDS[ending], headers=headers)


@require_GET
def archive(request: Request, batch_id: int) -> HttpResponse:
    """All cards, and a text file of what each says to those who can't see it."""
    found = _its_batch(request, batch_id)
    if not found.has_ended:
        raise Http404
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as file:
        said = []
        for one in _drawn(found):
            name = f"{one.number:03}.{str(one.file.name).rpartition('.')[2]}"
            with one.file.open("rb") as content:
                file.writestr(name, content.read())
            said.append(f"{name}\t{one.alt}")
        file.writestr("teks-alternatif.txt", "\n".join(said))
    return HttpResponse(
        into.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{slugify(found.title) or "kartu"}.zip"'},
    )


def _drawn(found: Batch) -> Iterator[BatchCard]:
    return found.cards.exclude(file="").iterator()
