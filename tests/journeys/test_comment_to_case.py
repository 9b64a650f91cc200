"""A comment on a real network becomes a case; the unit answers from a phone, and the citizen reads it where they wrote.

On Mastodon and on Bluesky: what stands there is read on the servers themselves (`standing.py`). The tests tell one
story and run in their order. Weeks can't be waited for: what a case keeps of its times is set back, and the jobs are
called as their hour would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from tests.journeys.connecting import NEAR, connects_bluesky, connects_mastodon
from tests.journeys.house import a_house
from tests.journeys.liaison import a_liaison
from tests.journeys.people import (
    Somebody,
    approves,
    begins,
    explains_and_submits,
    presses,
    somebody,
    writes,
)
from tests.journeys.standing import OnBluesky, OnMastodon, Reader, Standing
from tests.journeys.waiting import soon, until

pytestmark = pytest.mark.servers

POST = "Lampu jalan di Jalan Melati diganti pekan ini oleh Dinas Pekerjaan Umum."
SAID = {
    "Mastodon": "Lampu jalan di depan SD Melati mati sejak Senin, anak-anak pulang gelap-gelapan.",
    "Bluesky": "Lampu jalan di Jalan Kenanga rusak sudah dua pekan, kapan diperbaiki?",
}
UNIT_SAYS = {
    "Mastodon": "Lampu di depan SD Melati kami ganti besok pagi karena kabelnya putus.",
    "Bluesky": "Lampu Jalan Kenanga kami perbaiki hari Kamis karena menunggu suku cadang.",
}
UNIT, MAILBOX = "Dinas Pekerjaan Umum", "dpu@mekarjaya.example"


WEEKS_PASS = """
import sys
from datetime import timedelta
import django
django.setup()
from django.utils.timezone import now
from pendopo.foundation.tenancy import acting_for, house_itself, whole_house
from pendopo.institution.models import Institution
from pendopo.serve.cases.jobs import closing, public
from pendopo.serve.cases.models import Case
at, code = now(), sys.argv[1]
with whole_house("a test looks for its institution"):
    house = Institution.objects.get()
def set_back(**times):
    with acting_for(house.pk), house_itself("a test lets weeks pass"):
        Case.objects.filter(code=code).update(**times)
        return Case.objects.get(code=code)
waits = set_back().auto_close_at - at
set_back(auto_close_at=at - timedelta(minutes=1))
closed = closing.close_due(at)
case = set_back()
early = public.ask_all(at)
again = case.ask_again_at - case.closed_at
set_back(closed_at=case.closed_at - again, ask_again_at=at)
print(waits.days >= 10, closed, case.ending, early, again.days, public.ask_all(at), public.ask_all(at))
"""


@dataclass
class Story:
    """What the tests know of each other, by network."""

    posts: dict[str, Standing] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def story() -> Story:
    return Story()


@pytest.fixture(scope="module")
def house(tmp_path_factory, mastodon_server, bluesky_server):
    with a_house(tmp_path_factory.mktemp("house"), **NEAR) as house:
        yield house


@pytest.fixture(scope="module")
def networks(mastodon_server, bluesky_server) -> Iterator[list[Reader]]:
    with OnBluesky.opened(bluesky_server) as bluesky:
        yield [OnMastodon(mastodon_server), bluesky]


def test_an_office_connects_two_networks_and_knows_its_units(
    admin, operator, approver, mastodon_server, bluesky_server
):
    for name, mail in (("Dinas Komunikasi dan Informatika", ""), (UNIT, MAILBOX)):
        admin.goes_to("/lembaga/unit/baru/")
        admin.fills(name=name, email=mail)
        admin.page.locator("main form").last.locator("button").last.click()
        admin.page.wait_for_url(lambda url: "/baru/" not in url)
    connects_mastodon(admin, mastodon_server)
    connects_bluesky(admin, bluesky_server)


def test_a_post_stands_and_two_citizens_complain_below_it(operator, approver, networks, story):
    item = begins(operator, "Lampu jalan")
    writes(operator, "Lampu jalan", POST)
    explains_and_submits(operator)
    for _step in ("editor", "approver"):
        approves(approver, item)
    for reader in networks:
        soon(lambda reader=reader: bool(reader.posts(POST)), f"the post on {reader.network}")
        story.posts[reader.network] = reader.posts(POST)[0]
        reader.says(story.posts[reader.network], SAID[reader.network])


@pytest.mark.parametrize("network", list(SAID))
def test_a_comment_becomes_a_case_in_one_touch(operator, story, network):
    words = SAID[network][:30]
    until(operator.page, "/masukan/", lambda: operator.page.get_by_text(words).count() > 0, seconds=90)
    operator.page.get_by_text(words).first.click()
    operator.presses("Buka kasus")
    expect(operator.page.locator("[name=story]")).to_have_value(re.compile(re.escape(words)))
    expect(operator.page.locator("[name=kind][value=complaint]")).to_be_checked()
    operator.presses("Buka kasusnya")
    operator.page.wait_for_url(re.compile(r"/kasus/\d+/$"))
    found = re.search(r"/kasus/(\d+)/$", operator.page.url)
    assert found
    story.cases[network] = found.group(1)
    title = operator.page.title()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", title)
    assert code, title
    story.codes[network] = code.group()


@pytest.mark.parametrize("network", list(SAID))
def test_the_unit_answers_on_a_phone_without_an_account(browser, house, operator, story, network):
    operator.goes_to(f"/kasus/{story.cases[network]}/")
    operator.presses("Tanya unit")
    operator.page.locator("[name=unit]").select_option(label=UNIT)
    operator.presses("Kirim ke unit")
    expect(operator.page.locator("#unit")).to_contain_text(UNIT)
    liaison = a_liaison(browser, house, "Wawan Gunawan")
    words = SAID[network][:30]
    soon(lambda: words in house.mail_to(MAILBOX), f"the question about {network} in the unit's mailbox")
    liaison.opens_mail_to(MAILBOX)
    liaison.sees(words)
    assert liaison.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    liaison.answers(UNIT_SAYS[network])


@pytest.mark.parametrize("network", list(SAID))
def test_the_operator_sends_it_and_the_citizen_reads_it_in_the_same_thread(
    operator, networks, story, network
):
    reader = next(one for one in networks if one.network == network)
    case = f"/kasus/{story.cases[network]}/"
    operator.goes_to(f"{case}jawab/")
    box = operator.page.locator("textarea[name=text]")
    expect(box).to_have_value(re.compile(re.escape(UNIT_SAYS[network][:40])))
    operator.presses("Kirim jawaban")
    operator.page.wait_for_url(re.compile(re.escape(case) + "$"))

    def stands() -> bool:
        return any(
            UNIT_SAYS[network] in text and story.codes[network] in text
            for text in reader.thread(story.posts[network])
        )

    soon(stands, f"the answer on {network}")
    until(operator.page, case, lambda: operator.page.get_by_text("Sampai ke warga").count() > 0, seconds=90)
    assert sum(UNIT_SAYS[network] in text for text in reader.thread(story.posts[network])) == 1


def own_page(browser, house, operator: Somebody, story: Story, network: str) -> Somebody:
    """A citizen's own page, on a phone that runs no script: with the code of the thread and the check value they were told."""
    operator.goes_to(f"/kasus/{story.cases[network]}/tanda-terima/")
    value = re.search(r"\b\d{4}\b", operator.page.locator("dd.num").nth(1).inner_text())
    assert value
    citizen = somebody(browser, house, "Warga", phone=True, script=False)
    citizen.goes_to("/portal/")
    citizen.presses("Lacak laporan")
    citizen.fills(code=story.codes[network].lower(), check_value=value.group())
    presses(citizen.page, citizen.button("Tampilkan laporan saya"))
    return citizen


