"""The calendar's pages, as a browser without script uses them, and its sheets."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pendopo.broadcast.calendar import queries
from pendopo.broadcast.content.models import ContentItem, Pillar
from pendopo.broadcast.content.tests.builders import an_approved_item, an_item
from pendopo.foundation.clock import Zone
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution


def typed(at: datetime) -> str:
    return Zone.WIB.local(at).strftime("%Y-%m-%dT%H:%M")


def many_items(by: Member, number: int, due_at: datetime, **about: object) -> None:
    """Drafts without words, three of them at a time at the same minute."""
    ContentItem.objects.bulk_create(
        ContentItem(
            institution_id=by.institution_id,
            title=f"Air {one}",
            due_at=due_at + timedelta(seconds=one // 3),
            made_by=by,
            made_at=due_at,
            changed_at=due_at,
            **about,
        )
        for one in range(number)
    )


@pytest.mark.parametrize("path", ["/kalender/", "/kalender/minggu/", "/kalender/daftar/"])
def test_every_view_shows_the_post_and_keeps_its_filters(sari, author, account, at, path):
    item = an_item(author, account, now=at, due_at=at + timedelta(minutes=5), title="Air <bersih>")
    page = sari.get(path, {"q": "bersih"}).content.decode()
    assert "Air &lt;bersih&gt;" in page
    assert f"/konten/{item.pk}/" in page
    assert "q=bersih" in page
    assert f"/konten/{item.pk}/" not in sari.get(path, {"q": "banjir"}).content.decode()


class TestFilters:
    @pytest.fixture
    def pillars(self, office):
        return [
            Pillar.objects.create(institution=office, name=name, dye=dye, share_percent=dye)
            for dye, name in enumerate(("Layanan", "Budaya", "Bencana"), start=1)
        ]

    @pytest.mark.parametrize("path", ["/kalender/", "/kalender/minggu/", "/kalender/daftar/"])
    def test_several_values_of_a_filter_stand_beside_each_other(self, sari, author, at, pillars, path):
        for pillar in pillars:
            an_item(
                author,
                now=at,
                due_at=at + timedelta(minutes=5),
                title=f"Tentang {pillar.name}",
                pillar=pillar,
            )
        wanted = [pillars[0].pk, pillars[2].pk]
        page = sari.get(path, {"pilar": wanted, "keadaan": ["draft", "approved"]}).content.decode()
        assert "Tentang Layanan" in page
        assert "Tentang Bencana" in page
        assert "Tentang Budaya" not in page
        assert page.count(" checked") == 4

    @pytest.mark.parametrize("path", ["/kalender/", "/kalender/minggu/", "/kalender/daftar/"])
    def test_every_way_on_keeps_all_of_them(self, sari, author, at, pillars, path):
        many_items(author, queries.A_PAGE + 5, at + timedelta(minutes=5), pillar=pillars[0])
        asked = f"pilar={pillars[0].pk}&pilar={pillars[1].pk}&keadaan=draft&keadaan=approved&q=Air"
        page = sari.get(f"{path}?{asked}").content.decode()
        ways = [
            one
            for one in re.findall(r'href="([^"]*)"', page)
            if re.match(r"(/kalender/(minggu/|daftar/|ekspor/)?)?\?", one)
        ]
        kept = [html.unescape(one) for one in ways if "q=" in one]
        assert all(asked in one for one in kept)
        without = [html.unescape(one) for one in ways if "q=" not in one]
        assert len(without) == 1  # the way out of the filters
        # Three views, what was before, today and after, the export or the next page, and what did not fit.
        assert len(kept) == 7
        move = re.search(r'href="(/kalender/\d+/pindah/[^"]*)"', page)
        assert move
        back = parse_qs(urlsplit(html.unescape(move[1])).query)["back"]
        assert back == [f"{path}?{asked}"]

    def test_pages_of_the_list_hold_every_post_once(self, sari, author, at):
        many_items(author, queries.A_PAGE * 2 + 1, at + timedelta(minutes=5))
        seen, address = [], "/kalender/daftar/?q=Air"
        while address:
            answer = sari.get(address)
            seen += [row["item"].id for row in answer.context["rows"]]
            address = answer.context["next"] and f"/kalender/daftar/{answer.context['next']}"
        assert len(seen) == len(set(seen)) == queries.A_PAGE * 2 + 1

    def test_what_is_no_value_is_left_out_of_the_address(self, sari):
        asked = {"pilar": ["x", "9" * 20, "7"], "keadaan": ["draft", "<b>"], "q": " air\0 ", "unit": ""}
        page = sari.get("/kalender/", asked)
        assert page.context["kept"] == "pilar=7&keadaan=draft&q=air"
        assert "<b>" not in page.content.decode()


def test_holidays_solemn_days_and_gaps_are_said_in_words(sari):
    page = sari.get("/kalender/", {"bulan": "2027-08"}).content.decode()
    assert "Proklamasi Kemerdekaan Republik Indonesia" in page
    page = sari.get("/kalender/", {"bulan": "2027-09"}).content.decode()
    assert "cal-solemn" in page


def test_a_gap_is_a_coming_working_day_without_a_post(author, account, at):
    an_item(author, account, now=at, due_at=datetime(2027, 8, 2, 3, tzinfo=UTC))
    board = queries.board(author, date(2027, 8, 1), date(2027, 8, 31), now=at)
    gaps = {day.on for day in board.gaps}
    assert date(2027, 8, 2) not in gaps
    assert date(2027, 8, 3) in gaps
    assert date(2027, 8, 7) not in gaps  # a Saturday
    assert date(2027, 8, 17) not in gaps  # a holiday


def test_more_posts_than_fit_are_counted_and_the_ratio_counts_all(author, at):
    due = datetime(2027, 8, 2, 3, tzinfo=UTC)
    for number in range(6):
        an_item(author, now=at, due_at=due, is_ceremony=number < 3)
    board = queries.board(author, date(2027, 8, 1), date(2027, 8, 31), now=at)
    day = next(one for one in board.days if one.on == date(2027, 8, 2))
    assert (len(day.items), day.more) == (4, 2)
    assert (board.balance.ceremonies, board.balance.of) == (3, 6)
    assert board.balance.has_too_many_ceremonies


@pytest.mark.parametrize("path", ["/kalender/", "/kalender/daftar/"])
def test_who_may_only_look_is_offered_nothing_that_would_be_refused(client, office, author, at, path):
    an_item(author, now=at, due_at=at + timedelta(minutes=5), title="Air mengalir")
    client.force_login(a_member(office, Role.AUDITOR).person)
    page = client.get(path).content.decode()
    assert "Air mengalir" in page
    assert "/pindah/" not in page.replace('data-move="/kalender/0/pindah/"', "")
    assert "/kalender/tulis/" not in page
    assert client.get("/kalender/tulis/").status_code == client.get("/kalender/impor/").status_code == 403


def test_the_list_leads_to_the_months_around_and_to_what_is_still_to_come(sari):
    around = sari.get("/kalender/daftar/", {"dari": "2027-03-10", "sampai": "2027-03-12"}).context["around"]
    assert around["before"].startswith("?dari=2027-02-01&sampai=2027-02-28")
    assert around["after"].startswith("?dari=2027-04-01&sampai=2027-04-30")
    assert around["today"].startswith(f"?dari={timezone.localdate()}")


# What a month costs an operator, in questions to the database: change it only with a reason.
MONTH_ASKS = 21


def test_a_month_costs_the_same_queries_however_full_it_is(sari, author, at):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert sari.get("/kalender/").status_code == 200
        return len(captured)

    sari.get("/kalender/")
    empty = cost()
    for _number in range(12):
        an_item(author, now=at, due_at=at + timedelta(minutes=5))
    assert (empty, cost()) == (MONTH_ASKS, MONTH_ASKS)


class TestMoving:
    def test_ones_own_post_moves(self, sari, author, at):
        item = an_item(author, now=at, due_at=at + timedelta(days=1))
        answer = sari.post(
            f"/kalender/{item.pk}/pindah/",
            {"due_at": typed(at + timedelta(days=3))},
            headers={"accept": "application/json"},
        )
        assert answer.status_code == 200
        item.refresh_from_db()
        assert item.due_at == at + timedelta(days=3)

    def test_another_units_post_stays_and_the_reason_is_said(self, client, office, author, at):
        item = an_item(author, now=at, due_at=at + timedelta(days=1), owner_unit=a_unit(office))
        colleague = a_member(office, Role.OPERATOR, unit=a_unit(office))
        client.force_login(colleague.person)
        answer = client.post(f"/kalender/{item.pk}/pindah/", {"due_at": typed(at + timedelta(days=3))})
        assert answer.status_code == 422
        item.refresh_from_db()
        assert item.due_at == at + timedelta(days=1)

    def test_an_approval_is_lost_only_after_asking(self, sari, author, account, at):
        item = an_approved_item(author, account, now=at, due_at=at + timedelta(days=1))
        far = {"due_at": typed(at + timedelta(days=40))}
        asked = sari.post(f"/kalender/{item.pk}/pindah/", far)
        assert asked.status_code == 409
        item.refresh_from_db()
        assert item.state == "approved"
        assert sari.post(f"/kalender/{item.pk}/pindah/", far | {"sure": "on"}).status_code == 302
        item.refresh_from_db()
        assert (item.state, item.due_at) == ("draft", at + timedelta(days=40))

    def test_the_past_is_refused_in_words(self, sari, author, at):
        item = an_item(author, now=at, due_at=at + timedelta(days=1))
        answer = sari.post(
            f"/kalender/{item.pk}/pindah/",
            {"due_at": typed(at - timedelta(days=1))},
            headers={"accept": "application/json"},
        )
        assert answer.status_code == 422
        assert answer.json()["words"]

    def test_undo_brings_it_back_to_the_second_and_only_where_that_time_is_still_to_come(
        self, sari, author, at
    ):
        stood, there = at + timedelta(days=1, seconds=7), at + timedelta(days=3)
        item = an_item(author, now=at, due_at=stood)
        address, json = f"/kalender/{item.pk}/pindah/", {"accept": "application/json"}
        said = {"due_at": typed(there), "back": "/kalender/daftar/?q=air"}
        undo = sari.post(address, said, headers=json).json()["undo"]
        assert sari.post(undo).url == "/kalender/daftar/?q=air"
        item.refresh_from_db()
        assert item.due_at == stood
        ContentItem.objects.filter(pk=item.pk).update(due_at=at - timedelta(days=1))
        assert sari.post(address, said, headers=json).json()["undo"] == ""

    def test_undo_leads_nowhere_but_into_the_house(self, sari, author, at):
        item = an_item(author, now=at, due_at=at + timedelta(days=1))
        said = {"due_at": typed(at + timedelta(days=3)), "back": "//elsewhere.example/"}
        assert sari.post(f"/kalender/{item.pk}/pindah/", said).url == "/kalender/"
        page = sari.get(f"/kalender/{item.pk}/pindah/", said)
        assert page.context["back"] == "/kalender/"


def test_another_institutions_post_does_not_exist(client, stranger, at):
    author = a_member(an_institution())
    with acting_for(author.institution_id):
        item = an_item(author, now=at)
    client.force_login(stranger.person)
    for answer in (
        client.get(f"/kalender/{item.pk}/pindah/"),
        client.post(f"/kalender/{item.pk}/pindah/", {"due_at": typed(at + timedelta(days=3))}),
    ):
        assert answer.status_code == 404


def test_a_post_begins_on_its_day(sari):
    assert (
        "Hari Guru"
        in sari.get("/kalender/tulis/", {"hari": "2027-11-25", "judul": "Hari Guru"}).content.decode()
    )
    answer = sari.post("/kalender/tulis/", {"title": "Hari Guru", "due_at": "2027-11-25T09:00"})
    item = ContentItem.objects.get()
    assert answer.url == f"/konten/{item.pk}/"
    assert item.due_at == datetime(2027, 11, 25, 2, tzinfo=UTC)


@given(st.sampled_from(list(Zone)), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_a_day_begins_and_ends_at_the_offices_midnight(zone, day):
    start, end = queries.bounds(zone, day, day)
    assert end - start == timedelta(days=1)
    assert zone.day_of(start) == day
    assert zone.day_of(end - timedelta(microseconds=1)) == day
