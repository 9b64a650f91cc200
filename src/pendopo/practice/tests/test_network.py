"""The practice network of this house, met by its own connector and through its pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.networks.connecting import forget
from pendopo.networks.contract import Credentials, Draft, Later, NotThere, Refused, Sent, Unknown
from pendopo.networks.outside import Outside
from pendopo.networks.practice.connector import PracticeConnector
from pendopo.practice import citizens, jobs
from pendopo.practice.models import Account, Notice, Post
from tests.in_house import InHouse

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def citizen_of_the_house(db):
    client = Client()
    client.force_login(a_member(None, Role.OPERATOR).person)
    return client


@pytest.fixture
def token(citizen_of_the_house):
    page = citizen_of_the_house.post("/latihan/akun-baru/", {"name": "Diskominfo", "handle": "diskominfo"})
    return page.text.partition('id="token">')[2].partition("<")[0]


@pytest.fixture
def connector(token):
    return speaking(token)


def speaking(token, **settings):
    outside = Outside(allowed_hosts=frozenset({"127.0.0.1:8000"}), transport=InHouse())
    return PracticeConnector(
        Credentials(base=BASE, handle="diskominfo", secrets={"token": token}, settings=settings),
        outside,
        forget,
    )


def a_draft(text="Air bersih kembali mengalir.", **words):
    return Draft(text=text, made_at=NOW, **words)


def test_the_same_key_twice_is_one_post(connector):
    assert (
        connector.publish(a_draft(), key="d-1").remote_id == connector.publish(a_draft(), key="d-1").remote_id
    )
    assert Post.objects.filter(is_ours=True).count() == 1


def test_a_post_is_read_by_everyone(connector, client):
    sent = connector.publish(a_draft(), key="d-1")
    assert "Air bersih kembali mengalir." in client.get("/latihan/").text
    assert "Air bersih kembali mengalir." in client.get(f"/latihan/p/{sent.remote_id}/").text


def test_a_citizens_words_reach_the_office_and_its_answer_stands_below(
    connector, citizen_of_the_house, client
):
    sent = connector.publish(a_draft(), key="d-1")
    citizen_of_the_house.post(
        f"/latihan/p/{sent.remote_id}/kata-warga/", {"name": "Bu Rini", "text": "Di RT 04 masih mati"}
    )
    heard = connector.read("").heard
    assert [(one.author_name, one.text) for one in heard] == [("Bu Rini", "Di RT 04 masih mati")]
    answer = a_draft("Kami periksa sekarang, Bu.", in_reply_to=heard[0].remote_id, root=sent.remote_id)
    assert isinstance(connector.reply(answer, key="r-1"), Sent)
    assert "Kami periksa sekarang, Bu." in client.get(f"/latihan/p/{sent.remote_id}/").text


def test_a_stranger_cannot_speak_as_a_citizen(connector, client):
    sent = connector.publish(a_draft(), key="d-1")
    answer = client.post(f"/latihan/p/{sent.remote_id}/kata-warga/", {"name": "x", "text": "y"})
    assert answer.status_code == 302
    assert not Post.objects.filter(is_ours=False).exists()


def test_what_was_accepted_though_the_network_said_it_failed_is_found(connector, token):
    account = Account.objects.get()
    account.moods = {"fail_after": 1}
    account.save()
    assert isinstance(connector.publish(a_draft(), key="d-1"), Unknown)
    account.moods = {}
    account.save()
    assert isinstance(connector.find(a_draft(), key="d-1", since=NOW), Sent)


def test_a_network_that_asks_to_wait_took_nothing(connector, token):
    Account.objects.update(moods={"too_many": 1})
    assert isinstance(connector.publish(a_draft(), key="d-1"), Later)
    Account.objects.update(moods={})
    # Another process, which has not heard that it should wait.
    assert isinstance(speaking(token).find(a_draft(), key="d-1", since=NOW), NotThere)


def test_a_revoked_permission_asks_to_reconnect(connector):
    Account.objects.update(moods={"revoked": True})
    refused = connector.publish(a_draft(), key="d-1")
    assert isinstance(refused, Refused)
    assert refused.reconnect


def test_a_wrong_token_opens_nothing(db):
    assert isinstance(speaking("wrong").publish(a_draft(), key="d-1"), Refused)


def test_after_its_window_the_network_takes_no_answer_and_what_stands_stays(connector, token):
    asked = a_question(connector)
    account = Account.objects.get()
    account.moods = {"reply_window_minutes": 60}
    account.save()
    identity = connector.who_am_i()
    told = speaking(token, **identity.settings)
    assert told.limits.reply_window == timedelta(hours=1)
    answer = a_draft("Pukul dua.", in_reply_to=asked, root=asked)
    first = told.reply(answer, key="r-1")
    assert isinstance(first, Sent)
    Post.objects.filter(is_ours=False).update(made_at=now() - timedelta(minutes=61))
    assert isinstance(told.reply(answer, key="r-2"), Refused)
    assert told.reply(answer, key="r-1").remote_id == first.remote_id
    assert isinstance(told.publish(a_draft("Kabar lain."), key="d-9"), Sent)


def test_who_is_blocked_says_nothing_more_until_let_near_again(citizen_of_the_house, connector):
    asked = a_question(connector)
    assert isinstance(connector.block("bu_rini", said=asked), Sent)
    post = Post.objects.filter(is_ours=True).get()
    said = {"name": "Bu Rini", "text": "Halo lagi"}
    refused = citizen_of_the_house.post(f"/latihan/p/{post.pk}/kata-warga/", said)
    assert refused.status_code == 422
    assert "Halo lagi" in refused.text
    jobs.say.func(post_id=post.pk, handle="bu_rini", name="Bu Rini", text="Lewat pintu lain")
    assert Post.objects.filter(is_ours=False).count() == 1
    assert isinstance(connector.unblock("bu_rini", said=asked), Sent)
    assert citizen_of_the_house.post(f"/latihan/p/{post.pk}/kata-warga/", said).status_code == 302


def a_question(connector):
    """What a citizen asked below a post of ours, by the network's name for it."""
    connector.publish(a_draft(), key="d-1")
    post = Post.objects.get()
    jobs.say.func(post_id=post.pk, handle="bu_rini", name="Bu Rini", text="Jam berapa?")
    return str(Post.objects.get(is_ours=False).pk)


