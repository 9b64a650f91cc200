"""A comment becomes a request for public information: asked for what is missing, extended, refused, objected to, answered.

The house's wall clock is moved over the collective leave around Nyepi and Idulfitri 2026. Every date below was
counted by hand from the decree (domain.md 10.2), from Friday 13 March on; nothing here reckons one. Days of leave:
18 to 20, 23 and 24 March; 3 April; 1, 14, 15, 27 and 28 May; 1 and 16 June. The tests tell one story and run in
their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.house import ROOT, a_house
from tests.journeys.people import Somebody, presses, signs_in, somebody
from tests.journeys.waiting import until

MOVED = Path(__file__).with_name("moved")
PORTAL = "/portal/kabupaten-mekarjaya/"

ASKED = "Mohon salinan denah gudang obat kabupaten beserta letak pintu daruratnya."
NAME, ADDRESS, JOB = "Bambang Suryanto", "Jalan Kenanga 9, Mekarjaya", "Guru"
NIK, PHONE = "3374051203850001", "081234567890"
WHY_LONGER = "Uji konsekuensinya belum selesai."
WHY_NOT = "Letak pintu darurat membuka jalan bagi pencuri obat."
WHY_OBJECT = "Anggaran gudang ini pernah dibuka di rapat DPRD."
SUPERIOR_SAYS = "Denahnya tetap dikecualikan; anggarannya dapat Anda baca di daftar informasi publik."


class Clock:
    """The house's wall clock, in the file its processes read."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def shows(self, moment: str) -> None:
        """Western Indonesian Time. A new file takes the place of the old one, so that nobody reads half of it."""
        fresh = self.place.with_suffix(".fresh")
        fresh.write_text(f"{moment}+07:00", encoding="ascii")
        fresh.replace(self.place)


@dataclass
class Story:
    """What the tests know of each other."""

    link: str = ""
    page: str = ""
    number: str = ""
    code: str = ""
    objection: str = ""


@pytest.fixture(scope="module")
def story() -> Story:
    return Story()


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clock")
    folder.chmod(0o755)
    clock = Clock(folder / "now")
    clock.shows("2026-03-10T09:00:00")
    return clock


@pytest.fixture(scope="module")
def house(tmp_path_factory, clock):
    folder = tmp_path_factory.mktemp("house")
    folder.chmod(0o755)
    paths = f"{ROOT / 'src'}:{MOVED}"
    with a_house(folder, command="demo", PYTHONPATH=paths, JOURNEY_CLOCK=str(clock.place)) as house:
        yield house


@pytest.fixture
def citizen(browser, house):
    """On a phone, without script and without an account."""
    citizen = somebody(browser, house, NAME, phone=True, script=False)
    yield citizen
    citizen.context.close()


@pytest.fixture
def in_role(browser, house):
    """Somebody of the office, signed in today."""
    people: list[Somebody] = []

    def come(role: str) -> Somebody:
        person = somebody(browser, house, role)
        person.email, person.password = house.password_of(role)
        signs_in(person)
        people.append(person)
        return person

    yield come
    for person in people:
        person.context.close()


def sends(person: Somebody) -> None:
    """The last button of the form."""
    presses(person.page, person.page.locator("main form").last.locator("button").last)


def comes_back(citizen: Somebody, story: Story) -> None:
    """By number and code, as weeks later."""
    citizen.goes_to(f"{PORTAL}informasi-publik/cek/")
    citizen.fills(number=story.number, code=story.code)
    sends(citizen)
    citizen.sees(story.number)


