from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.institution.views import first_run, ledger, people, profile, settings, units

app_name = "institution"

urlpatterns: list[URLPattern | URLResolver] = [
    path("mulai/", first_run.begin, name="begin"),
    path("lembaga/", settings.home, name="home"),
    path("lembaga/orang/", people.people, name="people"),
    path("lembaga/orang/undang/", people.invite, name="invite"),
    path("lembaga/orang/<int:member_id>/", people.person, name="person"),
    path("lembaga/orang/<int:member_id>/undang-lagi/", people.invite_again, name="invite_again"),
    path("lembaga/orang/<int:member_id>/surat/", people.letter, name="letter"),
    path("lembaga/orang/<int:member_id>/lepas/", people.off_board, name="off_board"),
    path("lembaga/surat/<int:letter_id>/cabut/", people.revoke, name="revoke"),
    path("lembaga/surat/<int:letter_id>/pindaian/", people.scan, name="scan"),
    path("lembaga/wewenang/", people.permissions, name="permissions"),
    path("lembaga/unit/", units.units, name="units"),
    path("lembaga/unit/baru/", units.add, name="add_unit"),
    path("lembaga/unit/tangga/", units.ladder, name="house_ladder"),
    path("lembaga/unit/<int:unit_id>/", units.unit, name="unit"),
    path("lembaga/unit/<int:unit_id>/tutup/", units.close, name="close_unit"),
    path("lembaga/unit/<int:unit_id>/tangga/", units.ladder, name="ladder"),
    path("lembaga/merek/", settings.brand, name="brand"),
    path("lembaga/merek/pratinjau/", settings.brand_preview, name="brand_preview"),
    path("lembaga/logo/<slug:slug>/", settings.logo, name="logo"),
    path("lembaga/hari-kerja/", settings.working_days, name="working_days"),
    path("lembaga/keamanan/", settings.security, name="security"),
    path("lembaga/catatan/", ledger.ledger, name="ledger"),
    path("lembaga/catatan/periksa/", ledger.check, name="check_ledger"),
    path("lembaga/pindah/", profile.change_house, name="change_house"),
    path("lembaga/saya/", profile.profile, name="profile"),
]
