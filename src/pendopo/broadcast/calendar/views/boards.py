"""Month, week and list."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pendopo.broadcast.calendar import forms, queries
from pendopo.broadcast.calendar.drawing import STATES, Drawer
from pendopo.broadcast.content import queries as content
from pendopo.foundation.ui.speech import language
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.queries import units, zone_of

MONTH_SHOWS: Final = 4
WEEK_SHOWS: Final = 40
SPAN_MOST: Final = timedelta(days=366)


@require_GET
def month(request: Request) -> HttpResponse:
    """A month of whole weeks."""
    first, last = queries.month_of(forms.day_of(request.GET.get("bulan", ""), _today(request)))
    around = {
        "before": f"bulan={first - timedelta(days=1):%Y-%m}",
        "after": f"bulan={last + timedelta(days=1):%Y-%m}",
        "here": f"bulan={first:%Y-%m}",
    }
    return _board(request, "month", first, last, MONTH_SHOWS, around)


@require_GET
def week(request: Request) -> HttpResponse:
    """Monday to Sunday."""
    first, last = queries.week_of(forms.day_of(request.GET.get("hari", ""), _today(request)))
    around = {
        "before": f"hari={first - timedelta(days=7)}",
        "after": f"hari={first + timedelta(days=7)}",
        "here": f"hari={first}",
    }
    return _board(request, "week", first, last, WEEK_SHOWS, around)


@require_GET
def as_list(request: Request) -> HttpResponse:
    """Everything in order of time, a page at a time."""
    first, last = span(request)
    rows, has_more = queries.listed(
        request.member, first, last, filters=forms.filters_of(request.GET), after=_mark(request)
    )
    pillars = {one.pk: one for one in content.pillars(request.member.institution_id)}
    words = _words(request, pillars, "list", (first, last), f"dari={first}&sampai={last}")
    drawer: Drawer = words["drawer"]
    shown = [
        {
            "item": row,
            "state": STATES[row.state][0],
            "pillar": pillars.get(row.pillar_id or 0),
            "accounts": ", ".join(drawer.names(row)),
        }
        for row in rows
    ]
    here = f"dari={first}&sampai={last}&{words['kept']}"
    return render(
        request,
        "calendar/list.html",
        words
        | {
            "rows": shown,
            "first": first,
            "last": last,
            "around": _months_around(first, _today(request), words["kept"]),
            "next": f"?{here}&sesudah={rows[-1].due_at:%Y-%m-%dT%H:%M:%S.%fZ}_{rows[-1].id}"
            if has_more
            else "",
            "export": f"{reverse('calendar:export')}?{here}",
        },
    )


def _months_around(first: date, today: date, kept: str) -> dict[str, str]:
    """From the list to the month before and after, and to what is still to come in this one."""
    this = queries.month_of(first)
    days = {
        "before": queries.month_of(this[0] - timedelta(days=1)),
        "after": queries.month_of(this[1] + timedelta(days=1)),
        "today": (today, queries.month_of(today)[1]),
    }
    return {name: f"?dari={begin}&sampai={end}&{kept}" for name, (begin, end) in days.items()}


def span(request: Request) -> tuple[date, date]:
    """The days the address asks for; this month where it asks for none."""
    first, last = queries.month_of(_today(request))
    first = forms.day_of(request.GET.get("dari", ""), first)
    last = forms.day_of(request.GET.get("sampai", ""), max(last, queries.month_of(first)[1]))
    return first, min(max(first, last), first + SPAN_MOST)


def _mark(request: Request) -> tuple[datetime, int] | None:
    at, _underscore, number = request.GET.get("sesudah", "").partition("_")
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (instant, int(number)) if instant.tzinfo and number.isdecimal() and len(number) < 18 else None


def _today(request: Request) -> date:
    return zone_of(request.member.institution).day_of(now())


def _board(
    request: Request, view: str, first: date, last: date, shown: int, around: dict[str, str]
) -> HttpResponse:
    board = queries.board(
        request.member, first, last, now=now(), filters=forms.filters_of(request.GET), shown=shown
    )
    words = _words(request, board.pillars, view, (first, last), around["here"])
    drawer: Drawer = words["drawer"]
    kept = words["kept"]
    return render(
        request,
        "calendar/board.html",
        words
        | {
            "board": board,
            "weeks": [[(day, drawer.entries(day.items)) for day in week] for week in board.weeks],
            "around": {name: f"?{address}&{kept}" for name, address in around.items()}
            | {"today": f"?{kept}#hari-ini"},
            "export": f"{reverse('calendar:export')}?dari={first}&sampai={last}&{kept}",
        },
    )


def _words(request: Request, pillars: Any, view: str, shown: tuple[date, date], here: str) -> dict[str, Any]:
    """What all three views show: filters, tabs and who may do what; `here` is their address without filters."""
    member = request.member
    first, last = shown
    said, kept = forms.cleaned(request.GET), forms.kept(request.GET)
    known = list(accounts.accounts(member.institution_id))
    today = _today(request)
    anchor = today if first <= today <= last else first
    may_move = member.may(Permission.WRITE_CONTENT) or member.may(Permission.SCHEDULE)
    return {
        "view": view,
        "kept": kept,
        "number_of_filters": sum(map(len, said.values())),
        "words": "".join(said.get("q", ())),
        "drawer": Drawer(
            pillars,
            known,
            zone_of(member.institution),
            english=language().startswith("en"),
            may_move=may_move,
            back=request.get_full_path(),
        ),
        "groups": [
            (name, label, [(value, words, str(value) in said.get(name, ())) for value, words in choices])
            for name, label, choices in (
                ("pilar", _("Pillar"), [(one.pk, one) for one in pillars.values()]),
                (
                    "kampanye",
                    _("Campaign"),
                    [(one.pk, one) for one in content.campaigns(member.institution_id)],
                ),
                ("unit", _("Unit"), [(one.pk, one) for one in units(member)]),
                ("akun", _("Account"), [(one.pk, one) for one in known]),
                ("keadaan", _("State"), [(key, label) for key, (label, _icon) in STATES.items()]),
            )
            if choices
        ],
        "asked": request.GET,
        "plain": f"?{here}",
        "tabs": {
            "month": f"{reverse('calendar:month')}?bulan={anchor:%Y-%m}&{kept}",
            "week": f"{reverse('calendar:week')}?hari={anchor}&{kept}",
            "list": f"{reverse('calendar:list')}?dari={first}&sampai={last}&{kept}",
        },
        "may_write": member.may(Permission.WRITE_CONTENT),
        "may_move": may_move,
        "may_import": member.may(Permission.MANAGE_PLAN),
        "may_export": member.may(Permission.EXPORT),
    }
