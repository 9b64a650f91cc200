from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.broadcast.material.views import by_link, office, report

app_name = "material"

urlpatterns: list[URLPattern | URLResolver] = [
    path("bahan/", office.material, name="list"),
    path("bahan/minta/", office.ask, name="ask"),
    path("bahan/unit/", report.by_unit, name="by_unit"),
    path("bahan/unit/pdf/", report.by_unit_pdf, name="by_unit_pdf"),
    path("bahan/bulanan/", office.calls, name="calls"),
    path("bahan/bulanan/<int:call_id>/", office.call, name="call"),
    path("bahan/bulanan/<int:call_id>/akhiri/", office.end_call, name="end_call"),
    path("bahan/<int:material_id>/", office.one, name="request"),
    path("bahan/<int:material_id>/ambil/", office.take_in, name="take_in"),
    path("bahan/<int:material_id>/tanya-lagi/", office.send_back, name="send_back"),
    path("bahan/<int:material_id>/tutup/", office.close, name="close"),
    path("bahan/<int:material_id>/kirim-surel/", office.send_now, name="send_now"),
    path("bahan/<int:material_id>/tautan/", office.by_hand, name="by_hand"),
    path("bahan/<int:material_id>/foto/<int:photo_id>/", office.photo, name="photo"),
    path("titip/<str:token>/", by_link.by_link, name="by_link"),
    path("titip/<str:token>/baru/", by_link.new_link, name="new_link"),
    path("titip/<str:token>/foto/<int:photo_id>/", by_link.link_photo, name="link_photo"),
]
