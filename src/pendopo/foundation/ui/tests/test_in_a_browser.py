"""The kit in a real browser: its script, its keys, its widths, and what axe-core has to say."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pendopo.foundation.ui.assets import BUILT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("pendopo.foundation.ui.tests.addresses"),
    pytest.mark.skipif(not BUILT.exists(), reason="The assets are not compiled; run python tools/assets.py."),
]

CHROMIUM = os.environ.get("PENDOPO_CHROMIUM", "/usr/bin/chromium")


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=Server, handler_class=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, house: str) -> Iterator[Page]:
    # What a route answers here, the service worker would ask the house for.
    context = browser.new_context(
        base_url=house,
        viewport={"width": 1280, "height": 860},
        locale="id-ID",
        service_workers="block",
    )
    page = context.new_page()
    wrongs: list[str] = []
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.on(
        "console",
        lambda line: wrongs.append(line.text) if line.type == "error" and "422" not in line.text else None,
    )
    page.on(
        "request",
        lambda request: None if request.url.startswith((house, "data:")) else wrongs.append(request.url),
    )
    page.goto("/kit/")
    yield page
    context.close()
    assert not wrongs


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(page, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 860})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"]
    serious = [
        (rule["id"], rule["nodes"][0]["target"])
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]
    assert not serious


def test_the_first_tab_stop_skips_to_the_content(page):
    page.goto("/kit/#buttons")
    page.goto("/kit/")
    page.evaluate("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_form_that_came_back_has_the_focus_on_its_errors(page):
    expect(page.locator("main form [role=alert]")).to_be_focused()


def test_the_theme_switches_at_once_and_stays(page):
    page.locator("details:has(.face) > summary").first.click()
    page.get_by_role("button", name="Gelap").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "pendopo-malam")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "pendopo-malam")


def test_keys_open_search_and_help(page):
    page.keyboard.press("/")
    expect(page.locator("#shell-search")).to_be_focused()
    page.keyboard.type("?/")
    expect(page.locator("#shell-search")).to_have_value("?/")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    expect(page.locator("dialog#keys")).to_contain_text("Masukan")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/kit/#lists")
    page.locator("#id_text").focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#shell-search")).to_be_focused()


def test_a_menu_opens_by_key_walks_and_closes(page):
    menu = page.locator("#buttons details").first
    summary = menu.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(menu.locator("a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(menu.locator("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_a_dialog_takes_the_focus_and_gives_it_back(page):
    opener = page.get_by_role("button", name="Buka dialog")
    opener.click()
    expect(page.locator("#kit-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#kit-dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_list_is_put_in_order_without_a_mouse(page):
    order = "[...document.querySelectorAll('[data-sortable] [data-value]')].map((item) => item.dataset.value).join()"
    page.evaluate(
        "document.addEventListener('change', (event) => { window.told = event.detail?.values?.join() })"
    )
    assert page.evaluate(order) == "1,2,3"
    grip = page.locator("[data-grip]").first
    grip.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(order) == "2,3,1"
    assert page.evaluate("window.told") == "2,3,1"
    expect(page.locator("[data-value='1'] [data-grip]")).to_be_focused()


def test_a_list_is_put_in_order_by_dragging(page):
    page.locator("[data-value='3']").drag_to(
        page.locator("[data-value='1']"), target_position={"x": 200, "y": 4}
    )
    order = "[...document.querySelectorAll('[data-sortable] [data-value]')].map((item) => item.dataset.value).join()"
    assert page.evaluate(order) == "3,1,2"


def test_characters_are_counted_as_people_count_them(page):
    page.locator("#id_text").fill("Halo 👨‍👩‍👧")
    expect(page.locator("#id_text_count")).to_have_text("6 / 300")


def a_form(page: Page, *, came_back: bool = False) -> None:
    """A kept form as a page would draw it, with its errors or without."""
    alert = '<p role="alert">Salah</p>' if came_back else ""
    page.route(
        "**/surat/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"""<html lang="id"><title>x</title><script type="module" src="/static/built/pendopo.js"></script>
            <form method="get" action="/surat/" data-keep="surat">{alert}<input name="isi"><input type="password"
            name="sandi"><input name="baris"><input name="baris"><button>Kirim</button></form></html>""",
        ),
    )
    page.goto("/surat/")


def test_a_half_written_answer_survives_a_closed_tab(page):
    a_form(page)
    page.locator("[name=isi]").fill("Belum selesai")
    page.locator("[name=sandi]").fill("rahasia")
    page.wait_for_timeout(600)
    page.goto("/kit/")
    page.goto("/surat/")
    expect(page.locator("[name=isi]")).to_have_value("Belum selesai")
    expect(page.locator("[name=sandi]")).to_have_value("")
    assert "rahasia" not in page.evaluate("JSON.stringify(localStorage)")


def test_what_was_typed_a_moment_before_the_page_went_away_is_kept(page):
    """As when a preview hears that nobody is signed in any more, and the sign-in page comes."""
    a_form(page)
    page.locator("form[data-kept]").wait_for()
    page.locator("[name=isi]").evaluate(
        """field => {
            field.value = "Belum selesai";
            field.dispatchEvent(new Event("input", {bubbles: true}));
            location.assign("/kit/");
        }"""
    )
    page.wait_for_url("**/kit/")
    page.goto("/surat/")
    expect(page.locator("[name=isi]")).to_have_value("Belum selesai")


def test_fields_of_one_name_come_back_each_in_its_place(page):
    a_form(page)
    rows = page.locator("[name=baris]")
    rows.nth(0).fill("Mulai")
    rows.nth(1).fill("Rabu")
    page.wait_for_timeout(600)
    page.goto("/kit/")
    page.goto("/surat/")
    expect(rows.nth(0)).to_have_value("Mulai")
    expect(rows.nth(1)).to_have_value("Rabu")


def test_what_has_been_saved_is_not_kept(page):
    a_form(page)
    page.route("**/surat/?*", lambda route: route.fulfill(status=302, headers={"Location": "/kit/"}))
    page.locator("[name=isi]").fill("Selesai")
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/kit/")
    assert page.evaluate("localStorage.length") == 0


def test_a_refused_form_comes_back_in_place_with_its_token_and_the_focus(page):
    sent: list[str] = []

    def refuse(route):
        sent.append(route.request.headers["x-csrftoken"])
        route.fulfill(
            status=422,
            content_type="text/html",
            body='<form hx-post="/kirim/" hx-swap="outerHTML"><p role="alert" tabindex="-1" data-focus>Salah</p></form>',
        )

    page.route("**/kirim/", refuse)
    page.route(
        "**/surat/",
        lambda route: route.fulfill(
            content_type="text/html",
            body="""<html lang="id"><title>x</title><meta name="csrf-token" content="rahasia">
            <script type="module" src="/static/built/pendopo.js"></script>
            <form hx-post="/kirim/" hx-swap="outerHTML"><button>Kirim</button></form></html>""",
        ),
    )
    page.goto("/surat/")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("alert")).to_have_text("Salah")
    expect(page.get_by_role("alert")).to_be_focused()
    assert sent == ["rahasia"]


def test_undo_is_offered_and_leads_to_its_address(page):
    page.evaluate(
        """document.body.dispatchEvent(new CustomEvent("pendopo:undo",
        { bubbles: true, detail: { words: "Diarsipkan.", url: "/form/" } }))"""
    )
    toast = page.locator("#toasts form")
    expect(toast).to_contain_text("Diarsipkan.")
    toast.get_by_role("button", name="Urungkan").click()
    page.wait_for_url("**/form/")


def test_the_whole_menu_opens_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Lainnya").click()
    expect(page.locator("#menu-sheet")).to_be_visible()
    expect(page.locator("#menu-sheet")).to_contain_text("Dengarkan")
    page.keyboard.press("Escape")
    expect(page.locator("#menu-sheet")).to_be_hidden()


def test_a_row_of_views_wider_than_the_phone_shows_where_one_is(page):
    page.set_viewport_size({"width": 390, "height": 844})
    line = page.locator(".tabline")
    expect(line).to_have_attribute("data-after", "")
    line.evaluate("(line) => line.scrollTo(line.scrollWidth, 0)")
    expect(line).not_to_have_attribute("data-after", "")
    expect(line).to_have_attribute("data-before", "")


def test_a_lost_line_is_said_in_words(page):
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:sendError', { detail: {} }))")
    expect(page.locator("#trouble")).to_contain_text("Sambungan terputus")


def test_the_page_prints_without_its_frame(page):
    page.emulate_media(media="print")
    expect(page.locator(".shell-rail")).to_be_hidden()
    expect(page.locator(".shell-top")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_everything_stands_without_script(browser, house):
    context = browser.new_context(base_url=house, java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto("/kit/")
    page.locator("#buttons details > summary").first.click()
    expect(page.locator("#buttons details a").first).to_be_visible()
    page.locator("details:has(.face) > summary").first.click()
    page.get_by_role("button", name="Gelap").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "pendopo-malam")
    context.close()
