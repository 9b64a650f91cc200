from __future__ import annotations

from django.urls import path

from pendopo.foundation.ui import views

app_name = "ui"

urlpatterns = [
    path("kit/", views.kit, name="kit"),
    path("kit/brand/<str:colour>.css", views.brand, name="brand"),
    path("kit/fonts/<slug:heading>/<slug:body>.css", views.office_fonts, name="fonts"),
    path("kit/fonts.css", views.font_specimens, name="font_specimens"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("luring/", views.offline, name="offline"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("kit/theme/", views.choose_theme, name="theme"),
]
