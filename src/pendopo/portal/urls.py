from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.portal import api, front, openness, reporting, standards, tracking, views

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/portal/v1/<path:path>", api.api, name="api"),
    path("portal/", views.hall, name="hall"),
    path("lembaga/portal/", views.tokens, name="tokens"),
    path("lembaga/portal/aturan-komentar/", views.edit_comment_rules, name="edit_comment_rules"),
    path("lembaga/portal/<int:token_id>/cabut/", views.revoke, name="revoke"),
    path("portal/kasus/<str:token>/", tracking.own_case, name="own_case"),
    path("portal/<slug:slug>/lapor/", reporting.report, name="report"),
    path("portal/<slug:slug>/lacak/", tracking.track, name="track"),
    path("portal/<slug:slug>/", front.front, name="front"),
    path("portal/<slug:slug>/berita/", views.news, name="news"),
    path("portal/<slug:slug>/rss.xml", views.feed, name="feed"),
    path("portal/<slug:slug>/akun-resmi/", views.official_accounts, name="official_accounts"),
    path("portal/<slug:slug>/aturan-komentar/", views.comment_rules, name="comment_rules"),
    path("portal/<slug:slug>/layanan/", standards.services, name="services"),
    path("portal/<slug:slug>/layanan/<int:service_id>/", standards.service, name="service"),
    path("portal/<slug:slug>/maklumat/", standards.pledge, name="pledge"),
    path("portal/<slug:slug>/gambar/<slug:sha256>", views.medium, name="medium"),
    path("portal/permohonan/<str:token>/", openness.own_request, name="own_request"),
    path(
        "portal/permohonan/<str:token>/surat/<int:paper_id>/<slug:ending>/",
        openness.own_letter,
        name="own_letter",
    ),
    path("portal/<slug:slug>/informasi-publik/", openness.home, name="information"),
    path("portal/<slug:slug>/informasi-publik/ajukan/", openness.ask, name="ask"),
    path("portal/<slug:slug>/informasi-publik/cek/", openness.check, name="check"),
    path("portal/<slug:slug>/informasi-publik/register/", openness.register, name="public_register"),
    path("portal/<slug:slug>/informasi-publik/maklumat/", openness.pledge, name="info_pledge"),
    path("portal/<slug:slug>/informasi-publik/laporan/<int:year>/", openness.report, name="service_report"),
    path("portal/<slug:slug>/informasi-publik/berkas/<int:listing_id>/", openness.file, name="public_file"),
    path("portal/<slug:slug>/<int:article_id>-<slug:words>/", views.article, name="article"),
]
