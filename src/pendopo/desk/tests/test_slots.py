"""What one room shows on another's page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from pendopo.broadcast.material import actions as material
from pendopo.broadcast.material.states import PieceKind
from pendopo.broadcast.material.tests.builders import a_request, by_link, sends
from pendopo.broadcast.material.views import report
from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.desk import slots
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.listen.inbox.tests.builders import heard, taken_in


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.mark.parametrize(("role", "sees"), [(Role.OPERATOR, True), (Role.UNIT_LIAISON, False)])
def test_under_a_post_stands_what_citizens_wrote_for_those_who_may_read_it(office, role, sees):
    account = an_account(office)
    delivery = publishing.plan(
        kind="post",
        institution_id=office.pk,
        account_id=account.pk,
        due_at=now(),
        now=now(),
        origin="test.thing",
        origin_id=1,
        said={"text": "Air mengalir lagi."},
    )
    Delivery.objects.filter(pk=delivery.pk).update(
        state="published", published_at=now(), remote_id="p-1", part_ids=["p-2"]
    )
    taken_in(account, heard("Terima kasih!", remote_id="c-1", thread_id="p-2", author_name="Bu Sari"))
    client = Client()
    client.force_login(a_member(office, role).person)
    page = client.get(reverse("publishing:delivery", args=[delivery.pk])).text
    assert ("Bu Sari" in page) is sees


def test_an_accounts_page_shows_what_goes_out_today_by_the_offices_own_clock(office):
    account = an_account(office)
    today, yesterday = (
        publishing.plan(
            kind="post",
            institution_id=office.pk,
            account_id=account.pk,
            due_at=now(),
            now=now(),
            origin="test.thing",
            origin_id=number,
            said={"text": "Air mengalir lagi."},
        )
        for number in (1, 2)
    )
    Delivery.objects.filter(pk=yesterday.pk).update(planned_for=now() - timedelta(days=1))
    client = Client()
    client.force_login(a_member(office, Role.OPERATOR).person)
    page = client.get(reverse("accounts:account", args=[account.pk])).text
    assert reverse("publishing:delivery", args=[today.pk]) in page
    assert reverse("publishing:delivery", args=[yesterday.pk]) not in page


class TestMaterialForTheLeader:
    """What units sent stands in the morning brief, and beside it whom to thank."""

    @pytest.fixture
    def leader(self, office):
        return a_member(office, Role.LEADER)

    @pytest.fixture
    def works(self, office):
        return a_unit(office, "Dinas Pekerjaan Umum", email="dpu@contoh.go.id")

    @pytest.fixture
    def on_the_tenth(self, monkeypatch):
        at = datetime(2026, 11, 10, 3, tzinfo=UTC)
        for place in (slots, report):
            monkeypatch.setattr(place, "now", lambda: at)
        return at

    def request(self, works, on_the_tenth, *, days_before=6):
        by = a_member(works.institution, Role.OPERATOR)
        asked_at = on_the_tenth - timedelta(days=days_before)
        return a_request(works, by=by, now=asked_at, by_day=date(2026, 11, 9))

    def shown(self, leader, name):
        client = Client()
        client.force_login(leader.person)
        return client.get(reverse(name)).text

    def test_silence_stands_in_the_morning_brief(self, leader, works, on_the_tenth):
        assert "dimintai bahan" not in self.shown(leader, "watch:brief")
        self.request(works, on_the_tenth)
        page = self.shown(leader, "watch:brief")
        assert "Pada November 2026 unit dimintai bahan 1 kali; 0 jawaban datang" in page
        assert "Dari 1 permintaan belum ada kabar: sepatah kata dari Anda dapat membantu." in page
        assert reverse("material:by_unit") + "?bulan=2026-11" in page

    def test_whoever_answered_by_the_day_is_named_to_be_thanked(self, leader, works, on_the_tenth):
        asked, at = self.request(works, on_the_tenth), on_the_tenth - timedelta(days=2)
        material.add_piece(**by_link(asked, now=at), kind=PieceKind.FACT, text="Lampu menyala lagi.")
        sends(asked, now=at)
        assert "ucapan terima kasih pantas disampaikan" in self.shown(leader, "watch:brief")
        page = self.shown(leader, "material:by_unit")
        assert "1 jawaban tepat waktu" in page
        assert reverse("sharing:thanks") + "?bulan=2026-11" in page
