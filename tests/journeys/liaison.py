"""Somebody at a unit, with a small phone and no account: what they do with a link, step by step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import House
from tests.journeys.people import PATIENCE, presses, watch

SMALL: Final = {"width": 360, "height": 640}
LINK: Final = re.compile(r"http\S+/(?:jawab|unit|titip)/\S+/")


@dataclass
class Liaison:
    """The page of a link, as its reader sees it."""

    name: str
    page: Page
    house: House

    def opens(self, link: str) -> None:
        """Follow a link from a mail or a message."""
        self.page.goto(link)
        self.fits()

    def opens_mail_to(self, address: str) -> None:
        """Follow the link of the latest mail to a mailbox."""
        self.opens(link_in(self.house.mail_to(address)))

    def answers(self, text: str, *picture: Path) -> None:
        """Write an answer, with pictures from the phone, and read what was sent."""
        form = self._unfolds("Jawab")
        form.locator("[name=said]").fill(text)
        if picture:
            form.locator("[name=pictures]").set_input_files(list(picture))
        self._sends("Kirim jawaban")
        expect(self.page.locator("main")).to_contain_text(text)

    def asks_the_citizen(self, text: str) -> None:
        """Say what only the citizen knows."""
        self._unfolds("Tanya warga").locator("[name=said]").fill(text)
        self._sends("Kirim pertanyaan")

    def says_it_is_not_theirs(self, why: str, *, unit: str = "") -> None:
        """Send the question back, and name whose it is."""
        form = self._unfolds("Bukan kewenangan kami")
        if unit:
            form.locator("[name=to]").select_option(label=unit)
        form.locator("[name=why]").fill(why)
        self._sends("Kembalikan")

    def needs_time(self, until: str, why: str) -> None:
        """Name a day (2026-12-01) and say why."""
        form = self._unfolds("Butuh waktu")
        form.locator("[name=until]").fill(until)
        form.locator("[name=why]").fill(why)
        self._sends("Sebutkan harinya")

    def sees(self, words: str) -> None:
        """These words stand on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def fits(self) -> None:
        """Nothing scrolls sideways."""
        wide = self.page.locator("html").evaluate("page => page.scrollWidth")
        assert wide <= SMALL["width"], f"{wide} px wide: {self.page.url}"

    def _unfolds(self, words: str):
        box = self.page.locator("details", has=self.page.locator("summary", has_text=words))
        if not box.evaluate("one => one.open"):
            box.locator("summary").click()
        box.locator("[name=said_by]").fill(self.name)
        return box

    def _sends(self, words: str) -> None:
        presses(self.page, self.page.get_by_role("button", name=words, exact=True))
        expect(self.page.get_by_text("Sudah kami terima. Terima kasih.")).to_be_visible()
        self.fits()


def a_liaison(browser: Browser, house: House, name: str) -> Liaison:
    """Somebody who never signs in."""
    context = browser.new_context(
        base_url=house.base, viewport=SMALL, locale="id-ID", has_touch=True, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE)
    watch(context, house)
    return Liaison(name, context.new_page(), house)


def link_in(text: str) -> str:
    """The link of a mail or of a text for WhatsApp."""
    found = LINK.search(text)
    assert found, text
    return found.group()
