"""Writing, as the person at the keyboard lives it: a line that is cut, counters that count, one tap that mends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Somebody, begins, signs_in, somebody

TEXT = "Air bersih kembali mengalir di Desa Sukamaju."


@pytest.fixture(scope="module")
def operator(browser, full_house) -> Iterator[Somebody]:
    operator = somebody(browser, full_house, "Operator")
    operator.email, operator.password = full_house.password_of("Operator")
    signs_in(operator)
    yield operator
    operator.context.close()


@pytest.fixture
def page(operator) -> Page:
    """A new item in the composer, for the first two accounts."""
    begins(operator, "Air bersih")
    for account in operator.page.locator("[name=account]").all()[:2]:
        account.check()
    return operator.page


def writes(page: Page, text: str) -> None:
    """Type, and wait until the house has kept it."""
    with page.expect_response(lambda answer: answer.url.endswith("/simpan-otomatis/") and answer.ok):
        page.locator("#composer [name=text]").fill(text)


def test_what_is_typed_while_the_line_is_cut_is_kept_and_saved_when_it_is_back(page, operator):
    writes(page, TEXT)
    operator.context.set_offline(True)
    page.locator("#composer [name=text]").fill(f"{TEXT} Terima kasih sudah sabar.")
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#composer [name=text]")).to_have_value(f"{TEXT} Terima kasih sudah sabar.")
    with page.expect_response(lambda answer: answer.url.endswith("/simpan-otomatis/") and answer.ok):
        operator.context.set_offline(False)
    expect(page.locator("#trouble")).to_be_hidden()
    page.reload()
    expect(page.locator("#composer [name=text]")).to_have_value(f"{TEXT} Terima kasih sudah sabar.")


def test_counters_count_as_each_network_counts(page):
    writes(page, TEXT)
    counts = page.locator("#counts")
    expect(counts).to_contain_text(str(len(TEXT)))
    # An address costs what the network says it costs, whatever its length.
    before = counts.inner_text()
    writes(page, f"{TEXT} https://sukamaju.example.go.id/{'a' * 120}")
    expect(counts).not_to_have_text(before)
    writes(page, TEXT * 400)
    expect(page.locator("#periksa")).to_contain_text("Terlalu panjang")


def test_one_tap_covers_personal_data(page):
    writes(page, f"{TEXT} Hubungi 0812-3456-7890.")
    page.locator("#periksa").get_by_text("Nomor ponsel").first.wait_for()
    page.locator("#periksa button[value^='fix:mobile']").first.click()
    # A press doesn't wait for the page it leads to: its mark is gone from the next one.
    expect(page.locator("#periksa button[value^='fix:mobile']")).to_have_count(0)
    text = page.locator("#composer [name=text]").input_value()
    assert "0812-3456-7890" not in text
    assert text.startswith(TEXT)
