"""Every line of the desk: who gets it, and that its one next action leads to a page where that role can do it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.tests.builders import an_item, its_step, submitted
from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.desk.lines import GROUPS, lines_for
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.roster import actions as roster
from pendopo.institution.roster.tests.builders import a_shift
from pendopo.institution.tests.builders import a_letter, a_member, an_institution
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Message, Reply
from pendopo.listen.inbox.states import ReplyState
from pendopo.listen.inbox.tests.builders import a_conversation

NOW = datetime.now(UTC)
RISKY = "Kami ikut prihatin. Laporan pungli ini kami teruskan ke Inspektorat hari ini."
STEERS = {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.APPROVER, Role.LEADER}
ANSWERS = {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.INFORMATION_OFFICER, Role.COORDINATOR}
STOPS = {Role.APPROVER, Role.LEADER, Role.DUTY_OFFICER, Role.ADMINISTRATOR}


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.fixture
def account(office):
    return an_account(office, name="Dinas Air")


def asks(member: Member, words: str) -> Iterator[str]:
    """The addresses of this member's lines that say so."""
    for lines in lines_for(member, NOW).values():
        yield from (line.url for line in lines if words in line.title)


def opened(member: Member, url: str) -> str:
    client = Client()
    client.force_login(member.person)
    answer = client.get(url)
    assert answer.status_code == 200, (member, url)
    return answer.text


def a_delivery(account: SocialAccount, **said: str) -> Delivery:
    return publishing.plan(
        kind="reply" if "in_reply_to" in said else "post",
        institution_id=account.institution_id,
        account_id=account.pk,
        due_at=NOW - timedelta(hours=3),
        now=NOW,
        origin="test.thing",
        origin_id=1,
        title="Posyandu",
        said={"text": "Posyandu buka.", **said},
    )


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    ("state", "address"),
    [
        (DeliveryState.UNSURE, "publishing:unsure"),
        (DeliveryState.LATE, "publishing:late"),
        (DeliveryState.BY_HAND, "publishing:done_by_hand"),
        (DeliveryState.REFUSED, "publishing:try_again"),
    ],
)
def test_a_delivery_that_needs_a_decision_is_shown_to_those_who_can_decide_it(account, role, state, address):
    delivery = a_delivery(account)
    Delivery.objects.filter(pk=delivery.pk).update(state=state)
    member = a_member(account.institution, role)
    found = list(asks(member, "Posyandu"))
    assert len(found) == (role in STEERS)
    for url in found:
        assert f'action="{reverse(address, args=[delivery.pk])}"' in opened(member, url)


@pytest.mark.parametrize("role", Role)
def test_an_answer_that_may_not_have_arrived_is_shown_to_those_who_answer(account, role):
    delivery = a_delivery(account, in_reply_to="c-1")
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.UNSURE)
    member = a_member(account.institution, role)
    found = list(asks(member, "Posyandu"))
    assert len(found) == (role in ANSWERS)
    for url in found:
        assert f'action="{reverse("publishing:unsure", args=[delivery.pk])}"' in opened(member, url)


@pytest.mark.parametrize("role", Role)
def test_the_stop_and_the_crisis_are_shown_to_those_who_can_end_them(office, role):
    officer = a_member(office, Role.APPROVER)
    publishing.stop_all(why="Gempa terasa", by=officer, now=NOW)
    content.begin_crisis(why="Banjir besar", by=officer, now=NOW)
    member = a_member(office, role)
    shown = {line.detail: line.url for line in lines_for(member, NOW)[next(iter(GROUPS))]}
    assert ("Gempa terasa" in shown) is (role in STOPS)
    assert ("Banjir besar" in shown) is (role in STOPS)
    if role in STOPS:
        assert f'action="{reverse("publishing:resume")}"' in opened(member, shown["Gempa terasa"])
        assert "<form" in opened(member, shown["Banjir besar"]).split("<main", 1)[1]


@pytest.mark.parametrize("role", Role)
def test_a_text_that_waits_is_shown_to_whom_its_step_asks_and_as_waiting_to_its_author(account, role):
    author = a_member(account.institution, Role.OPERATOR)
    item = submitted(author, account, title="Air Cibening", now=NOW, due_at=NOW + timedelta(days=2))
    member = a_member(account.institution, role)
    found = list(asks(member, "Air Cibening"))
    # Its first step asks an editor; whoever approves may take that step too.
    assert len(found) == (role in {Role.EDITOR, Role.APPROVER, Role.LEADER})
    for url in found:
        assert f'action="{reverse("content:approve", args=[item.pk])}"' in opened(member, url)
    assert list(asks(author, "Air Cibening")) == [reverse("content:compose", args=[item.pk])]
    assert item.title in opened(author, reverse("content:compose", args=[item.pk]))


