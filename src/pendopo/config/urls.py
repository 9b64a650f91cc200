"""Every address of the house."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from pendopo.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("sehat/", health.well, name="well"),
    path("masuk/", include("allauth.urls")),
    path("", include("pendopo.foundation.ui.urls")),
    path("", include("pendopo.institution.urls")),
    path("", include("pendopo.institution.accounts.urls")),
    path("", include("pendopo.institution.notices.urls")),
    path("", include("pendopo.institution.roster.urls")),
    path("", include("pendopo.broadcast.content.urls")),
    path("", include("pendopo.broadcast.publishing.urls")),
    path("", include("pendopo.broadcast.calendar.urls")),
    path("", include("pendopo.broadcast.ideas.urls")),
    path("", include("pendopo.broadcast.material.urls")),
    path("", include("pendopo.broadcast.sharing.urls")),
    path("", include("pendopo.broadcast.visuals.urls")),
    path("", include("pendopo.listen.writing_aid.urls")),
    path("", include("pendopo.listen.watch.urls")),
    path("", include("pendopo.listen.rules.urls")),
    path("", include("pendopo.listen.inbox.urls")),
    path("", include("pendopo.serve.cases.urls")),
    path("", include("pendopo.serve.standards.urls")),
    path("", include("pendopo.serve.openness.urls")),
    path("", include("pendopo.portal.urls")),
    path("", include("pendopo.practice.urls")),
    path("", include("pendopo.desk.urls")),
]
