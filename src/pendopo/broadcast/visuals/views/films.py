"""Films: asked for, waited for, seen and fetched."""

from __future__ import annotations

from typing import Final

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.broadcast.visuals import actions, forms
from pendopo.broadcast.visuals.models import Film
from pendopo.broadcast.visuals.states import FilmState
from pendopo.broadcast.visuals.views.editor import its_visual, page_of
from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request

PARTS: Final = {"film.mp4": ("file", "video/mp4"), "film.srt": ("captions", "application/x-subrip")}


@require_POST
def start(request: Request, visual_id: int) -> HttpResponse:
    """Have a film made."""
    visual = its_visual(request, visual_id)
    form = forms.FilmForm(request.POST, request.FILES)
    if not form.is_valid():
        no = Refused(_("Choose a size, and two to ten seconds a page."))
        return page_of(request, visual, visual.words, film=form, refusal=no)
    read = form.cleaned_data
    try:
        film = actions.start_film(
            visual=visual,
            shape=read["shape"],
            seconds_a_page=read["seconds_a_page"],
            is_calm=read["is_calm"],
            says=read["says"].replace("\r\n", "\n").split("\n"),
            narration=read["narration"],
            by=request.member,
            now=now(),
        )
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no))
        return page_of(request, visual, visual.words, film=form, refusal=no)
    return redirect("visuals:film", film.pk)


def _its_film(request: Request, film_id: int) -> Film:
    return get_object_or_404(Film.objects.seen_by(request.member).select_related("visual"), pk=film_id)


@require_GET
def film(request: Request, film_id: int) -> HttpResponse:
    """How far it is; once ready, the film. The piece that tells asks again by itself."""
    found = _its_film(request, film_id)
    template = "visuals/film.html#progress" if request.htmx else "visuals/film.html"
    return render(
        request,
        template,
        {"film": found, "is_on_its_way": found.state in {FilmState.WAITING, FilmState.MAKING}},
    )


@require_GET
def file(request: Request, film_id: int, part: str) -> HttpResponse | FileResponse:
    """The film or its words."""
    found = _its_film(request, film_id)
    if part not in PARTS or found.state != FilmState.READY:
        raise Http404
    field, kind = PARTS[part]
    held = getattr(found, field)
    name = f"{slugify(found.visual.title) or 'film'}.{part.rpartition('.')[2]}"
    return FileResponse(
        held.open("rb"), content_type=kind, as_attachment="unduh" in request.GET, filename=name
    )
