from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FoundationConfig(AppConfig):
    name = "pendopo.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Learn every room's kinds of ledger entries."""
        autodiscover_modules("ledger_kinds")
