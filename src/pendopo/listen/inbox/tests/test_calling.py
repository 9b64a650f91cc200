"""A network that can call us is asked to, and what it calls to say is in the inbox without anybody having read it."""

from __future__ import annotations

from functools import partial

import pytest
from django.conf import settings
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import actions as accounts_actions
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox import calling, jobs
from pendopo.listen.inbox.models import Message
from pendopo.listen.inbox.tests.builders import NOW
from pendopo.networks.connecting import Connected
from pendopo.networks.contract import Credentials, Identity, Sent
from pendopo.networks.outside import Outside
from pendopo.practice import calls
from pendopo.practice import jobs as practice
from pendopo.practice.models import Account, Notice
from tests.in_house import InHouse

HOUSE = f"http://{settings.PENDOPO_LOCAL_ADDRESS}"


@pytest.fixture
def _in_house(monkeypatch):
    """The house speaks to itself without a socket, in both directions."""
    outside = Outside(allowed_hosts=frozenset({settings.PENDOPO_LOCAL_ADDRESS}), transport=InHouse())
    monkeypatch.setattr(accounts, "outside", lambda: outside)
    monkeypatch.setattr(calls, "Outside", partial(Outside, transport=InHouse()))


@pytest.fixture
def token(db):
    """Of an account on this house's own practice network."""
    client = Client()
    client.force_login(a_member(an_institution("Kota Lain"), Role.OPERATOR).person)
    page = client.post("/latihan/akun-baru/", {"name": "Diskominfo", "handle": "diskominfo"})
    return page.text.partition('id="token">')[2].partition("<")[0]


@pytest.fixture
def account(token):
    return an_account(an_institution(), base=HOUSE, handle="diskominfo", secrets={"token": token})


def a_citizen_says(token: str, text: str) -> None:
    said = {"author": {"handle": "rini", "name": "Bu Rini"}, "text": text, "kind": "mention"}
    answer = Client().post(
        "/latihan/api/control/comments",
        said,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 201


@pytest.mark.usefixtures("_in_house")
def test_what_a_citizen_says_is_called_in(account, token):
    assert isinstance(calling.ask(account.institution_id, account.pk), Sent)
    assert isinstance(
        calling.ask(account.institution_id, account.pk), Sent
    )  # asked again, as every few hours
    a_citizen_says(token, "Air mati lagi")
    for notice in Notice.objects.all():
        practice.call(notice.pk)
        practice.call(notice.pk)  # a network may call twice
    jobs.handle(account.institution_id, account.pk, NOW)
    with acting_for(account.institution_id):
        assert Message.objects.get().text == "Air mati lagi"


@pytest.mark.usefixtures("_in_house")
def test_a_closed_account_is_called_no_more(account, token):
    calling.ask(account.institution_id, account.pk)
    with acting_for(account.institution_id):
        administrator = a_member(account.institution, Role.ADMINISTRATOR)
        accounts_actions.close_account(account=account, why="selesai", by=administrator, now=NOW)
    a_citizen_says(token, "Halo")
    practice.call(Notice.objects.get().pk)
    assert Account.objects.get(handle="diskominfo").webhook_url == ""


@pytest.mark.parametrize(
    "fields", [{"network": "mastodon"}, {"state": AccountState.RECONNECT}, {"state": AccountState.CLOSED}]
)
def test_nobody_else_is_asked(db, fields):
    account = an_account(an_institution(), **fields)
    assert calling.ask(account.institution_id, account.pk) is None


def waiting() -> list[dict[str, int]]:
    return list(
        ProcrastinateJob.objects.filter(task_name="inbox.ask_one_to_call").values_list("args", flat=True)
    )


def test_a_network_is_asked_when_an_account_is_connected(db):
    institution = an_institution()
    administrator = a_member(institution, Role.ADMINISTRATOR)
    with acting_for(institution.pk):
        account = accounts_actions.connect_account(
            network="practice",
            connected=Connected(
                credentials=Credentials(base=HOUSE, handle="dinas", secrets={"token": "t"}),
                identity=Identity(remote_id="1", handle="dinas", name="Dinas", url=HOUSE),
            ),
            by=administrator,
            now=NOW,
        )
    assert waiting() == [{"institution_id": institution.pk, "account_id": account.pk}]


def test_all_that_can_are_asked_again_whosever_they_are(db):
    mine, theirs = (an_account(an_institution()) for _ in range(2))
    an_account(an_institution(), network="bluesky")
    calling.ask_all_to_call(int(NOW.timestamp()))
    assert [one["account_id"] for one in waiting()] == [mine.pk, theirs.pk]


@pytest.mark.parametrize(
    ("base", "door"),
    [(HOUSE, HOUSE), ("https://latihan.kota.example", "https://pendopo.kab.example")],
)
def test_a_network_in_this_house_calls_at_its_own_door_others_at_the_public_one(db, settings, base, door):
    settings.PUBLIC_URL = "https://pendopo.kab.example"
    account = an_account(an_institution(), base=base)
    assert calling._address(account) == f"{door}/webhook/practice/{account.webhook_token}/"
