"""Visitors of the public pages: nobody is signed in, so a form only has to come from a page of ours."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def is_from_another_page(request: HttpRequest) -> bool:
    """Browsers say where a form stood; a page elsewhere must not make its readers speak here."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin not in {
        f"{request.scheme}://{request.get_host()}",
        *settings.CSRF_TRUSTED_ORIGINS,
    }
