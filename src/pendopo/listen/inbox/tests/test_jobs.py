"""Reading accounts: the cursor follows what is safe, and nobody's trouble is anybody else's."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import actions as accounts_actions
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.tests.builders import an_institution
from pendopo.listen.inbox import jobs
from pendopo.listen.inbox.models import Message, RawCall
from pendopo.listen.inbox.tests.builders import NOW, heard
from pendopo.networks.contract import NotReachable, Reading, ReconnectNeeded
from pendopo.practice.webhooks import SIGNATURE, sign


class Talkative:
    """Has three pages to tell, and tells each again to whoever asks again."""

    def __init__(self) -> None:
        self.pages = [tuple(heard(author=f"p{page}-{one}") for one in range(2)) for page in range(3)]
        self.asked: list[str] = []

    def read(self, cursor: str) -> Reading:
        self.asked.append(cursor)
        page = int(cursor or 0)
        if page >= len(self.pages):
            return Reading(heard=(), cursor=cursor)
        return Reading(heard=self.pages[page], cursor=str(page + 1), more=page + 1 < len(self.pages))


class Silent:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, cursor: str) -> Reading:
        raise self.error


@pytest.fixture
def at_the_door(monkeypatch):
    """Put a network where each account's connector is made."""

    def put(network, account=None):
        before = accounts.connector_of
        monkeypatch.setattr(
            accounts,
            "connector_of",
            lambda one: network if account is None or one.pk == account.pk else before(one),
        )
        return network

    return put


def read(account, now=NOW):
    return jobs.read(account.institution_id, account.pk, now)


def test_all_pages_are_read_and_the_cursor_stands_behind_them(account, at_the_door):
    network = at_the_door(Talkative())
    assert read(account) == 6
    account.refresh_from_db()
    assert (network.asked, account.read_cursor) == (["", "1", "2"], "3")
    assert account.last_answered_at == NOW


def test_a_reader_that_dies_before_the_cursor_is_kept_reads_again_and_nothing_doubles(
    account, at_the_door, monkeypatch
):
    at_the_door(Talkative())
    kept = accounts_actions.keep_cursor

    def dies(**_words):
        raise MemoryError

    monkeypatch.setattr(accounts_actions, "keep_cursor", dies)
    with pytest.raises(MemoryError):
        read(account)
    assert Message.objects.count() == 2
    account.refresh_from_db()
    assert account.read_cursor == ""
    monkeypatch.setattr(accounts_actions, "keep_cursor", kept)
    assert read(account) == 4
    assert Message.objects.count() == 6


@pytest.mark.parametrize(
    ("error", "state", "wait"),
    [
        (NotReachable("The server does not answer."), "connected", timedelta(minutes=1)),
        (NotReachable("Too many questions.", timedelta(minutes=9)), "connected", timedelta(minutes=9)),
        (ReconnectNeeded("The token has ended."), "reconnect", timedelta(minutes=5)),
    ],
)
def test_trouble_is_noted_and_read_again_later(account, at_the_door, error, state, wait):
    at_the_door(Silent(error))
    assert read(account) == 0
    account.refresh_from_db()
    assert (account.state, account.last_trouble, account.next_read_at) == (state, str(error), NOW + wait)


def test_a_quiet_account_is_read_less_often(account, at_the_door):
    at_the_door(Talkative())
    read(account)
    account.refresh_from_db()
    assert account.next_read_at == NOW + timedelta(seconds=30)
    later = NOW + timedelta(hours=5)
    read(account, later)
    account.refresh_from_db()
    assert account.next_read_at == later + timedelta(minutes=5)


def test_each_account_has_a_reader_of_its_own_and_is_claimed_once(office, account):
    other = an_account(office)
    SocialAccount.objects.filter(pk=other.pk).update(next_read_at=NOW + timedelta(minutes=1))
    assert jobs.wake(NOW) == [account.pk]
    assert jobs.wake(NOW) == []
    assert jobs.wake(NOW + timedelta(minutes=2)) == [other.pk]
    # A reader that died is followed by another.
    assert account.pk in jobs.wake(NOW + timedelta(minutes=4))


def a_call(account, *, number="n1", text="Terima kasih!", secret=None, at=None, body=None):
    said = body or json.dumps(
        {
            "id": f"{account.handle}-1",
            "sent_at": NOW.isoformat(),
            "notice": {
                "id": number,
                "kind": "reply",
                "post": {
                    "id": f"post-{number}",
                    "author": {"handle": "budi", "name": "Budi", "url": ""},
                    "text": text,
                    "created_at": NOW.isoformat(),
                    "url": "",
                    "in_reply_to": "kiriman-1",
                    "root": "kiriman-1",
                },
            },
        }
    )
    at = at or NOW
    signature = sign(secret or account.webhook_token, at=int(at.timestamp()), body=said.encode())
    return Client().post(
        reverse("inbox:webhook", args=[account.network, account.webhook_token]),
        said,
        content_type="application/json",
        headers={SIGNATURE: signature},
    )


@pytest.fixture
def _today(monkeypatch):
    monkeypatch.setattr("pendopo.listen.inbox.views.calls.now", lambda: NOW)


@pytest.fixture
def called(db):
    """An account outside of any transaction of its institution, as networks find it."""
    return an_account(an_institution())


@pytest.mark.usefixtures("_today")
def test_a_signed_call_is_kept_as_it_came_and_read_by_a_job(called):
    assert a_call(called).status_code == 200
    assert a_call(called).status_code == 200  # replayed
    with acting_for(called.institution_id):
        assert RawCall.objects.count() == 2
        assert not Message.objects.exists()
    assert jobs.handle(called.institution_id, called.pk, NOW) == 2
    assert jobs.handle(called.institution_id, called.pk, NOW) == 0
    with acting_for(called.institution_id):
        assert Message.objects.get().text == "Terima kasih!"
        assert not RawCall.objects.filter(handled_at__isnull=True).exists()


@pytest.mark.usefixtures("_today")
@pytest.mark.parametrize(
    "wrong",
    [{"secret": "tebakan"}, {"at": NOW - timedelta(days=3)}, {"body": "{}"}, {"body": "bukan json"}],
)
def test_a_call_that_is_not_genuine_leaves_nothing_behind(called, wrong):
    assert a_call(called, **wrong).status_code == 403
    with acting_for(called.institution_id):
        assert not RawCall.objects.exists()


@pytest.mark.parametrize(
    ("network", "token"), [("practice", "tidak-ada"), ("mastodon", "kail"), ("apa", "x")]
)
def test_an_unknown_address_is_told_nothing(db, network, token):
    answer = Client().post(
        reverse("inbox:webhook", args=[network, token]), b"{}", content_type="application/json"
    )
    assert answer.status_code == 403
    assert answer.content == b""
