"""On a bad line a page is written in before its scripts have come, and answers are lost: nothing typed is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys import people
from tests.journeys.people import Somebody
from tests.journeys.waiting import soon

TABLE = "Kecamatan\tJumlah aduan\nTimur\t1.234\nBarat\t987\nUtara\t640"


@pytest.fixture
def page(browser: Browser, operator: Somebody) -> Iterator[Page]:
    """The operator's, without the service worker: it would fetch the scripts where no test can hold them."""
    context = browser.new_context(
        base_url=operator.house.base,
        storage_state=operator.context.storage_state(),
        service_workers="block",
        viewport=people.PHONE,
    )
    context.set_default_timeout(people.PATIENCE)
    people.watch(context, operator.house)
    yield context.new_page()
    context.close()


@contextmanager
def before_its_scripts(page: Page, address: str) -> Iterator[None]:
    """The page stands and can be written in; its scripts come when this ends."""
    held: list[Route] = []
    is_slow = True
    page.route(
        re.compile(r"/built/.*\.js"), lambda route: held.append(route) if is_slow else route.continue_()
    )
    page.goto(address, wait_until="commit")
    page.locator("main").wait_for()
    yield
    is_slow = False
    for route in held:
        route.continue_()


def a_card(page: Page) -> str:
    page.goto("/grafis/templat/")
    people.presses(page, page.locator("button[formaction$='/bar-chart/mulai/']"))
    return page.url


def test_a_table_that_is_pasted_before_the_scripts_is_read_all_the_same(page):
    with before_its_scripts(page, a_card(page)):
        page.locator("#filling [name=f-chart]").fill(TABLE)
    expect(page.locator("#filling [name=f-title]")).to_have_value(re.compile("1.234"))
    expect(page.locator("#filling [name=f-source]")).to_have_value("")


def test_a_text_that_is_typed_before_the_scripts_is_kept(page, operator):
    address = f"/konten/{people.begins(operator, 'Jalan lingkar dibuka lagi')}/"
    with (
        page.expect_response(lambda answer: answer.url.endswith("/simpan-otomatis/") and answer.ok),
        before_its_scripts(page, address),
    ):
        page.locator("#composer [name=text]").fill("Jalan lingkar dibuka lagi pagi ini.")
    page.reload()
    expect(page.locator("#composer [name=text]")).to_have_value("Jalan lingkar dibuka lagi pagi ini.")


def test_what_the_device_kept_comes_back_but_not_over_what_was_just_typed(page):
    page.goto("/ide/baru/")
    page.locator("main [name=title]").fill("Posyandu keliling")
    page.locator("main textarea").first.fill("Kata kader, banyak yang belum tahu jadwalnya.")
    soon(lambda: "kader" in page.evaluate("JSON.stringify(localStorage)"), "nothing is kept")
    with before_its_scripts(page, "/ide/baru/"):
        page.locator("main [name=title]").fill("Jadwal posyandu")
    expect(page.locator("main textarea").first).to_have_value("Kata kader, banyak yang belum tahu jadwalnya.")
    expect(page.locator("main [name=title]")).to_have_value("Jadwal posyandu")


def test_who_must_sign_in_again_finds_what_they_typed(page):
    page.goto("/ide/baru/")
    page.locator("main [name=title]").fill("Imunisasi di balai desa")
    signed_in = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    people.presses(page, page.locator("main form button").last)
    expect(page).to_have_url(re.compile("/masuk/"))
    page.context.add_cookies(signed_in)
    page.goto("/ide/baru/")
    expect(page.locator("main [name=title]")).to_have_value("Imunisasi di balai desa")


def test_a_card_whose_words_were_not_taken_sends_them_again(page):
    address = a_card(page)
    page.context.set_offline(True)
    page.locator("#filling [name=f-source]").fill("Dinas Kesehatan")
    expect(page.locator("#trouble")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/simpan/") and answer.ok):
        page.context.set_offline(False)
    expect(page.locator("#trouble")).to_be_hidden()
    page.goto(address)
    expect(page.locator("#filling [name=f-source]")).to_have_value("Dinas Kesehatan")
