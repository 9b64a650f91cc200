"""From an idea that suggests itself to content with draft words; and a colleague's own idea, on a phone without script."""

from __future__ import annotations

import re

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, expect

from pendopo.foundation.clock import Zone, to_prepare
from tests.journeys.house import House
from tests.journeys.people import Somebody, invites, presses, somebody


def test_a_national_day_becomes_content_by_one_touch_and_is_seen_as_taken(operator: Somebody):
    days = [day for day in to_prepare(Zone.WIB.day_of(now())) if day.on > Zone.WIB.day_of(now())]
    if not days:
        pytest.skip("No national day needs preparing in this week of the year.")
    day = days[0]
    page = operator.goes_to("/")
    page.get_by_role("link", name="Ide", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/ide/$"))
    operator.presses("Cari lagi sekarang")
    card = page.locator("[data-idea]", has=page.get_by_role("link", name=day.name, exact=True))
    expect(card).to_have_count(1)
    expect(card).to_contain_text("belum ada yang direncanakan")
    card.get_by_role("button", name="Jadikan konten").click()
    page.wait_for_url(re.compile(r"/konten/\d+/\?templat="))
    expect(page.get_by_role("heading", level=1)).to_have_text(day.name)
    words = page.locator("form#composer textarea").first.input_value()
    assert day.name in words
    assert "[" in words
    operator.sees("Gambar yang cocok:")
    page.goto("/ide/")
    taken = page.locator("#lane-taken [data-idea]", has_text=day.name)
    expect(taken.get_by_role("link", name="Buka kontennya")).to_be_visible()
    expect(page.locator("#lane-suggested [data-idea]", has_text=day.name)).to_have_count(0)
    presses(page, operator.button("Cari lagi sekarang"))
    expect(page.locator("#lane-suggested [data-idea]", has_text=day.name)).to_have_count(0)


def test_a_liaison_puts_an_idea_on_the_board_from_a_phone_without_script(
    browser: Browser, house: House, admin: Somebody, operator: Somebody
):
    liaison = somebody(browser, house, "Wayan Astuti", phone=True, script=False)
    invites(admin, liaison, "unit_liaison")
    liaison.goes_to("/ide/baru/")
    liaison.fills(title="Posyandu pindah sementara", why="Ibu-ibu masih datang ke tempat lama.")
    liaison.presses("Pasang di papan")
    liaison.sees("Ide Anda sudah ada di papan.")
    page = operator.goes_to("/ide/")
    page.get_by_role("link", name="Posyandu pindah sementara").click()
    page.locator("form[action$='/sisihkan/'] [name=why]").fill("Diganti pengumuman dinas.")
    operator.presses("Sisihkan")
    expect(page.locator("#lane-kept")).not_to_contain_text("Posyandu pindah sementara")
    page.locator("#toasts button").first.click()
    expect(page.locator("#lane-kept")).to_contain_text("Posyandu pindah sementara")
