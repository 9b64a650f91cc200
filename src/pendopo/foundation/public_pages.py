"""Pages that citizens read, by what a room calls them; who shows them says where they are.

A room that sends a citizen somewhere writes `public_pages.route("openness.own")`, and a template
`{% public_page "standards.service" slug pk %}`. `desk/public_pages.py` says which address stands for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

_routes: dict[str, str] = {}


def show(routes: Mapping[str, str]) -> None:
    """Say where each page is, once, when the house is switched on."""
    _routes.update(routes)


def route(page: str) -> str:
    """The name of its address."""
    return _routes[page]


def path(page: str, *args: Any) -> str:
    """Where it is in this house."""
    return reverse(route(page), args=args)


def address(page: str, *args: Any) -> str:
    """The whole address, to write to somebody."""
    return urljoin(settings.PUBLIC_URL, path(page, *args))
