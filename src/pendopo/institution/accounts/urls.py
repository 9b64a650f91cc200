from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.institution.accounts import views

app_name = "accounts"

urlpatterns: list[URLPattern | URLResolver] = [
    path("akun/", views.register, name="register"),
    path("akun/hubungkan/", views.choose, name="choose"),
    path("akun/hubungkan/kembali/", views.come_back, name="come_back"),
    path("akun/hubungkan/<slug:network>/", views.connect, name="connect"),
    path("akun/<int:account_id>/", views.account, name="account"),
    path("akun/<int:account_id>/periksa/", views.check, name="check"),
    path("akun/<int:account_id>/tutup/", views.close, name="close"),
]
