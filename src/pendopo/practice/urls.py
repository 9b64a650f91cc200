from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.practice import views

app_name = "practice"

urlpatterns: list[URLPattern | URLResolver] = [
    path("latihan/api/<path:path>", views.interface, name="interface"),
    path("latihan/", views.wall, name="wall"),
    path("latihan/akun-baru/", views.new_account, name="new_account"),
    path("latihan/@<slug:handle>/", views.wall, name="account"),
    path("latihan/@<slug:handle>/sikap/", views.treat, name="treat"),
    path("latihan/p/<int:post_id>/", views.post, name="post"),
    path("latihan/p/<int:post_id>/kata-warga/", views.say, name="say"),
    path("latihan/p/<int:post_id>/biarkan-warga/", views.react, name="react"),
    path("latihan/gambar/<int:medium_id>", views.medium, name="medium"),
]
