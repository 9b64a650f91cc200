"""What other rooms know becomes ideas, and what is nobody's business never does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from pendopo.broadcast.content.tests.builders import an_item
from pendopo.broadcast.ideas import actions
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.desk import newsworthy, suggesting
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.listen.inbox.models import Cluster, Conversation
from pendopo.listen.inbox.states import Intent
from pendopo.listen.inbox.tests.builders import a_conversation, heard, taken_in
from pendopo.listen.watch.events import StoryRising, WarningRead
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.tests.builders import a_case
from pendopo.serve.standards.tests.builders import a_service, in_force

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
ASKED = (
    "Min, kapan air PDAM di Sukamaju nyala? Hubungi saya 0812-3456-7890",
    "kapan air PDAM Sukamaju nyala lagi kak",
    "air PDAM mati terus, Sukamaju ini kapan nyala?",
)


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk), translation.override("id"):
        yield institution


@pytest.fixture
def sari(office):
    return a_member(office, Role.OPERATOR, Role.EDITOR, name="Sari")


@pytest.fixture
def account(office):
    return an_account(office)


def ask(account, *texts: str) -> list[Conversation]:
    """Each text asked by a citizen of their own, and read as one question."""
    rows = [a_conversation(account, text, said_at=NOW - timedelta(hours=5)) for text in texts]
    cluster = Cluster.objects.create(
        institution_id=account.institution_id, about=texts[0], people=len(texts), made_at=NOW, last_at=NOW
    )
    Conversation.objects.filter(pk__in=[row.pk for row in rows]).update(
        cluster=cluster, intent=Intent.QUESTION
    )
    return rows


def asked(office):
    return list(suggesting.asked_by_citizens(office, NOW))


class TestWhatCitizensAsk:
    def test_what_several_asked_is_told_by_the_words_they_share(self, office, account):
        assert asked(office) == []
        ask(account, *ASKED)
        (one,) = asked(office)
        assert one.why == "Ditanyakan 3 warga minggu ini, dan belum ada unggahan yang menjawabnya."
        assert "pdam" in one.title
        assert "sukamaju" in one.title
        assert "7890" not in f"{one}"

    def test_a_post_of_today_answers_it(self, office, account, sari):
        ask(account, *ASKED)
        an_item(sari, title="Air", text="Air PDAM di Sukamaju nyala lagi sore ini.", due_at=NOW, now=NOW)
        assert asked(office) == []

    def test_what_several_complain_of_is_told_as_such(self, office, account):
        rows = ask(account, *ASKED)
        Conversation.objects.filter(pk__in=[row.pk for row in rows]).update(intent=Intent.COMPLAINT)
        (one,) = asked(office)
        assert one.title.startswith("Warga melaporkan: ")
        assert one.why == "Dilaporkan 3 warga minggu ini, dan belum ada unggahan yang membahasnya."

    def test_praise_and_old_questions_are_no_questions_of_this_week(self, office, account):
        rows = ask(account, *ASKED)
        Conversation.objects.filter(pk=rows[0].pk).update(intent=Intent.PRAISE)
        assert asked(office) == []
        Conversation.objects.filter(pk=rows[0].pk).update(intent=Intent.QUESTION)
        assert list(suggesting.asked_by_citizens(office, NOW + timedelta(days=8))) == []

    def test_a_thread_known_to_some_only_is_not_counted_whoever_looks(self, office, account, sari):
        rows = ask(account, *ASKED)
        with acting_for(office.pk, member_id=sari.pk):
            Conversation.objects.filter(pk=rows[0].pk).update(known_to=[sari.pk])
            assert asked(office) == []

    @pytest.mark.parametrize("secret", [{"is_anonymous": True}, {"is_confidential": True}])
    def test_a_thread_with_a_secret_in_it_is_not_counted(self, office, account, sari, secret):
        rows = ask(account, *ASKED)
        a_case(sari, conversation=rows[1], **secret)
        assert asked(office) == []


class TestWhatWasSolved:
    @pytest.fixture
    def settled(self, office, sari):
        unit = a_unit(office, "Dinas Pekerjaan Umum", short_name="DPU")

        def make(**fields):
            case = a_case(sari, now=NOW - timedelta(days=3), **fields)
            Case.objects.filter(pk=case.pk).update(
                state="closed",
                ending="settled",
                closed_at=NOW - timedelta(hours=2),
                unit=unit,
                topic="Lampu jalan",
            )
            return case

        return make

    def test_settled_cases_are_counted_by_topic_and_none_is_told(self, office, settled):
        assert list(suggesting.solved_for_citizens(office, NOW)) == []
        for _number in range(2):
            settled(title="Rumah Bu Ani gelap", story="Rumah Bu Ani di Jalan Melati 4 gelap.")
        (one,) = suggesting.solved_for_citizens(office, NOW)
        assert one.why == "2 laporan tentang “Lampu jalan” selesai pada 23 Nov sampai 29 Nov. Oleh: DPU."
        assert "Ani" not in f"{one}"

    @pytest.mark.parametrize("secret", [{"is_anonymous": True}, {"is_confidential": True}])
    def test_what_is_kept_secret_is_never_told(self, office, settled, secret):
        settled(**secret)
        assert list(suggesting.solved_for_citizens(office, NOW)) == []

    def test_what_is_of_supervision_is_never_told_even_to_those_on_its_list(self, office, settled, sari):
        with acting_for(office.pk, member_id=sari.pk):
            case = settled()
            Case.objects.filter(pk=case.pk).update(supervisory_content=True, known_to=[sari.pk])
            assert Case.objects.filter(pk=case.pk).exists()
            assert list(suggesting.solved_for_citizens(office, NOW)) == []

    def test_what_ended_otherwise_is_no_work_done(self, office, settled):
        case = settled()
        Case.objects.filter(pk=case.pk).update(ending="spam")
        assert list(suggesting.solved_for_citizens(office, NOW)) == []


class TestStandards:
    def test_a_standard_in_force_that_no_post_names_is_told_with_its_address(self, office, sari):
        assert list(suggesting.standards_nobody_knows(office, NOW)) == []
        head = a_member(office, Role.APPROVER, name="Kepala")
        service = a_service(sari, "KTP-el")
        in_force(service, writer=sari, approver=head, requirements="Fotokopi KK.")
        (one,) = suggesting.standards_nobody_knows(office, NOW)
        assert "Fotokopi KK." in one.text
        assert "Gratis." in one.text
        assert one.url.endswith(f"/{service.pk}/") or str(service.pk) in one.url
        an_item(sari, title="KTP", text="KTP-el kini selesai sehari.", due_at=NOW, now=NOW)
        assert list(suggesting.standards_nobody_knows(office, NOW)) == []


class TestLastYear:
    def test_what_citizens_wrote_most_under_a_year_ago_comes_back(self, office, account, sari):
        assert list(suggesting.best_of_last_year(office, NOW)) == []
        then = NOW - timedelta(days=365)
        for number, replies in enumerate((5, 2)):
            item = an_item(sari, title=f"Unggahan {number}", text="Sumur bor dibuka.", due_at=then, now=then)
            delivery = publishing.plan(
                kind="post",
                institution_id=office.pk,
                account_id=account.pk,
                due_at=then,
                now=then,
                origin="content.item",
                origin_id=item.pk,
                said={"text": "Sumur bor dibuka."},
                title=item.title,
            )
            Delivery.objects.filter(pk=delivery.pk).update(
                state="published", published_at=then, remote_id=f"lama-{number}"
            )
            taken_in(
                account,
                *(
                    heard("Bagus", thread_id=f"lama-{number}", author=f"w{number}{at}")
                    for at in range(replies)
                ),
            )
        (one,) = suggesting.best_of_last_year(office, NOW)
        assert one.title == "Unggahan 0"
        assert "5 balasan warga, terbanyak dari 2 unggahan" in one.why
        assert one.text.endswith("Sumur bor dibuka.")


def test_every_source_is_asked_when_the_house_looks(office, account, sari):
    ask(account, *ASKED)
    actions.look_again(institution=office, now=NOW)
    assert Idea.objects.filter(source=Source.ASKED).count() == 1
    assert Idea.objects.filter(source=Source.NATIONAL_DAY).exists()


class TestNewsAndWarnings:
    def test_a_story_on_the_rise_stands_on_the_board_once_with_its_source(self, office, sari):
        event = StoryRising(
            institution_id=office.pk,
            story_id=4,
            title="Warga keluhkan jembatan",
            url="https://kabar.example/jembatan",
            sources=3,
            at=NOW,
        )
        newsworthy.story_rising(event)
        newsworthy.story_rising(event)
        idea = Idea.objects.get()
        assert (idea.source, idea.title) == (Source.NEWS, "Di berita: Warga keluhkan jembatan")
        assert idea.why == "3 sumber memberitakan kita, dan jumlahnya bertambah."
        item = actions.take(idea=idea, by=sari, now=NOW)
        assert [one.reference for one in item.sources.all()] == ["https://kabar.example/jembatan"]

    @pytest.mark.parametrize(
        ("item", "template", "says", "days"),
        [
            (9, "checklist", "Siap menghadapi hujan lebat", 3),
            (None, "warning", "Hujan lebat di Mekarjaya", 1),
        ],
    )
    def test_a_warning_asks_what_citizens_can_do_or_to_be_written_at_all(
        self, office, sari, item, template, says, days
    ):
        newsworthy.warning_read(
            WarningRead(
                institution_id=office.pk,
                warning_id=2,
                item_id=item,
                headline="Hujan lebat di Mekarjaya",
                at=NOW,
            )
        )
        idea = Idea.objects.get()
        assert (idea.source, idea.template) == (Source.WARNING, template)
        assert says in idea.text
        assert "[" in idea.text
        assert idea.useful_until == NOW.date() + timedelta(days=days)
        assert not actions.take(idea=idea, by=sari, now=NOW).sources.exists()

    def test_looking_again_leaves_them_until_their_time_is_over(self, office):
        warned = WarningRead(institution_id=office.pk, warning_id=2, item_id=None, headline="Hujan", at=NOW)
        newsworthy.warning_read(warned)
        actions.look_again(institution=office, now=NOW)
        assert Idea.objects.get(source=Source.WARNING).state == "suggested"
        actions.look_again(institution=office, now=NOW + timedelta(days=2))
        assert Idea.objects.get(source=Source.WARNING).state == "set_aside"
