"""The house's one service worker: each app that has something to do in it writes a `service_worker.js`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from django.apps import apps

PART: Final = "service_worker.js"


@cache
def written() -> str:
    """All parts, in the order of the apps, each with its own names."""
    found = (Path(app.path, PART) for app in apps.get_app_configs())
    return "\n".join(f"{{\n{part.read_text(encoding='utf-8')}}}" for part in found if part.is_file())
