"""The inbox while two people work in it: keys, what arrives by itself, who answers, and words that are never lost.

The house holds one office with two operators; citizens write by the room's own door, as a reader of a network
would hand it in.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House
from tests.journeys.people import Somebody, signed_in_people

# Each runs in a process of its own, beside the house and on its data folder.
PREPARES = """
from datetime import timedelta
import django
django.setup()
from django.utils.timezone import now
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
office = an_institution("Pemerintah Kabupaten Mekarjaya")
an_account(office, next_read_at=now() + timedelta(days=1))
for name in ("Sari Handayani", "Rahmat Hidayat"):
    print(a_member(office, Role.OPERATOR, name=name).person.email)
"""
WRITES = """
import sys, uuid
import django
django.setup()
from django.utils.timezone import now
from pendopo.foundation.tenancy import acting_for, house_itself, whole_house
from pendopo.institution.accounts.models import SocialAccount
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Conversation
from pendopo.networks.contract import Heard, HeardKind
who, *texts = sys.argv[1:]
with whole_house("a test looks for its account"):
    account = SocialAccount.objects.get()
said = [
    Heard(
        remote_id=str(uuid.uuid4()), thread_id=f"kiriman-{who}", kind=HeardKind.REPLY, author=who, author_name=who,
        text=text, said_at=now(),
    )
    for text in texts
]
with acting_for(account.institution_id):
    actions.take_in(institution_id=account.institution_id, account_id=account.pk, heard=said, now=now())
with acting_for(account.institution_id), house_itself("a test looks for the thread, whoever needs to know of it"):
    print(Conversation.objects.get(account=account, citizen__handle=who).pk)
"""
PASSWORD = "kata sandi yang panjang"  # the builders' people have this one
LIVE_SECONDS = 25_000  # milliseconds: a list looks every ten seconds, a thread every eight


@pytest.fixture(scope="module")
def people(browser, house) -> list[Somebody]:
    """Two operators of one office, signed in."""
    return signed_in_people(browser, house, house.beside(PREPARES), PASSWORD)


@pytest.fixture(scope="module")
def operator(people) -> Somebody:
    return people[0]


@pytest.fixture(scope="module")
def colleague(people) -> Somebody:
    return people[1]


def writes(house: House, who: str, *texts: str) -> str:
    """A citizen writes; returns the address of the conversation."""
    return f"/masukan/{house.beside(WRITES, who, *texts).strip()}/"


def hears_keys(page: Page) -> None:
    """The page's script runs: it shows the button of its keys."""
    page.locator("button[data-keys]:not([hidden])").first.wait_for(state="attached")


def current(page: Page) -> str:
    found = re.search(r"/masukan/(\d+)/", page.url)
    assert found, page.url
    return found.group(1)


def test_what_a_citizen_writes_appears_without_reloading(operator, house):
    page = operator.goes_to("/masukan/?lihat=menunggu")
    page.evaluate("window.same = true")
    writes(house, "mbak.tini", "Apakah loket pajak buka hari Sabtu?")
    expect(page.locator("#lines")).to_contain_text("Apakah loket pajak buka", timeout=LIVE_SECONDS)
    assert page.evaluate("window.same")


def test_keys_lead_through_the_conversations_and_do_what_is_done_all_day(operator, house):
    address = writes(house, "pak.joko", "Lampu jalan di depan SD padam sejak Senin.")
    page = operator.goes_to("/masukan/?lihat=menunggu")
    page.keyboard.press("j")
    page.wait_for_url(re.compile(address))
    hears_keys(page)
    page.keyboard.press("j")
    page.wait_for_url(lambda url: address not in url)
    hears_keys(page)
    page.keyboard.press("k")
    page.wait_for_url(re.compile(address))
    hears_keys(page)

    page.keyboard.press("c")
    expect(page.locator("[data-key=c]")).to_have_count(0)
    hears_keys(page)
    page.keyboard.press("t")
    expect(page.locator("[data-key=t]")).to_have_count(0)
    hears_keys(page)
    page.keyboard.press("b")
    expect(page.locator("#bacaan details").first).to_have_attribute("open", "")
    page.keyboard.press("r")
    answer = page.locator("#reply textarea[name=text]")
    expect(answer).to_be_focused()
    # Whoever types does not press keys of the page.
    page.keyboard.type("jeker c")
    expect(answer).to_have_value("jeker c")
    assert current(page) == address.split("/")[2]
    answer.fill("")
    answer.blur()
    page.keyboard.press("e")
    expect(page.locator("dialog#close-dialog")).to_be_visible()
    page.locator("dialog#close-dialog [name=disposition]").select_option("spam")
    page.locator("dialog#close-dialog form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/masukan/\?lihat=menunggu"))
    expect(page.locator("#lines")).not_to_contain_text("Lampu jalan di depan SD")


def test_a_colleague_sees_who_is_answering(operator, colleague, house):
    address = writes(house, "bu.ratmi", "Kapan jadwal imunisasi di puskesmas?")
    theirs = colleague.goes_to(address)
    ours = operator.goes_to(address)
    ours.locator("#reply textarea[name=text]").fill("Jadwal imunisasi")
    expect(theirs.locator("#said [role=status]")).to_contain_text(
        re.compile(r"sedang (menjawab|membalas)"), timeout=LIVE_SECONDS
    )


def test_a_half_written_answer_is_there_again_after_leaving(operator, house):
    address = writes(house, "mas.bayu", "Bagaimana cara mengurus akta lahir?")
    page = operator.goes_to(address)
    words = "Akta lahir diurus di Disdukcapil dengan membawa"
    page.locator("#reply textarea[name=text]").press_sequentially(words)
    expect(page.locator("#kept")).not_to_be_empty()
    page.evaluate("localStorage.clear()")  # on another device nothing of it is kept
    operator.goes_to("/masukan/")
    operator.goes_to(address)
    expect(page.locator("#reply textarea[name=text]")).to_have_value(words)


def test_a_tab_that_nobody_sees_asks_nothing_and_looks_at_once_when_it_is_seen(operator, house):
    page = operator.goes_to("/masukan/?lihat=menunggu")
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/masukan/kabar/" in request.url else None
    )
    hide = (
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    page.evaluate(hide, True)
    page.wait_for_timeout(500)
    assert asked == []
    page.evaluate(hide, False)
    expect(page.locator("#lines")).to_be_visible()
    page.wait_for_timeout(500)
    assert len(asked) == 1


def test_a_long_conversation_opens_on_a_phone_at_what_is_new_and_then_at_the_newest(operator, house):
    address = writes(house, "bu.lastri", *(f"Pesan lama {number}" for number in range(20)))
    page = operator.goes_to(address)
    desk, said = page.viewport_size, page.locator("#said")
    operator.goes_to(
        "/masukan/"
    )  # an open conversation asks every eight seconds, and what it shows counts as read
    writes(house, "bu.lastri", *(f"Pesan baru {number}" for number in range(12)))
    try:
        page.set_viewport_size({"width": 390, "height": 844})
        operator.goes_to(address)
        expect(said.get_by_text("Pesan baru 0", exact=True)).to_be_in_viewport()
        expect(said.get_by_text("Baru untuk Anda")).to_be_in_viewport()
        expect(said.get_by_text("Pesan lama 0", exact=True)).not_to_be_in_viewport()
        operator.goes_to("/masukan/")
        operator.goes_to(address)
        expect(said.get_by_text("Pesan baru 11", exact=True)).to_be_in_viewport()
        expect(page.get_by_label("Jawaban Anda")).to_be_in_viewport()
    finally:
        page.set_viewport_size(desk)
