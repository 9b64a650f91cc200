"""The menu: the desk and the four pillars."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def menu(request: HttpRequest) -> dict[str, Any]:
    """What the shell shows around every page."""
    del request
    return {"menu": ()}
