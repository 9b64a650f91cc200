"""Registers of a year, the service announcement, and the yearly report."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import actions, forms, letters, policies, queries, reporting, sheets
from pendopo.serve.openness.models import ServiceReport
from pendopo.serve.openness.views.deeds import Page, deed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR, LAST_YEAR = 2010, 2100


@require_http_methods(["GET", "POST"])
def registers(request: Request) -> HttpResponse:
    """The register of a year, covered, to look at and to print; and both as a workbook, identities only for a reason (R80)."""
    policies.require_may_see(request.member)
    member, at = request.member, now()
    years = queries.years(member.institution_id)
    asked = number_in(request.GET.get("tahun", ""))
    shown_year = asked if asked in years else next(iter(years), 0)
    before = number_in(request.GET.get("sebelum", "")) or 0
    form = forms.Export(request.POST or None, years=years, initial={"year": shown_year})
    if not member.may(Permission.REVEAL_PERSONAL_DATA):
        del form.fields["shown"], form.fields["why"]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        shown = bool(said.get("shown"))
        try:
            actions.note_export(year=said["year"], is_shown=shown, why=said.get("why", ""), by=member, now=at)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            book = sheets.registers(
                queries.request_register(member, said["year"]),
                queries.objection_register(member, said["year"]),
                zone=structure.zone_of(member.institution),
                is_shown=shown,
                taken_by=member.name,
                taken_at=at,
            )
            return _file(book, XLSX, f"register-ppid-{said['year']}.xlsx")
    return render(
        request,
        "openness/registers.html",
        {
            "form": form,
            "years": years,
            "year": shown_year,
            "lines": queries.register_lines(member, shown_year, before=before) if shown_year else None,
            "may_export": member.may(Permission.EXPORT),
        },
        status=422 if form.errors else 200,
    )


@require_GET
def pledge(request: Request) -> HttpResponse:
    """The service announcement that holds, and those before it."""
    policies.require_may_see(request.member)
    found = queries.pledges(request.member)
    return render(
        request,
        "openness/pledge.html",
        {
            "pledge": found[0] if found else None,
            "earlier": found[1:],
            "may_handle": policies.may_handle(request.member),
            "institution": request.member.institution,
        },
    )


@require_http_methods(["GET", "POST"])
def announce(request: Request) -> HttpResponse:
    """Publish a new announcement."""
    at = now()
    policies.require_may_handle(request.member, request.member, now=at)
    known = queries.pledge(request.member.institution)
    initial = {name: getattr(known, name) for name in forms.Pledge.base_fields} if known else {}
    return deed(
        request,
        forms.Pledge(request.POST or None, initial=initial),
        lambda said: actions.announce(by=request.member, now=at, **said),
        Page(
            title=_("Service announcement"),
            intro=_("It is read on the public pages. Write as you would speak: short, without office words."),
            button=_("Publish"),
            done=_("The announcement is published."),
            icon="send",
            back=reverse("openness:pledge"),
        ),
    )


@require_GET
def reports(request: Request) -> HttpResponse:
    """The yearly reports, with the day each is due."""
    policies.require_may_see(request.member)
    member, at = request.member, now()
    kept = queries.reports(member)
    this_year = structure.zone_of(member.institution).day_of(at).year
    years = sorted({*queries.years(member.institution_id), *kept, this_year}, reverse=True)
    lines = [(year, kept.get(year), queries.report_due_on(year, now=at)) for year in years]
    return render(request, "openness/reports.html", {"lines": lines, "this_year": this_year})


@require_http_methods(["GET", "POST"])
def report(request: Request, year: int) -> HttpResponse:
    """One yearly report: its figures, and what it says beside them."""
    policies.require_may_see(request.member)
    member, at = request.member, now()
    row = _report(request, year)
    form = forms.Report(
        request.POST or None,
        initial={name: getattr(row, name) for name in forms.Report.base_fields} if row else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_report(year=year, by=member, now=at, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("openness:report", year)
    return render(
        request,
        "openness/report.html",
        {
            "year": year,
            "report": row,
            "form": form,
            "figures": queries.figures(member.institution, year),
            "due_on": queries.report_due_on(year, now=at),
            "may_handle": policies.may_handle(member) and (row is None or row.sent_on is None),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def send_report(request: Request, year: int) -> HttpResponse:
    """Record that the commission has it, which publishes it."""
    policies.require_may_handle(request.member, request.member, now=now())
    row = _report(request, year)
    if row is None:
        raise Http404
    return deed(
        request,
        forms.SendReport(request.POST or None),
        lambda said: actions.send_report(report=row, by=request.member, now=now(), **said),
        Page(
            title=_("The report was sent"),
            intro=_("From then on it stands on the public pages, and its words stay as they are."),
            button=_("Record and publish"),
            done=_("It is recorded, and the report is public."),
            icon="send",
            back=reverse("openness:report", args=[year]),
        ),
    )


@require_GET
def report_file(request: Request, year: int, ending: str) -> HttpResponse:
    """The report as a file; figures alone hold nobody's name."""
    policies.require_may_see(request.member)
    house, at = request.member.institution, now()
    counted, row = queries.figures(house, _known(year)), _report(request, year)
    if ending == "xlsx":
        book = sheets.report(
            counted, zone=structure.zone_of(house), taken_by=request.member.name, taken_at=at
        )
        return _file(book, XLSX, f"laporan-layanan-informasi-{year}.xlsx")
    drawn = letters.draw(reporting.words_of(house, counted, row, now=at), house, ending)
    return _file(drawn.content, drawn.media_type, f"laporan-layanan-informasi-{year}.{drawn.ending}")


def _report(request: Request, year: int) -> ServiceReport | None:
    return ServiceReport.objects.seen_by(request.member).filter(year=_known(year)).first()


def _known(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )
