"""What concerns the office is a ready draft at once, in the emergency lane, and whoever is on duty is told."""

from __future__ import annotations

import time
from datetime import date, timedelta
from datetime import time as clock

import pytest

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.models import ContentItem, Version
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.broadcast.content.tests.builders import explained
from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation import events
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.roster import actions as roster
from pendopo.institution.tests.builders import a_member, a_unit
from pendopo.listen.watch import actions, policies, queries, reader
from pendopo.listen.watch.events import WarningRead
from pendopo.listen.watch.models import OfficialWarning
from pendopo.listen.watch.states import Kind
from pendopo.listen.watch.states import WarningState as W
from pendopo.listen.watch.tests.builders import QUAKES, a_feed, cap, quake, text_of
from pendopo.listen.watch.tests.files import NOW, a_cap, a_quake, an_item, quakes, rss


class TestDraft:
    def test_an_earthquake_felt_here_is_a_draft_in_the_emergency_lane(self, feed, account, editor):
        row = quake(feed)
        item = row.item
        assert (row.state, item.lane, item.made_by) == (W.DRAFTED, "emergency", editor)
        assert item.holds_until == row.ends_at == NOW - timedelta(minutes=3) + timedelta(hours=6)
        assert item.account_ids == [account.pk]
        said = text_of(item)
        for fact in (
            "Magnitudo: 5,8",
            "8 km barat daya Sleman",
            "10 km",
            "III-IV Sleman",
            "Tidak berpotensi tsunami",
            "09.57 WIB",
            "Sumber: BMKG",
        ):
            assert fact in said
        source = item.sources.get()
        assert source.reference == QUAKES
        assert "09.57 WIB" in source.statement

    def test_it_can_be_submitted_and_approved_as_it_is(self, feed, approver, officer):
        item = quake(feed).item
        explained(item, officer)
        content.submit(item=item, by=officer, now=NOW)
        content.approve(step=waiting_step(item), by=approver, now=NOW)
        assert Delivery.objects.get().origin_id == item.pk

    def test_where_little_fits_little_is_said(self, feed, office, editor):
        small = an_account(office, network="bluesky")
        item = quake(
            feed, Dirasakan=", ".join(f"II-III Kecamatan Panjang{n}" for n in range(40)) + ", II Sleman"
        ).item
        said = Version.objects.whole().get(pk=item.current_id).composition().place(small.pk)
        assert not said.follows_words
        assert len(said.words.text) < 250
        assert "Sumber: BMKG" in said.words.text

    def test_accounts_of_other_units_are_left_to_a_person(self, feed, office, account, editor):
        own = a_unit(office)
        type(account).objects.filter(pk=account.pk).update(owner_unit=own)
        Member.objects.filter(pk=editor.pk).update(unit=own)
        another = an_account(office, owner_unit=a_unit(office))
        feed.refresh_from_db()
        assert quake(feed).item.account_ids == [account.pk] != [another.pk]

    def test_whoever_is_on_duty_is_told_and_nobody_else(self, feed, officer, approver, editor):
        roster.plan_shift(
            member=officer, on=date(2026, 11, 25), begins=clock(8), ends=clock(16), by=editor, now=NOW
        )
        row = quake(feed)
        told = Notice.objects.filter(kind="watch.warning")
        assert {one.member_id for one in told} == {officer.pk}
        assert all(one.urgent and str(row.pk) in one.url for one in told)

    def test_weather_over_the_office_is_a_draft_with_its_validity(self, place, editor, account):
        row = cap(a_feed(editor, kind=Kind.WEATHER))
        assert row.state == W.DRAFTED
        said = text_of(row.item)
        assert "PERINGATAN DINI CUACA" in said
        assert "sampai 25 November 2026, 12.00 WIB" in said
        assert "Masyarakat diimbau tetap waspada." in said

    def test_a_long_list_of_subdistricts_does_not_fill_the_post(self, place, editor, account):
        names = ", ".join(f"Kecamatan Nomor{number}" for number in range(200))
        row = cap(a_feed(editor, kind=Kind.WEATHER), text=f"Hujan lebat di Mlati, {names}.")
        assert "selengkapnya di sumber" in text_of(row.item)
        assert len(text_of(row.item)) < 900

    def test_the_same_file_again_changes_nothing(self, feed):
        quake(feed)
        quake(feed)
        assert (OfficialWarning.objects.count(), ContentItem.objects.count()) == (1, 1)

    def test_what_one_file_leaves_out_another_has_said(self, feed):
        quake(feed)
        quake(feed, Potensi="", Kedalaman="")
        quake(feed, Magnitude="5.9")
        assert ContentItem.objects.count() == 1

    def test_others_hear_of_it(self, feed):
        told = []
        with events.heard_by({WarningRead: (told.append,)}):
            row = quake(feed)
        assert [(one.warning_id, one.item_id) for one in told] == [(row.pk, row.item_id)]

    def test_a_draft_that_can_not_be_made_loses_no_warning(self, feed, editor, officer):
        Member.objects.filter(pk=editor.pk).update(roles=["administrator"])
        feed.refresh_from_db()
        row = quake(feed)
        assert row.state == W.UNDRAFTED
        assert row.trouble
        assert Notice.objects.filter(kind="watch.warning", member=officer).exists()
        actions.end_warnings(feed.institution_id, now=row.ends_at)
        row.refresh_from_db()
        assert row.state == W.EXPIRED

    def test_what_could_not_be_drafted_by_itself_is_begun_by_whoever_was_woken(self, feed, account, officer):
        Member.objects.filter(pk=feed.owner_id).update(left_at=NOW)
        feed.refresh_from_db()
        row = quake(feed)
        assert (row.state, row.item) == (W.UNDRAFTED, None)
        item = actions.draft_by_hand(warning=row, by=officer, now=NOW)
        row.refresh_from_db()
        assert (row.state, row.item, row.trouble) == (W.DRAFTED, item, "")
        assert (item.made_by, item.lane, item.holds_until) == (officer, "emergency", row.ends_at)
        assert "Magnitudo: 5,8" in text_of(item)
        with pytest.raises(Refused):
            actions.draft_by_hand(warning=row, by=officer, now=NOW)

    def test_what_is_over_is_begun_by_nobody(self, feed, account, officer):
        Member.objects.filter(pk=feed.owner_id).update(left_at=NOW)
        feed.refresh_from_db()
        row = quake(feed)
        with pytest.raises(Refused):
            actions.draft_by_hand(warning=row, by=officer, now=row.ends_at)


