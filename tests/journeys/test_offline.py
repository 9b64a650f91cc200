"""Two bars of signal: what was seen opens without any, what is written there is sent once, pictures travel small."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import House
from tests.journeys.people import PATIENCE, signs_in, somebody
from tests.journeys.test_inbox_live import PASSWORD, PREPARES, writes

ANSWERS = """
import sys
import django
django.setup()
from pendopo.foundation.tenancy import whole_house
from pendopo.listen.inbox.models import Reply
with whole_house("a test counts answers"):
    print(Reply.objects.filter(text=sys.argv[1]).exclude(state="draft").count())
"""
WORDS = "Loket pajak buka hari Sabtu, pukul 08.00 sampai 12.00 WIB."


@pytest.fixture(scope="module")
def emails(house) -> list[str]:
    return house.beside(PREPARES).split()


@pytest.fixture
def operator(browser, house, emails):
    person = somebody(browser, house, emails[0], phone=True)
    person.email, person.password = emails[0], PASSWORD
    signs_in(person)
    has_a_worker(person.page)
    yield person
    person.context.close()


def has_a_worker(page: Page) -> None:
    """The service worker is in charge of the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def kept(page: Page, path: str) -> None:
    """Open a page and wait until the device has its copy."""
    page.goto(path)
    page.wait_for_function(
        "async path => Boolean(await (await caches.open('pages-1')).match(path))", arg=path
    )


def answers(house, words: str = WORDS) -> int:
    return int(house.beside(ANSWERS, words))


def test_an_answer_written_without_a_signal_is_sent_once_when_it_is_back(operator, house):
    address = writes(house, "mbak.tini", "Apakah loket pajak buka hari Sabtu?")
    page = operator.page
    kept(page, "/masukan/")
    kept(page, address)

    operator.context.set_offline(True)
    page.goto("/masukan/")
    expect(page.locator("#kept-page")).to_be_visible()
    expect(page.locator("#lines")).to_contain_text("Apakah loket pajak buka")
    page.goto(address)
    expect(page.locator("#said")).to_contain_text("Apakah loket pajak buka hari Sabtu?")
    page.locator("#reply textarea[name=text]").fill(WORDS)
    page.locator("#reply button.btn-primary").click()
    expect(page.locator("#antrean")).to_contain_text(WORDS)
    expect(page.locator("#reply textarea[name=text]")).to_have_value("")
    page.goto("/kalender/")
    operator.sees("Tidak ada sinyal, dan halaman ini belum pernah dibuka")
    page.goto(address)
    expect(page.locator("#antrean")).to_contain_text(WORDS)
    assert answers(house) == 0

    operator.context.set_offline(False)
    # The page hears that it went, and shows itself again.
    expect(page.locator("#kept-page")).to_be_hidden()
    expect(page.locator("main")).to_contain_text(WORDS)
    expect(page.locator("#antrean")).to_be_hidden()
    # Asked again and again, by page and browser, the house has said it once.
    page.goto("/masukan/")
    page.goto(address)
    assert answers(house) == 1


def test_an_answer_whose_receipt_was_lost_is_not_given_twice(browser, house, emails):
    """The house has it, the phone never heard so: the phone asks again with the same key."""
    address = writes(house, "pak.joko", "Kapan lampu jalan di depan SD diperbaiki?")
    words = "Lampu di depan SD diperbaiki besok pagi oleh Dinas Perhubungan."
    with a_bad_line(house) as line:
        page = opens_through(line, browser, house, emails[1], address)
        # A browser tries a broken line once more by itself; the third time it is the service worker that asks.
        line.loses = 2
        page.locator("#reply textarea[name=text]").fill(words)
        page.locator("#reply button.btn-primary").click()
        expect(page.locator("main")).to_contain_text(words)
        expect(page.locator("#antrean")).to_be_hidden()
        page.context.close()
        assert line.lost == 2
    assert answers(house, words) == 1


