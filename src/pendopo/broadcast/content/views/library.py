"""The picture library: looking, adding, describing, and where a picture may be shown."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.content import actions, forms, pictures
from pendopo.broadcast.content.models import ContentItem, Folder, Picture
from pendopo.broadcast.content.models.library import ConsentKind
from pendopo.broadcast.content.queries.approval import content_of
from pendopo.broadcast.content.queries.folders import folders_of
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission

PAGE: Final = 48
EDGES: Final = frozenset({160, 320, 640, 960, 1600})


def _shelf(request: Request, folder: Folder | None = None) -> dict[str, Any]:
    """The pictures of a folder, or those found by words; the newest first."""
    asked = request.GET
    words = asked.get("q", "").strip()
    found = Picture.objects.seen_by(request.member).kept()
    tree = folders_of(request.member)
    if number := number_in(asked.get("map", "")):
        folder = get_object_or_404(Folder.objects.seen_by(request.member), pk=number)
    if folder is not None:
        # Who searches looks through everything on the shelf; who opens it sees what lies there.
        inside = tree.within(folder.pk) if words else {folder.pk}
        found = found.filter(folder_id__in=inside)
    if words:
        found = found.filter(name__icontains=words) | found.filter(alt__icontains=words)
    if before := number_in(asked.get("sesudah", "")):
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: PAGE + 1])
    older = ""
    if len(rows) > PAGE:
        words_of = asked.copy()
        words_of["sesudah"] = str(rows[PAGE - 1].pk)
        older = f"?{words_of.urlencode()}"
    return {
        "pictures": rows[:PAGE],
        "older": older,
        "folder": folder,
        "path": tree.path(folder.pk) if folder else (),
        "folders": Folder.objects.seen_by(request.member).filter(parent=folder),
        "asked": asked,
        "may_add": request.member.may(Permission.MANAGE_MEDIA),
    }


@require_GET
def index(request: Request) -> HttpResponse:
    """The library."""
    return _page(request, _shelf(request))


@require_GET
def pick(request: Request) -> HttpResponse:
    """The library, to take a picture into an item."""
    item = get_object_or_404(
        ContentItem.objects.seen_by(request.member), pk=number_in(request.GET.get("item", ""))
    )
    account = number_in(request.GET.get("account", "")) or 0
    return render(
        request,
        "content/pick.html",
        _shelf(request) | {"item": item, "account": str(account)},
    )


def _named(request: Request) -> Folder | None:
    """The folder a form names; None: none of them."""
    number = number_in(request.POST.get("map", ""))
    return get_object_or_404(Folder.objects.seen_by(request.member), pk=number) if number else None


@require_POST
def upload(request: Request) -> HttpResponse:
    """Several pictures at once; those that are none are named, the others are kept."""
    folder = _named(request)
    added: list[Picture] = []
    for file in request.FILES.getlist("upload"):
        try:
            added.append(
                actions.add_picture(
                    raw=pictures.read(file), name=file.name or "", folder=folder, by=request.member, now=now()
                )
            )
        except Refused as no:
            messages.error(request, f"{file.name}: {no}")
    if len(added) == 1:
        return redirect("content:picture", added[0].pk)
    if added:
        messages.success(
            request,
            ngettext("%(number)s picture added.", "%(number)s pictures added.", len(added))
            % {"number": len(added)},
        )
    return _shelf_page(folder)


@require_POST
def add_folder(request: Request) -> HttpResponse:
    """Put up a shelf."""
    parent = _named(request)
    form = forms.FolderForm(request.POST)
    if form.is_valid():
        try:
            folder = actions.add_folder(
                name=form.cleaned_data["name"], parent=parent, by=request.member, now=now()
            )
        except Refused as no:
            form.add_error("name" if no.field else None, str(no))
        else:
            return _shelf_page(folder)
    return _page(request, _shelf(request, parent), folder_form=form)


@require_POST
def change_folder(request: Request, folder_id: int) -> HttpResponse:
    """Rename a shelf or put it into another."""
    folder = get_object_or_404(Folder.objects.seen_by(request.member), pk=folder_id)
    form = forms.FolderChange(request.POST, member=request.member)
    if form.is_valid():
        try:
            actions.change_folder(folder=folder, **form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            return _shelf_page(folder)
    return _page(request, _shelf(request, folder), change_form=form)


@require_POST
def remove_folder(request: Request, folder_id: int) -> HttpResponse:
    """Take an empty shelf down."""
    folder = get_object_or_404(Folder.objects.seen_by(request.member), pk=folder_id)
    around = folder.parent
    try:
        actions.remove_folder(folder=folder, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return _shelf_page(folder)
    messages.success(request, _("The folder is gone."))
    return _shelf_page(around)


def _page(
    request: Request,
    shelf: dict[str, Any],
    *,
    folder_form: forms.FolderForm | None = None,
    change_form: forms.FolderChange | None = None,
) -> HttpResponse:
    """The library with its forms; one of them when it could not be done as typed."""
    folder = shelf["folder"]
    is_refused = folder_form is not None or change_form is not None
    if change_form is None and folder is not None and shelf["may_add"]:
        now_it_is = {"name": folder.name, "parent": folder.parent_id}
        change_form = forms.FolderChange(member=request.member, initial=now_it_is)
    return render(
        request,
        "content/library.html",
        shelf | {"folder_form": folder_form or forms.FolderForm(), "change_form": change_form},
        status=422 if is_refused else 200,
    )


def _shelf_page(folder: Folder | None) -> HttpResponse:
    response = redirect("content:library")
    if folder:
        response["Location"] += f"?map={folder.pk}"
    return response


def _picture(request: Request, picture_id: int) -> Picture:
    return get_object_or_404(
        Picture.objects.seen_by(request.member).select_related("consent", "added_by__person"), pk=picture_id
    )


def _picture_page(
    request: Request,
    picture: Picture,
    *,
    form: forms.PictureForm | None = None,
    consent: forms.ConsentForm | None = None,
) -> HttpResponse:
    used = ContentItem.objects.seen_by(request.member).filter(versions__placed__picture=picture).distinct()
    return render(
        request,
        "content/picture.html",
        {
            "picture": picture,
            "form": form or forms.PictureForm(instance=picture, member=request.member),
            "consent_form": consent or forms.ConsentForm(),
            "used": used.order_by("-changed_at")[:20],
            "may_change": request.member.may(Permission.MANAGE_MEDIA) and picture.removed_at is None,
            "steps": _steps(picture),
        },
        status=422 if (form and form.errors) or (consent and consent.errors) else 200,
    )


def _steps(picture: Picture) -> list[dict[str, Any]]:
    """Nine places to put the focal point at, for those who have no pointer."""
    return [
        {"x": x, "y": y, "is_here": abs(picture.focus_x - x) < 0.34 and abs(picture.focus_y - y) < 0.34}
        for y in (0.67, 0.0, -0.67)
        for x in (-0.67, 0.0, 0.67)
    ]


@require_http_methods(["GET", "POST"])
def picture(request: Request, picture_id: int) -> HttpResponse:
    """One picture: description, rights, people, focal point."""
    one = _picture(request, picture_id)
    if request.method == "GET":
        return _picture_page(request, one)
    form = forms.PictureForm(request.POST, instance=one, member=request.member)
    if form.is_valid():
        fresh = _picture(request, picture_id)
        changes = form.cleaned_data | _focal(request.POST.get("focal", ""))
        try:
            actions.change_picture(picture=fresh, by=request.member, now=now(), **changes)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("content:picture", fresh.pk)
    return _picture_page(request, one, form=form)


def _focal(pressed: str) -> dict[str, float]:
    """Which of the nine places was pressed."""
    try:
        x, y = (max(-1.0, min(1.0, float(part))) for part in pressed.split())
    except ValueError:
        return {}
    return {"focus_x": x, "focus_y": y}


@require_POST
def consent(request: Request, picture_id: int) -> HttpResponse:
    """Record that the people shown agreed (R16)."""
    one = _picture(request, picture_id)
    form = forms.ConsentForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.record_consent(
                picture=one,
                people_shown=typed["people_shown"],
                kind=ConsentKind(typed["kind"]),
                given_on=typed["given_on"],
                scan=typed["scan"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("The consent is on record."))
            return redirect("content:picture", one.pk)
    return _picture_page(request, one, consent=form)


@require_GET
def consent_scan(request: Request, picture_id: int) -> FileResponse:
    """The signed form, for those who keep the library: it names people."""
    if not request.member.may(Permission.MANAGE_MEDIA):
        raise Http404
    one = _picture(request, picture_id)
    if one.consent is None or not one.consent.scan:
        raise Http404
    scan = one.consent.scan
    return FileResponse(scan.open("rb"), as_attachment=True, filename=PurePath(scan.name or "pindaian").name)


@require_POST
def remove(request: Request, picture_id: int) -> HttpResponse:
    """Take a picture out of the library."""
    one = _picture(request, picture_id)
    try:
        actions.remove_picture(picture=one, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("content:picture", one.pk)
    messages.success(request, _("Taken out of the library. What was written with it keeps it."))
    return redirect("content:library")


@require_GET
@cache_control(private=True, max_age=600)
def shown(request: Request, picture_id: int, edge: int) -> HttpResponse:
    """A picture for our own pages; with `?account=` cut as that account's network will show it."""
    one = get_object_or_404(Picture.objects.seen_by(request.member), pk=picture_id)
    if edge not in EDGES:
        raise Http404
    content, sha256 = content_of(one), one.sha256
    if number := number_in(request.GET.get("account", "")):
        account = get_object_or_404(accounts.accounts(request.member.institution_id), pk=number)
        made = pictures.rendition(
            content,
            sha256=sha256,
            kind=one.kind,
            focus=(one.focus_x, one.focus_y),
            limits=accounts.limits_of(account),
        )
        content, sha256 = made.content, made.sha256
    return HttpResponse(pictures.thumbnail(content, sha256=sha256, edge=edge), content_type="image/webp")
