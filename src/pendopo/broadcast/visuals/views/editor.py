"""The page where a card is filled in: words on one side, the card on the other, every size below it."""

from __future__ import annotations

import base64
import json
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.models import ContentItem, Picture
from pendopo.broadcast.content.queries import not_out_yet
from pendopo.broadcast.visuals import (
    actions,
    alt,
    catalog,
    chart_fields,
    filling,
    forms,
    policies,
    printing,
    queries,
    tables,
)
from pendopo.broadcast.visuals.filling import Problem
from pendopo.broadcast.visuals.models import Film, Visual
from pendopo.broadcast.visuals.press.design import Design, Kind
from pendopo.broadcast.visuals.press.sizes import SIZES, Form
from pendopo.broadcast.visuals.printing import Proof
from pendopo.broadcast.visuals.widgets import ChartTable
from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request

PREVIEW_AT: Final = 0.5
SIZES_AT: Final = 0.22
PICTURES_SHOWN: Final = 11
ITEMS_SHOWN: Final = 40


def its_visual(request: Request, visual_id: int) -> Visual:
    """The visual of this page, of the member's own institution."""
    return get_object_or_404(
        Visual.objects.seen_by(request.member).select_related("institution"), pk=visual_id
    )


def asked_size(request: Request, design: Design) -> str:
    """The size that is looked at; upright where nothing was asked for."""
    asked = request.POST.get("size", "") or request.GET.get("ukuran", "")
    return (
        asked if asked in design.sizes else design.sizes[0] if "portrait" not in design.sizes else "portrait"
    )


def _take_in_files(request: Request, design: Design, words: dict[str, Any]) -> None:
    """Beside what was typed: pictures that were just chosen, taken into the library, and a table. Raises Refused."""
    for field in design.fields:
        file = request.FILES.get(f"{forms.HEAD}{field.key}-upload")
        if field.kind == Kind.PICTURE and file:
            picture = content.add_picture(
                raw=pictures.read(file), name=PurePath(file.name or "").stem, by=request.member, now=now()
            )
            words[field.key] = {"picture_id": picture.pk}
        elif field.kind == Kind.CHART and file:
            words[field.key] = {
                **words.get(field.key, {}),
                "table": tables.as_text(bytes_of(file)),
                "answers": {},
            }


def bytes_of(file: UploadedFile[bytes]) -> bytes:
    """A table's bytes, unless there are too many to be held. Raises Refused."""
    if (file.size or 0) > tables.BYTES_MOST:
        raise Refused(_("This file is larger than 5 MB. Divide the table."), field="table")
    return bytes(file.read())


def proof_of(visual: Visual, words: dict[str, Any], size: str, scale: float) -> Proof:
    """The card with these words, in this size."""
    card = printing.card_of(catalog.design(visual.design), words, visual.institution)
    return printing.proof(card, size, scale=scale, form=Form.PNG)


def as_source(page: bytes) -> str:
    """A picture inside its page, so that it is seen with the words that belong to it."""
    return f"data:{pictures.WEBP};base64,{base64.b64encode(printing.for_screens(page)).decode()}"


def _shown(visual: Visual, words: dict[str, Any], size: str) -> dict[str, Any]:
    """What the preview shows: the card, and what is to mend; where it can't be drawn, why."""
    try:
        made = proof_of(visual, words, size, PREVIEW_AT)
    except Refused as no:
        return {"refusal": str(no), "size": size, "size_name": catalog.SIZE_NAMES[size], "visual": visual}
    wide, high = SIZES[size].pixels or (1080, round(SIZES[size].height))
    return {
        "pages": [as_source(page) for page in made.drawn.pages],
        "problems": made.problems,
        "size": size,
        "size_name": catalog.SIZE_NAMES[size],
        "across": wide,
        "down": high,
        "visual": visual,
    }


