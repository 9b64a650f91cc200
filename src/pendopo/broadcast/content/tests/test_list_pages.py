"""Lists, times and versions, as a browser without script uses them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.broadcast.content import actions
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.tests.builders import (
    TEXT,
    a_composition,
    an_approved_item,
    an_item,
    page,
    signed_in,
    submitted,
)
from pendopo.broadcast.content.views import items
from pendopo.institution.accounts.tests.builders import an_account


class TestLists:
    def test_each_tab_shows_its_own(self, client, sari, author, account, approver, at, due):
        draft = an_item(author, account, now=at, title="Rancangan")
        waiting = submitted(author, account, now=at, due_at=due, title="Menunggu")
        planned = an_approved_item(author, account, approver=approver, now=at, due_at=due, title="Terjadwal")
        shown = {
            tab: {row.pk for row in sari.get(page("items") + f"?tampil={tab}").context["rows"]}
            for tab in ("milik", "menunggu", "terjadwal", "tayang", "semua")
        }
        everything = {draft.pk, waiting.pk, planned.pk}
        assert shown == {
            "milik": everything,
            "menunggu": set(),
            "terjadwal": {planned.pk},
            "tayang": set(),
            "semua": everything,
        }
        signed_in(client, approver)
        rows = client.get(page("items") + "?tampil=menunggu").context["rows"]
        assert [row.pk for row in rows] == [waiting.pk]

    def test_pages_follow_each_other_without_a_gap(self, sari, author, account, at, monkeypatch):
        monkeypatch.setattr(items, "PAGE", 2)
        made = [an_item(author, account, now=at, title=f"Nomor {number}").pk for number in range(5)]
        seen, address = [], page("items") + "?tampil=semua"
        while address:
            context = sari.get(address).context
            seen += [row.pk for row in context["rows"]]
            address = page("items") + context["older"] if context["older"] else ""
        assert seen == made[::-1]

    def test_more_rows_cost_no_more_queries(self, sari, author, account, at):
        def queries_of(rows: int) -> int:
            for number in range(rows):
                an_item(author, account, now=at, title=f"Baris {number}")
            with CaptureQueriesContext(connection) as captured:
                sari.get(page("items") + "?tampil=semua")
            return len(captured)

        queries_of(1)  # what is asked once a process
        assert queries_of(2) == queries_of(12)

    def test_filters_stay_in_the_address(self, sari, office, author, account, at):
        other = an_account(office)
        an_item(author, account, now=at)
        mine = an_item(author, other, now=at, title="Lain")
        context = sari.get(page("items") + f"?tampil=semua&akun={other.pk}&q=lain").context
        assert [row.pk for row in context["rows"]] == [mine.pk]
        assert f"akun={other.pk}" in context["views"][0]["url"]

    @pytest.mark.parametrize(
        "address",
        [
            "?sesudah=x",
            "?sesudah=2026-01-01_9",
            "?akun=x&pilar=-1",
            "?tampil=lain",
            "?tampil=semua&q=a%00b",
            "?tampil=semua&akun=²&pilar=²",
            f"?tampil=semua&akun={'9' * 25}",
        ],
    )
    def test_odd_addresses_are_no_error(self, sari, address):
        assert sari.get(page("items") + address).status_code == 200


class TestMoving:
    def test_another_time_is_set_and_its_meaning_shown(self, sari, author, account, at, due):
        item = an_item(author, account, now=at, due_at=due)
        answer = sari.get(page("schedule", item.pk), {"due_at": "2026-08-17T10:00"})
        assert "Kemerdekaan" in answer.content.decode()
        assert sari.post(page("schedule", item.pk), {"due_at": "2020-01-01T10:00"}).status_code == 422
        assert sari.post(page("schedule", item.pk), {"due_at": ""}).status_code == 302
        item.refresh_from_db()
        assert item.due_at is None

    def test_a_good_time_is_one_press_and_clashes_with_nothing(self, sari, author, account, at):
        item = an_item(author, account, now=at, due_at=None)
        good = sari.get(page("compose", item.pk)).context["good_times"]
        an_item(author, account, now=at, due_at=good[0])
        assert sari.get(page("compose", item.pk)).context["good_times"][0] == good[1]
        pressed = timezone.localtime(good[1], timezone.get_fixed_timezone(420)).strftime("%Y-%m-%dT%H:%M")
        sari.post(page("schedule", item.pk), {"due_at": "", "good_time": pressed})
        item.refresh_from_db()
        assert item.due_at == good[1]

    def test_withdrawing_needs_a_reason(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        assert sari.get(page("withdraw", item.pk)).status_code == 200
        assert sari.post(page("withdraw", item.pk), {"why": ""}).status_code == 422
        assert sari.post(page("withdraw", item.pk), {"why": "Batal"}).status_code == 302

    def test_details_are_changed(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        answer = sari.post(
            page("details", item.pk),
            {"title": "Judul baru", "lane": "fast", "late_minutes": "30", "goal": "", "audience": ""},
        )
        assert answer.status_code == 302
        item.refresh_from_db()
        assert (item.title, item.lane, item.late_minutes) == ("Judul baru", "fast", 30)

    def test_a_copy_is_made(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        answer = sari.post(page("duplicate", item.pk))
        assert answer.url != page("compose", item.pk)
        assert ContentItem.objects.count() == 2

    def test_versions_are_listed_compared_and_taken_up_again(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        actions.save_draft(item=item, composition=a_composition(account, text="Lain."), by=author, now=at)
        assert sari.get(page("versions", item.pk)).status_code == 200
        assert "<del" in sari.get(page("compare", item.pk) + "?dari=1&ke=2").content.decode()
        sari.post(page("use_version", item.pk, 1))
        item.refresh_from_db()
        assert (item.current.number, item.current.text) == (3, TEXT)
