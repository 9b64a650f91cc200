"""Public information for everybody: what is public, how to ask, one's own request, and to object; no account, no cookie."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import number_in, public, visitor_of
from pendopo.institution.links import doorway
from pendopo.institution.links.actions import LinkRefused, Outcome, Purpose
from pendopo.institution.links.models import Link
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.portal import counting, forms
from pendopo.portal.visiting import is_from_another_page
from pendopo.serve.openness import actions, letters, queries, reporting, windows
from pendopo.serve.openness import forms as openness_forms
from pendopo.serve.openness.asking import ASKED_FOR, Asked, still_asked
from pendopo.serve.openness.models import PublicInfoRequest

REQUESTS_AN_HOUR: Final = 5
TRIES_AN_HOUR: Final = 10
A_PAGE: Final = 50


@public
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """What is public, to be searched and leafed through, and the ways to ask for the rest."""
    with _house(slug) as institution:
        found = queries.information(institution)
        chosen, words = request.GET.get("kategori", ""), request.GET.get("cari", "").strip()
        if chosen in queries.Category.values:
            found = found.filter(category=chosen)
        if words:
            alike = [one.pk for one in queries.already_public(words, institution_id=institution.pk)]
            found = found.filter(Q(title__icontains=words) | Q(summary__icontains=words) | Q(pk__in=alike))
        after = number_in(request.GET.get("sesudah", "")) or 0
        rows = list(found[after : after + A_PAGE + 1])
        return _page(
            request,
            "home",
            institution,
            {
                "lines": rows[:A_PAGE],
                "categories": queries.Category.choices,
                "chosen": chosen,
                "words": words,
                "older": f"?{urlencode({'cari': words, 'kategori': chosen, 'sesudah': after + A_PAGE})}"
                if len(rows) > A_PAGE
                else "",
                "pledge": queries.pledge(institution),
                "reports": queries.sent_reports(institution),
            },
        )


@public
@csrf_exempt  # nobody is signed in here, so there is nothing to borrow, and visitors get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for information. What is public already is shown first; asking stays possible."""
    with _house(slug) as institution:
        _same_page(request)
        form = openness_forms.PublicInfoRequestForm(request.POST or None)
        found: list[Any] = []
        if request.method == "POST" and form.is_valid():
            asked = form.asked()
            if form.cleaned_data["website"]:
                return redirect("portal:information", slug)  # a machine hears nothing
            if not form.cleaned_data["has_seen"]:
                found = queries.already_public(asked.details, institution_id=institution.pk)
            if not found:
                try:
                    actions.require_all_there(asked)
                    if counting.is_too_often("requests", visitor_of(request), most=REQUESTS_AN_HOUR):
                        return _page(request, "too_often", institution, {}, status=429)
                    filed = actions.file_request(
                        institution=institution, asked=asked, now=now(), key=form.cleaned_data["key"]
                    )
                except Refused as no:
                    form.add_error(no.field if no.field in form.fields else None, str(no))
                else:
                    return _handed_out(request, institution, filed)
        return _page(
            request,
            "ask",
            institution,
            {"form": form, "found": found},
            status=422 if form.errors else 200,
        )