class TestOverHttp:
    @pytest.mark.usefixtures("way_out")
    def test_a_file_that_is_dropped_becomes_a_draft_within_ten_seconds_of_reading(
        self, place, editor, account, sources, officer
    ):
        feed = a_feed(
            editor,
            kind=Kind.QUAKES,
            url=sources.put("/autogempa.json", quakes(a_quake(), alone=True)),
            every=1,
        )
        began = time.monotonic()
        reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
        assert time.monotonic() - began < 10
        assert OfficialWarning.objects.get().state == W.DRAFTED
        assert Notice.objects.filter(kind="watch.warning", urgent=True).exists()

    @pytest.mark.usefixtures("way_out")
    def test_weather_is_read_file_by_file_and_a_broken_one_hides_no_other(
        self, place, editor, account, sources
    ):
        good, bad = sources.put("/a_alert.xml", a_cap(mark="a")), sources.put("/b_alert.xml", b"<html>")
        gone = sources.base + "/c_alert.xml"
        index = rss(*(an_item(f"Hujan {number}", url) for number, url in enumerate((bad, gone, good))))
        feed = a_feed(editor, kind=Kind.WEATHER, url=sources.put("/nowcast", index), every=1)
        reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
        assert OfficialWarning.objects.get().state == W.DRAFTED
        feed.refresh_from_db()
        assert feed.trouble
        reader.read(feed.institution_id, feed.pk, clock=lambda: NOW + timedelta(minutes=2))
        assert sources.times("/a_alert.xml") == 1

    @pytest.mark.usefixtures("way_out")
    def test_a_file_that_is_no_longer_earthquakes_says_so(self, place, editor, sources):
        feed = a_feed(editor, kind=Kind.QUAKES, url=sources.put("/autogempa.json", b"<html>"), every=1)
        reader.read(feed.institution_id, feed.pk, clock=lambda: NOW)
        feed.refresh_from_db()
        assert "JSON" in feed.trouble
        assert feed.due_at <= NOW + timedelta(minutes=10)


def test_another_office_sees_nothing_of_it(stranger, feed):
    row = quake(feed)
    with pytest.raises(OfficialWarning.DoesNotExist):
        queries.warning(stranger, row.pk)


def test_somebody_without_the_right_reads_nothing(office):
    with pytest.raises(Refused):
        policies.require_may_read(a_member(office, Role.UNIT_LIAISON), now=NOW)
