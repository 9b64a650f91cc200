from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeskConfig(AppConfig):
    name = "pendopo.desk"
    label = "desk"

    def ready(self) -> None:
        """Wire the house."""
        autodiscover_modules("wiring", "slots", "quoting", "public_pages", "suggesting")
