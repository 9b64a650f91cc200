"""A browser for the whole session, and houses that stay open for the length of a test file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pendopo.foundation.ui.assets import BUILT
from tests.journeys.people import COMPLAINTS

CHROMIUM = os.environ.get("PENDOPO_CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if not BUILT.exists():
                item.add_marker(
                    pytest.mark.skip(reason="The assets are not compiled; run python tools/assets.py.")
                )
            if not Path(CHROMIUM).exists():
                item.add_marker(
                    pytest.mark.skip(reason=f"There is no browser at {CHROMIUM}; set PENDOPO_CHROMIUM.")
                )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _pages_keep_to_themselves() -> Iterator[None]:
    """No request to another host, nothing against the content policy, no script that stumbles: in any journey."""
    COMPLAINTS.clear()
    yield
    assert not COMPLAINTS, "\n".join(COMPLAINTS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Keep a picture of every open page of a journey that failed."""
    report = yield
    if report.failed and (browser := getattr(item, "funcargs", {}).get("browser")):
        place = Path("test-results")
        place.mkdir(exist_ok=True)
        for number, context in enumerate(browser.contexts):
            for page in context.pages:
                page.screenshot(path=place / f"{item.name}-{number}.png")
                report.sections.append(
                    (f"page {number}", f"{page.url}\n{page.locator('body').inner_text()[:1500]}")
                )
    return report
