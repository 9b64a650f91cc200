"""Those who say the same stand together, are never merged, and can be answered together, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.tenancy import acting_as, acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen import triage
from pendopo.listen.inbox import actions, jobs, queries
from pendopo.listen.inbox.actions import comparing
from pendopo.listen.inbox.models import Cluster, Conversation, InboxSettings, Message, Reading, Reply
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, taken_in
from pendopo.networks.contract import HeardKind

SAME = (
    "lampu merah simpang randu mati",
    "bangjo simpang randu mati pak, bahaya",
    "traffic light simpang randu padam",
)
ELSEWHERE = "lampu merah simpang jati mati"
ANSWER = "Teknisi kami memperbaiki lampu simpang Randu sore ini, selesai sebelum pukul 18.00."


def compared(office, now=NOW):
    return actions.compare(institution_id=office.pk, now=now)


@pytest.fixture
def together(office, account):
    rows = [a_conversation(account, text) for text in SAME]
    compared(office)
    return rows


@pytest.fixture
def cluster(together):
    return Cluster.objects.get()


def answer(cluster, rows, by, *, text=ANSWER, now=NOW):
    to = [(row.pk, Message.objects.filter(conversation=row).latest("id").pk) for row in rows]
    return actions.answer_alike(cluster=cluster, text=text, to=to, by=by, now=now)


def test_those_who_say_the_same_stand_together_and_another_place_does_not(office, account, together):
    apart = a_conversation(account, ELSEWHERE)
    assert compared(office) == 1
    cluster = Cluster.objects.get()
    assert (cluster.people, cluster.about) == (3, SAME[0])
    assert set(Conversation.objects.filter(cluster=cluster)) == set(together)
    apart.refresh_from_db()
    assert apart.cluster is None


def test_who_writes_later_joins_them_and_the_number_stays(office, account, together, cluster):
    later = a_conversation(account, "apill simpang randu mati lagi")
    before = later.version
    compared(office)
    later.refresh_from_db()
    assert later.cluster_id == cluster.pk
    assert later.version > before
    cluster.refresh_from_db()
    assert cluster.people == 4


def test_whoever_says_it_thrice_is_one_of_them(office, account):
    for number in range(3):
        taken_in(account, heard(SAME[number], thread_id=f"k{number}"))
    compared(office)
    assert Cluster.objects.get().people == 1
    assert not queries.clusters(a_member(office, Role.OPERATOR), now=NOW).exists()


def test_a_comparison_that_runs_again_changes_nothing(office, together, cluster):
    versions = [row.version for row in Conversation.objects.order_by("pk")]
    assert compared(office) == 0
    assert [row.version for row in Conversation.objects.order_by("pk")] == versions
    assert not Reading.objects.filter(is_compared=False).exists()


def test_a_comparison_that_dies_is_made_again(office, account, monkeypatch):
    rows = [a_conversation(account, text) for text in SAME]

    def dies(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as lethal:
        lethal.setattr(comparing, "_count", dies)
        with pytest.raises(KeyboardInterrupt), acting_for(office.pk):
            compared(office)
    assert not Cluster.objects.exists()
    assert queries.offices_to_compare() == [office.pk]
    jobs.compare_office(office.pk)
    assert Conversation.objects.filter(cluster__isnull=False).count() == len(rows)


def test_what_is_older_than_the_window_is_let_go(office, account):
    a_conversation(account, SAME[0], said_at=NOW - timedelta(days=40))
    a_conversation(account, SAME[1])
    compared(office)
    assert not Cluster.objects.exists()
    assert not Reading.objects.filter(is_compared=False).exists()


def test_praise_and_spam_are_compared_with_nothing(office, account):
    for _number in range(2):
        a_conversation(account, "Terima kasih banyak, petugasnya cepat sekali, mantap")
    assert compared(office) == 0


@pytest.mark.parametrize(("sure", "many"), [(0.69, 2), (0.7, 0)])
def test_what_perhaps_sells_something_is_compared_like_all(office, account, sure, many):
    for _number in range(2):
        a_conversation(account, "Air mati di Desa Melati sejak pagi")
    Reading.objects.update(is_spam=True, threshold=0.7, sure={"spam": sure})
    assert compared(office) == many


def test_what_only_some_need_to_know_stands_beside_nothing(office, account, operator):
    rows = [a_conversation(account, text) for text in SAME[:2]]
    with acting_as(operator):
        actions.restrict(
            conversation_ids=[rows[0].pk],
            known_to=[operator.pk],
            by=operator,
            institution_id=office.pk,
            now=NOW,
        )
    compared(office)
    assert not Cluster.objects.exists()
    assert queries.offices_to_compare() == []


def test_another_institution_sees_none_of_them(stranger, together, cluster):
    assert not queries.clusters(stranger, now=NOW).exists()
    assert queries.askers(cluster, viewer=stranger, now=NOW) == []


def test_what_is_something_else_after_all_leaves_for_good(office, account, operator, together, cluster):
    actions.set_apart(conversation=together[0], by=operator, now=NOW)
    cluster.refresh_from_db()
    assert cluster.people == 2
    compared(office)
    together[0].refresh_from_db()
    assert together[0].cluster_id is None
    with pytest.raises(Stale):
        actions.set_apart(conversation=together[0], by=operator, now=NOW)


def test_one_answer_goes_to_each_of_them_in_their_own_thread(operator, together, cluster):
    offered = answer(cluster, together, operator)
    assert (offered.sent, offered.to_approve, offered.refused) == (3, 0, {})
    assert Delivery.objects.filter(origin="inbox.message").count() == 3
    assert set(Reply.objects.values_list("conversation_id", "text")) == {(row.pk, ANSWER) for row in together}


def test_who_presses_twice_answers_nobody_twice(operator, colleague, together, cluster):
    answer(cluster, together[:2], operator)
    again = answer(cluster, together, colleague)
    assert again.sent == 1
    assert set(again.refused) == {row.pk for row in together[:2]}
    assert Delivery.objects.filter(origin="inbox.message").count() == 3


def test_who_was_answered_or_ended_meanwhile_gets_no_second_answer(operator, together, cluster):
    actions.close(conversation=together[0], disposition="referred", by=operator, now=NOW)
    offered = answer(cluster, together, operator)
    assert offered.sent == 2
    assert "sudah selesai" in offered.refused[together[0].pk]


def test_each_networks_window_is_kept_and_the_reason_said(operator, together, cluster, account):
    window = timedelta(hours=24)
    type(account).objects.filter(pk=account.pk).update(settings={"reply_window": "1440"})
    late = together[0]
    Message.objects.filter(conversation=late).update(said_at=NOW - timedelta(hours=30))
    shown = {one.conversation.pk: one for one in queries.askers(cluster, viewer=operator, now=NOW)}
    assert "waktunya" in shown[late.pk].why_not
    assert shown[together[1].pk].why_not == ""
    assert shown[together[1].pk].until == Message.objects.get(conversation=together[1]).said_at + window
    offered = answer(cluster, together, operator)
    assert offered.sent == 2
    assert "waktunya" in offered.refused[late.pk]


def test_an_office_that_approves_every_answer_approves_each_of_these(office, operator, together, cluster):
    InboxSettings.objects.create(institution=office, approving="always")
    offered = answer(cluster, together, operator)
    assert (offered.sent, offered.to_approve) == (0, 3)
    assert not Delivery.objects.filter(origin="inbox.message").exists()


def test_a_conversation_of_others_is_not_answered_along(account, operator, together, cluster):
    other = a_conversation(account, ELSEWHERE)
    offered = answer(cluster, [other], operator)
    assert offered.sent == 0
    assert list(offered.refused) == [other.pk]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADER, Role.ADMINISTRATOR])
def test_who_may_not_answer_one_may_not_answer_many(office, together, cluster, role):
    with pytest.raises(Refused):
        answer(cluster, together, a_member(office, role))
    assert not Reply.objects.exists()


def test_an_earlier_answer_to_the_same_question_is_found_but_never_a_private_one(
    office, account, operator, colleague
):
    first = a_conversation(account, "syarat bikin KTP apa saja min?")
    Conversation.objects.filter(pk=first.pk).update(state="done", disposition="answered")
    reply = Reply.objects.create(
        institution=office,
        conversation=first,
        author=operator,
        text="Bawa KK dan akta lahir.",
        state="sent",
        delivery_id=1,
        changed_at=NOW,
    )
    ours = Message.objects.create(
        institution=office,
        account=account,
        conversation=first,
        direction="out",
        kind="reply",
        remote_id="jawaban-1",
        author=account.handle,
        text=reply.text,
        said_at=NOW,
        taken_in_at=NOW,
        by=operator,
        reply=reply,
    )
    asked = a_conversation(account, "min, apa saja syaratnya bikin KTP?")
    compared(office)
    assert Reading.objects.get(message__conversation=asked).earlier == ours
    assert queries.read(asked, viewer=colleague).earlier == ours
    Message.objects.filter(conversation=first).update(kind=HeardKind.DIRECT)
    another = a_conversation(account, "apa saja syaratnya bikin KTP ya min")
    compared(office)
    assert Reading.objects.get(message__conversation=another).earlier is None


def test_what_triage_could_not_read_is_read_later_and_what_was_chosen_meanwhile_stands(
    office, account, operator, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(triage, "read", lambda *_args, **_words: 1 / 0)
        rows = [a_conversation(account, text) for text in SAME[:2]]
    Message.objects.update(taken_in_at=NOW)
    waiting = queries.unread_by_triage(NOW)
    assert waiting == {office.pk: sorted(waiting[office.pk])}
    actions.correct(conversation=rows[0], question="intent", value="suggestion", by=operator, now=NOW)
    assert actions.read_late(institution_id=office.pk, message_ids=waiting[office.pk], now=NOW) == 2
    assert [Conversation.objects.get(pk=row.pk).intent for row in rows] == ["suggestion", "complaint"]
    assert queries.unread_by_triage(NOW) == {}


def address(name, *args):
    return reverse(f"inbox:{name}", args=args)


def keys(rows):
    return [f"{row.pk}:{Message.objects.filter(conversation=row).latest('id').pk}" for row in rows]


def test_the_page_lists_them_and_sends_to_those_who_are_ticked(operator, together, cluster):
    client = signed_in(operator)
    assert SAME[0] in client.get(address("clusters")).text
    page = client.get(address("alike", cluster.pk)).text
    assert "3 orang menyampaikan hal serupa" in page
    assert all(text in page for text in SAME)
    answered = client.post(
        address("alike", cluster.pk), {"text": ANSWER, "to": keys(together[:2])}, follow=True
    )
    assert "2 orang" in answered.text
    assert Reply.objects.count() == 2


def test_what_was_refused_stands_beside_the_person_and_the_words_stay(operator, together, cluster):
    client = signed_in(operator)
    ticked = keys(together)
    client.post(address("alike", cluster.pk), {"text": ANSWER, "to": ticked[:1]})
    again = client.post(address("alike", cluster.pk), {"text": ANSWER, "to": ticked[:2]})
    assert again.status_code == 422
    assert ANSWER in again.text
    assert Reply.objects.count() == 2
    nobody = client.post(address("alike", cluster.pk), {"text": ANSWER, "to": ["x", "1:"]})
    assert nobody.status_code == 422
    assert "Centang sedikitnya satu orang" in nobody.text


def test_the_thread_and_the_list_lead_to_the_others(operator, together, cluster):
    client = signed_in(operator)
    assert address("alike", cluster.pk) in client.get(address("thread", together[0].pk)).text
    assert "3 orang senada" in client.get(address("list")).text
    client.post(address("set_apart", together[0].pk))
    assert address("alike", cluster.pk) not in client.get(address("thread", together[0].pk)).text


def test_the_page_asks_as_often_for_many_as_for_few(account, office, operator, together, cluster):
    few = asked(cluster, operator)
    for number in range(5):
        a_conversation(account, f"lampu merah simpang randu mati {number}")
    compared(office)
    assert len(queries.askers(cluster, viewer=operator, now=NOW)) == 8
    assert asked(cluster, operator) == few


def asked(cluster, viewer):
    with CaptureQueriesContext(connection) as questions:
        queries.askers(cluster, viewer=viewer, now=NOW)
    return len(questions)
