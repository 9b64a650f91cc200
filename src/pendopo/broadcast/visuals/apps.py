from __future__ import annotations

from django.apps import AppConfig


class VisualsConfig(AppConfig):
    name = "pendopo.broadcast.visuals"
    label = "visuals"
