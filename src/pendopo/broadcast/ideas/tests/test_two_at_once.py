"""Two people take one idea at the same instant, and two look for ideas, each over a connection of their own."""

from __future__ import annotations

from functools import partial

import pytest

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.tests.test_two_at_once import both_at_once
from pendopo.broadcast.ideas import actions
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.tests.builders import an_idea
from pendopo.broadcast.ideas.tests.conftest import NOW
from pendopo.foundation.errors import Stale
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture
def house(seen_by_all):
    return an_institution()


def test_two_take_one_idea_and_one_content_item_is_made(house):
    with acting_for(house.pk):
        idea = an_idea(house)
        pressing = [a_member(house, Role.OPERATOR, name=name) for name in ("Sari", "Rahmat")]

    def takes(member: Member) -> str:
        with acting_for(house.pk):
            actions.take(idea=Idea.objects.get(pk=idea.pk), by=member, now=NOW)
        return member.name

    done = both_at_once(*(partial(takes, member) for member in pressing))
    with acting_for(house.pk):
        assert ContentItem.objects.filter(institution=house).count() == 1
        taken = Idea.objects.get(pk=idea.pk)
        assert [one for one in done if isinstance(one, str)] == [taken.taken_by.name]
    (late,) = [one for one in done if isinstance(one, Stale)]
    assert taken.taken_by.name in str(late)


def test_two_look_at_once_and_each_thing_is_suggested_once(house):
    def looks() -> int:
        with acting_for(house.pk):
            return actions.look_again(institution=house, now=NOW)

    done = both_at_once(looks, looks)
    with acting_for(house.pk):
        assert sorted(done) == [0, Idea.objects.filter(institution=house).count()]
