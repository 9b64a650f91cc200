"""A browser and a house full of invented people for the whole session; other houses stay open for a test file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from pendopo.foundation.ui.assets import BUILT
from tests.journeys.house import ROOT, House, a_house
from tests.journeys.people import COMPLAINTS, PATIENCE, Somebody, invites, opens_the_house, somebody
from tests.side_by_side import FULL_HOUSE

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("PENDOPO_CHROMIUM", "/usr/bin/chromium")

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    for item in items:
        if item.path.is_relative_to(HERE):
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


def _turn(item: pytest.Item) -> int:
    """Those who walk through the full house come first, in their order; everybody else stays where they stand."""
    path = item.path.relative_to(ROOT).as_posix()
    return FULL_HOUSE.index(path) if path in FULL_HOUSE else len(FULL_HOUSE)


@pytest.fixture(scope="session")
def full_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration, which takes most of a minute to fill. Leave for others what the desk of a role shows."""
    with a_house(tmp_path_factory.mktemp("demo"), command="demo") as house:
        yield house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An empty house for the tests of one file."""
    with a_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def admin(browser: Browser, house: House) -> Somebody:
    admin = somebody(browser, house, "Ratna Dewi")
    opens_the_house(admin, name="Pemerintah Kabupaten Mekarjaya", short_name="Kab. Mekarjaya")
    return admin


@pytest.fixture(scope="module")
def operator(browser: Browser, house: House, admin: Somebody) -> Somebody:
    operator = somebody(browser, house, "Sari Wulandari")
    invites(admin, operator, "operator")
    return operator


@pytest.fixture(scope="module")
def approver(browser: Browser, house: House, admin: Somebody) -> Somebody:
    """With a phone, and an editor as well."""
    approver = somebody(browser, house, "Bambang Sutrisno", phone=True)
    invites(admin, approver, "approver", "editor")
    return approver


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
                # A page that hangs can't be looked at; the rest of the tests go on.
                with suppress(Error):
                    words = page.locator("body").inner_text()[:1500]
                    report.sections.append((f"page {number}", f"{page.url}\n{words}"))
                    page.screenshot(path=place / f"{item.name}-{number}.png")
    return report
