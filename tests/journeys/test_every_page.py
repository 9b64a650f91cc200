"""Every page of the menu, full of invented people: on a phone and a desk, light and dark, and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.house import a_house
from tests.journeys.people import DESK, PHONE, signs_in, somebody

PAGES = {
    "Operator": (
        "/",
        "/konten/",
        "/kalender/",
        "/kalender/daftar/",
        "/tayang/",
        "/masukan/?lihat=menunggu",
        "/konten/pustaka/",
        "/cari/?q=air",
    ),
    "Administrator": (
        "/",
        "/akun/",
        "/akun/hubungkan/",
        "/lembaga/",
        "/lembaga/orang/",
        "/lembaga/wewenang/",
        "/lembaga/merek/",
        "/lembaga/portal/",
        "/pemberitahuan/",
    ),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    folder.chmod(0o755)
    with a_house(folder, command="demo") as house:
        yield house


@pytest.fixture(scope="module")
def cookies(browser, house) -> dict[str, list]:
    """The sessions of the demonstration's people."""
    found = {}
    for role in PAGES:
        person = somebody(browser, house, role)
        person.email, person.password = house.password_of(role)
        signs_in(person)
        found[role] = person.context.cookies()
        person.context.close()
    return found


@pytest.fixture(params=["light", "dark"])
def theme(request) -> str:
    return request.param


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request) -> dict[str, int]:
    return request.param


@pytest.fixture(params=list(PAGES))
def role(request) -> str:
    return request.param


@pytest.fixture
def page(browser, house, cookies, role, size, theme) -> Iterator[Page]:
    context = browser.new_context(
        base_url=house.base, viewport=size, color_scheme=theme, locale="id-ID", has_touch=size == PHONE
    )
    context.add_cookies(cookies[role])
    page = context.new_page()
    yield page
    context.close()


def test_pages_are_in_order(page, role, house):
    strangers: list[str] = []
    page.on(
        "request",
        lambda asked: (
            None
            if urlsplit(asked.url).netloc in {urlsplit(house.base).netloc, ""}
            else strangers.append(asked.url)
        ),
    )
    for path in PAGES[role]:
        answer = page.goto(path)
        assert answer and answer.status == 200, path
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{path} scrolls sideways by {wider} pixels"
        found = [
            f"{path}: {one['id']} {one['nodes'][0]['html'][:200]}"
            for one in Axe().run(page).response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        assert not found, "\n".join(found)
    assert not strangers


@pytest.mark.parametrize(("role", "size", "theme"), [("Operator", DESK, "light")], indirect=True)
def test_the_way_to_a_post_and_back_needs_no_mouse(page):
    page.goto("/")
    page.keyboard.press("n")
    page.wait_for_url("**/konten/baru/")
    page.locator("[name=title]").first.focus()
    page.keyboard.type("Ditulis dengan papan tombol")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/konten/baru/" not in url)
    page.locator("#composer [name=text]").focus()
    page.keyboard.type("Semua bisa dicapai tanpa tetikus.")
    page.keyboard.press("Control+s")
    page.wait_for_load_state()
    expect(page.locator("#composer [name=text]")).to_have_value("Semua bisa dicapai tanpa tetikus.")
    page.locator("body").press("/")
    expect(page.locator("#shell-search")).to_be_focused()
    page.keyboard.type("papan tombol")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ditulis dengan papan tombol").first).to_be_visible()
