"""Where compiled files stand, and the address under which a browser may keep each one for ever."""

from __future__ import annotations

import functools
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.conf import settings
from django.templatetags.static import static

HERE: Final = Path(__file__).parent
BUILT: Final = HERE / "static" / "built"


def address(name: str) -> str:
    """The address of a compiled file; its version is part of it, once the assets have been built."""
    version = (_read_versions() if settings.DEBUG else _versions()).get(name)
    plain = static(f"built/{name}")
    return f"{plain}?v={version}" if version else plain


@functools.cache
def icons() -> frozenset[str]:
    """The meanings listed in icons.toml."""
    shelves = tomllib.loads((HERE / "icons.toml").read_text(encoding="utf-8"))
    return frozenset(meaning for shelf in shelves.values() for meaning in shelf)


@functools.cache
def _versions() -> Mapping[str, str]:
    return _read_versions()


def _read_versions() -> dict[str, str]:
    try:
        return dict(json.loads((BUILT / "manifest.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
