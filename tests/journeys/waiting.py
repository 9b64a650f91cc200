"""What takes its time in an office: a test looks again until it is so."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page


def soon(seen: Callable[[], bool], what: str, *, seconds: float = 60) -> None:
    """Look again until it is so."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, what
        time.sleep(0.5)


def until(page: Page, path: str, seen: Callable[[], bool], *, seconds: float = 40) -> None:
    """Look at a page again until something is to be seen there."""
    end = time.monotonic() + seconds
    while True:
        page.goto(path)
        if seen():
            return
        assert time.monotonic() < end, page.locator("main").inner_text()
        time.sleep(1)
