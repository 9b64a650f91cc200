"""Addresses of the language model's help; without a model each is a page that does not exist."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.listen.writing_aid import views

app_name = "writing_aid"

urlpatterns: list[URLPattern | URLResolver] = [
    path("bantuan-menulis/", views.settings, name="settings"),
    path("bantuan-menulis/catatan/", views.log, name="log"),
    path("masukan/<int:conversation_id>/bantuan-menulis/", views.card, name="card"),
    path("masukan/<int:conversation_id>/bantuan-menulis/minta/", views.ask, name="ask"),
    path("bantuan-menulis/<int:aid_id>/pakai/", views.use, name="use"),
]
