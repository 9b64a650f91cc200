"""R17: in a crisis ordinary posts wait until somebody has looked, and nothing playful goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content import office as offices
from pendopo.broadcast.content.events import CrisisBegan, CrisisEnded, LetThroughInCrisis
from pendopo.broadcast.content.models import Crisis
from pendopo.broadcast.content.tests.builders import NOW, an_approved_item, an_item
from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

LATER = NOW + timedelta(hours=27)


@pytest.fixture
def begun(approver):
    return actions.begin_crisis(why="Kapal tenggelam", by=approver, now=NOW)


class TestTheSwitch:
    def test_it_says_who_and_why_in_the_ledger_and_to_everybody(self, approver, author):
        told = []
        with events.heard_by({CrisisBegan: (told.append,)}):
            begun = actions.begin_crisis(why="Kapal tenggelam", by=approver, now=NOW)
        assert (begun.why, begun.by) == ("Kapal tenggelam", approver)
        assert told[0].crisis_id == begun.pk
        assert LedgerEntry.objects.get(did="content.crisis_began").words["why"] == begun.why
        assert Notice.objects.filter(member=author, kind="content.crisis").exists()
        assert offices.facts(approver.institution, [NOW.date()]).in_crisis

    def test_it_ends_with_a_sentence_and_can_begin_again(self, begun, leader, approver):
        told = []
        with events.heard_by({CrisisEnded: (told.append,)}):
            actions.end_crisis(why="Semua selamat", by=leader, now=LATER)
        assert told[0].at == LATER
        begun.refresh_from_db()
        assert (begun.ended_by, begun.ended_why) == (leader, "Semua selamat")
        assert queries.crisis(leader.institution_id) is None
        with pytest.raises(Stale):
            actions.end_crisis(why="Lagi", by=leader, now=LATER)
        actions.begin_crisis(why="Banjir", by=approver, now=LATER)

    def test_it_needs_a_reason_and_somebody_who_may_stop(self, approver, author):
        with pytest.raises(Refused) as no:
            actions.begin_crisis(why=" ", by=approver, now=NOW)
        assert no.value.field == "why"
        with pytest.raises(Refused):
            actions.begin_crisis(why="Kapal tenggelam", by=author, now=NOW)
        assert not Crisis.objects.exists()

    def test_two_crises_at_once_are_one(self, begun, approver):
        with pytest.raises(Stale):
            actions.begin_crisis(why="Sama", by=approver, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Crisis.objects.create(institution=approver.institution, why="x", by=approver, at=NOW)

    def test_another_institution_is_not_in_a_crisis(self, stranger, begun):
        assert queries.crisis(stranger.institution_id) is None


class TestWhatWaits:
    def test_ordinary_lanes_wait_until_somebody_has_looked(self, author, account, approver, begun):
        item = an_approved_item(author, account, approver=approver)
        assert queries.waits_for_crisis(item.institution_id, item.pk) == begun
        told = []
        with events.heard_by({LetThroughInCrisis: (told.append,)}):
            for _twice in range(2):
                actions.let_through(item=item, by=approver, now=LATER)
        assert [one.item_id for one in told] == [item.pk]
        assert queries.waits_for_crisis(item.institution_id, item.pk) is None

    def test_the_lanes_for_emergencies_speak(self, author, account, approver, begun):
        item = an_approved_item(author, account, approver=approver, lane="emergency")
        assert queries.waits_for_crisis(item.institution_id, item.pk) is None
        with pytest.raises(Refused):
            actions.let_through(item=item, by=approver, now=NOW)

    def test_an_author_lets_nothing_through(self, author, account, approver, begun):
        item = an_approved_item(author, account, approver=approver)
        with pytest.raises(Refused):
            actions.let_through(item=item, by=author, now=NOW)
        assert queries.waits_for_crisis(item.institution_id, item.pk) == begun


class TestThePage:
    def test_an_approver_switches_it_on_lets_through_and_ends_it(self, client, author, account, approver):
        item = an_approved_item(author, account, approver=approver, due_at=None)
        client.force_login(approver.person)
        address = reverse("content:crisis")
        assert client.post(address, {"do": "begin", "why": ""}).status_code == 422
        assert client.post(address, {"do": "begin", "why": "Gempa"}).status_code == 302
        page = client.get(address)
        assert [one.pk for one in page.context["ordinary"]] == [item.pk]
        assert client.post(reverse("content:let_through", args=[item.pk])).status_code == 302
        assert client.get(address).context["ordinary"][0].is_let_through
        assert client.post(address, {"do": "end", "why": "Aman"}).status_code == 302
        assert not Crisis.objects.on().exists()

    def test_an_operator_reads_it_and_starts_in_the_crisis_lane(self, client, author, begun, account):
        client.force_login(author.person)
        page = client.get(reverse("content:crisis"))
        assert "Kapal tenggelam" in page.content.decode()
        assert client.post(reverse("content:crisis"), {"do": "end", "why": "Aman"}).status_code == 422
        assert client.get(reverse("content:new")).context["form"]["lane"].value() == "crisis"
        item = an_item(author, account)
        assert "Kapal tenggelam" in client.get(reverse("content:compose", args=[item.pk])).content.decode()

    def test_without_a_crisis_a_new_item_is_routine(self, client, office):
        client.force_login(a_member(office, Role.OPERATOR).person)
        assert client.get(reverse("content:new")).context["form"]["lane"].value() == "routine"
