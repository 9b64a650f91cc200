"""Addresses of the duty roster."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.institution.roster.views import boards, own, planning, shifts

app_name = "roster"

urlpatterns: list[URLPattern | URLResolver] = [
    path("piket/", boards.board, name="board"),
    path("piket/mingguan/", planning.weekly, name="weekly"),
    path("piket/mingguan/<int:weekly_id>/akhiri/", planning.end, name="end_weekly"),
    path("piket/baru/", planning.new, name="new"),
    path("piket/pengaturan/", planning.cover, name="cover"),
    path("piket/cuti/", own.leave, name="leave"),
    path("piket/cuti/<int:leave_id>/batal/", own.withdraw, name="withdraw_leave"),
    path("piket/jam-tenang/", own.quiet, name="quiet"),
    path("piket/tukar/<int:swap_id>/", shifts.answer, name="answer_swap"),
    path("piket/<int:shift_id>/", shifts.shift, name="shift"),
    path("piket/<int:shift_id>/tukar/", shifts.ask, name="ask_swap"),
    path("piket/<int:shift_id>/serah-terima/", shifts.hand_over, name="hand_over"),
    path("piket/<int:shift_id>/alihkan/", shifts.give, name="give"),
    path("piket/<int:shift_id>/batal/", shifts.call_off, name="call_off"),
]
