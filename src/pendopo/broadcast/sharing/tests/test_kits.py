from __future__ import annotations

import pytest

from pendopo.broadcast.content.tests.builders import TEXT, an_item
from pendopo.broadcast.sharing import actions, codes, queries
from pendopo.broadcast.sharing.models import ShareAddress, ShareKit
from pendopo.broadcast.sharing.queries import Standing
from pendopo.broadcast.sharing.tests.builders import AFTER, NOW, published
from pendopo.foundation.errors import Refused
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


def test_a_kit_belongs_to_what_was_approved_and_is_made_once(kit, item, operator):
    assert actions.make_kit(item=item, by=operator, now=NOW) == kit
    assert kit.addresses.get().unit is None
    with pytest.raises(Refused):
        actions.make_kit(item=an_item(operator), by=operator, now=NOW)


def test_its_words_and_pictures_are_those_that_were_approved(kit):
    [caption] = queries.captions(kit)
    assert caption.text == TEXT
    assert len(caption.accounts) == 1
    [(picture, alt)] = queries.pictures(kit)
    assert alt == picture.alt


def test_what_it_shows_follows_from_its_post(kit, item, operator):
    assert queries.standing(kit, NOW) is Standing.NOT_YET
    assert queries.standing(kit, AFTER) is Standing.OPEN
    for state, shown in (("published", Standing.OPEN), ("taken_down", Standing.WITHDRAWN)):
        published(item, state=state)
        kit = queries.kit(operator, kit.pk)
        assert queries.standing(kit, AFTER) is shown
    actions.end_kit(kit=kit, by=operator, now=AFTER)
    assert queries.standing(kit, AFTER) is Standing.ENDED


def test_a_post_whose_approval_was_lost_shows_nothing(kit, item, operator):
    type(item).objects.filter(pk=item.pk).update(state="draft", approved_version=None)
    assert queries.standing(queries.kit(operator, kit.pk), AFTER) is Standing.NOT_YET
    assert queries.captions(queries.kit(operator, kit.pk)) == []


def test_a_unit_gets_one_address_of_its_own(kit, health, operator):
    one = actions.give_to_unit(kit=kit, unit=health, by=operator, now=NOW)
    assert actions.give_to_unit(kit=kit, unit=health, by=operator, now=NOW) == one
    assert [address.unit for address in queries.addresses(kit)] == [None, health]


def test_an_ended_kit_opens_again_with_its_addresses(kit, item, operator, health):
    before = {one.code for one in queries.addresses(kit)}
    actions.end_kit(kit=kit, by=operator, now=NOW)
    with pytest.raises(Refused):
        actions.give_to_unit(kit=kit, unit=health, by=operator, now=NOW)
    again = actions.make_kit(item=item, by=operator, now=NOW)
    assert again.ended_at is None
    assert {one.code for one in queries.addresses(again)} == before


def test_who_may_make_give_and_end(stranger, office, item, kit, health):
    may = set()
    for role in Role:
        member = a_member(office, role)
        try:
            actions.make_kit(item=item, by=member, now=NOW)
            actions.give_to_unit(kit=kit, unit=health, by=member, now=NOW)
            actions.end_kit(kit=kit, by=member, now=NOW)
            actions.make_kit(item=item, by=member, now=NOW)
        except Refused:
            continue
        may.add(role)
        kit.refresh_from_db()
    assert may == {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.APPROVER, Role.LEADER}
    for deed in (
        lambda: actions.make_kit(item=item, by=stranger, now=NOW),
        lambda: actions.give_to_unit(kit=kit, unit=health, by=stranger, now=NOW),
        lambda: actions.end_kit(kit=kit, by=stranger, now=NOW),
        lambda: actions.write_note(kit=kit, note="x", by=stranger, now=NOW),
    ):
        with pytest.raises(Refused):
            deed()
    assert ShareKit.objects.get().ended_at is None


def test_codes_can_be_read_aloud_and_typed_in_capitals(kit):
    code = kit.addresses.get().code
    assert len(code) == codes.LENGTH
    assert not set(code) & set("0o1ilu")
    assert queries.address_of_code(code.upper()) == kit.addresses.get()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "k7q2m9x",
        "k7q2m9xdd",
        "k7q2m9x0",
        "'; drop",
        "k7q2m9xd\n",
        "ＫＫＫＫＫＫＫＫ",
        "a" * 5000,
        "%00aaaaa",
    ],
)
def test_what_can_be_no_code_asks_the_database_nothing(typed, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.address_of_code(typed) is None


def test_two_kits_never_share_a_code(kit, monkeypatch, operator, health):
    taken = kit.addresses.get().code
    drawn = iter([taken, "23456789"])
    monkeypatch.setattr(actions, "new_code", lambda: next(drawn))
    assert actions.give_to_unit(kit=kit, unit=health, by=operator, now=NOW).code == "23456789"
    assert ShareAddress.objects.count() == 2
