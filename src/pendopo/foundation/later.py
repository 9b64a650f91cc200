"""Modules that are large to hold and seldom asked for: read in when first used, and kept."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final


class Later:
    """Stands for a module until something of it is asked for.

    An idle house is small because what reads a spreadsheet once a month is not in its memory. Beside it stands the
    import for `TYPE_CHECKING`, so types and walls see the module as ever.
    """

    def __init__(self, name: str) -> None:
        self._name: Final = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
