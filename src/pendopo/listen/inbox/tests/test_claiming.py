"""Being at it, two drafts side by side, sending once more, answers that two read, and windows that end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.roster.tests.builders import NOW
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions, jobs, queries
from pendopo.listen.inbox.models import (
    Claim,
    Conversation,
    InboxSettings,
    Reply,
)
from pendopo.listen.inbox.states import ConversationState, ReplyState
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.networks.contract import HeardKind


class TestBeingAtIt:
    def test_is_seen_by_others_and_ends_by_itself(self, account, operator, colleague):
        row = a_conversation(account)
        actions.claim(conversation=row, by=operator, now=NOW)
        with pytest.raises(Stale, match="Sari"):
            actions.claim(conversation=row, by=colleague, now=NOW + timedelta(minutes=9))
        seen = queries.thread(row, viewer=colleague, now=NOW)
        assert [name for name, _doing in seen.present] == ["Sari"]
        assert queries.thread(row, viewer=operator, now=NOW).claim is not None
        line = queries.page(colleague, queries.Filters(), before=None, now=NOW).lines[0]
        assert line.present[0][0] == "Sari"
        actions.claim(conversation=row, by=colleague, now=NOW + timedelta(minutes=10))
        assert Claim.objects.get().member == colleague

    def test_is_renewed_and_let_go(self, account, operator, colleague):
        row = a_conversation(account)
        actions.claim(conversation=row, by=operator, now=NOW)
        actions.claim(conversation=row, by=operator, now=NOW + timedelta(minutes=8))
        assert Claim.objects.get().until == NOW + timedelta(minutes=18)
        actions.release(conversation=row, by=colleague, now=NOW)
        assert Claim.objects.exists()
        actions.release(conversation=row, by=operator, now=NOW)
        assert not Claim.objects.exists()

    def test_keeps_nobody_from_answering_and_ends_with_an_answer(self, account, operator, colleague):
        row = a_conversation(account)
        actions.claim(conversation=row, by=operator, now=NOW)
        actions.send_reply(
            conversation=row, text="Air mengalir lagi besok pagi.", seen=10**9, by=colleague, now=NOW
        )
        assert not Claim.objects.exists()

    def test_is_for_those_who_answer_in_their_own_office(self, stranger, account, office):
        row = a_conversation(account)
        for by in (stranger, a_member(office, Role.AUDITOR), a_member(office, Role.OPERATOR, letter=False)):
            with pytest.raises(Refused):
                actions.claim(conversation=row, by=by, now=NOW)

    def test_two_drafts_stand_side_by_side_and_the_page_hears_of_them(self, account, operator, colleague):
        row = a_conversation(account)
        before = queries.thread_mark(row, viewer=operator, now=NOW)
        actions.write_reply(conversation=row, text="Besok.", by=colleague, now=NOW)
        actions.write_reply(conversation=row, text="Lusa.", by=operator, now=NOW)
        assert queries.thread_mark(row, viewer=operator, now=NOW) != before
        mine, theirs = (
            queries.thread(row, viewer=operator, now=NOW),
            queries.thread(row, viewer=colleague, now=NOW),
        )
        assert ([one.text for one in mine.drafts], mine.draft.text) == (["Besok."], "Lusa.")
        assert ([one.text for one in theirs.drafts], theirs.draft.text) == (["Lusa."], "Besok.")


class TestSendingOnceMore:
    @pytest.fixture
    def refused(self, account, operator):
        row = a_conversation(account)
        reply = actions.send_reply(
            conversation=row, text="Air mengalir lagi besok pagi.", seen=10**9, by=operator, now=NOW
        )
        Delivery.objects.filter(pk=reply.delivery_id).update(state="refused")
        Reply.objects.filter(pk=reply.pk).update(state=ReplyState.FAILED)
        Conversation.objects.filter(pk=row.pk).update(state=ConversationState.OPEN)
        reply.refresh_from_db()
        return reply

    def test_is_the_same_delivery_again_and_cannot_double(self, refused, colleague):
        actions.resend_reply(reply=refused, by=colleague, now=NOW)
        for _again in range(2):
            with pytest.raises(Stale):
                actions.resend_reply(reply=refused, by=colleague, now=NOW)
        delivery = Delivery.objects.get(origin_id=refused.pk, kind="reply")
        assert (delivery.pk, delivery.state) == (refused.delivery_id, "planned")
        refused.refresh_from_db()
        assert refused.state == ReplyState.SENDING
        assert LedgerEntry.objects.filter(did="inbox.reply_resent").count() == 1

    def test_waits_for_another_answer_under_way(self, refused, colleague):
        actions.send_reply(
            conversation=refused.conversation, text="Air mengalir pukul 7.", seen=10**9, by=colleague, now=NOW
        )
        with pytest.raises(Stale):
            actions.resend_reply(reply=refused, by=colleague, now=NOW)

    def test_is_for_those_who_answer(self, stranger, refused, office):
        for by in (a_member(office, Role.AUDITOR), stranger):
            with pytest.raises(Refused):
                actions.resend_reply(reply=refused, by=by, now=NOW)


class TestReadByTwo:
    def why(self, account, by, text="Air mengalir lagi besok pagi.", asked="Kapan air mengalir?"):
        row = a_conversation(account, asked)
        return actions.send_reply(conversation=row, text=text, seen=10**9, by=by, now=NOW).why_review

    @pytest.fixture
    def administrator(self, office):
        return a_member(office, Role.ADMINISTRATOR)

    def test_topics_count_where_the_citizen_or_the_answer_names_them(self, account, operator, administrator):
        actions.save_settings(
            approving="risky", topics=" pilkada \n\nbantuan   sosial", by=administrator, now=NOW
        )
        assert InboxSettings.objects.get().approving_topics == "pilkada\nbantuan sosial"
        assert not self.why(account, operator)
        assert "pilkada" in self.why(account, operator, asked="Kapan PILKADA?")
        assert "bantuan sosial" in self.why(account, operator, text="Bantuan sosial cair besok.")
        assert not self.why(account, operator, asked="Pilkadanya kapan?")

    def test_roles_count_for_who_has_no_other(self, office, account, operator, administrator):
        actions.save_settings(approving="risky", roles=["operator"], by=administrator, now=NOW)
        assert self.why(account, operator)
        assert not self.why(account, a_member(office, Role.OPERATOR, Role.EDITOR, name="Dua"))
        assert not self.why(account, a_member(office, Role.COORDINATOR, name="Agus"))


class TestTheWindow:
    """A network that takes answers for a while only: counted down, warned of, and refused after its end."""

    @pytest.fixture
    def account(self, office):
        return an_account(office, settings={"reply_window": "480"})

    @pytest.fixture
    def row(self, account, operator):
        row = a_conversation(account, kind=HeardKind.DIRECT, said_at=NOW)
        actions.assign(conversation=row, to=operator, by=operator, now=NOW)
        return row

    def test_whoever_has_it_is_warned_once_before_it_ends(self, row):
        for minutes in (0, 300, 361, 400, 500):
            jobs.watch(int((NOW + timedelta(minutes=minutes)).timestamp()))
        assert Notice.objects.filter(kind="inbox.window").count() == 1

    def test_an_account_that_always_takes_answers_is_not_warned_of(self, office, operator):
        for settings in ({}, {"reply_window": "0"}):
            row = a_conversation(an_account(office, settings=settings), said_at=NOW)
            actions.assign(conversation=row, to=operator, by=operator, now=NOW)
        jobs.watch(int((NOW + timedelta(minutes=400)).timestamp()))
        assert not Notice.objects.filter(kind="inbox.window").exists()
        lines = queries.page(operator, queries.Filters(), before=None, now=NOW).lines
        assert [one.answer_until for one in lines] == [None, None]

    def test_it_is_counted_down_on_the_list_and_beside_the_answer(self, row, operator):
        until = NOW + timedelta(hours=8)
        assert queries.page(operator, queries.Filters(), before=None, now=NOW).lines[0].answer_until == until
        assert queries.thread(row, viewer=operator, now=NOW).answer_until == until
        pages = [signed_in(operator).get(one).text for one in ("/masukan/", f"/masukan/{row.pk}/")]
        assert "balas sampai" in pages[0]
        assert "Jejaring" in pages[1]

    def test_an_open_page_hears_that_it_ended_and_counts_until_then_itself(self, account, row, operator):
        marks = [
            queries.thread_mark(row, viewer=operator, now=NOW + timedelta(minutes=minutes))
            for minutes in (479, 481)
        ]
        assert marks[1] == f"{marks[0]}-late"
        assert "data-until" not in signed_in(operator).get(f"/masukan/{row.pk}/").text
        fresh = a_conversation(account, said_at=timezone.now())
        assert "data-until" in signed_in(operator).get(f"/masukan/{fresh.pk}/").text

    def test_after_its_end_an_answer_is_refused_and_says_what_else_can_be_done(self, row, operator):
        said = {"conversation": row, "text": "Besok pagi.", "seen": 10**9, "by": operator}
        with pytest.raises(Refused) as no:
            actions.send_reply(**said, now=NOW + timedelta(hours=8, minutes=1))
        assert "cara lain" in str(no.value)
        assert not Delivery.objects.exists()
        assert actions.send_reply(**said, now=NOW + timedelta(hours=7, minutes=59)).state == "sending"
