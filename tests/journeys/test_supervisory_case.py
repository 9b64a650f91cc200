"""A case with supervisory content, by every route a colleague has: who is on its list sees it, nobody else finds a trace.

The house holds one office; a citizen's comment comes in by the room's own door. The tests tell one story and run in
their order.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Somebody, presses, signed_in_people, somebody
from tests.journeys.test_inbox_live import LIVE_SECONDS, PASSWORD, WRITES

# Each runs in a process of its own, beside the house and on its data folder.
PREPARES = """
from datetime import timedelta
import django
django.setup()
from django.utils.timezone import now
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
office = an_institution("Pemerintah Kabupaten Mekarjaya")
an_account(office, next_read_at=now() + timedelta(days=1))
unit = a_unit(office, "Dinas Perizinan")
everything = set(Role) - {Role.COORDINATOR}
for name, roles, where in (
    ("Sari Handayani", {Role.OPERATOR}, None),
    ("Agus Setiawan", {Role.COORDINATOR}, None),
    ("Rahmat Hidayat", everything, None),
    ("Waskito", everything, unit),
):
    print(a_member(office, *roles, name=name, unit=where).person.email)
"""
# What the case became, by the room's own doors.
KNOWS = """
import json
import django
django.setup()
from pendopo.foundation.tenancy import acting_for, house_itself, whole_house
from pendopo.institution.models import Institution
from pendopo.serve.cases.models import Case
with whole_house("a test looks for its institution"):
    house = Institution.objects.get()
with acting_for(house.pk), house_itself("a test looks for its case"):
    case = Case.objects.get()
    print(json.dumps({"code": case.code, "check_value": case.check_value}))
"""
# All rows that hang from the case or its thread, as the application's own role shows them to one member; what may be
# counted; and how many rows that member changes by statements of their own.
LOOKS = """
import json, sys
import django
django.setup()
from django.db import connection
from pendopo.foundation.tenancy import acting_as, whole_house
from pendopo.institution.models import Member
email, case, conversation = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with whole_house("a test looks for one of its people"):
    member = Member.objects.select_related("institution").get(person__email=email)
