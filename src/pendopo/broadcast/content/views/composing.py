"""The composer: text on one side, how it will look and what the rules say on the other."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.content import actions, forms, jobs, mending, office, pictures, policies, queries
from pendopo.broadcast.content.checking import Examined, examined, links_of
from pendopo.broadcast.content.composition import Composition
from pendopo.broadcast.content.models import ContentItem, Note, Picture, Source, Version
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.broadcast.content.queries.lists import working_copy
from pendopo.broadcast.content.queries.review import live_run
from pendopo.broadcast.content.views.showing import around, live
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.web import number_in
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission

FRAGMENT: Final = "content/compose.html#live"
LINKS_TRIED: Final = 20


def its_item(request: Request, item_id: int) -> ContentItem:
    """The item of this page, of the member's own institution."""
    return get_object_or_404(
        ContentItem.objects.seen_by(request.member).with_words().select_related("institution", "corrects"),
        pk=item_id,
    )


def known_accounts(request: Request) -> list[SocialAccount]:
    """Every account that can be written for."""
    return list(accounts.accounts(request.member.institution_id))


def standing(item: ContentItem) -> Composition:
    """What the current version says."""
    if item.current_id is None:
        return Composition()
    return Version.objects.whole().get(pk=item.current_id).composition()


def open_composition(request: Request, item: ContentItem) -> Composition:
    """What this member was typing, or the current version."""
    copy = working_copy(item, request.member)
    return Composition.read(copy.written) if copy else standing(item)


@require_http_methods(["GET", "POST"])
def compose(request: Request, item_id: int) -> HttpResponse:
    """Write. Every button of the page works as a plain post: `do` says which it was."""
    item = its_item(request, item_id)
    if request.method == "GET":
        return _page(request, item, open_composition(request, item))
    typed = "composer" in request.POST
    form = forms.Composer(
        known_accounts(request),
        post=request.POST if typed else None,
        composition=None if typed else open_composition(request, item),
    )
    do, _colon, about = request.POST.get("do", "save").partition(":")
    try:
        if typed and not form.is_valid():
            raise Refused(_("Something is too long to be kept. Shorten it and save again."))
        return _done(request, item, form.composition(), do, about)
    except Refused as no:
        return _page(request, item, form.composition(), form=form, refusal=no)


def _done(request: Request, item: ContentItem, composition: Composition, do: str, about: str) -> HttpResponse:
    """What a button asks for. Raises Refused."""
    at = now()
    by = request.member
    here = redirect("content:compose", item.pk)
    match do:
        case "save" | "submit" | "publish_first":
            based_on = request.POST.get("based_on", "")
            version = actions.save_draft(
                item=item,
                composition=composition,
                by=by,
                now=at,
                based_on=number_in(based_on),
            )
            _try_links(item, links_of(version.composition()))
            if do == "save":
                messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
                return here
            actions.submit(item=item, by=by, now=at, publish_first=do == "publish_first")
            messages.success(
                request,
                _("It goes out now. Somebody else confirms it within the hour.")
                if do == "publish_first"
                else _("Submitted. Whoever decides next has been told."),
            )
            return here
        case "reason" | "confirm":
            actions.autosave(item=item, composition=composition, by=by, now=at)
            _give_reason(request, item, composition, about, one_tap=do == "confirm")
            return redirect(f"{reverse('content:compose', args=[item.pk])}#periksa")
    changed = CHANGES[do](request, item, composition, about) if do in CHANGES else composition
    actions.autosave(item=item, composition=changed, by=by, now=at)
    if do == "pick":
        return redirect(f"{reverse('content:pick')}?item={item.pk}&account={about or 0}")
    return redirect(f"{reverse('content:compose', args=[item.pk])}#{ANCHORS.get(do, 'tulis')}")


def _fix(request: Request, item: ContentItem, composition: Composition, about: str) -> Composition:
    return mending.mended(composition, _finding(request, item, composition, about))


def _split(request: Request, item: ContentItem, composition: Composition, about: str) -> Composition:
    account = get_object_or_404(accounts.accounts(request.member.institution_id), pk=number_in(about))
    return mending.split(composition, account.pk, accounts.limits_of(account))


