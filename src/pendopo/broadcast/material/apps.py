from __future__ import annotations

from django.apps import AppConfig


class MaterialConfig(AppConfig):
    name = "pendopo.broadcast.material"
    label = "material"
