"""Links without an account: who comes in, who is refused and hears why, and what the log keeps."""

from __future__ import annotations

import logging
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for, current_institution_id
from pendopo.institution.links import actions, counting, doorway, jobs, queries, tokens
from pendopo.institution.links.actions import LinkRefused, Outcome, Purpose
from pendopo.institution.links.models import Link, LinkCount, LinkPost, LinkUse
from pendopo.institution.tests.builders import a_member, a_unit, an_institution

NOW = datetime(2026, 11, 25, 2, 5, tzinfo=UTC)
A_WEEK = timedelta(days=7)
VISITOR = "203.0.113.7"


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def operator(office):
    return a_member(office, name="Sari")


@pytest.fixture
def unit(office):
    return a_unit(office, "Dinas Pekerjaan Umum")


@pytest.fixture
def token(unit, operator):
    return given(unit, operator)


def given(unit, by=None, *, purpose=Purpose.UNIT, lasts=A_WEEK, now=NOW):
    with acting_for(unit.institution_id):
        return actions.give_link(
            purpose=purpose,
            subject=unit,
            institution_id=unit.institution_id,
            by=by,
            lasts=lasts,
            now=now,
        )


def opened(token, *, purpose=Purpose.UNIT, visitor=VISITOR, now=NOW):
    return actions.open_link(token=token, purpose=purpose, visitor=visitor, now=now)


def refused(token, **said):
    with pytest.raises(LinkRefused) as no:
        opened(token, **said)
    return no.value


def kept(office, model=LinkUse):
    with acting_for(office.pk):
        return list(model.objects.all())


def told(office, did):
    with acting_for(office.pk):
        return [entry.sentence() for entry in LedgerEntry.objects.filter(did=did)]


def test_a_link_opens_what_it_was_made_for(token, unit):
    link = opened(token)
    assert (link.subject, link.subject_id, link.purpose) == ("institution.orgunit", unit.pk, Purpose.UNIT)
    assert link.institution.pk == unit.institution_id


def test_the_secret_is_nowhere_in_the_database(token, office):
    secret = token.split(".")[1]
    (link,) = kept(office, Link)
    assert secret.encode() not in bytes(link.sum)
    assert bytes(link.sum) == tokens.sum_of(secret)


def test_the_first_opening_is_logged_and_later_ones_are_not(token, office):
    opened(token)
    opened(token, now=NOW + timedelta(hours=2))
    assert [(use.outcome, use.times) for use in kept(office)] == [(Outcome.OPENED, 1)]
    (link,) = kept(office, Link)
    assert link.first_opened_at == NOW
    assert len(told(office, "link.opened")) == 1
    assert "Sari" in told(office, "link.given")[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "9" + token,
        lambda token: token.replace(".", "", 1),
        lambda _token: "",
        lambda _token: "x" * 5000,
        lambda _token: "1.\0.x",
    ],
)
def test_a_forged_link_is_refused_before_any_table_is_asked(token, office, change, caplog):
    with CaptureQueriesContext(connection) as asked, caplog.at_level(logging.WARNING):
        no = refused(change(token))
    assert no.outcome is Outcome.FORGED
    assert not asked.captured_queries
    assert "pesan yang Anda terima" in str(no)
    assert "forged" in caplog.text
    assert VISITOR not in caplog.text
    assert kept(office) == []


def test_a_secret_of_ours_without_its_row_says_whom_to_ask(token, office):
    with acting_for(office.pk):
        Link.objects.all().delete()
    no = refused(token)
    assert no.outcome is Outcome.GONE
    assert "Mintalah tautan baru" in str(no)


def test_an_expired_link_is_refused_logged_and_says_that_nothing_is_lost(token, office):
    no = refused(token, now=NOW + A_WEEK)
    assert no.outcome is Outcome.EXPIRED
    assert "Tidak ada yang hilang" in str(no)
    assert [use.outcome for use in kept(office)] == [Outcome.EXPIRED]