@public
@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Come back with number and code; the right ones lead to one's own page."""
    with _house(slug) as institution:
        _same_page(request)
        form = forms.ComeBack(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if counting.is_too_often("codes", visitor_of(request), most=TRIES_AN_HOUR):
                return _page(request, "too_often", institution, {}, status=429)
            said = form.cleaned_data
            found = queries.by_code(institution, said["number"], said["code"])
            if found is not None:
                token = actions.come_back(request=found, now=now())
                return doorway.kept_private(redirect("portal:own_request", token))
            form.add_error(
                None, _("Number and code do not belong together. Both stand in the receipt of your request.")
            )
        return _page(request, "check", institution, {"form": form}, status=422 if form.errors else 200)


@public
@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked and what came of it, without anybody's name (R53)."""
    with _house(slug) as institution:
        years = queries.years(institution.pk)
        year = number_in(request.GET.get("tahun", "")) or (years[0] if years else 0)
        before = number_in(request.GET.get("sebelum", "")) or 0
        entries = queries.public_register(institution, year, before=before) if year in years else []
        page = entries[: queries.PUBLIC_PAGE]
        last = int(page[-1].number.split("/")[0]) if page else 0
        older = f"?tahun={year}&sebelum={last}" if len(entries) > len(page) else ""
        return _page(
            request, "register", institution, {"entries": page, "years": years, "year": year, "older": older}
        )


@public
@require_safe
def pledge(request: HttpRequest, slug: str) -> HttpResponse:
    """The service announcement."""
    with _house(slug) as institution:
        return _page(request, "pledge", institution, {"pledge": queries.pledge(institution)})


@public
@require_safe
def file(request: HttpRequest, slug: str, listing_id: int) -> FileResponse:
    """A file of the list of public information."""
    del request
    with _house(slug) as institution:
        one = get_object_or_404(queries.information(institution).exclude(file=""), pk=listing_id)
        name = (one.file.name or "").rpartition("/")[2]
        answer = FileResponse(one.file.open("rb"), as_attachment=True, filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@public
@require_safe
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The yearly report, once the commission has it."""
    del request
    with _house(slug) as institution:
        row = next((one for one in queries.sent_reports(institution) if one.year == year), None)
        if row is None:
            raise Http404
        words = reporting.words_of(institution, queries.figures(institution, year), row, now=now())
        drawn = letters.draw(words, institution, "pdf")
    return HttpResponse(
        drawn.content,
        content_type=drawn.media_type,
        headers={"Content-Disposition": f'attachment; filename="laporan-ppid-{year}.pdf"'},
    )


def _sent_again(request: HttpRequest, no: LinkRefused, token: str) -> HttpResponse:
    """The form that shut its own link was sent once more: whoever did sees number and code, the others why not."""
    del token
    key = forms.KeyOfForm(request.POST)
    if no.outcome is Outcome.REVOKED and no.link is not None and key.is_valid():
        with acting_for(no.link.institution_id), override(no.link.institution.zone):
            try:
                filed = actions.filed_again(
                    institution_id=no.link.institution_id, key=key.cleaned_data["key"], now=now()
                )
            except Refused:
                return doorway.say_no(request, no)
            return _handed_out(request, no.link.institution, filed)
    return doorway.say_no(request, no)


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.opened_by_link(Purpose.REQUEST, lost=_sent_again)
def own_request(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """One's own request: fill in what is missing, see how far it is, read the letters, object, withdraw."""
    row = _row_of(link)
    if row.is_draft:
        return _completing(request, row, token)
    today = structure.zone_of(row.institution).day_of(now())
    reasons = windows.open_reasons(row, today)
    object_form = openness_forms.Object(_said(request, "object"), reasons=reasons)
    withdraw_form = openness_forms.Why(_said(request, "withdraw"))
    try:
        if object_form.is_bound and object_form.is_valid():
            actions.object_to(request=row, now=now(), **object_form.cleaned_data)
            return redirect("portal:own_request", token)
        if withdraw_form.is_bound and withdraw_form.is_valid():
            actions.withdraw(request=row, why=withdraw_form.cleaned_data["why"], by=None, now=now())
            return redirect("portal:own_request", token)
    except Refused as no:
        form = object_form if object_form.is_bound else withdraw_form
        form.add_error(no.field if no.field in form.fields else None, str(no))
    refused = object_form.errors or withdraw_form.errors
    return _page(
        request,
        "own",
        row.institution,
        {
            "row": row,
            "token": token,
            "clock": queries.clock_of_request(row, structure.calendar_of(row.institution), now=now()),
            "timeline": queries.timeline(row, viewer=row),
            "objections": list(row.objections.order_by("-filed_at")),
            "object_form": object_form if reasons else None,
            "ends_on": max((due.on for due in reasons.values()), default=None),
            "withdraw_form": withdraw_form,
            "can_withdraw": row.can_be_withdrawn,
        },
        status=422 if refused else 200,
    )


@require_safe
@doorway.opened_by_link(Purpose.REQUEST)
def own_letter(request: HttpRequest, link: Link, token: str, paper_id: int, ending: str) -> HttpResponse:
    """A letter to whoever holds the link of their own request."""
    del request, token
    row = _row_of(link)
    one = row.letters.filter(pk=paper_id).first()
    if one is None or row.is_draft:
        raise LinkRefused(Outcome.OTHER_SUBJECT, link)
    words = one.words
    drawn = letters.draw(words, row.institution, ending)
    name = f"{words['kind']}-{words['number'].replace('/', '-')}.{drawn.ending}"
    return HttpResponse(
        drawn.content,
        content_type=drawn.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _completing(request: HttpRequest, row: PublicInfoRequest, token: str) -> HttpResponse:
    """Only what is missing is asked for; nothing of what is known of the applicant is shown."""
    known = Asked.of(row)
    form = openness_forms.Completing(
        request.POST or None, missing=still_asked(row), initial={"kind": known.kind}
    )
    if request.method == "POST" and form.is_valid():
        try:
            filed = actions.complete_request(
                request=row, asked=form.asked(known), by=None, now=now(), key=form.cleaned_data["key"]
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return _handed_out(request, row.institution, filed)
    return _page(
        request,
        "complete",
        row.institution,
        {
            "row": row,
            "details": queries.public_words(row, row.details),
            "form": form,
            "missing": [ASKED_FOR[name] for name in still_asked(row)],
        },
        status=422 if form.errors else 200,
    )


def _handed_out(request: HttpRequest, institution: Institution, filed: actions.Filed) -> HttpResponse:
    """Number, code and link: shown this once."""
    answer = _page(
        request,
        "filed",
        institution,
        {
            "row": filed.request,
            "code": filed.code,
            "link": actions.address_of_own_page(filed.token),
        },
    )
    return doorway.kept_private(answer)


def _row_of(link: Link) -> PublicInfoRequest:
    row = (
        PublicInfoRequest.objects.filter(institution_id=link.institution_id, pk=link.subject_id)
        .select_related("institution", "applicant")
        .first()
    )
    if row is None or link.subject != PublicInfoRequest._meta.label_lower:
        raise LinkRefused(Outcome.OTHER_SUBJECT, link)
    return row


def _said(request: HttpRequest, do: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("do") == do else None


def _same_page(request: HttpRequest) -> None:
    if request.method == "POST" and is_from_another_page(request):
        raise PermissionDenied


@contextmanager
def _house(slug: str) -> Iterator[Institution]:
    """The institution that the address names, in its own transaction and at its wall clock."""
    institution = get_object_or_404(Institution, slug=slug)
    with acting_for(institution.pk), override(institution.zone):
        yield institution


def _page(
    request: HttpRequest, name: str, institution: Institution, words: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    home = reverse("portal:information", args=[institution.slug])
    return doorway.show(
        request, f"portal/openness/{name}.html", institution, {"home": home, **words}, status=status
    )
