from __future__ import annotations

import pytest
from django.urls import reverse

from pendopo.broadcast.publishing import actions
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.tests import networks
from pendopo.broadcast.publishing.tests.conftest import NOW
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in


@pytest.fixture
def client(approver):
    return signed_in(approver)


@pytest.mark.parametrize("view", ["direncanakan", "jalan", "perlu-anda", "tayang", "batal"])
def test_each_view_of_the_list_opens_empty_and_full(client, a_delivery, view):
    assert client.get(reverse("publishing:list"), {"lihat": view}).status_code == 200
    states = {
        "direncanakan": D.PLANNED,
        "jalan": D.WAITING,
        "perlu-anda": D.LATE,
        "tayang": D.TAKEN_DOWN,
        "batal": D.CANCELLED,
    }
    Delivery.objects.filter(pk=a_delivery("Posyandu keliling").pk).update(state=states[view])
    assert "Posyandu keliling" in client.get(reverse("publishing:list"), {"lihat": view}).text


def test_the_list_goes_on_by_keys_and_keeps_its_filter(client, a_delivery, account):
    for number in range(35):
        a_delivery(f"Unggahan {number}", origin_id=number)
    first = client.get(reverse("publishing:list"), {"akun": account.pk}).text
    older = first.partition('href="?lihat=direncanakan&amp;akun=')[2].partition('"')[0]
    assert f"{account.pk}&amp;dari=" in first
    assert older


@pytest.mark.parametrize(
    "state",
    [D.PLANNED, D.WAITING, D.UNSURE, D.LATE, D.HELD, D.RECONNECT, D.REFUSED, D.CANCELLED, D.TAKEN_DOWN],
)
def test_every_state_has_its_page(client, a_delivery, state):
    delivery = a_delivery("Posyandu keliling")
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, why="The network did not accept this.\nToo long"
    )
    page = client.get(reverse("publishing:delivery", args=[delivery.pk]))
    assert page.status_code == 200
    assert "Posyandu keliling" in page.text


def test_an_unsure_delivery_is_decided_on_its_page(client, a_delivery, at_the_door):
    delivery = a_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state=D.UNSURE, sending_since=delivery.due_at)
    answer = client.post(
        reverse("publishing:unsure", args=[delivery.pk]), {"stands": "yes", "url": "https://contoh.example/1"}
    )
    assert answer.status_code == 302
    delivery.refresh_from_db()
    assert (delivery.state, delivery.url) == (D.PUBLISHED, "https://contoh.example/1")


def test_a_decision_without_an_answer_keeps_what_was_typed(client, a_delivery):
    delivery = a_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state=D.UNSURE)
    answer = client.post(
        reverse("publishing:unsure", args=[delivery.pk]), {"url": "https://contoh.example/1"}
    )
    assert answer.status_code == 422
    assert "https://contoh.example/1" in answer.text


def test_another_time_must_be_told(client, a_delivery):
    delivery = a_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state=D.LATE)
    assert client.post(reverse("publishing:late", args=[delivery.pk]), {"what": "at"}).status_code == 422
    assert client.post(reverse("publishing:late", args=[delivery.pk]), {"what": "never"}).status_code == 302


def test_what_changed_meanwhile_is_told_and_shown_as_it_is_now(client, a_delivery):
    delivery = a_delivery()
    answer = client.post(reverse("publishing:late", args=[delivery.pk]), {"what": "now"})
    assert answer.status_code == 422


def test_everything_is_stopped_and_goes_on_from_the_page(client, a_delivery, at_the_door, work, clock):
    at_the_door(networks.Network())
    assert client.post(reverse("publishing:stop"), {"why": ""}).status_code == 422
    assert client.post(reverse("publishing:stop"), {"why": "Gempa di utara"}).status_code == 302
    delivery = work(a_delivery("Lomba foto"))
    page = client.get(reverse("publishing:stop")).text
    assert "Gempa di utara" in page
    assert "Lomba foto" in page
    client.post(reverse("publishing:resume"), {f"held-{delivery.pk}": "release"})
    clock.passes(days=3650)  # the page's own clock was the real one
    assert work(delivery).state == D.PUBLISHED