def _add_picture(request: Request, item: ContentItem, composition: Composition, about: str) -> Composition:
    number, _colon, account_id = about.partition(":")
    picture = get_object_or_404(Picture.objects.seen_by(request.member).kept(), pk=number_in(number))
    return forms.with_picture(composition, picture, number_in(account_id) or 0)


def _upload(request: Request, item: ContentItem, composition: Composition, about: str) -> Composition:
    field = "upload" if about in {"", "0"} else f"a{about}-upload"
    for file in request.FILES.getlist(field):
        picture = actions.add_picture(
            raw=pictures.read(file), name=file.name or "", by=request.member, now=now()
        )
        composition = forms.with_picture(composition, picture, number_in(about) or 0)
    return composition


def _move_picture(step: int | None) -> Callable[[Request, ContentItem, Composition, str], Composition]:
    """Take a picture out (None), or move it by a step."""

    def change(request: Request, item: ContentItem, composition: Composition, about: str) -> Composition:
        account, _colon, number = about.partition(":")
        place = composition.place(number_in(account) or 0)
        uses = list(place.pictures if place else composition.pictures)
        at = number_in(number)
        if at is not None and at < len(uses):
            use = uses.pop(at)
            if step is not None:
                uses.insert(max(at + step, 0), use)
        if place:
            return composition.with_place(replace(place, pictures=tuple(uses)))
        return replace(composition, pictures=tuple(uses))

    return change


def _own_pictures(request: Request, item: ContentItem, composition: Composition, about: str) -> Composition:
    """Begin an account's own pictures with the master's."""
    place = composition.place(number_in(about) or 0)
    if place is None or place.pictures:
        return composition
    return composition.with_place(replace(place, follows_pictures=False, pictures=composition.pictures))


CHANGES: Final[dict[str, Callable[[Request, ContentItem, Composition, str], Composition]]] = {
    "fix": _fix,
    "split": _split,
    "picture_add": _add_picture,
    "upload": _upload,
    "picture_out": _move_picture(None),
    "picture_up": _move_picture(-1),
    "picture_down": _move_picture(1),
    "own_pictures": _own_pictures,
}
ANCHORS: Final = {
    "fix": "periksa",
    "split": "pratinjau",
    "picture_add": "gambar",
    "upload": "gambar",
    "picture_out": "gambar",
    "picture_up": "gambar",
    "picture_down": "gambar",
}


def _finding(request: Request, item: ContentItem, composition: Composition, key: str) -> Any:
    found = _looked_at(request, item, composition)
    wanted, _bar, account = key.partition("|")
    for one in found.findings:
        if one.key == wanted and (one.account_key or "") == account:
            return one
    raise Refused(_("The text has changed meanwhile. Look at it again."))


def _looked_at(request: Request, item: ContentItem, composition: Composition) -> Examined:
    return examined(item, composition.tidy(), by=request.member, now=now())


def _give_reason(
    request: Request, item: ContentItem, composition: Composition, key: str, *, one_tap: bool
) -> None:
    finding = _finding(request, item, composition, key)
    reason = _("Checked: it is meant so.") if one_tap else request.POST.get(f"reason.{key}", "")
    actions.give_reason(
        item=item, key=finding.key, rule=finding.rule, reason=reason, by=request.member, now=now()
    )


def _try_links(item: ContentItem, urls: Collection[str]) -> None:
    """Have the worker ask those of which nothing is known: where one leads nowhere, it is a finding."""
    unknown = queries.links_to_try(
        item.institution_id, sorted(urls)[:LINKS_TRIED], older_than=now() - jobs.LINK_KNOWN_FOR
    )
    if unknown:
        jobs.try_links.defer(institution_id=item.institution_id, urls=unknown)


