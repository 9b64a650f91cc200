"""Addresses of service standards."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.serve.standards.views import deciding, pledging, reading, writing

app_name = "standards"

urlpatterns: list[URLPattern | URLResolver] = [
    path("layanan/", reading.services, name="services"),
    path("layanan/baru/", writing.add, name="add"),
    path("layanan/maklumat/", pledging.pledge, name="pledge"),
    path("layanan/maklumat/<int:pledge_id>/setujui/", pledging.publish, name="publish_pledge"),
    path("layanan/<int:service_id>/", reading.service, name="service"),
    path("layanan/<int:service_id>/nama/", writing.names, name="names"),
    path("layanan/<int:service_id>/tulis/", writing.write, name="write"),
    path("layanan/revisi/<int:revision_id>/", reading.revision, name="revision"),
    path("layanan/revisi/<int:revision_id>/ajukan/", deciding.submit, name="submit"),
    path("layanan/revisi/<int:revision_id>/tarik/", deciding.take_back, name="take_back"),
    path("layanan/revisi/<int:revision_id>/setujui/", deciding.publish, name="publish"),
    path("layanan/revisi/<int:revision_id>/kembalikan/", deciding.give_back, name="give_back"),
    path("layanan/revisi/<int:revision_id>/cabut/", deciding.withdraw, name="withdraw"),
]
