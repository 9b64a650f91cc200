from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.broadcast.calendar.views import boards, feeds, moving, sheets

app_name = "calendar"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kalender/", boards.month, name="month"),
    path("kalender/minggu/", boards.week, name="week"),
    path("kalender/daftar/", boards.as_list, name="list"),
    path("kalender/tulis/", moving.write, name="write"),
    path("kalender/<int:item_id>/pindah/", moving.move, name="move"),
    path("kalender/impor/", sheets.plan, name="import"),
    path("kalender/impor/templat/", sheets.template, name="template"),
    path("kalender/impor/pakai/", sheets.use, name="use"),
    path("kalender/ekspor/", sheets.export, name="export"),
    path("kalender/langganan/", feeds.manage, name="feed"),
    path("kalender/ics/<int:institution_id>/<str:token>.ics", feeds.ics, name="ics"),
]
