"""Pages that a unit opens by a link, without an account: one question, or all of its open questions.

They weigh little, need no script and fit on any phone: whoever has the answer is often somewhere on a road.
A question that was opened is not yet seen: somebody has to touch it.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.foundation.pictures import Taken
from pendopo.foundation.secrets import masks
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.foundation.web import public, visitor_of
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import LinkRefused, Outcome, Purpose
from pendopo.institution.links.doorway import is_touch, kept_private, opened_by_link, say_no, show
from pendopo.institution.links.models import Link
from pendopo.institution.models import OrgUnit
from pendopo.listen.inbox.queries import Cursor
from pendopo.serve.cases import actions, asking
from pendopo.serve.cases.actions.by_unit import PICTURES_MOST
from pendopo.serve.cases.forms.by_link import FORMS, ByLink, NeedTime
from pendopo.serve.cases.models import Attachment, Referral
from pendopo.serve.cases.queries import referring as queries
from pendopo.serve.cases.states import WITH_UNIT, CaseState
from pendopo.serve.cases.unit_clock import UnitClock

A_PAGE: Final = 20
SETTLED_SHOWN: Final = 5
EDGE: Final = 240
BYTES_MOST: Final = 12_000_000


def expired(request: HttpRequest, no: LinkRefused, token: str) -> HttpResponse:
    """A link that opens nothing: why, and where its time has ended, a button that has a new one sent."""
    if no.outcome is not Outcome.EXPIRED or no.link is None:
        return say_no(request, no)
    return show(
        request,
        "cases/by_link/expired.html",
        no.link.institution,
        {"why": str(no), "again": reverse("cases:new_link", args=[no.link.purpose, token])},
    )


@opened_by_link(Purpose.REFERRAL, lost=expired)
def liaison(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """One question to a unit, its clock, and the four things a unit can say."""
    with house_itself("whoever holds the link of a question was asked it"):
        return _question(request, link, link.subject_id, here=reverse("cases:liaison", args=[token]))


@opened_by_link(Purpose.UNIT, lost=expired)
def unit_question(request: HttpRequest, link: Link, token: str, referral_id: int) -> HttpResponse:
    """The same, come from the page of all open questions; only those of the link's own unit."""
    found = queries.questions_by_unit_link(link).filter(pk=referral_id)
    if not found.exists():
        raise LinkRefused(Outcome.OTHER_SUBJECT, link)
    here = reverse("cases:unit_question", args=[token, referral_id])
    return _question(request, link, referral_id, here=here, back=reverse("cases:unit_page", args=[token]))


