"""The table by deadline and the board by state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from pendopo.foundation.ui.templatetags.words import short_day
from pendopo.institution.people import queries as people
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.queries import Cursor
from pendopo.serve.cases import policies, queries
from pendopo.serve.cases.queries import Filters, Tab
from pendopo.serve.cases.states import CaseKind, CaseState, Channel

# What an empty column of the board says.
NOTHING: Final = {
    CaseState.NEW: _("Nothing is to be verified."),
    CaseState.VERIFIED: _("Every verified case has somebody who works on it."),
    CaseState.WAITING_CITIZEN: _("No citizen was asked for something."),
    CaseState.WAITING_UNIT: _("No unit owes an answer."),
    CaseState.IN_PROGRESS: _("Nothing is worked on here."),
    CaseState.ANSWERED: _("No answered case waits to close."),
}


@require_GET
def table(request: Request) -> HttpResponse:
    """Cases by deadline, or those with the words that were asked for."""
    policies.require_may_see(request.member)
    filters, at = Filters.read(request.GET.dict()), now()
    look = queries.search if filters.words else queries.page
    found = look(request.member, filters, after=Cursor.read(request.GET.get("sesudah", "")), now=at)
    counted = queries.counts(request.member, now=at)
    older = f"?{filters.address()}&{urlencode({'sesudah': found.older.written()})}" if found.older else ""
    return render(
        request,
        "cases/table.html",
        {
            **_filter_words(request, filters),
            "found": found,
            "older": older,
            "tabs": [_tab(tab, filters, counted.get(tab, 0)) for tab in Tab],
            "may_import": request.member.may(Permission.MANAGE_CASE_RULES),
            "may_export": request.member.may(Permission.EXPORT),
            "now": at,
        },
    )


@require_GET
def board(request: Request) -> HttpResponse:
    """The open states side by side, each with what is due first."""
    policies.require_may_see(request.member)
    filters, at = Filters.read({**request.GET.dict(), "lihat": Tab.OPEN, "cari": "", "status": ""}), now()
    columns = queries.board(request.member, filters, now=at)
    return render(
        request,
        "cases/board.html",
        {
            **_filter_words(request, filters),
            "columns": [
                (
                    column,
                    _capped(column.count),
                    filters.address(status=column.state.value),
                    NOTHING[column.state],
                )
                for column in columns
            ],
            "first_id": next((line.case.pk for column in columns for line in column.lines), None),
            "now": at,
        },
    )


def _filter_words(request: Request, filters: Filters) -> dict[str, Any]:
    """What the lists may be narrowed to."""
    keepers = people.names_who_may(request.member.institution_id, Permission.HANDLE_CASES)
    units = structure.unit_names(request.member)
    return {
        "filters": filters,
        "narrowed_to": _narrowed_to(filters, units, keepers),
        "query": filters.address(),
        "list_address": reverse("cases:list"),
        "states": CaseState.choices,
        "kinds": CaseKind.choices,
        "channels": Channel.choices,
        "units": units,
        "keepers": keepers,
        "may_rule": request.member.may(Permission.MANAGE_CASE_RULES),
        "may_handle": policies.may_handle(request.member),
    }


def _narrowed_to(
    filters: Filters, units: Iterable[tuple[int, str]], keepers: Iterable[tuple[int, str]]
) -> list[str]:
    """What is chosen, in words: it stands beside the closed filter, so that nobody wonders what is missing."""
    words = [str(CaseState(filters.state).label)] if filters.state else []
    words += [str(CaseKind(filters.kind).label)] if filters.kind else []
    words += [name for number, name in units if number == filters.unit_id]
    words += [name for number, name in keepers if number == filters.keeper_id]
    words += [str(Channel(filters.channel).label)] if filters.channel else []
    words += [pgettext("cases", "from %(day)s") % {"day": short_day(filters.since)}] if filters.since else []
    words += [pgettext("cases", "until %(day)s") % {"day": short_day(filters.until)}] if filters.until else []
    return words + ([str(_("Urgent only"))] if filters.urgent else [])


def _tab(tab: Tab, filters: Filters, many: int) -> dict[str, Any]:
    is_many = many > queries.COUNTED_MOST
    return {
        "label": f"{tab.label} {queries.COUNTED_MOST}+" if is_many else tab.label,
        "href": f"{reverse('cases:list')}?{filters.address(lihat=tab.value, cari='')}",
        "count": None if is_many else many,
        "current": filters.tab == tab and not filters.words,
    }


def _capped(count: int) -> str:
    return f"{queries.COUNTED_MOST}+" if count > queries.COUNTED_MOST else str(count)
