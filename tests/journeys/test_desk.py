"""The desk as each role meets it: its lines, their one next action by a click, and the search by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Somebody, signs_in, somebody

# What stands on each role's desk in the demonstration: the words of an action, and what it leads to.
ACTIONS = {
    "Operator": ("Periksa dan putuskan", "form[action*='/sudah-dilihat/']"),
    "Penyunting": ("Tinjau", "form[action*='/setujui/']"),
    "Penyetuju": ("Periksa dan putuskan", "form[action*='/sudah-dilihat/']"),
    "Petugas piket": ("Jawab", "form[action*='/jawab/']"),
    "Petugas informasi": ("Jawab", "form[action*='/jawab/']"),
    "Pimpinan": ("Periksa dan putuskan", "form[action*='/sudah-dilihat/']"),
    "Administrator": ("Catat surat berikutnya", "[name=valid_until]"),
}
# Nothing waits for these: their desk says so kindly.
WITHOUT = ("Penghubung unit", "Pengawas")


@pytest.fixture
def person(browser, full_house, request) -> Iterator[Somebody]:
    one = somebody(browser, full_house, request.param)
    one.email, one.password = full_house.password_of(request.param)
    signs_in(one)
    yield one
    one.context.close()


@pytest.mark.parametrize(("person", "role"), [(role, role) for role in ACTIONS], indirect=["person"])
def test_the_one_next_action_of_a_line_leads_to_where_it_is_done(person, role):
    action, where = ACTIONS[role]
    page = person.goes_to("/")
    line = page.locator("section li", has=page.get_by_role("link", name=action, exact=True)).first
    expect(line).to_be_visible()
    line.get_by_role("link", name=action, exact=True).click()
    page.wait_for_url(lambda url: url != f"{person.house.base}/")
    expect(page.locator(f"main {where}").first).to_be_attached()
    if role == "Petugas piket":
        page.locator("main [name=text]").first.fill("Terima kasih, kami periksa hari ini dan kabari di sini.")
        page.locator(f"main {where}").first.get_by_role("button").last.click()
        expect(page.get_by_text("kami periksa hari ini dan kabari").first).to_be_visible()


@pytest.mark.parametrize(("person", "role"), [(role, role) for role in WITHOUT], indirect=["person"])
def test_a_desk_on_which_nothing_waits_says_so(person, role):
    page = person.goes_to("/")
    expect(page.get_by_text("Tidak ada yang menunggu Anda").first).to_be_visible()


@pytest.mark.parametrize("person", ["Operator"], indirect=True)
@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_search_is_one_key_away_and_finds_what_all_rooms_hold(person, key):
    page = person.goes_to("/")
    page.locator("body").press(key)
    expect(page.locator("#shell-search")).to_be_focused()
    page.keyboard.type("posyandu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/**")
    expect(page.get_by_role("heading", name="Konten").first).to_be_visible()
    expect(page.get_by_role("heading", name="Tayang").first).to_be_visible()
    page.locator("main section a").first.click()
    expect(page.locator("main")).to_contain_text("osyandu")
