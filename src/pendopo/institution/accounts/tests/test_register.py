from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import actions, jobs, queries
from pendopo.institution.accounts.events import AccountConnected, AccountFellSilent, AccountNeedsReconnect
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.actions import off_board
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.networks.connecting import Connected
from pendopo.networks.contract import Credentials, Identity

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR)


def answered(token: str = "first") -> Connected:
    return Connected(
        credentials=Credentials(base="http://127.0.0.1:9", handle="kabcontoh", secrets={"token": token}),
        identity=Identity(
            remote_id="1",
            handle="kabcontoh",
            name="Kab. Contoh",
            url="http://127.0.0.1:9/@kabcontoh",
            settings={"proof": "search"},
        ),
    )


def test_a_connected_account_is_registered_with_sealed_secrets(office, administrator):
    told = []
    with events.heard_by({AccountConnected: (told.append,)}):
        account = actions.connect_account(network="practice", connected=answered(), by=administrator, now=NOW)
    account.refresh_from_db()
    assert b"first" not in bytes(account.secrets)
    assert queries.credentials_of(account).secrets == {"token": "first"}
    assert account.settings == {"proof": "search"}
    assert told == [AccountConnected(institution_id=office.pk, account_id=account.pk)]
    assert LedgerEntry.objects.get().did == "account.connected"


def test_connecting_a_known_account_again_opens_it_and_keeps_its_register_entry(office, administrator):
    account = actions.connect_account(network="practice", connected=answered(), by=administrator, now=NOW)
    actions.change_register(account=account, by=administrator, now=NOW, mailbox="medsos@contoh.go.id")
    actions.note_trouble(
        institution_id=office.pk, account_id=account.pk, why="revoked", reconnect=True, now=NOW
    )
    again = actions.connect_account(
        network="practice", connected=answered("second"), by=administrator, now=NOW
    )
    assert again.pk == account.pk
    again.refresh_from_db()
    assert again.state == AccountState.CONNECTED
    assert again.mailbox == "medsos@contoh.go.id"
    assert queries.credentials_of(again).secrets == {"token": "second"}


def test_only_those_who_manage_accounts_connect_one(office):
    with pytest.raises(Refused):
        actions.connect_account(
            network="practice", connected=answered(), by=a_member(office, Role.OPERATOR), now=NOW
        )
    assert not SocialAccount.objects.exists()


def test_a_refused_permission_is_told_once(office):
    account = an_account(office)
    told = []
    with events.heard_by({AccountNeedsReconnect: (told.append,)}):
        for _ in range(2):
            actions.note_trouble(
                institution_id=office.pk, account_id=account.pk, why="revoked", reconnect=True, now=NOW
            )
    assert len(told) == 1
    account.refresh_from_db()
    assert account.state == AccountState.RECONNECT
    assert queries.why_not_publish(account)


def test_one_person_is_not_both_custodians(office, administrator):
    account = an_account(office)
    with pytest.raises(Refused) as no:
        actions.change_register(
            account=account,
            by=administrator,
            now=NOW,
            custodian_one=administrator,
            custodian_two=administrator,
        )
    assert no.value.rule == "R05"


def test_an_account_without_owner_unit_and_responsible_publishes_nothing(office):
    assert queries.why_not_publish(an_account(office, owner_unit=None))
    assert queries.why_not_publish(an_account(office, responsible=None))
    assert not queries.why_not_publish(an_account(office))


def test_an_account_whose_responsible_official_left_publishes_nothing_until_another_is_named(
    office, administrator
):
    leaver = a_member(office)
    account = an_account(office, responsible=leaver, custodian_one=leaver)
    off_board(member=leaver, why="pindah", by=administrator, now=NOW)
    account = queries.account(office.pk, account.pk)
    assert queries.why_not_publish(account)
    found = {one.sentence: one for one in queries.concerns(account, now=NOW)}
    assert found["Penanggung jawabnya sudah tidak di instansi."].is_urgent
    assert "Seorang pemegang akun sudah tidak di instansi. Tunjuk penggantinya." in found
    actions.change_register(account=account, by=administrator, now=NOW, responsible=a_member(office))
    assert not queries.why_not_publish(queries.account(office.pk, account.pk))


