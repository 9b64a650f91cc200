"""Undo instead of "are you sure": what was just done, with a button that takes it back."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse


def offer(request: HttpRequest, response: HttpResponse, *, words: str, url: str) -> HttpResponse:
    """Show `words` with a button that posts to `url`: at once for htmx, on the next page otherwise."""
    if request.headers.get("HX-Request"):
        response.headers["HX-Trigger"] = json.dumps({"pendopo:undo": {"words": words, "url": url}})
    else:
        messages.success(request, words, extra_tags=f"undo {url}")
    return response