def test_a_text_that_came_back_leads_its_author_to_where_it_is_written(account):
    author, editor = a_member(account.institution, Role.OPERATOR), a_member(account.institution, Role.EDITOR)
    item = submitted(author, account, title="Air Cibening", now=NOW, due_at=NOW + timedelta(days=2))
    content.return_with_comment(step=its_step(item), comment="Tambahkan alamat.", by=editor, now=NOW)
    (url,) = asks(author, "Air Cibening")
    assert 'id="composer"' in opened(author, url)
    assert not list(asks(editor, "Air Cibening"))


def test_a_text_whose_time_passed_leads_its_author_to_the_time(account):
    author = a_member(account.institution, Role.OPERATOR)
    item = an_item(
        author, account, title="Air Cibening", now=NOW - timedelta(days=2), due_at=NOW - timedelta(hours=1)
    )
    (url,) = asks(author, "Air Cibening")
    page = opened(author, url)
    assert 'id="jadwal"' in page
    assert reverse("content:schedule", args=[item.pk]) in page


@pytest.mark.parametrize("role", Role)
def test_a_citizen_who_waits_is_shown_to_those_who_answer(account, role):
    conversation = a_conversation(account, author_name="Bu Ning", said_at=NOW - timedelta(hours=30))
    member = a_member(account.institution, role)
    found = list(asks(member, "Bu Ning"))
    assert len(found) == (role in ANSWERS)
    for url in found:
        assert f'action="{reverse("inbox:answer", args=[conversation.pk])}?' in opened(member, url)


@pytest.mark.parametrize("role", Role)
def test_what_sounds_urgent_is_shown_once_to_all_who_answer_whoever_has_it(account, role):
    conversation = a_conversation(
        account,
        "Tolong! Rumah kebakaran di Desa Cibening, ada orang terjebak!",
        author_name="Bu Ning",
        said_at=NOW - timedelta(minutes=10),
    )
    member = a_member(account.institution, role)
    found = [
        line
        for line in lines_for(member, NOW)[next(iter(GROUPS))]
        if "Bu Ning" in line.title and line.icon == "danger"
    ]
    assert len(found) == (role in ANSWERS)
    assert len(list(asks(member, "Bu Ning"))) == len(found)
    for line in found:
        assert f'action="{reverse("inbox:claim", args=[conversation.pk])}?' in opened(member, line.url)


def an_answer_in_review(account: SocialAccount, author: Member) -> Reply:
    conversation = a_conversation(account, author_name="Bu Ning", said_at=NOW - timedelta(hours=1))
    last = Message.objects.get(conversation=conversation)
    reply = inbox.send_reply(conversation=conversation, text=RISKY, seen=last.pk, by=author, now=NOW)
    assert reply.state == ReplyState.IN_REVIEW
    return reply


@pytest.mark.parametrize("role", Role)
def test_an_answer_that_waits_is_shown_to_those_who_approve_answers(account, role):
    author = a_member(account.institution, Role.OPERATOR, name="Joko")
    reply = an_answer_in_review(account, author)
    member = a_member(account.institution, role)
    found = list(asks(member, "Joko"))
    assert len(found) == (role in {Role.EDITOR, Role.APPROVER, Role.LEADER})
    for url in found:
        assert f'action="{reverse("inbox:approve", args=[reply.pk])}?' in opened(member, url)
    others = lines_for(author, NOW)[list(GROUPS)[2]]
    assert [line.url for line in others] == [reverse("inbox:thread", args=[reply.conversation_id])]


def test_an_answer_that_came_back_leads_its_author_to_the_thread(account):
    author, editor = a_member(account.institution, Role.OPERATOR), a_member(account.institution, Role.EDITOR)
    reply = an_answer_in_review(account, author)
    inbox.return_reply(reply=reply, why="Sebut nama petugasnya.", by=editor, now=NOW)
    came_back = [line for line in lines_for(author, NOW)[next(iter(GROUPS))] if "Sebut nama" in line.detail]
    assert len(came_back) == 1
    assert RISKY in opened(author, came_back[0].url)


