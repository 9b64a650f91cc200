"""What every template knows: the chosen theme, and whether this house is a demonstration."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

THEME_COOKIE: Final = "tampilan"
# What stands in the cookie, and the daisyUI theme it means; no cookie follows the device.
THEMES: Final = {"terang": "pendopo", "gelap": "pendopo-malam"}


def house(request: HttpRequest) -> dict[str, Any]:
    """Hand the shell its theme; an unknown cookie is no choice at all."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": THEMES.get(chosen, ""),
        "theme_choice": chosen if chosen in THEMES else "sistem",
        "is_demonstration": bool(getattr(settings, "PENDOPO_IS_DEMONSTRATION", False)),
    }