def test_a_post_by_hand_shows_its_text_and_takes_its_link(client, office, work, clock):
    account = an_account(
        office, network="handoff", base="", handle="@dinas", settings={"platform": "instagram"}, secrets={}
    )
    delivery = actions.plan(
        kind="post",
        institution_id=office.pk,
        account_id=account.pk,
        due_at=clock(),
        now=clock(),
        origin="test.thing",
        origin_id=9,
        title="Lomba foto",
        said={"text": "Ayo ikut lomba foto!"},
    )
    assert work(delivery).state == D.BY_HAND
    assert "Ayo ikut lomba foto!" in client.get(reverse("publishing:delivery", args=[delivery.pk])).text
    wrong = client.post(
        reverse("publishing:paste_link", args=[delivery.pk]), {"link": "https://contoh.example/p/1"}
    )
    assert wrong.status_code == 422
    right = client.post(
        reverse("publishing:paste_link", args=[delivery.pk]), {"link": "https://www.instagram.com/p/AbC123/"}
    )
    assert right.status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == D.PUBLISHED


def test_an_address_that_is_no_address_is_not_kept(client, a_delivery):
    delivery = a_delivery()
    Delivery.objects.filter(pk=delivery.pk).update(state=D.UNSURE)
    answer = client.post(
        reverse("publishing:unsure", args=[delivery.pk]), {"stands": "yes", "url": "javascript:alert(1)"}
    )
    assert answer.status_code == 422


def test_whoever_has_to_look_on_the_network_reads_what_to_look_for(client, a_delivery):
    delivery = a_delivery("Kerja bakti", said={"text": "Kerja bakti Minggu pagi di alun-alun."})
    Delivery.objects.filter(pk=delivery.pk).update(state=D.UNSURE)
    page = client.get(reverse("publishing:delivery", args=[delivery.pk])).text
    assert "Kerja bakti Minggu pagi di alun-alun." in page


def test_what_is_taken_down_tells_who_asked_and_why(client, a_delivery, at_the_door, work, clock):
    at_the_door(networks.Network())
    delivery = work(a_delivery("Lomba foto"))
    client.post(reverse("publishing:take_down", args=[delivery.pk]), {"why": "Tanggalnya keliru"})
    page = client.get(reverse("publishing:delivery", args=[delivery.pk])).text
    assert "Tanggalnya keliru" in page
    assert "Sedang diturunkan" in page
    clock.passes(days=3650)  # the page's own clock was the real one
    work(delivery.takedowns.get())
    page = client.get(reverse("publishing:delivery", args=[delivery.pk])).text
    assert "Tanggalnya keliru" in page
    assert "Lihat di jejaring" not in page


def test_what_the_network_does_not_take_down_is_taken_down_there_and_said_so(
    client, a_delivery, at_the_door, work
):
    at_the_door(networks.StubbornNetwork())
    delivery = work(a_delivery("Lomba foto"))
    client.post(reverse("publishing:take_down", args=[delivery.pk]), {"why": "Tanggalnya keliru"})
    takedown = delivery.takedowns.get()
    Delivery.objects.filter(pk=takedown.pk).update(due_at=NOW)
    assert work(takedown).state == D.REFUSED
    address = reverse("publishing:done_by_hand", args=[takedown.pk])
    assert address in client.get(reverse("publishing:delivery", args=[takedown.pk])).text
    client.post(address)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.why) == (D.TAKEN_DOWN, "Tanggalnya keliru")


def test_a_refused_post_is_not_declared_published(client, a_delivery, at_the_door, work):
    at_the_door(networks.ProudNetwork())
    delivery = work(a_delivery())
    client.post(reverse("publishing:done_by_hand", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.state == D.REFUSED


def test_what_is_due_behind_another_says_whom_it_waits_for(client, a_delivery):
    first = a_delivery("Pasar murah")
    second = a_delivery("Lomba foto", origin_id=2)
    Delivery.objects.filter(pk=first.pk).update(state=D.FINDING)
    assert "Menunggu giliran" in client.get(reverse("publishing:delivery", args=[second.pk])).text
    Delivery.objects.filter(pk=first.pk).update(state=D.UNSURE)
    assert "Menunggu giliran" not in client.get(reverse("publishing:delivery", args=[second.pk])).text


def test_who_may_not_decide_reads_who_may(a_delivery, office):
    delivery = a_delivery("Lomba foto")
    Delivery.objects.filter(pk=delivery.pk).update(state=D.LATE)
    page = (
        signed_in(a_member(office, Role.AUDITOR)).get(reverse("publishing:delivery", args=[delivery.pk])).text
    )
    assert "mengatur waktu tayang" in page
