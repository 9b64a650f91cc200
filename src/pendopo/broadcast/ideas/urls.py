from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.broadcast.ideas import views

app_name = "ideas"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ide/", views.board, name="board"),
    path("ide/baru/", views.write, name="write"),
    path("ide/cari/", views.look, name="look"),
    path("ide/<int:idea_id>/", views.idea, name="idea"),
    path("ide/<int:idea_id>/simpan/", views.keep, name="keep"),
    path("ide/<int:idea_id>/jadikan/", views.take, name="take"),
    path("ide/<int:idea_id>/sisihkan/", views.set_aside, name="set_aside"),
    path("ide/<int:idea_id>/kembalikan/", views.bring_back, name="bring_back"),
]
