"""What people do in the browser, step by step, as a test reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.journeys.house import House

DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
WIB: Final = ZoneInfo("Asia/Jakarta")
PATIENCE: Final = 30_000  # milliseconds; several houses may be open on one machine

# What browsers complained of since the test began; `conftest.py` lets no test end with a complaint.
COMPLAINTS: Final[list[str]] = []


def watch(context: BrowserContext, house: House) -> None:
    """Note what a page of the house must not do: ask another host, break its content policy, or stumble."""
    own = urlsplit(house.base).netloc

    def asked(request: Request) -> None:
        # A link that people follow to a network leaves the house; what a page fetches by itself must not.
        if request.is_navigation_request():
            return
        asks = request.service_worker.url if request.service_worker else request.frame.url
        asked_for = urlsplit(request.url)
        if urlsplit(asks).netloc != own or asked_for.scheme not in {"http", "https", "ws", "wss"}:
            return
        if asked_for.netloc != own:
            COMPLAINTS.append(f"{asks} asked another host: {request.url}")

    def said(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            COMPLAINTS.append(f"{message.page.url if message.page else ''}: {message.text}")

    context.on("request", asked)
    context.on("console", said)
    context.on("weberror", lambda error: COMPLAINTS.append(f"{error.page.url}: {error.error}"))


@dataclass
class Somebody:
    """A person with a browser of their own."""

    name: str
    email: str
    password: str
    context: BrowserContext
    page: Page
    house: House
    script: bool = True

    def goes_to(self, path: str) -> Page:
        """Open a page by its address."""
        self.page.goto(path)
        return self.page

    def button(self, words: str, *, exact: bool = True) -> Locator:
        """The button or link with these words."""
        named = {"name": words, "exact": exact}
        return self.page.get_by_role("button", **named).or_(self.page.get_by_role("link", **named)).first

    def presses(self, words: str, *, exact: bool = True) -> None:
        """Press the button or link with these words; where a page must be there before what follows, `presses()`."""
        self.button(words, exact=exact).click()

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


def somebody(
    browser: Browser, house: House, name: str, *, phone: bool = False, script: bool = True
) -> Somebody:
    """A person who is not signed in yet; without `script` in a browser that runs none."""
    context = browser.new_context(
        base_url=house.base,
        viewport=PHONE if phone else DESK,
        locale="id-ID",
        has_touch=phone,
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE)
    watch(context, house)
    handle = name.split(maxsplit=1)[0].lower()
    return Somebody(
        name,
        f"{handle}@contoh.go.id",
        f"{handle} menyeberangi sungai 77",
        context,
        context.new_page(),
        house,
        script,
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


def signed_in_people(browser: Browser, house: House, emails: str, password: str) -> list[Somebody]:
    """Those whom a journey has prepared beside the house; `emails` is a line each."""
    found = []
    for email in emails.split():
        person = somebody(browser, house, email)
        person.email, person.password = email, password
        signs_in(person)
        found.append(person)
    return found


def presses(page: Page, button: Locator) -> None:
    """Press what leads to a page, and be there: a press by itself doesn't wait for it."""
    with page.expect_navigation():
        button.click()


def explains_and_submits(author: Somebody) -> None:
    """Submit; whatever the checklist still asks (the hour, the account) is confirmed or explained first."""
    page = author.page
    for _finding in range(8):
        presses(page, page.locator("button[name=do][value=submit]").last)
        if not page.locator("button[name=do][value=submit]").count():
            return
        confirm = page.locator("#periksa button[value^='confirm:']")
        if confirm.count():
            presses(page, confirm.first)
        else:
            reason = page.locator("#periksa details:has(input[name^='reason.'])").first
            reason.locator("summary").click()
            reason.locator("input").fill("Sudah diperiksa bersama unit.")
            presses(page, reason.locator("button"))
    raise AssertionError(page.locator("main").inner_text())


def begins(author: Somebody, title: str) -> str:
    """A new item with its words for colleagues. Returns its number."""
    author.goes_to("/konten/baru/")
    author.fills(title=title)
    author.page.locator("main form").last.locator("button").last.click()
    author.page.wait_for_url(re.compile(r"/konten/\d+/$"))
    found = re.search(r"/konten/(\d+)/", author.page.url)
    assert found
    return found.group(1)


def writes(author: Somebody, title: str, text: str) -> None:
    """Title and text of the master, for every account there is."""
    author.page.locator("#composer [name=title]").fill(title)
    author.page.locator("#composer [name=text]").fill(text)
    for account in author.page.locator("[name=account]").all():
        account.check()


def a_photo(folder: Path) -> Path:
    """A photograph as a phone takes it, large enough for every network."""
    photo = folder / "sumur-bor.jpg"
    image = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    ImageDraw.Draw(image).ellipse((500, 300, 1100, 900), fill=(20, 90, 160))
    image.save(photo, quality=85)
    return photo


def adds_picture(author: Somebody, photo: Path, alt: str) -> None:
    """Choose a file; where scripts run it is uploaded at once, elsewhere by the button beside it."""
    page = author.page
    page.locator("#gambar input[type=file]").first.set_input_files(photo)
    if not author.script:
        page.locator("button[value='upload:0']").click()
    page.locator("[name=alt]").first.fill(alt)


def cites(author: Somebody, kind: str, reference: str) -> None:
    """Say where the numbers come from (R13)."""
    box = author.page.locator("#sumber details")
    box.locator("summary").click()
    box.locator("[name=kind]").select_option(label=kind)
    box.locator("[name=reference]").fill(reference)
    box.locator("form button").click()
    expect(author.page.locator("#sumber")).to_contain_text(reference)


def approves(reviewer: Somebody, item: str) -> None:
    """Open what waits for a decision and say yes."""
    reviewer.goes_to(f"/konten/{item}/tinjau/")
    presses(reviewer.page, reviewer.page.locator("button[form=decide]").last)
    reviewer.sees("Disetujui. Terima kasih.")


def plans(author: Somebody, item: str, at: datetime) -> None:
    """Say when it goes out, by the office's clock."""
    page = author.goes_to(f"/konten/{item}/")
    page.locator("#jadwal [name=due_at]").fill(f"{at:%Y-%m-%dT%H:%M}")
    presses(page, page.get_by_role("button", name="Tetapkan waktu"))
    expect(page.locator("#jadwal [name=due_at]")).to_have_value(f"{at:%Y-%m-%dT%H:%M}")


def next_minute() -> datetime:
    """A full minute: soon, and yet far enough to be typed and sent in time on a machine that is busy."""
    return (datetime.now(WIB) + timedelta(seconds=90)).replace(second=0, microsecond=0)


def tabs_to(person: Somebody, selector: str) -> None:
    """Press Tab until the focus is on something like this; nobody touches a mouse."""
    for _step in range(250):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the Tab key does not lead to {selector} on {person.page.url}")
