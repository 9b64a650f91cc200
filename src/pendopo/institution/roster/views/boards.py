"""The board: a week, or a month, day by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.institution.people.requests import Request
from pendopo.institution.roster import policies, queries
from pendopo.institution.structure import queries as structure

WEEK = timedelta(days=7)


@require_GET
def board(request: Request) -> HttpResponse:
    """Who is on duty, this week or on the days the address names."""
    member, at = request.member, now()
    return render(request, "roster/board.html", board_words(request) | _beside(request, at) | {"me": member})


def board_words(request: Request) -> dict[str, Any]:
    """What the board shows."""
    member, at = request.member, now()
    today = structure.zone_of(member.institution).day_of(at)
    is_month = request.GET.get("lihat") == "bulan"
    first = _first(request.GET.get("mulai", ""), today, is_month=is_month)
    last = _after(first, is_month=is_month) - timedelta(days=1)
    before = first - timedelta(days=1)
    view = "&lihat=bulan" if is_month else ""
    address = reverse("roster:board")
    return {
        "board": queries.board(member, first, last, now=at),
        "is_month": is_month,
        "is_week": not is_month,
        "week_url": f"{address}?mulai={first.isoformat()}",
        "month_url": f"{address}?lihat=bulan&mulai={first.isoformat()}#hari-ini",
        "before_url": f"{address}?mulai={_first(before.isoformat(), today, is_month=is_month)}{view}",
        "today_url": f"{address}?mulai={today.isoformat()}{view}",
        "after_url": f"{address}?mulai={(last + timedelta(days=1)).isoformat()}{view}",
        "now": at,
    }


def _beside(request: Request, at: datetime) -> dict[str, Any]:
    member = request.member
    return {
        "may_manage": policies.may_manage(member),
        "on_duty": list(queries.on_duty(member.institution, at)),
        "coming": queries.on_duty_next(member.institution, at)[:2],
        "note": queries.handover_for(member, at),
        "own": list(queries.own_shifts(member, at)[:5]),
        "to_answer": list(queries.swaps_to_answer(member, at)),
    }


def _first(written: str, today: date, *, is_month: bool) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = today
    # Decrees and calendars know no other days; an address may hold anything.
    day = min(max(day, date(2000, 1, 1)), date(2100, 1, 1))
    return day.replace(day=1) if is_month else day - timedelta(days=day.weekday())


def _after(first: date, *, is_month: bool) -> date:
    return (first + timedelta(days=32)).replace(day=1) if is_month else first + WEEK
