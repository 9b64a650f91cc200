"""Addresses of the watch."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.listen.watch.views import brief, feeds, news, warnings

app_name = "watch"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pantau/", news.desk, name="desk"),
    path("pantau/berita/<int:story_id>/", news.story, name="story"),
    path("pantau/berita/<int:story_id>/nada/", news.tone, name="tone"),
    path("pantau/berita/<int:story_id>/jawab/", news.answer, name="answer"),
    path("pantau/kliping/<int:entry_id>/", news.clip, name="clip"),
    path("pantau/peringatan/", warnings.index, name="warnings"),
    path("pantau/peringatan/<int:warning_id>/", warnings.warning, name="warning"),
    path("pantau/peringatan/<int:warning_id>/draf/", warnings.draft, name="draft"),
    path("pantau/ringkasan/", brief.page, name="brief"),
    path("pantau/ringkasan.pdf", brief.pdf, name="brief_pdf"),
    path("pantau/sumber/", feeds.index, name="feeds"),
    path("pantau/sumber/baru/", feeds.add, name="add_feed"),
    path("pantau/sumber/cari/", feeds.add_search, name="add_search"),
    path("pantau/sumber/<int:feed_id>/", feeds.change, name="feed"),
    path("pantau/sumber/<int:feed_id>/nyalakan/", feeds.switch_on, name="switch_on"),
    path("pantau/sumber/<int:feed_id>/matikan/", feeds.switch_off, name="switch_off"),
    path("pantau/sumber/<int:feed_id>/hapus/", feeds.remove, name="remove"),
    path("pantau/setelan/", feeds.settings, name="settings"),
]
