"""Addresses of the rules of the inbox."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.listen.rules import views

app_name = "rules"

urlpatterns: list[URLPattern | URLResolver] = [
    path("aturan-masukan/", views.rules, name="list"),
    path("aturan-masukan/baru/", views.add, name="add"),
    path("aturan-masukan/<int:rule_id>/", views.rule, name="rule"),
    path("aturan-masukan/<int:rule_id>/ubah/", views.change, name="change"),
    path("aturan-masukan/<int:rule_id>/nyalakan/", views.switch_on, name="switch_on"),
    path("aturan-masukan/<int:rule_id>/matikan/", views.switch_off, name="switch_off"),
    path("aturan-masukan/<int:rule_id>/hapus/", views.remove, name="remove"),
    path("aturan-masukan/<int:rule_id>/pindah/", views.move, name="move"),
    path("masukan/usulan/<int:proposal_id>/ikuti/", views.follow, name="follow"),
    path("masukan/usulan/<int:proposal_id>/tolak/", views.decline, name="decline"),
]
