from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.broadcast.sharing.views import office, public

app_name = "sharing"

urlpatterns: list[URLPattern | URLResolver] = [
    path("bagikan/", office.kits, name="list"),
    path("bagikan/terima-kasih/", office.thanks, name="thanks"),
    path("bagikan/buat/<int:item_id>/", office.make, name="make"),
    path("bagikan/<int:kit_id>/", office.kit, name="kit"),
    path("bagikan/<int:kit_id>/unit/", office.give, name="give"),
    path("bagikan/<int:kit_id>/pesan/", office.note, name="note"),
    path("bagikan/<int:kit_id>/akhiri/", office.end, name="end"),
    path("b/<str:code>/", public.page, name="page"),
    path("b/<str:code>/salin/", public.copy, name="copy"),
    path("b/<str:code>/gambar/<int:place>/", public.picture, name="picture"),
]
