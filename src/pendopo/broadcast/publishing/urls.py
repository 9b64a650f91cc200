from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.broadcast.publishing import pictures, views

app_name = "publishing"

urlpatterns: list[URLPattern | URLResolver] = [
    path("tayang/", views.deliveries, name="list"),
    path("tayang/henti/", views.stop, name="stop"),
    path("tayang/lanjut/", views.resume, name="resume"),
    path("tayang/<int:delivery_id>/", views.delivery, name="delivery"),
    path("tayang/<int:delivery_id>/sudah-dilihat/", views.unsure, name="unsure"),
    path("tayang/<int:delivery_id>/terlambat/", views.late, name="late"),
    path("tayang/<int:delivery_id>/batal/", views.cancel, name="cancel"),
    path("tayang/<int:delivery_id>/turunkan/", views.take_down, name="take_down"),
    path("tayang/<int:delivery_id>/coba-lagi/", views.try_again, name="try_again"),
    path("tayang/<int:delivery_id>/tautan/", views.paste_link, name="paste_link"),
    path("tayang/<int:delivery_id>/sudah/", views.done_by_hand, name="done_by_hand"),
    path("tayang/<int:delivery_id>/gambar/<int:place>", pictures.picture, name="picture"),
]