def _every_size(visual: Visual, words: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for key, name in catalog.sizes_of(catalog.design(visual.design)):
        try:
            made = proof_of(visual, words, key, SIZES_AT)
        except Refused:
            continue
        found.append(
            {"key": key, "name": name, "picture": as_source(made.drawn.pages[0]), "problems": made.problems}
        )
    return found


def asked_item(request: Request) -> int | None:
    """The content item somebody came from, or goes on to."""
    return number_in(request.POST.get("konten", "") or request.GET.get("konten", ""))


def items(request: Request) -> list[ContentItem]:
    """Content that pictures can still be put into; the one somebody came from, however old, among them."""
    open_ones = not_out_yet(request.member)
    shown = list(open_ones[:ITEMS_SHOWN])
    asked = asked_item(request)
    if asked and asked not in {one.pk for one in shown}:
        shown += open_ones.filter(pk=asked)
    return shown


def address(request: Request, visual: Visual, size: str = "") -> str:
    """The page again, with what is looked at and where it came from."""
    size = size or request.POST.get("size", "")
    told = {"ukuran": size if size in SIZES else "", "konten": asked_item(request) or ""}
    query = urlencode({key: value for key, value in told.items() if value})
    return f"{reverse('visuals:edit', args=[visual.pk])}{f'?{query}' if query else ''}"


@require_GET
def edit(request: Request, visual_id: int) -> HttpResponse:
    """The page."""
    visual = its_visual(request, visual_id)
    try:
        catalog.design(visual.design)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("visuals:list")
    return page_of(request, visual, visual.words)


def page_of(
    request: Request,
    visual: Visual,
    words: dict[str, Any],
    *,
    refusal: Refused | None = None,
    using: forms.Using | None = None,
    film: forms.FilmForm | None = None,
) -> HttpResponse:
    """The whole page; with a form that was refused, as it was typed."""
    design = catalog.design(visual.design)
    size = asked_size(request, design)
    has_pictures = any(one.kind == Kind.PICTURE for one in design.fields)
    library = queries.photographs(request.member)[:PICTURES_SHOWN] if has_pictures else ()
    resolved = printing.resolved(design, words, visual.institution)
    proposal = alt.proposed(design, resolved, visual.institution.name)
    films = Film.objects.seen_by(request.member).filter(visual=visual)
    return render(
        request,
        "visuals/edit.html",
        {
            "visual": visual,
            "working_title": request.POST.get("visual_title", visual.title),
            # A colleague's words that the page has told of may be written over; others not.
            "based_on": "" if isinstance(refusal, Stale) else request.POST.get("based_on", ""),
            "design": catalog.spoken(design.description.name),
            "form": forms.Filling(
                design, words=resolved, pictures=_with_chosen(request, words, list(library))
            ),
            # Form and chosen size are there at once; the other sizes follow by themselves.
            "sizes": [{"key": key, "name": name} for key, name in catalog.sizes_of(design)],
            "are_sizes_awaited": True,
            "using": using or _using(request, visual, design, size, proposal),
            "proposal": proposal,
            "film_form": film
            or (forms.FilmForm(initial=_film(request, films, design, words)) if design.has_pages else None),
            "films": films[:5],
            "may_make": policies.may_make(request.member),
            "may_be_a_map": chart_fields.may_be_a_map(design),
            "areas_kept": queries.areas_kept(visual.institution_id)
            if chart_fields.may_be_a_map(design)
            else 0,
            "refusal": str(refusal) if refusal else "",
            "can_go_back": visual.fillings.filter(number__lt=visual.step).exists(),
            "can_go_forward": visual.fillings.filter(number__gt=visual.step).exists(),
            "remarks": _remarks(visual, words, size),
            "konten": asked_item(request) or "",
            "elsewhere": urlencode(filling.says_of(design, words)),
            **_shown(visual, words, size),
        },
        status=422 if refusal else 200,
    )


def _film(request: Request, films: QuerySet[Film], design: Design, words: dict[str, Any]) -> dict[str, Any]:
    """What a film begins with: what was asked of the one that is to be made anew, else the card's own words."""
    again = films.filter(pk=number_in(request.GET.get("film", "")) or 0).first()
    if again is None:
        return {"says": _says(design, words)}
    return {
        "shape": again.size,
        "seconds_a_page": again.seconds_a_page,
        "is_calm": again.is_calm,
        "says": "\n".join(again.says),
    }


def _using(request: Request, visual: Visual, design: Design, size: str, proposal: str) -> forms.Using:
    """Where to: the content it came from or stands in already, in the sizes it has there."""
    offered = items(request)
    used = visual.uses.order_by("-at", "-pk").first()
    item = asked_item(request) or (used.item_id if used else None)
    again = visual.uses.filter(item_id=item).order_by("-at", "-pk").first() if item else None
    return forms.Using(
        design,
        offered,
        initial={"sizes": again.sizes if again else [size], "alt": proposal, "item": item or ""},
    )


def _remarks(visual: Visual, words: dict[str, Any], size: str) -> tuple[Problem, ...]:
    try:
        return printing.remarks(
            printing.card_of(catalog.design(visual.design), words, visual.institution), size
        )
    except Refused:
        return ()


def _says(design: Design, words: dict[str, Any]) -> str:
    """What is read under each page of a film: the title, then each thing listed."""
    listed = next((one.key for one in design.fields if one.kind == Kind.LIST), "")
    entries: list[str] = words.get(listed, [])
    return "\n".join((str(words.get("title", "")), *entries))


def _with_chosen(request: Request, words: dict[str, Any], shown: list[Picture]) -> list[Picture]:
    """The newest pictures, and those that are on the card already however old they are."""
    chosen = {one["picture_id"] for one in words.values() if isinstance(one, dict) and "picture_id" in one}
    missing = chosen - {one.pk for one in shown}
    older = Picture.objects.seen_by(request.member).kept().filter(pk__in=missing)
    return [*older, *shown] if missing else shown


@require_POST
def preview(request: Request, visual_id: int) -> HttpResponse:
    """The card as it looks with what is being typed; nothing is kept."""
    visual = its_visual(request, visual_id)
    try:
        design = catalog.design(visual.design)
    except Refused as no:
        return render(request, "visuals/edit.html#proof", {"refusal": str(no), "visual": visual})
    words = forms.Filling(design, post=request.POST).words()
    return render(
        request,
        "visuals/edit.html#proof",
        _shown(visual, words, asked_size(request, design)),
    )


@require_POST
def sizes(request: Request, visual_id: int) -> HttpResponse:
    """Every size with what is being typed."""
    visual = its_visual(request, visual_id)
    try:
        words = forms.Filling(catalog.design(visual.design), post=request.POST).words()
    except Refused:
        return HttpResponse(status=204)
    return render(
        request,
        "visuals/edit.html#sizes",
        {
            "sizes": _every_size(visual, words),
            "visual": visual,
            "size": request.POST.get("size", ""),
            "konten": asked_item(request) or "",
        },
    )


@require_POST
def save(request: Request, visual_id: int) -> HttpResponse:
    """Keep what was typed as a step. By script it answers with the buttons that step back and forth."""
    visual = its_visual(request, visual_id)
    based_on = request.POST.get("based_on", "")
    words = visual.words
    try:
        design = catalog.design(visual.design)
        # Whatever is wrong with a file, the page that says so still holds every word.
        words = forms.Filling(design, post=request.POST).words()
        _take_in_files(request, design, words)
        words = chart_fields.completed(
            design,
            words,
            before=visual.words,
            boundaries=queries.boundaries_of(visual.institution_id),
        )
        actions.fill(
            visual=visual,
            words=words,
            title=request.POST.get("visual_title", ""),
            by=request.member,
            now=now(),
            based_on=number_in(based_on),
        )
    except (Refused, Stale) as no:
        if request.htmx:
            # It stays based on what its author saw: the next try is no more allowed to write over a colleague's words.
            told = {"visual": visual, "refusal": str(no), "based_on": based_on}
            return render(request, "visuals/edit.html#refused", told)
        if isinstance(no, Stale):
            no = Stale(
                _(
                    "This was changed meanwhile, by a colleague or in another window. Your words stand below: save "
                    "once more to put them in its place. “Undo” then brings back what was there."
                )
            )
        return page_of(request, visual, words, refusal=no)
    if request.htmx:
        return _saved(request, visual, design)
    return redirect(address(request, visual, asked_size(request, design)))


def _saved(request: Request, visual: Visual, design: Design) -> HttpResponse:
    """The buttons, what the card is warned of, what a table asks; and, for the script, what follows from the words."""
    size = asked_size(request, design)
    resolved = printing.resolved(design, visual.words, visual.institution)
    chart = chart_fields.chart_field(design)
    answer = render(
        request,
        "visuals/edit.html#saved",
        {
            "visual": visual,
            "saved": True,
            "may_make": True,
            "can_go_back": visual.step > 1,
            "can_go_forward": False,
            "size": size,
            "konten": asked_item(request) or "",
            "remarks": _remarks(visual, visual.words, size),
            "asked": ChartTable(chart).asked(
                f"{forms.HEAD}{chart.key}", resolved.get(chart.key, {}), is_alone=True
            )
            if chart
            else "",
        },
    )
    fields = {}
    if chart:
        for key in chart_fields.PROPOSED & {one.key for one in design.fields}:
            fields[f"{forms.HEAD}{key}"] = visual.words.get(key, "")
    proposed = {"alt": alt.proposed(design, resolved, visual.institution.name)}
    if design.has_pages:
        proposed["says"] = _says(design, visual.words)
    answer.headers["HX-Trigger-After-Swap"] = json.dumps(
        {"pendopo:filled": {"fields": fields, "proposed": proposed}}
    )
    return answer
