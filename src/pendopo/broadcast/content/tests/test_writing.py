"""Versions, findings and what is written about a text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from django.db import IntegrityError, transaction

from pendopo.broadcast.content import actions, jobs, links, queries
from pendopo.broadcast.content.checking import examined
from pendopo.broadcast.content.composition import PictureUse
from pendopo.broadcast.content.models import LinkCheck, Placement, ReviewStep, Version
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.broadcast.content.queries import CalendarFilters
from pendopo.broadcast.content.tests.builders import (
    DUE,
    NOW,
    TEXT,
    a_composition,
    a_picture,
    an_item,
    explained,
    its_step,
    submitted,
    use,
)
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

NIK = "3201014506900003"  # a well-formed number of nobody


class TestVersions:
    @pytest.mark.parametrize("change", [{"text": "Lain"}, {"number": 9}, {"digest": "0" * 64}])
    def test_the_database_refuses_to_change_one(self, author, account, change):
        item = an_item(author, account)
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(item=item).update(**change)

    def test_nor_a_placement_or_its_end(self, author, account):
        item = an_item(author, account)
        with pytest.raises(IntegrityError), transaction.atomic():
            Placement.objects.filter(version__item=item).update(order=3)
        with pytest.raises(IntegrityError), transaction.atomic():
            item.current.placements.all().delete()

    def test_the_file_of_a_picture_is_never_replaced(self, author):
        picture = a_picture(author)
        with pytest.raises(IntegrityError), transaction.atomic():
            type(picture).objects.filter(pk=picture.pk).update(sha256="0" * 64)

    def test_a_colleagues_version_is_not_written_over_unseen(self, author, editor, account):
        item = an_item(author, account)
        seen = item.current_id
        actions.save_draft(
            item=item, composition=a_composition(account, text="Dari Rahmat."), by=editor, now=NOW
        )
        mine = a_composition(account, text="Dari Sari.")
        with pytest.raises(Stale):
            actions.save_draft(item=item, composition=mine, by=author, now=NOW, based_on=seen)
        actions.save_draft(item=item, composition=mine, by=author, now=NOW, based_on=item.current_id)
        assert item.current.number == 3

    def test_an_account_follows_until_it_is_changed_and_can_follow_again(self, office, author, account):
        other = an_account(office)
        item = an_item(author, account, other)
        actions.leave_master(item=item, account_id=other.pk, by=author, now=NOW)
        composition = Version.objects.whole().get(pk=item.current_id).composition()
        assert composition.place(other.pk).words.text == TEXT
        assert composition.place(account.pk).words.is_empty
        actions.follow_master(item=item, account_id=other.pk, by=author, now=NOW)
        assert Version.objects.whole().get(pk=item.current_id).composition().place(other.pk).words.is_empty
        assert item.current.number == 3

    def test_pictures_and_accounts_of_nobody_are_refused(self, author, account):
        item = an_item(author, account)
        with pytest.raises(Refused):
            actions.save_draft(
                item=item,
                composition=a_composition(account, pictures=(PictureUse(picture_id=999_999),)),
                by=author,
                now=NOW,
            )

    def test_two_versions_compared_word_by_word(self, author, account):
        item = an_item(author, account, text="Air mengalir pagi ini.")
        first = Version.objects.whole().get(pk=item.current_id)
        actions.save_draft(
            item=item, composition=a_composition(account, text="Air mengalir sore ini."), by=author, now=NOW
        )
        changes = queries.compare(first, Version.objects.whole().get(pk=item.current_id))
        assert [change.field for change in changes] == ["text"]
        assert [(piece.kind, piece.text) for piece in changes[0].pieces] == [
            ("same", "Air mengalir "),
            ("gone", "pagi"),
            ("new", "sore"),
            ("same", " ini."),
        ]

    def test_everything_is_new_where_nothing_was_before(self, author, account):
        item = an_item(author, account)
        changes = queries.compare(None, Version.objects.whole().get(pk=item.current_id))
        assert {change.field for change in changes} == {"text", "accounts"}


class TestFindings:
    def test_a_national_identity_number_blocks_until_it_is_covered(self, author, account):
        item = explained(an_item(author, account, text=f"{TEXT} NIK {NIK}."), author)
        with pytest.raises(Refused) as no:
            actions.submit(item=item, by=author, now=NOW)
        assert no.value.rule == "R15"
        assert NIK not in str(no.value)
        actions.save_draft(item=item, composition=a_composition(account), by=author, now=NOW)
        explained(item, author)
        assert actions.submit(item=item, by=author, now=NOW).version == item.current

    def test_a_picture_without_description_blocks(self, author, account):
        item = explained(an_item(author, account, pictures=(use(a_picture(author), ""),)), author)
        with pytest.raises(Refused) as no:
            actions.submit(item=item, by=author, now=NOW)
        assert no.value.rule == "R12"

    def test_a_claim_without_source_needs_a_reason_or_a_source(self, author, account):
        item = an_item(author, account, text="Sebanyak 1.250 rumah sudah mendapat air bersih.")
        with pytest.raises(Refused) as no:
            actions.submit(item=item, by=author, now=NOW)
        assert no.value.rule == "R13"
        actions.add_source(
            item=item, kind=SourceKind.DOCUMENT, reference="Laporan PDAM 11/2026", by=author, now=NOW
        )
        actions.submit(item=explained(item, author), by=author, now=NOW)

    def test_what_is_marked_playful_needs_a_reason_on_a_solemn_day(self, author, account):
        half_mast = datetime(2026, 9, 30, 3, tzinfo=UTC)
        before = half_mast - timedelta(days=1)
        item = an_item(author, account, is_humorous=True, due_at=half_mast, now=before)
        found = examined(item, a_composition(account), by=author, now=before)
        assert [one.key for one in found.unexplained if one.code == "humour"] == ["humour:flag-2026-09-30"]
        assert any(one.key == "humour:flag-2026-09-30" for line in found.checklist() for one in line.findings)
        item.is_humorous = False
        assert not [
            one
            for one in examined(item, a_composition(account), by=author, now=before).findings
            if one.code == "humour"
        ]

    def test_without_an_account_nothing_is_submitted(self, author):
        item = an_item(author)
        with pytest.raises(Refused) as no:
            actions.submit(item=item, by=author, now=NOW)
        assert no.value.field == "accounts"

    def test_a_reason_is_a_sentence(self, author, account):
        with pytest.raises(Refused):
            actions.give_reason(
                item=an_item(author, account), key="k", rule="R13", reason="ya", by=author, now=NOW
            )

    def test_a_person_as_source_states_something(self, author, account):
        item = an_item(author, account)
        for about in (
            {"kind": SourceKind.PERSON, "reference": "Kepala Dinas"},
            {"kind": SourceKind.LINK, "reference": "dinas"},
        ):
            with pytest.raises(Refused):
                actions.add_source(item=item, by=author, now=NOW, **about)

    def test_a_removed_source_counts_no_more_and_stays_on_record(self, author, account):
        item = an_item(author, account)
        source = actions.add_source(
            item=item, kind=SourceKind.LINK, reference="https://contoh.go.id", by=author, now=NOW
        )
        actions.remove_source(source=source, by=author, now=NOW)
        source.refresh_from_db()
        assert source.removed_at == NOW

    def test_a_time_that_has_passed_is_not_submitted(self, author, account):
        item = explained(an_item(author, account, due_at=NOW - timedelta(days=1)), author)
        with pytest.raises(Refused) as no:
            actions.submit(item=item, by=author, now=NOW)
        assert no.value.field == "due_at"


class TestClock:
    def test_who_has_little_time_left_is_reminded_once_and_overdue_is_escalated_once(
        self, office, author, account, editor, leader
    ):
        step = its_step(submitted(author, account))
        nearly = step.due_at - timedelta(minutes=1)
        for _again in range(2):
            actions.remind(institution_id=office.pk, step_id=step.pk, now=nearly)
        assert Notice.objects.filter(kind="content.reminder", member=editor).count() == 1
        assert not Notice.objects.filter(kind="content.overdue").exists()
        for _again in range(2):
            actions.remind(institution_id=office.pk, step_id=step.pk, now=step.due_at)
        assert set(Notice.objects.filter(kind="content.overdue").values_list("member_id", flat=True)) == {
            author.pk,
            leader.pk,
        }

    def test_the_sweep_finds_what_is_due(self, office, author, account):
        step = its_step(submitted(author, account))
        assert queries.steps_to_remind(NOW) == []
        assert queries.steps_to_remind(step.due_at) == [(office.pk, step.pk)]
        ReviewStep.objects.filter(pk=step.pk).update(escalated_at=step.due_at)
        assert queries.steps_to_remind(step.due_at) == []


@pytest.mark.django_db
def test_the_job_goes_from_institution_to_institution():
    jobs.remind_at(NOW)


class TestLinks:
    @pytest.mark.parametrize(
        ("answer", "status"),
        [
            (httpx.Response(200), 200),
            (httpx.Response(404), 404),
            (httpx.Response(405), 405),
            (httpx.ConnectError("silence"), 0),
        ],
    )
    def test_a_link_is_asked(self, answer, status):
        def answering(_request: httpx.Request) -> httpx.Response:
            if isinstance(answer, Exception):
                raise answer
            return answer

        assert links.answer_of("https://contoh.go.id/x", httpx.MockTransport(answering)) == status

    def test_the_worker_tries_each_link_once_and_remembers(self, office, monkeypatch):
        asked = []

        def answer(url: str) -> int:
            asked.append(url)
            return 404

        monkeypatch.setattr(jobs, "answer_of", answer)
        for _again in range(2):
            jobs.try_links(institution_id=office.pk, urls=["https://a.go.id", "https://a.go.id"])
        assert asked == ["https://a.go.id"]
        assert LinkCheck.objects.get().status == 404

    def test_nobody_goes_into_the_house(self):
        assert links.answer_of("http://169.254.169.254/latest/meta-data") == 0

    def test_what_it_answered_is_a_finding(self, office, author, account):
        url = "https://contoh.go.id/hilang"
        actions.note_link(institution_id=office.pk, url=url, status=404, now=NOW)
        item = an_item(author, account, text=f"{TEXT} {url}")
        with pytest.raises(Refused) as no:
            actions.submit(item=item, by=author, now=NOW)
        assert no.value.rule == "links"
        assert queries.links_to_try(
            office.pk, [url, "https://baru.go.id"], older_than=NOW - timedelta(hours=1)
        ) == ["https://baru.go.id"]
        assert LinkCheck.objects.count() == 1


class TestCalendar:
    def test_it_shows_what_is_due_between_two_instants(self, office, author, account):
        other = an_account(office)
        shown = an_item(author, account, title="Tampak")
        an_item(author, other, title="Akun lain")
        an_item(author, account, due_at=DUE + timedelta(days=40))
        an_item(author, account, due_at=None)
        actions.withdraw(item=an_item(author, account), why="Batal", by=author, now=NOW)
        found = list(
            queries.calendar_items(
                author, NOW, NOW + timedelta(days=30), CalendarFilters(account_ids=(account.pk,))
            )
        )
        assert [(one.id, one.title, one.account_ids) for one in found] == [(shown.pk, "Tampak", [account.pk])]

    def test_five_thousand_items_are_one_query(self, author, account, django_assert_num_queries):
        an_item(author, account)
        with django_assert_num_queries(1):
            list(queries.calendar_items(author, NOW, NOW + timedelta(days=30)))


class TestPlan:
    def test_a_pillar_has_a_name_of_its_own(self, office, author):
        pillar = actions.keep_pillar(name="Layanan", by=author, now=NOW, dye=3)
        with pytest.raises(Refused):
            actions.keep_pillar(name="Layanan", by=author, now=NOW)
        actions.keep_pillar(pillar=pillar, name="Layanan warga", by=author, now=NOW)
        assert [one.name for one in queries.pillars(office.pk)] == ["Layanan warga"]
        with pytest.raises(Refused):
            actions.keep_pillar(name="Lain", by=a_member(office, Role.AUDITOR), now=NOW)

    def test_a_campaign_ends_after_it_begins(self, author):
        with pytest.raises(Refused) as no:
            actions.keep_campaign(name="Vaksin", starts_on=DUE.date(), ends_on=NOW.date(), by=author, now=NOW)
        assert no.value.field == "ends_on"