def _page(
    request: Request,
    item: ContentItem,
    composition: Composition,
    *,
    form: forms.Composer | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    known = known_accounts(request)
    copy = working_copy(item, request.member)
    context: dict[str, Any] = {
        "item": item,
        "form": form or forms.Composer(known, composition=composition),
        "refusal": refusal,
        "is_stale": isinstance(refusal, Stale),
        "copy": copy if copy and composition.tidy().digest() != standing(item).digest() else None,
        "may_write": policies.may_write(request.member, item) and item.is_editable,
        "may_publish_first": office.lane_of(item.institution_id, item.lane).first
        and policies.may_publish_first(request.member),
        "may_correct": request.member.may(Permission.WRITE_CONTENT),
        "why_not": policies.why_not_write(request.member, item),
        "run": live_run(item),
        "sources": item.sources.filter(removed_at__isnull=True).select_related("added_by__person"),
        "source_form": forms.SourceForm(),
        "comment_form": forms.Comment(),
        "when": forms.When(initial={"due_at": item.due_at}),
        "notes": item.notes.filter(resolved_at__isnull=True).select_related("by__person", "version"),
        **live(item, composition.tidy(), known, by=request.member),
        **around(item, item.due_at, request.member),
    }
    return render(request, "content/compose.html", context, status=422 if refusal else 200)


@require_POST
def keep_typing(request: Request, item_id: int) -> HttpResponse:
    """While somebody types: keep it, and show again how it looks and what the rules say."""
    item = its_item(request, item_id)
    known = known_accounts(request)
    form = forms.Composer(known, post=request.POST)
    composition = form.composition()
    context: dict[str, Any] = {"item": item, "may_write": True, "kept_at": None}
    try:
        if composition.tidy().digest() == standing(item).digest():
            actions.drop_working_copy(item=item, by=request.member)
        else:
            context["kept_at"] = actions.autosave(
                item=item, composition=composition, by=request.member, now=now()
            ).saved_at
            _try_links(item, links_of(composition, whole=True))
    except Refused as no:
        context["refusal"] = no
    return render(request, FRAGMENT, context | live(item, composition.tidy(), known, by=request.member))


@require_POST
def drop(request: Request, item_id: int) -> HttpResponse:
    """Forget what was typed since the last version."""
    item = its_item(request, item_id)
    actions.drop_working_copy(item=item, by=request.member)
    return redirect("content:compose", item.pk)


@require_POST
def submit(request: Request, item_id: int) -> HttpResponse:
    """Submit the current version, from lists and notices."""
    item = its_item(request, item_id)
    try:
        actions.submit(item=item, by=request.member, now=now())
    except Refused as no:
        return _page(request, item, open_composition(request, item), refusal=no)
    messages.success(request, _("Submitted. Whoever decides next has been told."))
    return redirect("content:compose", item.pk)


@require_POST
def add_source(request: Request, item_id: int) -> HttpResponse:
    """Say where something comes from (R13)."""
    item = its_item(request, item_id)
    form = forms.SourceForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.add_source(
                item=item,
                kind=SourceKind(typed["kind"]),
                reference=typed["reference"],
                statement=typed["statement"],
                file=typed["file"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return redirect(f"{reverse('content:compose', args=[item.pk])}#sumber")
    return render(request, "content/source.html", {"item": item, "form": form}, status=422)


@require_GET
def source_file(request: Request, item_id: int, source_id: int) -> FileResponse:
    """The document somebody added as a source, always as a download."""
    source = get_object_or_404(
        Source.objects.seen_by(request.member).exclude(file=""), pk=source_id, item_id=item_id
    )
    return FileResponse(
        source.file.open("rb"), as_attachment=True, filename=PurePath(source.file.name or "berkas").name
    )


@require_POST
def remove_source(request: Request, item_id: int, source_id: int) -> HttpResponse:
    """Take a source away."""
    source = get_object_or_404(
        Source.objects.seen_by(request.member).select_related("item"), pk=source_id, item_id=item_id
    )
    try:
        actions.remove_source(source=source, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    return redirect(f"{reverse('content:compose', args=[item_id])}#sumber")


@require_POST
def comment(request: Request, item_id: int) -> HttpResponse:
    """Comment on a passage, or on the whole."""
    item = its_item(request, item_id)
    form = forms.Comment(request.POST)
    if form.is_valid():
        try:
            actions.comment_on_passage(
                item=item,
                text=form.cleaned_data["comment"],
                quote=form.cleaned_data["quote"],
                field=form.cleaned_data["field"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect(f"{reverse('content:compose', args=[item.pk])}#catatan")
    return render(request, "content/comment.html", {"item": item, "form": form}, status=422)


@require_POST
def resolve_comment(request: Request, item_id: int, note_id: int) -> HttpResponse:
    """Say that a comment is dealt with."""
    note = get_object_or_404(
        Note.objects.seen_by(request.member).select_related("item"), pk=note_id, item_id=item_id
    )
    try:
        actions.resolve_comment(note=note, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    return redirect(f"{reverse('content:compose', args=[item_id])}#catatan")
