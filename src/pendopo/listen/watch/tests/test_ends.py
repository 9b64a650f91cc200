"""Updates replace a warning, an all-clear lifts it, and what ended never goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.broadcast.content.tests.builders import explained
from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.errors import Refused
from pendopo.institution.notices.models import Notice
from pendopo.listen.watch import actions
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.states import WarningState as W
from pendopo.listen.watch.tests.builders import a_feed, cap, published, quake, text_of
from pendopo.listen.watch.tests.files import NOW


class TestUpdates:
    def test_other_facts_make_a_new_draft_and_withdraw_the_first(self, feed):
        first = quake(feed)
        second = quake(feed, Magnitude="6.4")
        first.refresh_from_db()
        assert (first.state, first.item.state) == (W.UPDATED, "withdrawn")
        assert "lebih baru" in first.item.withdrawn_why
        assert second.follows == first
        assert text_of(second.item).startswith("PEMUTAKHIRAN")

    def test_what_is_public_already_stays_and_the_update_says_what_it_is(self, feed):
        first = quake(feed)
        published(first.item)
        second = quake(feed, Magnitude="6.4")
        first.item.refresh_from_db()
        assert first.item.state == "published"
        assert second.item.title.startswith("PEMUTAKHIRAN")

    def test_one_that_concerns_us_no_more_says_why_there_is_a_draft_still(self, feed):
        quake(feed, Dirasakan="-")
        weak = quake(feed, Dirasakan="-", Magnitude="4.0")
        assert weak.state == W.DRAFTED
        assert "concerned us" in weak.reasons[0]["msgid"]

    def test_an_approval_that_was_on_its_way_is_called_off(self, feed, approver, officer):
        item = explained(quake(feed).item, officer)
        content.submit(item=item, by=officer, now=NOW)
        content.approve(step=waiting_step(item), by=approver, now=NOW)
        quake(feed, Magnitude="6.4")
        assert Delivery.objects.get().state == "cancelled"

    def test_a_cap_update_refers_to_the_first(self, place, editor, account):
        feed = a_feed(editor, kind=Kind.WEATHER)
        first = cap(feed, mark="a")
        second = cap(
            feed,
            mark="b",
            message="Update",
            references="bmkg,a,2026-11-25T02:55:00+00:00",
            sent=NOW,
            now=NOW + timedelta(minutes=1),
        )
        first.refresh_from_db()
        assert (first.state, second.follows) == (W.UPDATED, first)

    def test_the_next_alert_of_the_same_area_replaces_the_one_before(self, place, editor, account):
        feed = a_feed(editor, kind=Kind.WEATHER)
        first = cap(feed, mark="a")
        second = cap(
            feed,
            mark="b",
            sent=NOW + timedelta(hours=1),
            ends=NOW + timedelta(hours=4),
            now=NOW + timedelta(hours=1),
        )
        first.refresh_from_db()
        assert (first.state, second.follows) == (W.UPDATED, first)

    def test_a_lifted_warning_that_was_not_public_is_withdrawn_and_said(
        self, place, editor, account, officer
    ):
        feed = a_feed(editor, kind=Kind.WEATHER)
        first = cap(feed, mark="a")
        cleared = cap(feed, mark="b", message="Cancel", references="bmkg,a,x", sent=NOW)
        first.refresh_from_db()
        assert (first.state, first.item.state, cleared.item) == (W.CLEARED, "withdrawn", None)
        assert ContentItem.objects.count() == 1
        assert Notice.objects.filter(member=officer, url__contains=f"/{cleared.pk}/").exists()

    def test_where_it_stood_in_public_the_all_clear_is_drafted(self, place, editor, account):
        feed = a_feed(editor, kind=Kind.WEATHER)
        first = cap(feed, mark="a")
        published(first.item)
        cleared = cap(feed, mark="b", message="Cancel", references="bmkg,a,x", sent=NOW)
        assert (cleared.state, cleared.follows) == (W.DRAFTED, first)
        assert "PERINGATAN DICABUT" in text_of(cleared.item)


class TestTheEnd:
    def test_its_draft_is_withdrawn_and_says_why(self, feed):
        row = quake(feed)
        assert actions.end_warnings(feed.institution_id, now=row.ends_at - timedelta(seconds=1)) == 0
        assert actions.end_warnings(feed.institution_id, now=row.ends_at) == 1
        row.refresh_from_db()
        assert (row.state, row.item.state) == (W.EXPIRED, "withdrawn")
        assert "berlaku" in row.item.withdrawn_why

    def test_it_is_not_approved_even_before_the_house_has_noticed(self, feed, approver, officer):
        row = quake(feed)
        item = explained(row.item, officer)
        content.submit(item=item, by=officer, now=NOW)
        with pytest.raises(Refused, match="berlaku"):
            content.approve(step=waiting_step(item), by=approver, now=row.ends_at)

    def test_what_waits_for_its_approval_is_withdrawn_as_well(self, feed, approver, officer):
        row = quake(feed)
        item = explained(row.item, officer)
        content.submit(item=item, by=officer, now=NOW)
        actions.end_warnings(feed.institution_id, now=row.ends_at)
        item.refresh_from_db()
        assert item.state == "withdrawn"
        assert waiting_step(item) is None

    def test_what_is_public_stays(self, feed):
        row = quake(feed)
        published(row.item)
        actions.end_warnings(feed.institution_id, now=row.ends_at)
        row.item.refresh_from_db()
        assert row.item.state == "published"
