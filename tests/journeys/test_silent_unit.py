"""A unit is silent: it is reminded, then those above it, and at the end a coordinator gives the question to another.

Days can't be waited for, so the test turns the clock of one question back in the house's own database; everything
else happens as it does in an office: in browsers, by the worker, by mail.
"""

from __future__ import annotations

import re
import time
from datetime import timedelta

import psycopg
import pytest
from playwright.sync_api import expect

from pendopo.config.embedded import EmbeddedPostgres
from tests.journeys.house import a_house
from tests.journeys.liaison import a_liaison
from tests.journeys.people import Somebody, signs_in, somebody

STORY = "Posyandu Desa Sukamaju"
HEALTH = "Dinas Kesehatan"
WORKS = "Dinas Pekerjaan Umum"
SECONDS = 150


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    folder.chmod(0o755)
    with a_house(folder, command="demo") as house:
        yield house


def in_role(browser, house, role: str) -> Somebody:
    person = somebody(browser, house, role)
    person.email, person.password = house.password_of(role)
    signs_in(person)
    return person


@pytest.fixture(scope="module")
def operator(browser, house):
    return in_role(browser, house, "Operator")


@pytest.fixture(scope="module")
def coordinator(browser, house):
    return in_role(browser, house, "Koordinator pengaduan")


def turn_back(house, case: str, *, used: timedelta, left: timedelta) -> None:
    """As if the unit had been asked so long ago, and its time ended so long from now."""
    server = EmbeddedPostgres(house.data / "database")
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("UPDATE cases_case SET resolve_by = now() + %s WHERE id = %s", [left, int(case)])
        connection.execute(
            "UPDATE cases_referral SET sent_at = now() - %s, answer_by = now() + %s, remind_at = now() "
            "WHERE case_id = %s AND remind_at IS NOT NULL",
            [used, left, int(case)],
        )


def until_seen(person: Somebody, path: str, words: str) -> None:
    """Look at a page again until these words stand there."""
    end = time.monotonic() + SECONDS
    while words not in person.goes_to(path).locator("main").inner_text():
        assert time.monotonic() < end, person.page.locator("main").inner_text()
        time.sleep(3)


def test_reminders_climb_the_ladder_and_a_coordinator_gives_the_question_to_another_unit(
    browser, house, operator, coordinator
):
    operator.goes_to("/kasus/")
    operator.page.get_by_role("link", name=re.compile("posyandu", re.IGNORECASE)).first.click()
    case = re.search(r"/kasus/(\d+)/", operator.page.url).group(1)
    page = f"/kasus/{case}/"
    operator.presses("Tanya unit")
    operator.page.locator("[name=unit]").select_option(label=WORKS)
    operator.presses("Kirim ke unit")
    expect(operator.page.locator("#unit")).to_contain_text(WORKS)

    liaison = a_liaison(browser, house, "Wawan Gunawan")
    liaison.opens_mail_to("wawan.dpu@mekarjaya.example")
    liaison.sees("Butuh waktu")

    turn_back(house, case, used=timedelta(days=30), left=timedelta(days=24))
    until_seen(operator, page, "1 pengingat")
    assert "belum menjawab" in house.mail_to("kadis.dpu@mekarjaya.example")

    turn_back(house, case, used=timedelta(days=30), left=timedelta(hours=-1))
    until_seen(operator, page, "3 pengingat")
    for mailbox in ("sekda", "ajudan"):
        assert "Waktunya berakhir" in house.mail_to(f"{mailbox}@mekarjaya.example")

    coordinator.goes_to("/pemberitahuan/")
    coordinator.sees("belum menjawab kasus")
    coordinator.goes_to(page)
    coordinator.presses("Putuskan siapa yang menjawab")
    coordinator.page.locator("[name=unit]").select_option(label=HEALTH)
    coordinator.fills(why="Posyandu diurus Dinas Kesehatan.")
    coordinator.presses("Kirim ke unit")
    expect(coordinator.page.locator("#unit")).to_contain_text(HEALTH)

    liaison.page.reload()
    liaison.sees("Kantor sudah menarik tautan ini.")
    assert "Posyandu diurus Dinas Kesehatan." in house.mail_to("wawan.dpu@mekarjaya.example")

    other = a_liaison(browser, house, "Wayan Astuti")
    other.opens_mail_to("dinkes@mekarjaya.example")
    expect(other.page.get_by_text("Bukan kewenangan kami")).to_have_count(0)
    other.answers("Posyandu Sukamaju buka Rabu pertama, pukul delapan pagi.")
    until_seen(operator, page, "Posyandu Sukamaju buka Rabu pertama")
