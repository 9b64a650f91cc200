"""A colleague opens a short address on the phone and passes a post on: with a script and without, and nobody is known by it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.people import signed_in_people, somebody

# Runs in a process of its own, beside the house and on its data folder.
PREPARES = """
import django
django.setup()
from datetime import timedelta
from django.utils.timezone import now
from pendopo.broadcast.content.tests.builders import a_picture, an_approved_item, use
from pendopo.broadcast.sharing import actions
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
office = an_institution("Pemerintah Kabupaten Mekarjaya")
operator = a_member(office, Role.OPERATOR, name="Sari Handayani")
at = now() - timedelta(hours=1)
with acting_for(office.pk):
    picture = a_picture(operator, now=at)
    item = an_approved_item(operator, an_account(office), now=at, due_at=None, pictures=(use(picture),))
    kit = actions.make_kit(item=item, by=operator, now=at)
    print(operator.person.email, kit.pk, kit.addresses.get().code)
"""
PASSWORD = "kata sandi yang panjang"  # the builders' people have this one
WORDS = "Air bersih kembali mengalir di Desa Sukamaju. Terima kasih atas kesabaran Anda."


@pytest.fixture(scope="module")
def kit(browser, house):
    """The operator, the page of the kit, and the short address."""
    email, pk, code = house.beside(PREPARES).split()
    [operator] = signed_in_people(browser, house, email, PASSWORD)
    return operator, f"/bagikan/{pk}/", f"/b/{code}/"


def test_a_colleague_copies_with_one_touch_and_saves_the_picture(browser, house, kit):
    _operator, _page, address = kit
    colleague = somebody(browser, house, "Wayan Astuti", phone=True)
    colleague.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=house.base)
    colleague.goes_to(address)
    page = colleague.page
    expect(page.locator("#teks-1")).to_have_value(WORDS)
    with page.expect_response(lambda one: one.url.endswith("/salin/") or "salin=1" in one.url):
        colleague.presses("Salin teks")
    colleague.sees("Tersalin")
    assert page.evaluate("navigator.clipboard.readText()") == WORDS
    with page.expect_download() as saved:
        colleague.presses("Simpan gambar")
    assert saved.value.suggested_filename == "gambar-1.jpg"
    assert not colleague.context.cookies()


def test_without_a_script_the_words_stand_there_to_be_marked(browser, house, kit):
    _operator, _page, address = kit
    colleague = somebody(browser, house, "Wawan Gunawan", phone=True, script=False)
    colleague.goes_to(address.upper().replace("/B/", "/b/"))
    colleague.presses("Salin teks")
    colleague.sees("Tandai teks di bawah ini lalu salin.")
    assert not colleague.context.cookies()


def test_the_office_reads_how_many_it_was(kit):
    operator, page, _address = kit
    operator.goes_to(page)
    # Two phones of one house and one browser are one visitor: nobody is told apart more closely than that.
    main = operator.page.locator("main")
    expect(main).to_contain_text("1 kunjungan · 1 salinan")
