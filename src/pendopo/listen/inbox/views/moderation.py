"""What was moderated, for those who watch over it, on the screen and as a marked sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.clock import words
from pendopo.foundation.later import Later
from pendopo.foundation.ui.speech import here, language
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions, forms, policies, queries
from pendopo.listen.inbox.queries import Chosen

if TYPE_CHECKING:
    from pendopo.foundation import sheets
else:
    sheets = Later("pendopo.foundation.sheets")

A_PAGE: Final = 25
WHAT: Final = {
    "disembunyikan": gettext_lazy("Hidden"),
    "diblokir": gettext_lazy("Blocked"),
    "diturunkan": gettext_lazy("Taken down"),
}
WIDTHS: Final = (20, 24, 24, 26, 34, 34, 70, 22, 34, 20)


@require_GET
def moderation(request: Request) -> HttpResponse:
    """What was hidden, blocked or taken down, the newest first."""
    policies.require_may_see_moderation(request.member)
    form, chosen = _chosen(request)
    before = number_in(request.GET.get("sebelum", ""))
    found = list(queries.moderated(request.member, chosen, before=before))
    kept = {name: value for name, value in request.GET.items() if name != "sebelum" and value}
    lines = found[:A_PAGE]
    older = f"?{urlencode({**kept, 'sebelum': lines[-1].number})}" if len(found) > A_PAGE else ""
    return render(
        request,
        "inbox/moderation.html",
        {
            "lines": lines,
            "what": chosen.what,
            "tabs": [
                (label, f"?{urlencode({**kept, 'lihat': name})}", name == chosen.what)
                for name, label in WHAT.items()
            ],
            "form": form,
            "older": older,
            "newest": f"?{urlencode(kept)}" if before else "",
            "is_filtered": bool(set(kept) - {"lihat"}),
            "query": urlencode(kept),
            "to_decide": queries.blocks_to_decide(request.member),
            "may_export": request.member.may(Permission.EXPORT),
            "may_read": policies.may_read(request.member),
        },
        status=200 if form.is_valid() else 422,
    )


@require_POST
def download(request: Request) -> HttpResponse:
    """The same as a sheet that says who took it and when; personal data stays covered (R80)."""
    _form, chosen = _chosen(request)
    at = now()
    lists = actions.export_moderation(chosen=chosen, by=request.member, now=at)
    who = _("%(who)s downloaded this from Pendopo on %(when)s. Personal data is covered.") % {
        "who": f"{request.member.name} ({request.member.person.email})",
        "when": words.moment(at, here(), language()),
    }
    book = sheets.marked_book(
        [
            (str(WHAT[what]), list(zip(_heads(), WIDTHS, strict=True)), map(_row, found))
            for what, found in lists.items()
        ],
        mark=who,
    )
    name = f"moderasi-{localtime(at):%Y-%m-%d}.xlsx"
    return HttpResponse(
        book, content_type=sheets.TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _chosen(request: Request) -> tuple[forms.ModerationFilter, Chosen]:
    form = forms.ModerationFilter(request.GET, accounts=queries.accounts_of_moderation(request.member))
    what = request.GET.get("lihat", "")
    said: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return form, Chosen(
        what=what if what in WHAT else "disembunyikan",
        code=said.get("alasan", ""),
        account_id=int(said["akun"]) if said.get("akun") else None,
        since=said.get("sejak"),
        until=said.get("hingga"),
    )


def _heads() -> tuple[str, ...]:
    return (
        _("When"),
        _("By"),
        _("Citizen"),
        _("Account"),
        _("Reason"),
        _("Note"),
        _("What it said"),
        _("State"),
        _("Then"),
        _("Then, when"),
    )


def _row(one: queries.Moderated) -> tuple[object, ...]:
    return (
        localtime(one.at),
        one.by,
        one.citizen,
        one.account,
        one.code,
        one.note,
        one.copy,
        one.state,
        one.then,
        localtime(one.then_at) if one.then_at else "",
    )