def test_a_citizen_says_a_thing_once_however_often_the_job_runs(connector):
    sent = connector.publish(a_draft(), key="d-1")
    for _run in range(3):
        jobs.say.func(post_id=int(sent.remote_id), handle="rini", name="Rini", text="Makasih min")
    assert Notice.objects.count() == 1


def test_a_call_that_comes_before_anybody_reacted_plans_no_second_reaction(connector):
    sent = connector.publish(a_draft("Air mati sampai sore, mohon maaf."), key="d-1")
    post = Post.objects.get(pk=sent.remote_id)
    assert jobs.let_citizens_react(post) == jobs.let_citizens_react(post)


@given(seed=st.integers(0, 10**6), post_id=st.integers(1, 10**9), text=st.text(max_size=80))
def test_the_same_post_always_meets_the_same_citizens(seed, post_id, text):
    found = citizens.remarks(seed=seed, post_id=post_id, text=text)
    assert found == citizens.remarks(seed=seed, post_id=post_id, text=text)
    assert len(found) <= 3
    assert len({remark.who for remark in found}) == len(found)
    assert [one.after_seconds for one in found] == sorted(one.after_seconds for one in found)


def test_citizens_speak_about_what_was_posted():
    said = {
        remark.text
        for post_id in range(60)
        for remark in citizens.remarks(seed=1, post_id=post_id, text="Perbaikan jalan dan jembatan")
    }
    assert any("jalan" in text.casefold() for text in said)


def test_how_the_network_behaves_is_chosen_on_its_page(citizen_of_the_house, token):
    assert token
    page = citizen_of_the_house.post(
        "/latihan/@diskominfo/sikap/",
        {
            "too_many": "0.1",
            "fail_before": "0.0",
            "fail_after": "0.0",
            "slow": "1.0",
            "reply_window_minutes": "60",
        },
    )
    assert page.status_code == 302
    moods = Account.objects.get().moods
    assert (moods["too_many"], moods["slow"], moods["revoked"]) == (0.1, 1.0, False)
    assert moods["reply_window_minutes"] == 60