def test_a_signal_that_comes_while_a_try_is_failing_is_followed_by_another_try(browser, house, emails):
    """The first try began when the house was not well; the signal that came meanwhile is not forgotten with it."""
    address = writes(house, "mas.agus", "Apakah kartu kuning bisa diurus di kecamatan?")
    words = "Bisa, kartu kuning diurus di kecamatan setiap hari kerja."
    with a_bad_line(house) as line:
        page = opens_through(line, browser, house, emails[1], address)
        line.loses, line.refuses_keys = 99, True
        page.locator("#reply textarea[name=text]").fill(words)
        page.locator("#reply button.btn-primary").click()
        expect(page.locator("#antrean")).to_contain_text(words)
        assert line.asked_for_keys.wait(PATIENCE / 1000)
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(500)
        line.loses, line.refuses_keys = 0, False
        line.may_refuse.set()
        expect(page.locator("#antrean")).to_be_hidden()
        page.context.close()
    assert answers(house, words) == 1


def opens_through(line: BadLine, browser: Browser, house: House, email: str, address: str) -> Page:
    """Somebody with a phone on this line, whose device has its copy of the page."""
    person = somebody(browser, House(line.base, house.data, house.process, house.log), email, phone=True)
    person.email, person.password = email, PASSWORD
    signs_in(person)
    has_a_worker(person.page)
    kept(person.page, address)
    return person.page


class BadLine:
    """Lets everything through but the receipts of answers: those it swallows, as often as it is told to.

    Told to refuse keys, it keeps who asks for them waiting, and then says that the house is not well.
    """

    def __init__(self, house: House) -> None:
        self.target = ("127.0.0.1", urlsplit(house.base).port)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.loses = self.lost = 0
        self.refuses_keys = False
        self.asked_for_keys, self.may_refuse = threading.Event(), threading.Event()

    def hear(self) -> None:
        with suppress(OSError):
            while True:
                near = self.door.accept()[0]
                far = socket.create_connection(self.target)
                is_answer = threading.Event()
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(*pair, is_answer, near), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket, is_answer: threading.Event, near) -> None:
        with suppress(OSError):
            while said := here.recv(65536):
                asked = said.split(b"\r\n", 1)[0] if here is near else b""
                if self.refuses_keys and b"/masukan/kunci/" in asked:
                    self.asked_for_keys.set()
                    self.may_refuse.wait(PATIENCE / 1000)
                    near.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
                    break
                if b"/jawab/" in asked:
                    is_answer.set()
                elif here is not near and is_answer.is_set():
                    is_answer.clear()
                    if self.lost < self.loses:
                        self.lost += 1
                        break
                there.sendall(said)
        # Both ends hear of it at once, whoever still listens to them.
        for end in (here, there):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        there.close()


@contextmanager
def a_bad_line(house: House) -> Iterator[BadLine]:
    line = BadLine(house)
    threading.Thread(target=line.hear, daemon=True).start()
    try:
        yield line
    finally:
        line.door.close()


def test_signing_out_forgets_what_the_device_kept(operator, house):
    address = writes(house, "bu.ratmi", "Kapan jadwal imunisasi di puskesmas?")
    page = operator.page
    kept(page, address)
    page.get_by_label("Menu Sari Handayani").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(re.compile("/masuk/"))
    page.wait_for_function("async () => !(await caches.has('pages-1'))")
    operator.context.set_offline(True)
    page.goto(address)
    operator.sees("Tidak ada sinyal, dan halaman ini belum pernah dibuka")
    operator.context.set_offline(False)


def test_a_photograph_is_made_small_on_the_phone(operator, tmp_path):
    photo = tmp_path / "banjir.jpg"
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(photo, quality=92)
    page = operator.goes_to("/konten/pustaka/")
    chooser = page.locator("input[type=file][name=upload]")
    chooser.set_input_files(photo)
    page.wait_for_function("() => document.querySelector('[name=upload]').files[0]?.size < 4_000_000")
    drawn = chooser.evaluate(
        "async one => { const it = await createImageBitmap(one.files[0]); return [it.width, it.height]; }"
    )
    assert drawn == [2560, 1920]
    assert photo.stat().st_size > 4_000_000


def test_the_first_page_of_the_inbox_weighs_less_than_100_kilobytes(browser, house, emails):
    """Everything a phone fetches that was never here before, as it travels."""
    person = somebody(browser, house, emails[1], phone=True)
    person.email, person.password = emails[1], PASSWORD
    signs_in(person)
    session = person.context.new_cdp_session(person.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    weighed: list[float] = []
    session.on("Network.loadingFinished", lambda event: weighed.append(event["encodedDataLength"]))
    person.goes_to("/masukan/")
    person.page.wait_for_load_state("networkidle")
    person.context.close()
    assert len(weighed) > 3
    assert sum(weighed) < 100_000, weighed
