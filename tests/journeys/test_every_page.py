"""Every page a person can reach by links, full of invented people: on a phone and a desk, light and dark.

From the menu each role follows whatever leads on, and opens one page of each kind (an address without its numbers).
What a page must not do beside that (ask other hosts, break its content policy) `conftest.py` asserts.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, expect

from tests.journeys.people import DESK, PHONE, signs_in, somebody, watch

VISITOR = "Visitor"
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
    "Penyetuju": ("/", "/tayang/henti/", "/tayang/?lihat=tayang"),
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
    VISITOR: ("/masuk/login/", "/portal/", "/latihan/"),
}
# What is laid out and what is coloured each come in both ways once.
SETTLED = """() => new Promise(requestAnimationFrame)
    .then(() => new Promise(requestAnimationFrame))
    .then(() => Promise.allSettled(document.getAnimations().map(one => one.finished)))"""
LOOKS = ((PHONE, "light"), (DESK, "dark"))


@pytest.fixture(scope="module")
def cookies(browser, full_house) -> dict[str, list]:
    """The sessions of the demonstration's people."""
    found = {}
    for role in PAGES.keys() - {VISITOR}:
        person = somebody(browser, full_house, role)
        person.email, person.password = full_house.password_of(role)
        signs_in(person)
        found[role] = person.context.cookies()
        person.context.close()
    return found


@pytest.fixture(scope="module")
def kinds(full_house) -> set[str]:
    """What some role has opened already."""
    return set()


@pytest.fixture
def role() -> str:
    return "Operator"


@pytest.fixture
def page(browser, full_house, cookies, role) -> Iterator[Page]:
    context = browser.new_context(
        base_url=full_house.base, viewport=DESK, locale="id-ID", has_touch=True, reduced_motion="reduce"
    )
    watch(context, full_house)
    context.add_cookies(cookies.get(role, []))
    page = context.new_page()
    yield page
    context.close()


def kind_of(path: str) -> str:
    """An address without what tells one page of its kind from another."""
    return re.sub(r"(?<=[/@])[\w-]*\d[\w-]*(?=/|$)|(?<=/@)[\w-]+", "…", urlsplit(path).path)


def links_on(page: Page) -> list[str]:
    """Where this page leads to within the house."""
    found = page.eval_on_selector_all(
        "a[href]",
        "all => all.filter(one => one.origin === location.origin).map(one => one.pathname + one.search)",
    )
    return [one for one in found if not one.startswith("/static/")]


def faults_of(page: Page, path: str) -> Iterator[str]:
    """What is wrong with the open page, in each look."""
    for size, theme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        # Colours fade into the other theme; half-way there is nothing to judge.
        page.evaluate(SETTLED)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            yield f"{path} scrolls sideways by {wider} pixels at {size['width']}"
        for one in Axe().run(page).response["violations"]:
            if one["impact"] in {"serious", "critical"}:
                yield f"{path} {theme} {size['width']}: {one['id']} {one['nodes'][0]['html'][:200]}"


@pytest.mark.parametrize("role", list(PAGES))
def test_pages_are_in_order(page, role, kinds):
    faults: list[str] = []
    waiting = deque(PAGES[role])
    kinds.update(kind_of(path) for path in waiting)
    while waiting:
        path = waiting.popleft()
        try:
            answer = page.goto(path)
        except Error as error:
            assert "Download is starting" in str(error), f"{path}: {error}"
            continue
        assert answer
        if "html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status != 200:
            faults.append(f"{path} answered {answer.status}")
        faults += faults_of(page, path)
        for link in links_on(page):
            if kind_of(link) not in kinds:
                kinds.add(kind_of(link))
                waiting.append(link)
    assert not faults, "\n".join(faults)


def test_the_search_for_pages_went_far(kinds):
    far = {
        "/konten/…/",
        "/konten/…/tinjau/",
        "/tayang/…/",
        "/masukan/…/",
        "/akun/…/",
        "/lembaga/orang/…/",
        "/latihan/p/…/",
    }
    assert far <= kinds
    assert len(kinds) > 40


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
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator("#composer [name=text]")).to_have_value("Semua bisa dicapai tanpa tetikus.")
    page.locator("body").press("/")
    expect(page.locator("#shell-search")).to_be_focused()
    page.keyboard.type("papan tombol")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ditulis dengan papan tombol").first).to_be_visible()