def test_a_closed_account_stays_in_the_register_without_what_opens_it(office, administrator):
    account = an_account(office)
    actions.close_account(account=account, why="the campaign is over", by=administrator, now=NOW)
    account.refresh_from_db()
    assert bytes(account.secrets) == b""
    assert account not in queries.accounts(office.pk)
    account.state = AccountState.CONNECTED  # what somebody else's page still shows
    with pytest.raises(Stale):
        actions.close_account(account=account, why="again", by=administrator, now=NOW)


def test_what_is_not_in_order_is_told_with_its_rule(office):
    account = an_account(
        office, token_ends_at=NOW + timedelta(days=3), last_published_at=NOW - timedelta(days=20)
    )
    found = queries.concerns(account, now=NOW)
    assert found[0].is_urgent
    assert {one.rule for one in found} == {"R01", "R03", "R05"}


def test_an_account_in_order_gives_no_concern(office):
    account = an_account(
        office,
        custodian_one=a_member(office),
        custodian_two=a_member(office),
        mailbox="medsos@contoh.go.id",
        second_factor_on=date(2026, 11, 1),
        reviewed_on=date(2026, 11, 1),
        last_published_at=NOW,
    )
    assert queries.concerns(account, now=NOW) == ()


def test_what_a_person_keeps_must_change_hands_when_they_leave(office):
    keeper = a_member(office)
    mine = [an_account(office, responsible=keeper), an_account(office, custodian_two=keeper)]
    an_account(office)
    assert list(queries.kept_by(keeper).order_by("pk")) == mine


class TestSilence:
    """R03: a silent account is told of, once for each silence."""

    @pytest.fixture
    def heard(self):
        heard: list[AccountFellSilent] = []
        with events.heard_by({AccountFellSilent: [heard.append]}):
            yield heard

    def listen(self, days: int) -> None:
        jobs.listen_for_silence(int((NOW + timedelta(days=days)).timestamp()))

    def test_is_told_once_it_is_longer_than_the_office_set_and_only_once(self, office, heard):
        account = an_account(office, last_published_at=NOW, silent_after_days=7)
        self.listen(7)
        assert heard == []
        self.listen(8)
        self.listen(9)
        assert heard == [AccountFellSilent(institution_id=office.pk, account_id=account.pk, days=8)]

    def test_begins_anew_with_each_post(self, office, heard):
        account = an_account(office, last_published_at=NOW, silent_after_days=7)
        self.listen(8)
        actions.note_published(institution_id=office.pk, account_id=account.pk, now=NOW + timedelta(days=9))
        self.listen(16)
        assert len(heard) == 1
        self.listen(17)
        assert len(heard) == 2

    def test_is_counted_from_the_connection_where_nothing_was_published_yet(self, office, heard):
        an_account(office, connected_at=NOW, silent_after_days=7)
        self.listen(8)
        assert [one.days for one in heard] == [8]

    @pytest.mark.parametrize("state", [AccountState.RECONNECT, AccountState.CLOSED])
    def test_of_an_account_that_cannot_speak_is_no_news(self, office, heard, state):
        an_account(office, last_published_at=NOW, state=state)
        self.listen(100)
        assert heard == []


@pytest.mark.parametrize(("days", "counts"), [(90, False), (91, True)])
def test_a_review_counts_for_ninety_days(office, days, counts):
    account = an_account(office, reviewed_on=date(2026, 11, 25) - timedelta(days=days))
    said = [one.sentence for one in queries.concerns(account, now=NOW)]
    assert any("90" in one for one in said) is counts


@pytest.mark.parametrize(
    ("ends_in", "said", "urgent"),
    [(timedelta(days=15), False, False), (timedelta(days=14), True, False), (timedelta(days=7), True, True)],
)
def test_the_runway_is_said_from_two_weeks_and_urgent_from_one(office, ends_in, said, urgent):
    account = an_account(office, token_ends_at=NOW + ends_in)
    found = [one for one in queries.concerns(account, now=NOW) if one.rule == "R01"]
    assert bool(found) is said
    assert any(one.is_urgent for one in found) is urgent
    assert queries.runway(account, now=NOW) == ends_in.days


def test_a_permission_without_an_end_has_no_runway(office):
    assert queries.runway(an_account(office), now=NOW) is None
