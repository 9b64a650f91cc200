"""A new report on the public pages: without an account, without script, and its code is shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.foundation.web import public, visitor_of
from pendopo.institution.links.doorway import kept_private
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.portal import case_forms as forms
from pendopo.portal.visiting import is_from_another_page
from pendopo.serve.cases import actions as cases

if TYPE_CHECKING:
    import segno
else:
    segno = Later("segno")


@public
@csrf_exempt  # nobody is signed in here, so there is nothing to borrow, and visitors get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and after it the code with its check value."""
    house = get_object_or_404(Institution, slug=slug)
    words = {"institution": house, "nameplate": structure.nameplate(house)}
    if request.method == "POST" and is_from_another_page(request):
        raise PermissionDenied
    with (
        acting_for(house.pk),
        house_itself("a citizen hands in a report, whoever then needs to know of it"),
        override(house.zone),
    ):
        form = forms.Report(request.POST if request.method == "POST" else None)
        if form.is_valid() and not form.cleaned_data["website"]:
            said = form.cleaned_data
            try:
                case = cases.report_from_page(
                    institution_id=house.pk,
                    key=said["key"],
                    kind=said["kind"],
                    title=said["title"],
                    story=said["story"],
                    place=said["place"],
                    happened_on=said["happened_on"],
                    supervisory_content=said["supervisory"],
                    is_anonymous=said["is_anonymous"],
                    is_confidential=said["is_confidential"],
                    contact=cases.Contact(name=said["name"], phone=said["phone"], email=said["email"]),
                    visitor=visitor_of(request),
                    now=now(),
                )
            except Refused as no:
                form.add_error(no.field if no.field in form.fields else None, str(no))
            else:
                address = urljoin(settings.PUBLIC_URL, reverse("portal:track", args=[slug]))
                return kept_private(
                    render(
                        request,
                        "portal/reported.html",
                        {
                            **words,
                            "case": case,
                            "address": address,
                            "drawn": segno.make(address, micro=False).svg_data_uri(scale=4, border=2),
                        },
                    )
                )
        return render(
            request, "portal/report.html", {**words, "form": form}, status=422 if form.errors else 200
        )
