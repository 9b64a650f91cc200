"""What people do in the browser, step by step, as a test reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.house import House

DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}


@dataclass
class Somebody:
    """A person with a browser of their own."""

    name: str
    email: str
    password: str
    context: BrowserContext
    page: Page
    house: House

    def goes_to(self, path: str) -> Page:
        """Open a page by its address."""
        self.page.goto(path)
        return self.page

    def presses(self, words: str, *, exact: bool = True) -> None:
        """Press the button or link with these words."""
        self.page.get_by_role("button", name=words, exact=exact).or_(
            self.page.get_by_role("link", name=words, exact=exact)
        ).first.click()

    def fills(self, **fields: str) -> None:
        """Write into fields by their names."""
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value) if not value.isdigit() else field.select_option(value)
            else:
                field.fill(value)

    def sees(self, words: str) -> None:
        """These words stand on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()


def somebody(browser: Browser, house: House, name: str, *, phone: bool = False) -> Somebody:
    """A person who is not signed in yet."""
    context = browser.new_context(
        base_url=house.base, viewport=PHONE if phone else DESK, locale="id-ID", has_touch=phone
    )
    context.set_default_timeout(20_000)
    handle = name.split(maxsplit=1)[0].lower()
    return Somebody(
        name, f"{handle}@contoh.go.id", f"{handle} menyeberangi sungai 77", context, context.new_page(), house
    )


def opens_the_house(admin: Somebody, *, name: str, short_name: str) -> None:
    """The first administrator follows the link of the terminal."""
    admin.goes_to(admin.house.first_link)
    admin.fills(
        name=name, short_name=short_name, administrator=admin.name, email=admin.email, password=admin.password
    )
    admin.page.locator("main form button[type=submit], main form button:not([type])").last.click()
    admin.page.wait_for_url(lambda url: "/mulai/" not in url)


def has_a_letter(admin: Somebody, person_page: str) -> None:
    """An assignment letter that covers today (R02)."""
    admin.goes_to(f"{person_page}surat/")
    today = date.today()
    admin.fills(
        number="800/123/2026",
        issued_on=(today - timedelta(days=9)).isoformat(),
        valid_from=(today - timedelta(days=9)).isoformat(),
        valid_until=(today + timedelta(days=300)).isoformat(),
    )
    admin.page.locator("main form").last.locator("button").last.click()
    admin.page.wait_for_url(lambda url: "/surat/" not in url)


def invites(admin: Somebody, person: Somebody, *roles: str) -> None:
    """An invitation by mail, a letter, and a password of their own."""
    admin.goes_to("/lembaga/orang/undang/")
    admin.fills(name=person.name, email=person.email)
    for role in roles:
        admin.page.locator(f"[name=roles][value={role}]").check()
    admin.page.locator("main form").last.locator("button").last.click()
    admin.page.wait_for_url(re.compile(r"/lembaga/orang/\d+/$"))
    has_a_letter(admin, admin.page.url)
    link = re.search(r"http\S+/password/reset/key/\S+", person.house.mail_to(person.email))
    assert link
    person.goes_to(link.group())
    person.fills(password1=person.password, password2=person.password)
    person.page.locator("main form button").first.click()
    person.page.wait_for_url(lambda url: "-set-password" not in url)
    signs_in(person)


def signs_in(person: Somebody) -> None:
    """With e-mail and password."""
    person.goes_to("/masuk/login/")
    if "/masuk/login/" not in person.page.url:
        return
    person.fills(login=person.email, password=person.password)
    person.page.locator("main form button[type=submit], main form button:not([type])").first.click()
    person.page.wait_for_url(lambda url: "/masuk/login/" not in url)


def explains_and_submits(author: Somebody) -> None:
    """Submit; whatever the checklist still asks (the hour, the account) is confirmed or explained first."""
    page = author.page
    for _finding in range(8):
        page.locator("button[name=do][value=submit]").last.click()
        page.wait_for_load_state()
        if not page.locator("button[name=do][value=submit]").count():
            return
        confirm = page.locator("#periksa button[value^='confirm:']")
        if confirm.count():
            confirm.first.click()
        else:
            reason = page.locator("#periksa details:has(input[name^='reason.'])").first
            reason.locator("summary").click()
            reason.locator("input").fill("Sudah diperiksa bersama unit.")
            reason.locator("button").click()
        page.wait_for_load_state()
    raise AssertionError(page.locator("main").inner_text())
