"""A register that was kept before comes in: file, columns, a look at every mistake, then all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import actions, policies
from pendopo.serve.cases.forms import register as forms
from pendopo.serve.cases.models import Register

if TYPE_CHECKING:
    from pendopo.serve.cases.register import sheets
else:
    sheets = Later("pendopo.serve.cases.register.sheets")

SHOWN: Final = 100


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """The file; nothing is imported yet."""
    policies.require(request.member, Permission.MANAGE_CASE_RULES, request.member, now=now())
    form = forms.Upload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > sheets.BYTES_MOST:
                raise Refused(_("This file is larger than 20 MB. Split the register into several files."))
            heading, rows = sheets.cells_of(file.read())
            register = actions.take_register(
                name=file.name, heading=heading, rows=rows, by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("cases:register", register_id=register.pk)
    earlier = Register.objects.seen_by(request.member).select_related("made_by__person")[:20]
    return render(
        request,
        "cases/register_upload.html",
        {"form": form, "earlier": earlier},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def register(request: Request, register_id: int) -> HttpResponse:
    """What its columns mean, what is wrong in which cell, and the import itself."""
    policies.require(request.member, Permission.MANAGE_CASE_RULES, request.member, now=now())
    one = get_object_or_404(Register.objects.seen_by(request.member), pk=register_id)
    if one.imported_at is not None:
        return render(request, "cases/register.html", {"register": one})
    form = forms.Mapping(request.POST or None, register=one)
    rows = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_register(register=one, mapping=form.mapping(), by=request.member, now=now())
            if request.POST.get("do") == "import":
                new, stood = actions.import_register(register=one, by=request.member, now=now())
                messages.success(
                    request,
                    _("%(new)s cases were imported; %(stood)s stood here already.")
                    % {"new": new, "stood": stood},
                )
                return redirect("cases:list")
            rows = actions.rows_of(one, now=now())
        except Refused as no:
            form.add_error(None, str(no))
    wrong = [row for row in rows or () if row.wrong]
    words = {
        "register": one,
        "form": form,
        "rows": rows,
        "number_of_rows": len(rows or ()),
        "wrong": wrong[:SHOWN],
        "number_wrong": len(wrong),
        "sample": (rows or [])[:5],
    }
    return render(request, "cases/register.html", words, status=422 if form.errors or wrong else 200)
