"""Addresses of cases for those who work in the office."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.serve.cases.views import lists, pages

app_name = "cases"

urlpatterns: list[URLPattern | URLResolver] = [
    path("kasus/", lists.table, name="list"),
    path("kasus/papan/", lists.board, name="board"),
    path("kasus/<int:case_id>/", pages.page, name="case"),
]