def test_whoever_holds_an_expired_link_can_be_offered_a_new_one(token, unit):
    later = NOW + A_WEEK
    link = actions.expired_link(token=token, purpose=Purpose.UNIT, visitor=VISITOR, now=later)
    assert link.subject_id == unit.pk
    with pytest.raises(LinkRefused) as no:
        actions.expired_link(token=token, purpose=Purpose.REFERRAL, visitor=VISITOR, now=later)
    assert no.value.outcome is Outcome.OTHER_PURPOSE


def test_a_withdrawn_link_is_refused_and_says_why(token, office, operator):
    (link,) = kept(office, Link)
    with acting_for(office.pk):
        actions.revoke(link=link, why="Dinas lain yang menjawab.", by=operator, now=NOW)
        actions.revoke(link=link, why="Sekali lagi.", by=operator, now=NOW)
    no = refused(token)
    assert no.outcome is Outcome.REVOKED
    assert str(no).endswith("Dinas lain yang menjawab.")
    assert [use.outcome for use in kept(office)] == [Outcome.REVOKED]
    assert len(told(office, "link.revoked")) == 1
    with pytest.raises(LinkRefused):
        actions.expired_link(token=token, purpose=Purpose.UNIT, visitor=VISITOR, now=NOW)


def test_every_link_of_a_row_is_taken_back_at_once_and_no_other(unit, office, operator):
    one, two, other = given(unit), given(unit), given(a_unit(office))
    with acting_for(office.pk):
        shut = actions.revoke_all_of(
            subject=unit, institution_id=office.pk, why="Unit ditutup.", by=operator, now=NOW
        )
        assert queries.links_of(unit, institution_id=office.pk).alive(NOW).count() == 0
    assert shut == 2
    assert refused(one).outcome is refused(two).outcome is Outcome.REVOKED
    assert opened(other)


def test_a_link_for_one_page_opens_no_other(token, office):
    no = refused(token, purpose=Purpose.REFERRAL)
    assert no.outcome is Outcome.OTHER_PURPOSE
    assert [use.outcome for use in kept(office)] == [Outcome.OTHER_PURPOSE]
    (link,) = kept(office, Link)
    assert link.first_opened_at is None


def test_a_link_that_is_opened_too_often_rests_for_a_while(token, office, monkeypatch):
    monkeypatch.setattr(counting, "A_LINK", 3)
    for visitor in range(3):
        opened(token, visitor=str(visitor))
    no = refused(token)
    assert no.outcome is Outcome.THROTTLED
    assert "sepuluh menit" in str(no)
    assert opened(token, now=NOW + counting.WINDOW)
    assert {use.outcome for use in kept(office)} == {Outcome.OPENED, Outcome.THROTTLED}


def test_a_visitor_who_walks_through_many_links_rests_for_a_while(unit, monkeypatch):
    monkeypatch.setattr(counting, "A_VISITOR", 2)
    links = [given(unit) for _ in range(3)]
    for one in links[:2]:
        opened(one)
    assert refused(links[2]).outcome is Outcome.THROTTLED
    assert opened(links[2], visitor="198.51.100.1")


def test_whoever_hammers_on_a_dead_link_fills_no_table(token, office):
    for minute in range(30):
        refused(token, now=NOW + A_WEEK + timedelta(minutes=minute))
    (use,) = kept(office)
    assert use.times == 30
    with acting_for(office.pk):
        assert [one.times for one in queries.uses_of(use.link)] == [30]


def test_a_form_sent_again_counts_once_and_a_refused_deed_frees_its_key(token, office):
    link, key = opened(token), uuid.uuid4()
    with acting_for(office.pk):
        with transaction.atomic():
            assert actions.count_post(link=link, key=key, now=NOW)
            transaction.set_rollback(True)
        assert actions.count_post(link=link, key=key, now=NOW)
        assert not actions.count_post(link=link, key=key, now=NOW)
        assert actions.count_post(link=link, key=uuid.uuid4(), now=NOW)
    (use,) = [one for one in kept(office) if one.outcome == Outcome.REPLAYED]
    assert (use.times, bytes(use.visitor)) == (1, tokens.fingerprint(VISITOR))


