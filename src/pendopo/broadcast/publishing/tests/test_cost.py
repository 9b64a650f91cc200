"""How many questions to the database a delivery and each page cost: exactly so many, however much there is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.broadcast.publishing import actions
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.tests import networks
from pendopo.broadcast.publishing.tests.test_screens import signed_in

A_DELIVERY = 17  # with the look whether more is due; the last is the test's own
# Questions to this room's own tables; the frame around a page asks others.
PAGES = {
    # The switch is on here: asked for the page and for the frame, it takes two, whether and which.
    "publishing:list": 6,  # a page, the counts, the switch twice
    "publishing:delivery": 5,  # itself, its tries, its takedowns, the switch
    "publishing:stop": 5,  # the switch twice, what it holds
}


def asked_by(act) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        act()
    return [one["sql"] for one in asked.captured_queries]


def test_a_delivery_costs_the_same_however_many_there_are(a_delivery, at_the_door, work):
    at_the_door(networks.Network())
    for number in range(20):
        work(a_delivery(origin_id=number + 2))
    delivery = a_delivery(origin_id=99)
    asked = asked_by(lambda: work(delivery))[:-1]
    assert len(asked) == A_DELIVERY, "\n".join(asked)


@pytest.mark.parametrize(("page", "own"), PAGES.items())
def test_a_page_costs_the_same_however_much_it_shows(page, own, approver, a_delivery, clock):
    actions.stop_all(why="Gempa", by=approver, now=clock())
    client = signed_in(approver)
    asked = []
    for number in range(30):
        address = reverse(
            page, args=[a_delivery(origin_id=number).pk] if page == "publishing:delivery" else []
        )
        Delivery.objects.update(state=D.HELD)
        asked.append(asked_by(lambda address=address: client.get(address)))
    few, many = asked[1], asked[-1]
    assert len(many) == len(few), "\n".join(many)
    assert len([one for one in many if "publishing_" in one]) == own, "\n".join(many)
