"""A passkey in a real browser: kept once behind the password, and from then on the only thing needed to enter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.journeys.house import House, a_house
from tests.journeys.people import Somebody, opens_the_house, presses, signs_in, somebody

PASSKEYS = "/masuk/2fa/webauthn/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    # Browsers give passkeys to names, not to bare addresses of machines.
    with a_house(tmp_path_factory.mktemp("house")) as house:
        house.base = house.base.replace("127.0.0.1", "localhost")
        yield house


@pytest.fixture
def ratna(browser: Browser, house: House) -> Iterator[Somebody]:
    person = somebody(browser, house, "Ratna Kusuma")
    yield person
    person.context.close()


class Phone:
    """What holds the passkey: Chromium's own authenticator in software, with a fingerprint that fits or not."""

    def __init__(self, person: Somebody) -> None:
        self._line: CDPSession = person.context.new_cdp_session(person.page)
        self._line.send("WebAuthn.enable")
        self._id = self._line.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )["authenticatorId"]

    def passkeys(self) -> list[dict[str, object]]:
        found = self._line.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        return list(found["credentials"])

    def forgets_everything(self) -> None:
        self._line.send("WebAuthn.clearCredentials", {"authenticatorId": self._id})


def leaves(person: Somebody) -> None:
    person.goes_to("/masuk/logout/")
    presses(person.page, person.page.locator("main form button").first)
    person.goes_to("/lembaga/saya/")
    person.page.wait_for_url(re.compile("/masuk/login/"))


def test_a_passkey_is_kept_and_then_opens_the_house_without_a_password(ratna: Somebody) -> None:
    opens_the_house(ratna, name="Pemerintah Kabupaten Mekarjaya", short_name="Mekarjaya")
    signs_in(ratna)
    phone = Phone(ratna)

    page = ratna.goes_to(f"{PASSKEYS}add/")
    if "/reauthenticate" in page.url:
        ratna.fills(password=ratna.password)
        page.locator("main form button").first.click()
        page.wait_for_url(re.compile(re.escape(f"{PASSKEYS}add/")))
    page.locator("[name=name]").fill("Ponsel dinas")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    assert len(phone.passkeys()) == 1

    leaves(ratna)
    ratna.goes_to("/masuk/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)
    ratna.goes_to(PASSKEYS)
    expect(page.get_by_text("Ponsel dinas").first).to_be_visible()

    # What opened the house was the key itself: without it the same button opens nothing.
    leaves(ratna)
    phone.forgets_everything()
    ratna.goes_to("/masuk/login/")
    page.locator("#passkey_login").click()
    page.wait_for_timeout(1_500)
    ratna.goes_to("/lembaga/saya/")
    page.wait_for_url(re.compile("/masuk/login/"))