def test_an_answer_the_network_refused_leads_its_author_to_the_thread(account):
    author = a_member(account.institution, Role.OPERATOR)
    reply = an_answer_in_review(account, author)
    Reply.objects.filter(pk=reply.pk).update(state=ReplyState.FAILED, delivery_id=1, trouble="Utas ditutup.")
    (line,) = [one for one in lines_for(author, NOW)[next(iter(GROUPS))] if one.detail == "Utas ditutup."]
    assert "Utas ditutup." in opened(author, line.url)


@pytest.mark.parametrize("role", Role)
def test_an_account_without_permission_leads_to_connecting_it_again(office, role):
    account = an_account(office, name="Dinas Air", state=AccountState.RECONNECT)
    member = a_member(office, role)
    found = list(asks(member, "Dinas Air"))
    assert len(found) == (role in {Role.ADMINISTRATOR, Role.EDITOR})
    for url in found:
        assert reverse("accounts:connect", args=[account.network]) in opened(member, url)


@pytest.mark.parametrize("role", Role)
def test_a_letter_that_ends_is_shown_to_whoever_records_the_next(office, role):
    keeper = a_member(office, Role.OPERATOR, name="Joko", letter=False)
    a_letter(keeper, days=5)
    member = a_member(office, role)
    found = list(asks(member, "Joko"))
    assert len(found) == (role == Role.ADMINISTRATOR)
    for url in found:
        assert 'name="valid_until"' in opened(member, url)


@pytest.mark.parametrize("role", Role)
def test_whoever_needs_a_letter_and_has_none_is_told_and_sees_their_profile(office, role):
    member = a_member(office, role, letter=False)
    profile = reverse("institution:profile")
    shown = [line.url for lines in lines_for(member, NOW).values() for line in lines]
    assert (profile in shown) is (role in STEERS | ANSWERS | {Role.INFORMATION_SUPERIOR})
    opened(member, profile)


def test_a_role_that_needs_a_second_step_is_led_to_setting_it_up(office):
    office.requires_second_factor = [Role.APPROVER.value]
    office.save()
    member = a_member(office, Role.APPROVER)
    shown = [line.url for lines in lines_for(member, NOW).values() for line in lines]
    assert reverse("mfa_index") in shown
    assert reverse("mfa_activate_totp") in opened(member, reverse("mfa_index"))


@pytest.mark.parametrize(
    ("kind", "said"), [("hide", "menyembunyikan pesan"), ("takedown", "menurunkan unggahan")]
)
def test_what_is_done_to_words_is_called_by_what_is_done_and_not_by_the_words(account, kind, said):
    delivery = a_delivery(account)
    Delivery.objects.filter(pk=delivery.pk).update(kind=kind, state=DeliveryState.REFUSED)
    with translation.override("id"):
        (line,) = [
            line
            for lines in lines_for(a_member(account.institution, Role.OPERATOR), NOW).values()
            for line in lines
            if line.url == reverse("publishing:delivery", args=[delivery.pk])
        ]
    assert line.title.endswith(f": {said}")
    assert line.detail == "Dinas Air · Posyandu"


def test_a_block_asked_for_is_decided_by_somebody_else(office, account):
    asker, second = a_member(office), a_member(office, Role.APPROVER)
    conversation = a_conversation(account, "SLOT GACOR")
    block = inbox.ask_block(
        message=Message.objects.get(conversation=conversation), code="gambling", by=asker, now=NOW
    )
    with translation.override("en"):
        assert [*asks(asker, "asks to block")] == []
        (url,) = asks(second, "asks to block")
        assert [*asks(a_member(office, Role.AUDITOR), "asks to block")] == []
    assert url == reverse("inbox:block", args=[block.pk])
    assert "setujui" in opened(second, url)


@pytest.mark.parametrize("role", Role)
def test_a_swap_that_waits_stands_on_the_desk_of_who_was_asked_and_of_who_asks(office, role):
    yoga, sari = (
        a_member(office, Role.DUTY_OFFICER, name="Yoga"),
        a_member(office, Role.OPERATOR, name="Sari"),
    )
    shift = a_shift(yoga, begins=NOW + timedelta(hours=5))
    swap = roster.ask_swap(shift=shift, to=sari, why="Ke dokter.", by=yoga, now=NOW)
    (address,) = asks(sari, "Yoga")
    assert f'action="{reverse("roster:answer_swap", args=[swap.pk])}"' in opened(sari, address)
    assert list(asks(yoga, "Sari")) == [address]
    assert not list(asks(a_member(office, role), "Yoga"))
    roster.decline_swap(swap=swap, by=sari, now=NOW)
    assert not list(asks(sari, "Yoga"))
    assert not list(asks(yoga, "Sari"))
