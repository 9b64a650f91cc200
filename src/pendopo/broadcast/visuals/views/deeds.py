"""What is done with a visual as a whole: stepped back, put into content, copied, put away; a region's boundaries kept."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pendopo.broadcast.visuals import actions, alt, catalog, forms, printing
from pendopo.broadcast.visuals.views.editor import address, bytes_of, items, its_visual, page_of
from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request

TITLE_OF_COPY: Final = 180  # letters of the first one's that are kept


@require_POST
def boundaries(request: Request, visual_id: int) -> HttpResponse:
    """The areas of the office's region, for this map and all that follow."""
    visual = its_visual(request, visual_id)
    file = request.FILES.get("boundaries")
    try:
        if file is None:
            raise Refused(_("Choose a GeoJSON file."))
        kept = actions.keep_boundaries(raw=bytes_of(file), by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(
            request,
            ngettext(
                "The boundaries of %(number)s area are kept.",
                "The boundaries of %(number)s areas are kept.",
                kept.areas,
            )
            % {"number": kept.areas},
        )
    return redirect(address(request, visual))


def _done(request: Request, visual_id: int, deed: Any) -> HttpResponse:
    visual = its_visual(request, visual_id)
    try:
        deed(visual=visual, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    return redirect(address(request, visual))


@require_POST
def step_back(request: Request, visual_id: int) -> HttpResponse:
    """Undo."""
    return _done(request, visual_id, actions.step_back)


@require_POST
def step_forward(request: Request, visual_id: int) -> HttpResponse:
    """Redo."""
    return _done(request, visual_id, actions.step_forward)


@require_POST
def put_away(request: Request, visual_id: int) -> HttpResponse:
    """Off the list."""
    return _done(request, visual_id, actions.put_away)


@require_POST
def take_up(request: Request, visual_id: int) -> HttpResponse:
    """On the list again."""
    return _done(request, visual_id, actions.take_up)


@require_POST
def copy(request: Request, visual_id: int) -> HttpResponse:
    """The same once more, to be changed: next week's prices begin with this week's card."""
    visual = its_visual(request, visual_id)
    try:
        made = actions.start_visual(
            design=visual.design,
            title=_("%(title)s (copy)") % {"title": visual.title[:TITLE_OF_COPY]},
            words=visual.words,
            by=request.member,
            now=now(),
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect(address(request, visual))
    messages.success(request, _("This is a copy. What you change here leaves the first one as it is."))
    return redirect("visuals:edit", made.pk)


@require_POST
def use(request: Request, visual_id: int) -> HttpResponse:
    """Into a content item, a new one or one that is there."""
    visual = its_visual(request, visual_id)
    try:
        design = catalog.design(visual.design)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("visuals:list")
    form = forms.Using(design, items(request), request.POST)
    if not form.is_valid():
        why = str(next(iter(form.errors.values()))[0])
        return page_of(request, visual, visual.words, using=form, refusal=Refused(why))
    # As it was proposed, each page says its own words; only what somebody wrote holds for all.
    written = form.cleaned_data["alt"]
    resolved = printing.resolved(design, visual.words, visual.institution)
    if written in {
        alt.proposed(design, resolved, visual.institution.name),
        request.POST.get("proposed", "").strip(),
    }:
        written = ""
    try:
        used = actions.use_in_item(
            visual=visual,
            item=form.cleaned_data["item"],
            sizes=form.cleaned_data["sizes"],
            alt_text=written,
            by=request.member,
            now=now(),
        )
    except Refused as no:
        form.add_error(None, str(no))
        return page_of(request, visual, visual.words, using=form, refusal=no)
    messages.success(request, _("The pictures stand in the content, each with its alternative text."))
    card = printing.card_of(design, visual.words, visual.institution)
    warned = {one.words for size in form.cleaned_data["sizes"] for one in printing.remarks(card, size)}
    for words in sorted(warned):
        messages.warning(request, words)
    return redirect("content:compose", used.item_id)
