from __future__ import annotations

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "pendopo.institution.links"
    label = "links"
