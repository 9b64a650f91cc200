"""An earthquake file of BMKG dropped into a local server becomes a ready draft, and the duty officer's phone says so.

The tests tell one story and run in their order: an editor switches the source on in a browser, the file appears, whoever
is on duty reads of it, sends the draft on its way, and an approver lets it out before it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from pendopo.listen.watch.tests import files, server
from tests.journeys.house import a_house
from tests.journeys.people import approves, explains_and_submits, signs_in, somebody
from tests.journeys.waiting import soon, until

# Runs in a process of its own, beside the house and on its data folder.
PREPARES = """
import django
django.setup()
from django.utils.timezone import now
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
office = an_institution("Pemerintah Kabupaten Sleman")
unit = a_unit(office, "Dinas Komunikasi dan Informatika")
editor = a_member(office, Role.EDITOR, name="Rizal Maulana", unit=unit)
officer = a_member(office, Role.DUTY_OFFICER, name="Yoga Pratama", unit=unit)
approver = a_member(office, Role.APPROVER, name="Ratna Kusumawati")
an_account(office, name="Kabupaten Sleman", owner_unit=unit)
print(editor.person.email, officer.person.email, approver.person.email)
"""
PASSWORD = "kata sandi yang panjang"  # the builders' people have this one
FILE = "/DataMKG/TEWS/autogempa.json"
HEADLINE = "Gempa magnitudo 5,8"


@pytest.fixture(scope="module")
def office(browser, tmp_path_factory) -> Iterator[SimpleNamespace]:
    with (
        server.opened() as sources,
        a_house(tmp_path_factory.mktemp("warned"), PENDOPO_OUTSIDE_ALLOWED_HOSTS=sources.host) as house,
    ):
        emails = house.beside(PREPARES).split()
        people = []
        for email, phone in zip(emails, (False, True, True), strict=True):
            one = somebody(browser, house, email, phone=phone)
            one.email, one.password = email, PASSWORD
            signs_in(one)
            people.append(one)
        editor, officer, approver = people
        yield SimpleNamespace(sources=sources, editor=editor, officer=officer, approver=approver)


def test_the_editor_says_where_the_office_is_and_answers_for_the_source(office):
    office.sources.put(FILE, files.quakes(files.a_quake(at=datetime(2026, 1, 2, tzinfo=UTC)), alone=True))
    editor = office.editor
    editor.goes_to("/pantau/setelan/")
    editor.fills(latitude="-7.716", longitude="110.355", region="Sleman\nMlati")
    editor.presses("Simpan")
    editor.sees("Tersimpan")
    editor.goes_to("/pantau/sumber/baru/")
    editor.fills(
        name="BMKG: gempa bumi terbaru",
        kind="Gempa bumi dari BMKG (JSON)",
        url=office.sources.base + FILE,
        every_minutes="1",
    )
    editor.presses("Simpan")
    editor.sees("BMKG: gempa bumi terbaru")
    editor.presses("Nyalakan")
    editor.sees("Anda bertanggung jawab atasnya")
    until(editor.page, "/pantau/sumber/", lambda: editor.page.get_by_text("dibaca hari ini").count() > 0)
    assert not editor.page.get_by_text(HEADLINE).count()


def test_the_file_becomes_a_draft_as_soon_as_it_is_read(office):
    """How soon that is, `tests/bench/warnings.py` measures: here a browser and other houses work beside it."""
    before = office.sources.times(FILE)
    office.sources.put(FILE, files.quakes(files.a_quake(at=datetime.now(UTC)), alone=True))
    officer = office.officer
    # The source is read once a minute.
    soon(lambda: office.sources.times(FILE) > before, "the source was not read", seconds=120)
    until(officer.page, "/pemberitahuan/", lambda: officer.page.get_by_text(HEADLINE).count() > 0)
    expect(officer.page.get_by_text("Draf menunggu di jalur darurat").first).to_be_visible()


def test_on_the_phone_the_warning_leads_to_its_draft_and_its_original(office):
    officer = office.officer
    officer.goes_to("/")
    officer.page.get_by_text(HEADLINE).first.wait_for()
    officer.goes_to("/pantau/")
    officer.presses("Isi peringatan")
    officer.sees("Dirasakan di Sleman.")
    expect(officer.page.get_by_role("link", name=re.compile("autogempa"))).to_be_visible()
    officer.presses("Buka draf")
    officer.page.wait_for_url(re.compile(r"/konten/\d+/$"))
    expect(officer.page.locator("textarea").first).to_have_value(re.compile("INFO GEMPA BUMI"))
    officer.sees("setelah itu tidak bisa ditayangkan")


def test_somebody_else_approves_it_and_it_goes_out(office):
    officer, approver = office.officer, office.approver
    explains_and_submits(officer)
    number = re.search(r"/konten/(\d+)/", officer.page.url)
    assert number
    approves(approver, number[1])
