"""Two ask one unit at the same instant, and two liaisons send one answer, each over a connection of their own."""

from __future__ import annotations

from functools import partial

import pytest

from pendopo.broadcast.content.tests.test_two_at_once import both_at_once
from pendopo.broadcast.material import actions
from pendopo.broadcast.material.models import MaterialMail, MaterialRequest
from pendopo.broadcast.material.tests.builders import a_request, by_link, gathers
from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def house(seen_by_all):
    return an_institution()


@pytest.fixture
def asking(house):
    with acting_for(house.pk):
        return [a_member(house, Role.OPERATOR, name=name) for name in ("Sari", "Rahmat")]


@pytest.fixture
def unit(house):
    with acting_for(house.pk):
        return a_unit(house, "Dinas Pekerjaan Umum", email="dpu@contoh.go.id")


def test_two_ask_one_unit_and_it_gets_one_letter_with_both(house, asking, unit):
    def asks(member: Member) -> None:
        with acting_for(house.pk):
            a_request(unit, by=member, title=member.name)

    assert both_at_once(*(partial(asks, member) for member in asking)) == [None, None]
    with acting_for(house.pk):
        (letter,) = MaterialMail.objects.filter(institution=house)
        assert {line.request.title for line in letter.lines.all()} == {"Sari", "Rahmat"}


def test_two_liaisons_send_at_once_and_the_office_hears_it_once(house, asking, unit):
    with acting_for(house.pk):
        asked = a_request(unit, by=asking[0])
        gathers(asked)
        ways = [by_link(asked) for _liaison in range(2)]

    def sends(way: dict, name: str) -> str:
        with acting_for(house.pk):
            try:
                actions.send(**way, said_by=name, is_partly=False)
            except Refused as no:
                return str(no)
        return name

    done = both_at_once(
        *(partial(sends, way, name) for way, name in zip(ways, ("Wawan", "Dewi"), strict=True))
    )
    (first,) = {"Wawan", "Dewi"} & set(done)
    assert f"{first} baru saja mengirim semuanya" in " ".join(done)
    with acting_for(house.pk):
        row = MaterialRequest.objects.get(pk=asked.pk)
        assert (row.state, row.said_by) == ("answered", first)
        assert Notice.objects.filter(institution=house, kind="material.came").count() == 1
