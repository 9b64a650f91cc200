from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.institution.notices import views

app_name = "notices"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pemberitahuan/", views.listed, name="list"),
    path("pemberitahuan/dibaca/", views.read, name="read"),
    path("pemberitahuan/perangkat/", views.subscribe, name="subscribe"),
    path("pemberitahuan/perangkat/lepas/", views.unsubscribe, name="unsubscribe"),
    path("pemberitahuan/<int:notice_id>/", views.opened, name="open"),
]