def letter(person: Somebody, name: str) -> tuple[str, str]:
    """A letter, downloaded and opened: its words as PDF and as DOCX, with single spaces."""
    found = person.page.get_by_role("link", name=name)
    address = found.first.get_attribute("href")
    assert address
    assert address.endswith("/pdf/")
    drawn = person.context.request.get(person.house.base + address)
    pdf = " ".join(page.extract_text() for page in PdfReader(BytesIO(drawn.body())).pages)
    drawn = person.context.request.get(person.house.base + address.removesuffix("pdf/") + "docx/")
    document = Document(BytesIO(drawn.body()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    docx = " ".join([*(one.text for one in document.paragraphs), *cells])
    return " ".join(pdf.split()), " ".join(docx.split())


def test_the_front_page_weighs_less_than_100_kilobytes_on_a_first_visit(browser, house):
    visitor = somebody(browser, house, "Warga", phone=True)
    heard = visitor.context.new_cdp_session(visitor.page)
    weights: list[float] = []
    heard.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    heard.send("Network.enable")
    visitor.goes_to(PORTAL)
    visitor.page.wait_for_load_state("networkidle")
    assert 0 < sum(weights) < 100_000
    visitor.context.close()


def test_a_comment_becomes_a_draft_and_no_clock_runs(citizen, in_role, story):
    citizen.goes_to(f"{PORTAL}berita/")
    citizen.page.locator("main li h2 a").first.click()
    citizen.fills(author="Bambang", text=ASKED)
    sends(citizen)
    operator = in_role("Operator")
    until(
        operator.page,
        "/masukan/",
        lambda: operator.page.get_by_text(ASKED[:40]).count() > 0,
        seconds=240,
    )
    operator.page.get_by_text(ASKED[:40]).first.click()
    operator.presses("Jadikan permohonan informasi")
    operator.sees("tenggat belum berjalan")
    story.page = re.search(r"/informasi/\d+/", operator.page.url + operator.page.content()).group()
    link = operator.page.locator("a[href*='/portal/permohonan/']").first.get_attribute("href")
    assert link
    story.link = link


def test_the_form_by_link_asks_only_for_what_is_missing_and_then_the_clock_runs(citizen, clock, story):
    clock.shows("2026-03-13T14:00:00")
    citizen.goes_to(story.link)
    citizen.sees(ASKED)
    expect(citizen.page.locator("[name=details]")).to_have_count(0)
    # The name on an account is seldom the full one, and what is known of anybody isn't shown to whoever has the link.
    expect(citizen.page.locator("[name=name]")).to_have_value("")
    citizen.fills(
        name=NAME, identity_number=NIK, address=ADDRESS, phone=PHONE, purpose="Kajian keamanan obat."
    )
    citizen.page.locator("[name=obtaining][value=soft_copy]").check()
    citizen.page.locator("[name=sending][value=picked_up]").check()
    sends(citizen)
    citizen.sees("Senin, 6 April 2026")
    terms = citizen.page.locator("dd.num").all_inner_texts()
    story.number, story.code = terms[0].strip(), terms[1].strip()
    assert re.fullmatch(r"\d{3}/PPID/2026", story.number)
    citizen.goes_to(story.link)
    citizen.sees("Lanjutkan dengan nomor dan kodenya")


def test_it_is_extended_once_on_the_last_day(in_role, citizen, clock, story):
    clock.shows("2026-04-06T15:30:00")
    officer = in_role("Petugas informasi")
    officer.goes_to(story.page)
    expect(officer.page.locator("main")).to_contain_text("6 April 2026")
    officer.presses("Perpanjang tenggat")
    officer.page.locator("[name=reason][value=exemption_undecided]").check()
    officer.fills(words=WHY_LONGER)
    sends(officer)
    expect(officer.page.locator("main")).to_contain_text("15 April 2026")
    expect(officer.page.get_by_text("Perpanjang tenggat")).to_have_count(0)
    for words in letter(officer, "Perpanjangan"):
        assert story.number in words
        assert "15 April 2026" in words
        assert WHY_LONGER in words
    comes_back(citizen, story)
    citizen.sees("15 April 2026")


def test_it_is_refused_by_a_consequence_test_with_all_that_the_law_asks_for(in_role, clock, story):
    clock.shows("2026-04-15T10:00:00")
    officer = in_role("Petugas informasi")
    officer.goes_to(story.page)
    officer.presses("Tolak dengan alasan")
    officer.page.locator("[name=holding][value=held]").check()
    officer.fills(words=WHY_NOT)
    sends(officer)
    expect(officer.page.locator("main")).to_contain_text("uji konsekuensi")
    officer.page.locator("[name=test]").select_option(index=1)
    sends(officer)
    expect(officer.page.locator("main")).to_contain_text("pekerjaan pemohon")
    expect(officer.page.locator("[name=words]")).to_have_value(WHY_NOT)
    officer.fills(occupation=JOB)
    sends(officer)
    expect(officer.page.locator("main")).to_contain_text("Ditolak dengan alasan")
    for words in letter(officer, "Penolakan"):
        for field in (story.number, NAME, ADDRESS, JOB, PHONE, ASKED, WHY_NOT):
            assert field in words
        assert "15 April 2026" in words
        assert "keberatan" in words.lower()


def test_the_citizen_objects_on_the_portal(citizen, clock, story):
    clock.shows("2026-05-13T09:00:00")
    comes_back(citizen, story)
    citizen.page.get_by_text("Saya keberatan").first.click()
    citizen.sees("4 Juni 2026")
    citizen.page.locator("#keberatan [name=reason][value=a]").check()
    citizen.page.locator("#keberatan [name=purpose]").fill("Kajian keamanan obat.")
    citizen.page.locator("#keberatan [name=words]").fill(WHY_OBJECT)
    citizen.page.locator("#keberatan button").last.click()
    citizen.sees("2 Juli 2026")
    found = re.search(r"\d{3}/KEB-PPID/2026", citizen.page.content())
    assert found
    story.objection = found.group()
    for words in letter(citizen, "Tanda terima keberatan"):
        assert story.objection in words
        assert "2 Juli 2026" in words


def test_the_superior_answers_and_the_citizen_reads_until_when_the_commission_hears_them(
    in_role, citizen, clock, story
):
    clock.shows("2026-06-05T11:00:00")
    superior = in_role("Atasan petugas informasi")
    superior.goes_to("/informasi/keberatan/")
    superior.page.get_by_role("link", name=story.objection).click()
    expect(superior.page.locator("main")).to_contain_text("2 Juli 2026")
    superior.presses("Jawab keberatan")
    superior.page.locator("[name=verdict][value=rejected]").check()
    superior.fills(words=SUPERIOR_SAYS)
    sends(superior)
    expect(superior.page.locator("main")).to_contain_text("26 Juni 2026")
    for words in letter(superior, "Jawaban atas keberatan"):
        assert story.objection in words
        assert SUPERIOR_SAYS in words
        assert "26 Juni 2026" in words
    comes_back(citizen, story)
    citizen.sees(SUPERIOR_SAYS)
    citizen.sees("26 Juni 2026")
    # The window for what became of the request closed on 4 June.
    expect(citizen.page.get_by_text("Saya keberatan")).to_have_count(0)


def test_the_public_register_tells_what_became_of_it_and_nobodys_name(citizen, story):
    citizen.goes_to(f"{PORTAL}informasi-publik/register/?tahun=2026")
    citizen.sees(story.number)
    said = citizen.page.locator("main").inner_text()
    assert WHY_NOT in said
    assert "13 Maret 2026" in said
    assert "15 April 2026" in said
    assert not any(word in said for word in NAME.split())
    assert NIK not in said
