"""The demonstration: it fills, and no screen of it is empty or closed to those who may open it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.desk import demo
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Person
from pendopo.listen.inbox.models import Conversation


@pytest.mark.django_db
def test_the_demonstration_fills_every_screen_for_everyone_in_it():
    people = demo.fill(now=timezone.now())
    house = Institution.objects.get()
    with acting_for(house.pk):
        assert set(ContentItem.objects.values_list("state", flat=True)) == set(ItemState.values)
        assert set(Delivery.objects.values_list("state", flat=True)) >= {
            DeliveryState.PLANNED,
            DeliveryState.PUBLISHED,
            DeliveryState.UNSURE,
            DeliveryState.LATE,
            DeliveryState.REFUSED,
            DeliveryState.BY_HAND,
            DeliveryState.CANCELLED,
            DeliveryState.TAKEN_DOWN,
        }
        assert set(Conversation.objects.values_list("state", flat=True)) >= {"open", "done"}
    assert len({one.password for one in people}) == len(people) == 9
    for one in people:
        client = Client()
        client.force_login(Person.objects.get(email=one.email))
        menu = client.get("/").context["menu"]
        for item in [item for section in menu for item in section.items]:
            assert client.get(item.url).status_code == 200, (one.role, item.url)
        assert client.get("/cari/", {"q": "air"}).context["groups"], one.role
