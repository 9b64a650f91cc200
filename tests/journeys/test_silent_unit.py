"""A unit is silent: it is reminded, then those above it, and at the end a coordinator gives the question to another.

Days can't be waited for, so the test turns the clock of one question back; everything else happens as it does in an
office: in browsers, by the worker, by mail that a server takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, a_house
from tests.journeys.liaison import a_liaison, link_in
from tests.journeys.people import Somebody, signs_in, somebody
from tests.journeys.post import PostOffice, a_post_office
from tests.journeys.waiting import until

# Each runs in a process of its own, beside the house and on its data folder.
PREPARES = """
import django
django.setup()
from django.utils.timezone import now
from pendopo.foundation.tenancy import acting_as
from pendopo.institution.models import Rung
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.structure.actions import Reachable
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.serve.cases.tests.builders import a_case
at = now()
office = an_institution("Pemerintah Kabupaten Mekarjaya")
works = a_unit(office, "Dinas Pekerjaan Umum")
a_unit(office, "Dinas Kesehatan", email="dinkes@mekarjaya.example")
operator = a_member(office, Role.OPERATOR, name="Sari Handayani")
coordinator = a_member(office, Role.COORDINATOR, name="Agus Setiawan")
with acting_as(coordinator):
    for unit, rung, name, mailbox in (
        (works, Rung.LIAISON, "Wawan Gunawan", "wawan"),
        (works, Rung.HEAD, "Kepala Dinas Pekerjaan Umum", "kadis"),
        (None, Rung.SECRETARY, "Sekretaris Daerah", "sekda"),
        (None, Rung.LEADER, "Ajudan Bupati", "ajudan"),
    ):
        contact = Reachable(name=name, email=f"{mailbox}@mekarjaya.example")
        structure.change_ladder(unit=unit, contacts={rung: contact}, by=coordinator, now=at)
with acting_as(operator):
    case = a_case(
        operator, title="Jadwal posyandu", story="Kapan posyandu Desa Sukamaju buka bulan ini?", now=at
    )
print(operator.person.email, coordinator.person.email, case.pk)
"""
# As if the unit had been asked forty days ago, with so much of its time used now; then the sweep of this minute.
TURNS_BACK = """
import sys
from datetime import timedelta
import django
django.setup()
from django.utils.timezone import now
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.jobs import units
from pendopo.serve.cases.models import Case, Referral
at, percent = now(), int(sys.argv[1])
asked = at - timedelta(days=40)
with whole_house("a test looks for its institution"):
    house = Institution.objects.get()
with acting_for(house.pk):
    calendar = structure.calendar_of(house)
    ends = calendar.add_office_time(asked, calendar.office_time_between(asked, at) * 100 / (percent + 2))
    [referral] = Referral.objects.filter(ended_at__isnull=True)
    Case.objects.filter(pk=referral.case_id).update(resolve_by=ends)
    Referral.objects.filter(pk=referral.pk).update(sent_at=asked, answer_by=ends, remind_at=at)
units.remind_units(int(at.timestamp()) + 1)
"""
PASSWORD = "kata sandi yang panjang"  # the builders' people have this one
WORKS, HEALTH = "Dinas Pekerjaan Umum", "Dinas Kesehatan"
LADDER = [f"{one}@mekarjaya.example" for one in ("wawan", "kadis", "sekda", "ajudan")]
WAWAN = LADDER[0]


@pytest.fixture(scope="module")
def post() -> Iterator[PostOffice]:
    with a_post_office() as post:
        yield post


@pytest.fixture(scope="module")
def house(tmp_path_factory, post) -> Iterator[House]:
    with a_house(tmp_path_factory.mktemp("house"), PENDOPO_MAIL_URL=post.url) as house:
        yield house


@pytest.fixture(scope="module")
def office(browser, house) -> SimpleNamespace:
    """Its operator and its coordinator, signed in, and the page of a case about a posyandu."""
    *emails, case = house.beside(PREPARES).split()
    found = []
    for email in emails:
        person = somebody(browser, house, email)
        person.password, person.email = PASSWORD, email
        signs_in(person)
        found.append(person)
    return SimpleNamespace(operator=found[0], coordinator=found[1], case=f"/kasus/{case}/")


def sends_to(person: Somebody, unit: str, **fields: str) -> None:
    person.page.locator("[name=unit]").select_option(label=unit)
    person.fills(**fields)
    person.presses("Kirim ke unit")
    expect(person.page.locator("#unit")).to_contain_text(unit)


def test_the_operator_asks_a_unit_and_its_liaison_has_mail(office, post):
    office.operator.goes_to(office.case)
    office.operator.presses("Tanya unit")
    sends_to(office.operator, WORKS)
    assert "posyandu Desa Sukamaju" in post.waits_for(WAWAN, "/jawab/")


@pytest.mark.parametrize(("percent", "rungs"), [(50, 2), (80, 3), (100, 4)])
def test_each_step_of_the_silence_writes_to_one_rung_more(house, office, post, percent, rungs):
    had = {mailbox: len(post.to(mailbox)) for mailbox in LADDER}
    house.beside(TURNS_BACK, str(percent))
    words = "Waktunya berakhir" if percent == 100 else f"{percent} % waktunya sudah terpakai"
    for mailbox in LADDER[:rungs]:
        post.waits_for(mailbox, words)
    assert [len(post.to(mailbox)) - had[mailbox] for mailbox in LADDER] == [1] * rungs + [0] * (4 - rungs)
    if rungs > 1:
        assert f"{WORKS} belum menjawab" in post.to(LADDER[1])[-1]
    page = office.operator.page
    until(page, office.case, lambda: page.get_by_text(f"{rungs - 1} pengingat").count() > 0)


def test_the_coordinator_sees_it_on_the_desk_and_gives_the_question_to_another_unit(
    browser, house, office, post
):
    silent = a_liaison(browser, house, "Wawan Gunawan")
    silent.opens(link_in(post.to(WAWAN)[-1]))
    silent.sees("Butuh waktu")

    coordinator = office.coordinator
    coordinator.goes_to("/")
    line = coordinator.page.locator("main li", has_text=re.compile(f"{WORKS} belum menjawab kasus"))
    expect(line).to_contain_text("Jadwal posyandu")
    line.get_by_role("link", name="Putuskan siapa yang menjawab").click()
    sends_to(coordinator, HEALTH, why="Posyandu diurus Dinas Kesehatan.")
    coordinator.goes_to("/")
    expect(coordinator.page.locator("main")).not_to_contain_text("Jadwal posyandu")

    silent.page.reload()
    silent.sees("Kantor sudah menarik tautan ini.")
    post.waits_for(WAWAN, "Posyandu diurus Dinas Kesehatan.")
    other = a_liaison(browser, house, "Wayan Astuti")
    other.opens(link_in(post.waits_for("dinkes@mekarjaya.example", "/jawab/")))
    expect(other.page.get_by_text("Bukan kewenangan kami")).to_have_count(0)
    other.answers("Posyandu Sukamaju buka Rabu pertama, pukul delapan pagi.")
    office.operator.goes_to(office.case)
    office.operator.sees("Posyandu Sukamaju buka Rabu pertama")
