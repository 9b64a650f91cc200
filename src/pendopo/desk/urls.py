from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.desk import views

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("cari/", views.search, name="search"),
]
