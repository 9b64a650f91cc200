from __future__ import annotations

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "pendopo.serve.standards"
    label = "standards"
