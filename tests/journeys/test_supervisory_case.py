"""A case with supervisory content, by every route a colleague has: who is on its list sees it, nobody else finds a trace."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.journeys.house import ROOT, House, a_house
from tests.journeys.people import Somebody, signs_in, somebody

# Runs in a process of its own, beside the house and on its data folder.
PREPARES = """
from datetime import timedelta
import uuid
import django
django.setup()
from django.utils.timezone import now
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.listen.inbox import actions
from pendopo.networks.contract import Heard, HeardKind
office = an_institution("Pemerintah Kabupaten Mekarjaya")
account = an_account(office, next_read_at=now() + timedelta(days=1))
unit = a_unit(office, "Dinas Perizinan")
everything = set(Role) - {Role.COORDINATOR}
for name, roles, where in (
    ("Sari Handayani", {Role.OPERATOR}, None),
    ("Agus Setiawan", {Role.COORDINATOR}, None),
    ("Rahmat Hidayat", everything, None),
    ("Waskito", everything, unit),
):
    print(a_member(office, *roles, name=name, unit=where).person.email)
said = Heard(
    remote_id=str(uuid.uuid4()), thread_id="kiriman", kind=HeardKind.REPLY, author="budi", author_name="Budi",
    text="Waskito di loket meminta pelicin.", said_at=now(),
)
with acting_for(office.pk):
    actions.take_in(institution_id=office.pk, account_id=account.pk, heard=[said], now=now())
"""
# What the case becomes, by the room's own doors, as its operator.
OPENS = """
import django
django.setup()
from django.utils.timezone import now
from pendopo.foundation.tenancy import acting_as, whole_house
from pendopo.institution.models import Member, OrgUnit
from pendopo.listen.inbox.models import Conversation
from pendopo.serve.cases import actions
with whole_house("a test looks for its people"):
    sari = Member.objects.select_related("person", "institution").get(person__name="Sari Handayani")
with acting_as(sari):
    case = actions.open_case(
        kind="complaint", title="Pelicin di loket", story="Waskito di loket meminta pelicin.", channel="network",
        conversation=Conversation.objects.get(), by=sari, now=now(),
    )
    print(case.pk, case.code, case.conversation_id, case.check_value, sari.institution.slug)
"""
PASSWORD = "kata sandi yang panjang"  # the builders' people have this one


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    folder.chmod(0o755)
    with a_house(folder) as house:
        yield house


def beside(house: House, program: str) -> str:
    """What a process of its own says that works on the house's data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DJANGO_"))}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env={
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "PENDOPO_DATA": str(house.data),
            "DJANGO_SETTINGS_MODULE": "pendopo.config.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def people(browser, house) -> list[Somebody]:
    """Operator, coordinator, a colleague with every other role, and one of the unit complained of; signed in."""
    found = []
    for email in beside(house, PREPARES).split():
        person = somebody(browser, house, email)
        person.email, person.password = email, PASSWORD
        signs_in(person)
        found.append(person)
    return found


def test_once_it_is_marked_only_its_list_finds_it_by_any_route(house, people):
    sari, agus, rahmat, waskito = people
    pk, code, conversation, check_value, slug = beside(house, OPENS).split()
    routes = [
        "/",
        "/kasus/?lihat=semua",
        "/kasus/papan/",
        f"/kasus/?cari={code}&lihat=semua",
        "/kasus/?cari=pelicin",
        "/masukan/",
        "/masukan/?cari=pelicin",
        "/cari/?q=pelicin",
        "/pemberitahuan/",
        "/lembaga/catatan/",
        "/kasus/lapor/",
    ]

    # Before, a colleague sees it.
    rahmat.page.goto(f"{house.base}/kasus/{pk}/")
    expect(rahmat.page.locator("body")).to_contain_text(code)

    sari.page.goto(f"{house.base}/kasus/{pk}/yang-tahu/")
    sari.page.get_by_label("Unit yang diadukan").select_option(label="Dinas Perizinan")
    sari.page.get_by_role("button", name="Tandai berkadar pengawasan").click()
    expect(sari.page.get_by_role("heading", name="Dalam daftar")).to_be_visible()
    expect(sari.page.locator("body")).to_contain_text("Agus Setiawan")

    for outsider in (rahmat, waskito):
        for route in routes:
            outsider.page.goto(f"{house.base}{route}")
            text = outsider.page.locator("#content").inner_text()
            assert "elicin" not in text.replace("cari=pelicin", "").replace("“pelicin”", ""), (
                outsider.email,
                route,
            )
        for gone in (
            f"/kasus/{pk}/",
            f"/kasus/{pk}/yang-tahu/",
            f"/kasus/{pk}/lapor/",
            f"/masukan/{conversation}/",
        ):
            answer = outsider.page.request.get(f"{house.base}{gone}")
            assert answer.status == 404, (outsider.email, gone)

    agus.page.goto(f"{house.base}/kasus/?lihat=semua")
    expect(agus.page.locator("#content")).to_contain_text(code)

    # Somebody is put on the list, and sees it from then on.
    agus.page.goto(f"{house.base}/kasus/{pk}/yang-tahu/")
    agus.page.get_by_label("Siapa?").select_option(label="Rahmat Hidayat")
    agus.page.get_by_label("Mengapa ia perlu tahu?").fill("Memeriksa berkas")
    agus.page.get_by_role("button", name="Masukkan ke daftar").click()
    rahmat.page.goto(f"{house.base}/kasus/{pk}/")
    expect(rahmat.page.locator("body")).to_contain_text("Berkadar pengawasan")
    # The unit complained of is refused by name.
    agus.page.goto(f"{house.base}/kasus/{pk}/yang-tahu/")
    agus.page.get_by_label("Siapa?").select_option(label="Waskito")
    agus.page.get_by_label("Mengapa ia perlu tahu?").fill("Ingin membaca")
    agus.page.get_by_role("button", name="Masukkan ke daftar").click()
    expect(agus.page.locator("body")).to_contain_text("Unit itu tidak boleh melihat kasus ini")

    # The reporter follows it all the same, on a phone and without a word of what it is about.
    agus.page.set_viewport_size({"width": 320, "height": 700})
    agus.page.goto(f"{house.base}/portal/{slug}/lacak/")
    agus.page.get_by_label("Kode").fill(code.lower())
    agus.page.get_by_label("Angka pemeriksa").fill(check_value)
    agus.page.get_by_role("button", name="Tampilkan laporan saya").click()
    expect(agus.page.locator("body")).to_contain_text(code)
    expect(agus.page.locator("#content")).not_to_contain_text("elicin")
    assert agus.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