def asked(statement, *given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall() if cursor.description else cursor.rowcount
found = {}
with acting_as(member):
    [(owns,)] = asked("SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public'")
    columns = asked(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND column_name IN ('case_id', 'conversation_id')"
    )
    for table, column in [*columns, ("cases_case", "id"), ("inbox_conversation", "id")]:
        number = case if column == "case_id" or table == "cases_case" else conversation
        [(count,)] = asked(f"SELECT count(*) FROM {table} WHERE {column} = %s", number)
        if count:
            found[table] = count
    counts = asked("SELECT * FROM cases_restricted_counts()")
    changed = asked("UPDATE cases_case SET title = 'Milik saya', known_to = NULL WHERE id = %s", case)
    changed += asked("DELETE FROM cases_knower WHERE case_id = %s", case)
    from django.db import transaction
    transaction.set_rollback(True)
print(json.dumps({"owns": owns, "found": found, "counts": counts, "changed": changed}))
"""
SAID = "Waskito di loket meminta pelicin."
SECRET = re.compile("pelicin", re.IGNORECASE)


@dataclass
class Story:
    """What the tests know of each other."""

    case: str = ""
    thread: str = ""
    code: str = ""
    check_value: str = ""

    @property
    def number(self) -> str:
        return self.case.split("/")[2]

    def is_told_by(self, text: str) -> bool:
        """Whether a page gives it away; what somebody searched for stands there by itself."""
        for asked in ("cari=pelicin", "q=pelicin", "“pelicin”", "‘pelicin’", '"pelicin"'):
            text = text.replace(asked, "")
        return bool(SECRET.search(text)) or (self.code in text.replace(f"“{self.code}”", ""))


@pytest.fixture(scope="module")
def people(browser, house) -> list[Somebody]:
    """Operator, coordinator, a colleague with every other role, and one of the unit complained of; signed in."""
    return signed_in_people(browser, house, house.beside(PREPARES), PASSWORD)


@pytest.fixture(scope="module")
def sari(people) -> Somebody:
    return people[0]


@pytest.fixture(scope="module")
def agus(people) -> Somebody:
    return people[1]


@pytest.fixture(params=["colleague", "accused"])
def outsider(people, request) -> Somebody:
    return people[2 if request.param == "colleague" else 3]


@pytest.fixture(scope="module")
def story() -> Story:
    return Story()


def puts_on_the_list(person: Somebody, story: Story, name: str, why: str) -> None:
    person.goes_to(f"{story.case}yang-tahu/")
    person.page.get_by_label("Siapa?").select_option(label=name)
    person.page.get_by_label("Mengapa ia perlu tahu?").fill(why)
    presses(person.page, person.button("Masukkan ke daftar"))


def test_a_comment_becomes_a_case_that_vanishes_from_open_pages_when_it_is_marked(house, people, sari, story):
    story.thread = f"/masukan/{house.beside(WRITES, 'budi', SAID).strip()}/"
    sari.goes_to(story.thread)
    sari.presses("Buka kasus")
    sari.presses("Buka kasusnya")
    sari.page.wait_for_url(re.compile(r"/kasus/\d+/$"))
    story.case = re.sub(r"^.*(/kasus/\d+/)$", r"\1", sari.page.url)
    known = json.loads(house.beside(KNOWS))
    story.code, story.check_value = known["code"], known["check_value"]
    house.beside(WRITES, "budi", "Ini foto uang pelicin itu.")

    others = people[2:]
    for one in others:
        expect(one.goes_to(story.case).locator("main")).to_contain_text(story.code)
        expect(one.goes_to("/masukan/?lihat=menunggu").locator("#lines")).to_contain_text("pelicin")
        one.page.evaluate("window.same = true")

    sari.goes_to(f"{story.case}yang-tahu/")
    sari.page.get_by_label("Unit yang diadukan").select_option(label="Dinas Perizinan")
    sari.presses("Tandai berkadar pengawasan")
    expect(sari.page.get_by_role("heading", name="Dalam daftar")).to_be_visible()
    sari.sees("Agus Setiawan")
    # What comes in now is told to nobody else, and what stood on their screens goes without a reload.
    house.beside(WRITES, "budi", "Nama petugas pelicin itu saya tahu.")
    for one in others:
        expect(one.page.locator("#content")).not_to_contain_text("pelicin", timeout=LIVE_SECONDS)
        assert one.page.evaluate("window.same")


def test_no_page_of_the_others_tells_of_it(outsider, story):
    told = []
    for path in (
        "/",
        "/kasus/",
        "/kasus/?lihat=semua",
        "/kasus/?lihat=saya",
        "/kasus/?lihat=terlambat",
        "/kasus/papan/",
        "/kasus/lapor/",
        "/kasus/batas-waktu/",
        "/masukan/?lihat=belum-dibaca",
        "/masukan/?lihat=saya",
        "/masukan/?lihat=menunggu",
        "/masukan/?lihat=selesai",
        "/masukan/kabar/?lihat=menunggu",
        "/masukan/serupa/",
        "/masukan/moderasi/",
        "/informasi/",
        "/tayang/?lihat=tayang",
        "/pemberitahuan/",
    ):
        answer = outsider.page.request.get(f"{outsider.house.base}{path}")
        assert answer.status < 500, path
        if story.is_told_by(answer.text()):
            told.append(path)
    assert not told
    # Who reads the ledger learns that something happened to a code, and not what.
    ledger = outsider.page.request.get(f"{outsider.house.base}/lembaga/catatan/")
    assert ledger.status == 200
    assert not SECRET.search(ledger.text())


def test_no_search_finds_it(outsider, agus, story):
    for words in ("pelicin", story.code):
        for path in (f"/cari/?q={words}", f"/kasus/?cari={words}&lihat=semua", f"/masukan/?cari={words}"):
            page = outsider.goes_to(path)
            assert not story.is_told_by(page.locator("#content").inner_text()), path
    page = outsider.goes_to("/")
    page.keyboard.press("Control+k")
    expect(page.locator("#shell-search")).to_be_focused()
    page.keyboard.type("pelicin")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cari/\?q=pelicin"))
    assert not story.is_told_by(page.locator("#content").inner_text())
    # Who is on its list has it in the list; a search finds the case for nobody.
    expect(agus.goes_to("/kasus/?lihat=semua").locator("#content")).to_contain_text(story.code)
    expect(agus.goes_to("/cari/?q=pelicin").locator("#content")).not_to_contain_text(story.code)


def test_no_file_to_take_away_holds_it(outsider, agus, story):
    taken = set()
    for person in (outsider, agus):
        for path in (
            "/kasus/?lihat=semua",
            "/kasus/lapor/",
            "/masukan/?lihat=menunggu",
            "/masukan/moderasi/",
        ):
            page = person.goes_to(path)
            asks = [
                (link.get_attribute("href") or "", None)
                for link in page.locator("a[href*='xlsx'], a[href*='csv'], a[href*='unduh']").all()
            ] + [
                (form.get_attribute("action") or "", form.locator("[name=csrfmiddlewaretoken]").input_value())
                for form in page.locator("form[action*='unduh']").all()
            ]
            for address, token in asks:
                url = f"{person.house.base}{address}"
                if token is None:
                    answer = page.request.get(url)
                else:
                    answer = page.request.post(
                        url, form={"csrfmiddlewaretoken": token}, headers={"Referer": page.url}
                    )
                assert answer.status == 200, address
                assert not story.is_told_by(_written_in(answer.body())), address
                taken.add(address.partition("?")[0])
    assert "/kasus/unduh/" in taken


def _written_in(file: bytes) -> str:
    """The words of a table, also where it is an archive of sheets."""
    if not zipfile.is_zipfile(io.BytesIO(file)):
        return file.decode()
    with zipfile.ZipFile(io.BytesIO(file)) as sheets:
        return "".join(
            sheets.read(name).decode() for name in sheets.namelist() if name.endswith((".xml", ".rels"))
        )


def test_its_addresses_answer_as_if_it_did_not_exist(outsider, story):
    for path, number in ((story.case, story.number), (story.thread, story.thread.split("/")[2])):
        for below in ("", "jawab/", "yang-tahu/", "lapor/", "data/", "tanda-terima/", "unit/", "kabar/"):
            answers = []
            for address in (f"{path}{below}", f"{path.replace(number, '987654')}{below}"):
                answer = outsider.page.request.get(f"{outsider.house.base}{address}")
                answers.append((answer.status, _without_what_differs(answer.text(), address)))
            assert answers[0] == answers[1], f"{path}{below}"
            assert answers[0][0] in {404, 405}, f"{path}{below}"


def _without_what_differs(page: str, address: str) -> str:
    """A page without its own address, and without what is new on every page: tokens and nonces."""
    page = page.replace(address, "")
    return re.sub(r'(nonce|value|content)="[\w-]{20,}"|"csrf[^"]*":\s*"[\w-]+"|\b[A-Za-z0-9]{64}\b', "", page)


def test_the_database_shows_the_others_nothing_but_how_many_there_are(house, outsider, agus, story):
    seen = {}
    for person in (outsider, agus):
        said = house.beside(LOOKS, person.email, story.number, story.thread.split("/")[2])
        seen[person.email] = json.loads(said)
    theirs, known = seen[outsider.email], seen[agus.email]
    assert theirs["owns"] == 0
    assert theirs["found"] == {}
    assert theirs["changed"] == 0
    assert theirs["counts"] == [["new", 1]]
    assert {"cases_case", "cases_entry", "cases_knower", "inbox_conversation", "inbox_message"} <= set(
        known["found"]
    )


def test_who_is_put_on_the_list_sees_it_and_the_unit_complained_of_is_refused(people, agus, story):
    rahmat, waskito = people[2:]
    puts_on_the_list(agus, story, "Waskito", "Ingin membaca")
    agus.sees("Waskito bagian dari unit yang diadukan")
    assert waskito.page.request.get(f"{waskito.house.base}{story.case}").status == 404
    puts_on_the_list(agus, story, "Rahmat Hidayat", "Memeriksa berkas")
    for path in (story.case, story.thread):
        expect(rahmat.goes_to(path).locator("main")).to_contain_text("pelicin")
    expect(rahmat.goes_to("/kasus/?lihat=semua").locator("#content")).to_contain_text(story.code)


def test_the_reporter_follows_it_without_a_word_of_what_it_is_about(browser, house, story):
    citizen = somebody(browser, house, "Budi", phone=True, script=False)
    citizen.page.set_viewport_size({"width": 320, "height": 700})
    citizen.goes_to("/portal/")
    citizen.presses("Lacak laporan")
    citizen.fills(code=story.code.lower(), check_value=story.check_value)
    citizen.presses("Tampilkan laporan saya")
    citizen.sees(story.code)
    citizen.sees("Laporan Anda kami terima.")
    citizen.sees("Anda menambahkan sesuatu.")
    expect(citizen.page.locator("#content")).not_to_contain_text("pelicin")
    wide = citizen.page.locator("html").evaluate("page => page.scrollWidth")
    assert wide <= 320
    citizen.context.close()