@require_safe
@opened_by_link(Purpose.UNIT, lost=expired)
def unit_page(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Everything a unit has to answer, the most pressing first."""
    unit = get_object_or_404(OrgUnit.objects.seen_by(link), pk=link.subject_id)
    found = queries.open_questions(unit)
    after = Cursor.read(request.GET.get("sesudah", ""))
    rows = list(
        queries.after(found, at=after.at, number=after.number)[: A_PAGE + 1] if after else found[: A_PAGE + 1]
    )
    last = rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    settled = list(queries.settled_questions(unit)[:SETTLED_SHOWN])
    clocks = asking.clocks_of([*rows[:A_PAGE], *settled])
    elsewhere = queries.elsewhere(rows[:A_PAGE])
    at = now()

    def line(one: Referral) -> dict[str, Any]:
        shown = _line(one, reverse("cases:unit_question", args=[token, one.pk]), clocks[one.pk])
        return shown | {"elsewhere": elsewhere.get(one.pk, "")}

    return show(
        request,
        "cases/by_link/unit.html",
        link.institution,
        {
            "unit": unit,
            "open": found.count(),
            "late": found.filter(answer_by__lt=at).count(),
            "lines": [line(one) for one in rows[:A_PAGE]],
            "older": f"?sesudah={Cursor(at=last.answer_by, number=last.pk).written()}" if last else "",
            "settled": [line(one) for one in settled],
            "now": at,
        },
    )


@require_safe
@opened_by_link(Purpose.REFERRAL, lost=expired, is_part=True)
def picture(request: HttpRequest, link: Link, token: str, attachment_id: int) -> HttpResponse:
    """A picture the unit sent with its answer, small."""
    del request, token
    with house_itself("whoever holds the link of a question sees what they sent"):
        one = get_object_or_404(
            Attachment.objects.seen_by(link), pk=attachment_id, referral_id=link.subject_id, from_unit=True
        )
    with one.file.open("rb") as file:
        small = pictures.thumbnail(file.read(), sha256=one.sha256, edge=EDGE)
    return HttpResponse(small, content_type="image/webp")


@public
@csrf_exempt  # the address is the secret; nobody is signed in
@require_POST
def new_link(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """Somebody came too late: a new link goes to the unit's own mailbox."""
    if purpose not in Purpose.values:
        raise Http404
    try:
        link = links.expired_link(
            token=token, purpose=Purpose(purpose), visitor=visitor_of(request), now=now()
        )
    except LinkRefused as no:
        return kept_private(say_no(request, no))
    try:
        with acting_for(link.institution_id), house_itself("a unit asks for a new link to its question"):
            mailboxes = actions.ask_new_link(link=link, now=now())
    except Refused as no:
        return kept_private(say_no(request, no, link))
    return kept_private(
        show(
            request,
            "cases/by_link/sent_again.html",
            link.institution,
            {"mailboxes": [masks.email(one) for one in mailboxes]},
        )
    )


def _question(
    request: HttpRequest, link: Link, referral_id: int, *, here: str, back: str = ""
) -> HttpResponse:
    referral = queries.referral(link, referral_id)
    if request.method == "POST":
        actions.note_seen(referral=referral, now=now())
        if is_touch(request):
            return HttpResponse(status=204)
        deed = _deed(request)
        form = FORMS[deed](request.POST, request.FILES, referral=referral)
        if form.is_valid():
            try:
                _do(deed, form, referral, link, request)
            except Refused as no:
                form.add_error(no.field if no.field in form.fields else None, str(no))
            else:
                return redirect(f"{here}?terima={deed}&kunci={form.cleaned_data['key']}")
        return _shown(request, referral, here=here, back=back, wrong=form, status=422)
    return _shown(request, referral, here=here, back=back)


def _deed(request: HttpRequest) -> str:
    """Which of the buttons was pressed; a form sent without one is an answer."""
    deed = request.POST.get("do", "")
    return deed if deed in FORMS else "jawab"


def _do(deed: str, form: ByLink, referral: Referral, link: Link, request: HttpRequest) -> None:
    said = form.cleaned_data
    known: dict[str, Any] = {"referral": referral, "link": link, "now": now()}
    known |= {name: said[name] for name in ("said_by", "key")}
    match deed:
        case "tanya":
            actions.ask_citizen(said=said["said"], **known)
        case "bukan":
            actions.bounce(to=said["to"], why=said["why"], **known)
        case "waktu":
            actions.need_time(until=said["until"], why=said["why"], **known)
        case _:
            actions.answer_by_unit(said=said["said"], pictures=_taken(request), **known)


def _taken(request: HttpRequest) -> list[Taken]:
    files = request.FILES.getlist("pictures")
    if len(files) > PICTURES_MOST:
        raise Refused(_("At most %(number)s pictures.") % {"number": PICTURES_MOST}, field="pictures")
    if any((file.size or 0) > BYTES_MOST for file in files):
        raise Refused(_("A picture is larger than 12 MB. Send it smaller."), field="pictures")
    try:
        return [pictures.take_in(pictures.read(file)) for file in files]
    except Refused as no:
        raise Refused(str(no), field="pictures") from no


def _shown(
    request: HttpRequest,
    referral: Referral,
    *,
    here: str,
    back: str,
    wrong: ByLink | None = None,
    status: int = 200,
) -> HttpResponse:
    at = now()
    asked = {name: _form(name, referral, wrong, request) for name in FORMS}
    return show(
        request,
        "cases/by_link/question.html",
        referral.institution,
        {
            "referral": referral,
            "case": referral.case,
            "title": ""
            if referral.case.supervisory_content
            else asking.without_what_is_not_needed(referral.case.title),
            "place": asking.without_what_is_not_needed(referral.case.place),
            "line": _line(referral, here, asking.clock_of(referral)),
            "is_running": referral.state in WITH_UNIT,
            "waits_for_citizen": referral.case.state == CaseState.WAITING_CITIZEN,
            "asked": queries.units_question(referral),
            "said_so_far": queries.said_by_unit(referral),
            "added": [
                (entry.at, asking.without_what_is_not_needed(entry.text))
                for entry in queries.added_by_citizen(referral)
            ],
            "attachments": list(referral.attachments.filter(from_unit=True)),
            "forms": asked,
            "open": _deed(request) if wrong else "",
            "trouble": " ".join(str(one) for one in wrong.non_field_errors()) if wrong else "",
            "received": request.GET.get("terima", ""),
            # Which form arrived: its words need not be kept on the phone any more.
            "kept": request.GET.get("kunci", ""),
            "here": here,
            "back": back,
            "now": at,
        },
        status=status,
    )


def _form(name: str, referral: Referral, wrong: ByLink | None, request: HttpRequest) -> ByLink:
    if wrong is not None and _deed(request) == name:
        return wrong
    if FORMS[name] is NeedTime:
        return NeedTime(referral=referral, days=asking.days_to_name(referral, now=now()))
    return FORMS[name](referral=referral)


def _line(referral: Referral, href: str, clock: UnitClock) -> dict[str, Any]:
    """A question with its clock."""
    at = now()
    used, given = clock.days(at)
    due = asking.due(referral)
    return {
        "referral": referral,
        "href": href,
        "due": due,
        "used": used,
        "given": max(given, 1),
        "left": clock.calendar.business_days_between(at, due),
        "is_late": due < at and referral.state in WITH_UNIT,
        "sign": "danger" if due < at else "warning" if clock.percent(at) >= 50 else "brand",
    }
