"""What the inbox does by itself, being at it and sending once more, on the screen and without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Claim, Conversation, DutySettings, Reply
from pendopo.listen.inbox.states import ConversationState, ReplyState
from pendopo.listen.inbox.tests.builders import a_conversation

WORDS = "Terima kasih, {nama}. Kantor tutup; kami membalas mulai {buka}."
SAID = {
    "assigns": "on",
    "most_each": "12",
    "acknowledges": "on",
    "acknowledgement": WORDS,
    "escalates": "on",
    "next_after": "10",
    "leader_after": "20",
}


def address(name, *args):
    return reverse(f"inbox:{name}", args=args)


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def stranger(db):
    """Somebody with every right, in another institution."""
    return signed_in(a_member(an_institution("Kota Lain"), *Role, name="Orang lain"))


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def colleague(office):
    return a_member(office, Role.OPERATOR, name="Rahmat")


@pytest.fixture
def conversation(office):
    with acting_for(office.pk):
        return a_conversation(
            an_account(office),
            "Kapan air mengalir lagi?",
            author_name="Bu Ning",
            said_at=timezone.now() - timedelta(hours=1),
        )


class TestWhatTheInboxDoesByItself:
    @pytest.mark.parametrize("role", [*Role])
    def test_who_sees_it_and_who_sets_it_is_written_in_the_matrix(self, office, role):
        member = a_member(office, role)
        sets = member.may(Permission.MANAGE_INBOX_RULES)
        screen = signed_in(member)
        page = screen.get(address("duty"))
        assert (page.status_code == 200) is (sets or member.may(Permission.READ_INBOX))
        if page.status_code == 200:
            assert ('name="acknowledgement"' in page.text) is sets
        assert (screen.post(address("duty"), SAID).status_code == 302) is sets
        with acting_for(office.pk):
            assert DutySettings.objects.exists() is sets

    def test_what_was_set_stands_there_with_who_set_it(self, office, operator):
        screen = signed_in(a_member(office, Role.EDITOR, name="Rizal"))
        page = screen.post(address("duty"), SAID, follow=True).text
        assert WORDS in page
        assert "Ditetapkan Rizal" in page
        seen = signed_in(operator).get(address("duty")).text
        assert WORDS in seen
        assert "12" in seen

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"acknowledgement": "Kantor tutup, kami membalas nanti."}, "{buka}"),
            ({"most_each": "0"}, "most_each"),
            ({"leader_after": "5"}, "leader_after"),
        ],
    )
    def test_what_was_typed_stays_where_it_is_refused(self, office, wrong, why):
        screen = signed_in(a_member(office, Role.EDITOR))
        answer = screen.post(address("duty"), SAID | wrong)
        assert answer.status_code == 422
        assert why in answer.text
        for typed in wrong.values():
            assert typed in answer.text
        with acting_for(office.pk):
            assert not DutySettings.objects.exists()

    def test_without_a_letter_nobody_sets_what_is_said_for_the_office(self, office):
        screen = signed_in(a_member(office, Role.EDITOR, letter=False))
        answer = screen.post(address("duty"), SAID)
        assert answer.status_code == 422
        assert WORDS in answer.text

    def test_another_institution_sets_only_its_own(self, office, stranger):
        assert stranger.post(address("duty"), SAID).status_code == 302
        with acting_for(office.pk):
            assert not DutySettings.objects.exists()
        page = signed_in(a_member(office, Role.EDITOR)).get(address("duty")).text
        assert WORDS not in page


class TestBeingAtIt:
    def test_is_one_press_and_another_lets_go(self, office, operator, colleague, conversation):
        mine, theirs = signed_in(operator), signed_in(colleague)
        page = mine.post(address("claim", conversation.pk) + "?lihat=menunggu", follow=True)
        assert page.redirect_chain[-1][0].endswith("?lihat=menunggu")
        assert address("release", conversation.pk) in page.text
        assert "Sari" in theirs.get(address("list")).text
        refused = theirs.post(address("claim", conversation.pk))
        assert refused.status_code == 403
        assert "Sari" in refused.text
        theirs.post(address("release", conversation.pk))
        with acting_for(office.pk):
            assert Claim.objects.get().member == operator
        page = mine.post(address("release", conversation.pk), follow=True).text
        assert address("release", conversation.pk) not in page
        with acting_for(office.pk):
            assert not Claim.objects.exists()

    @pytest.mark.parametrize("role", [*Role])
    def test_is_for_those_who_answer(self, office, conversation, role):
        member = a_member(office, role)
        may, screen = member.may(Permission.REPLY), signed_in(member)
        page = screen.get(address("thread", conversation.pk))
        assert (address("claim", conversation.pk) in page.text) is may
        for name in ("claim", "release"):
            assert (screen.post(address(name, conversation.pk)).status_code == 302) is may, name

    def test_a_stranger_finds_nothing_to_be_at(self, office, conversation, stranger):
        for name in ("claim", "release"):
            assert stranger.post(address(name, conversation.pk)).status_code == 404, name
        with acting_for(office.pk):
            assert not Claim.objects.exists()


class TestSendingOnceMore:
    @pytest.fixture
    def refused(self, office, operator, conversation):
        with acting_for(office.pk):
            reply = actions.send_reply(
                conversation=conversation,
                text="Air mengalir lagi besok pagi.",
                seen=10**9,
                by=operator,
                now=timezone.now(),
            )
            Delivery.objects.filter(pk=reply.delivery_id).update(state="refused")
            Reply.objects.filter(pk=reply.pk).update(state=ReplyState.FAILED, trouble="Utas ditutup.")
            Conversation.objects.filter(pk=conversation.pk).update(state=ConversationState.OPEN)
            return reply

    def test_is_one_press_on_the_answer_the_network_refused(self, office, operator, conversation, refused):
        screen, again = signed_in(operator), address("resend", refused.pk)
        page = screen.get(address("thread", conversation.pk)).text
        assert "Utas ditutup." in page
        assert again in page
        page = screen.post(again, follow=True)
        assert page.redirect_chain[-1][0].endswith("#jawaban")
        assert again not in page.text
        with acting_for(office.pk):
            assert Reply.objects.get().state == ReplyState.SENDING
            assert Delivery.objects.filter(kind="reply").count() == 1
        assert screen.post(again).status_code == 403

    @pytest.mark.parametrize("role", [*Role])
    def test_is_for_those_who_answer(self, office, conversation, refused, role):
        member = a_member(office, role)
        may, screen = member.may(Permission.REPLY), signed_in(member)
        page = screen.get(address("thread", conversation.pk))
        assert (address("resend", refused.pk) in page.text) is may
        assert (screen.post(address("resend", refused.pk)).status_code == 302) is may

    def test_a_stranger_finds_nothing_to_send(self, office, refused, stranger):
        assert stranger.post(address("resend", refused.pk)).status_code == 404
        with acting_for(office.pk):
            assert Reply.objects.get().state == ReplyState.FAILED