def test_on_the_tracking_page_the_citizen_reads_the_story_rates_the_answer_and_the_case_closes(
    browser, house, operator, story
):
    citizen = own_page(browser, house, operator, story, "Mastodon")
    citizen.sees("Laporan Anda kami terima.")
    citizen.sees("Laporan Anda sudah dijawab.")
    citizen.sees(UNIT_SAYS["Mastodon"])
    citizen.page.locator("#rate [name=score][value='4']").check()
    citizen.page.locator("#rate [name=words]").fill("Cepat, tetapi anak-anak sempat pulang gelap-gelapan.")
    citizen.presses("Kirim penilaian")
    citizen.sees("Terima kasih, sudah kami terima.")
    citizen.presses("Ya, sudah selesai")
    citizen.sees("Anda menyatakan sudah selesai. Terima kasih.")
    expect(citizen.page.locator("#stands")).to_have_text("Selesai.")
    citizen.context.close()
    told = operator.goes_to(f"/kasus/{story.cases['Mastodon']}/").locator("main")
    expect(told).to_contain_text("Warga menilai jawaban: 4 dari 5")
    expect(told).to_contain_text("Ditutup")


def test_after_four_weeks_the_other_is_asked_where_they_wrote_and_their_no_opens_it_again(
    browser, house, operator, networks, story
):
    code = story.codes["Bluesky"]
    assert house.beside(WEEKS_PASS, code).split() == ["True", "1", "no_word", "0", "28", "1", "0"]
    bluesky = next(one for one in networks if one.network == "Bluesky")
    question = f"{code}: apakah sudah benar-benar selesai?"
    soon(lambda: any(question in text for text in bluesky.thread(story.posts["Bluesky"])), "the question")
    citizen = own_page(browser, house, operator, story, "Bluesky")
    citizen.sees("Apakah sudah benar-benar selesai?")
    citizen.page.locator("#reopen [name=why]").fill("Lampunya menyala sehari lalu mati lagi.")
    citizen.presses("Buka lagi")
    citizen.sees("Laporan Anda dibuka lagi.")
    citizen.context.close()
    told = operator.goes_to(f"/kasus/{story.cases['Bluesky']}/").locator("main")
    expect(told).to_contain_text("Lampunya menyala sehari lalu mati lagi.")
    expect(told).to_contain_text("Sedang dikerjakan")