@pytest.mark.parametrize("model", [Link, LinkUse, LinkPost, LinkCount])
def test_the_database_shows_links_to_their_own_institution_only(token, office, model):
    link = opened(token)
    refused(token, purpose=Purpose.TRACK)
    with acting_for(office.pk):
        actions.count_post(link=link, key=uuid.uuid4(), now=NOW)
        assert model.objects.count()
    others = an_institution("Kota Lain")
    with acting_for(others.pk):
        assert model.objects.count() == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            LinkPost.objects.create(institution_id=office.pk, link=link, key=uuid.uuid4(), at=NOW)
    with transaction.atomic():
        assert model.objects.count() == 0


def test_what_is_old_is_forgotten_and_what_still_opens_is_kept(unit, office):
    old = given(unit, now=NOW - timedelta(days=900))
    new = given(unit)
    refused(old)
    opened(new)
    with acting_for(office.pk):
        LinkUse.objects.filter(outcome=Outcome.EXPIRED).update(last_at=NOW - timedelta(days=181))
    jobs.forget(int((NOW + timedelta(days=2)).timestamp()))
    assert len(kept(office, Link)) == 1
    assert [use.outcome for use in kept(office)] == [Outcome.OPENED]
    assert kept(office, LinkCount) == []
    assert opened(new)


class TestADoorway:
    """The decorator above views without sign-in."""

    @pytest.fixture
    def door(self):
        @doorway.opened_by_link(Purpose.UNIT)
        def page(request, link, token, wanted=None):
            assert current_institution_id() == link.institution_id
            if wanted and wanted != link.subject_id:
                raise LinkRefused(Outcome.OTHER_SUBJECT, link)
            return HttpResponse("Pertanyaan untuk unit Anda")

        return page

    def walked(self, door, token, **said):
        return door(RequestFactory().get("/", REMOTE_ADDR=VISITOR), token=token, **said)

    @pytest.fixture(autouse=True)
    def _today(self, monkeypatch):
        monkeypatch.setattr(doorway, "now", lambda: NOW)

    def test_it_lets_in_whoever_holds_the_link_and_keeps_the_page_private(self, door, token):
        answer = self.walked(door, token)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"].startswith("noindex")

    @pytest.mark.parametrize(
        ("spoil", "status"),
        [
            (lambda _link: {}, 404),
            (lambda link: {"made_at": link.made_at - A_WEEK, "expires_at": NOW}, 410),
            (lambda _link: {"revoked_at": NOW, "revoked_why": "Sudah dijawab."}, 410),
            (lambda _link: {"purpose": Purpose.TRACK}, 404),
        ],
    )
    def test_it_says_kindly_why_it_stays_shut(self, door, token, office, spoil, status):
        (link,) = kept(office, Link)
        changes = spoil(link)
        with acting_for(office.pk):
            Link.objects.filter(pk=link.pk).update(**changes)
        answer = self.walked(door, token if changes else token + "x")
        assert answer.status_code == status
        assert "Tautan ini tidak terbuka" in answer.content.decode()
        assert answer["Cache-Control"] == "no-store, private"

    def test_another_row_than_its_own_is_refused_and_logged_although_the_page_was_given_up(
        self, door, token, office
    ):
        answer = self.walked(door, token, wanted=-1)
        assert answer.status_code == 404
        assert {use.outcome for use in kept(office)} == {Outcome.OPENED, Outcome.OTHER_SUBJECT}

    def test_too_often_says_when_to_come_back(self, door, token, monkeypatch):
        monkeypatch.setattr(counting, "A_LINK", 0)
        answer = self.walked(door, token)
        assert (answer.status_code, answer["Retry-After"]) == (429, "600")
