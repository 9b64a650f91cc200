"""Two names are one person only because a member says so, for a reason, until somebody takes it back."""

from __future__ import annotations

import pytest

from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions, queries
from pendopo.listen.inbox.models import Citizen, CitizenLink
from pendopo.listen.inbox.tests.builders import NOW, a_conversation


@pytest.fixture
def budi(office, account):
    return a_conversation(account, "Air mati", author="budi", author_name="Budi S")


@pytest.fixture
def santoso(office):
    return a_conversation(
        an_account(office, network="mastodon"), "Air mati!", author="santoso", author_name="Budi S"
    )


def linked(one, other, by, why="Ia menyebut akunnya sendiri."):
    return actions.link_citizens(one=one.citizen, other=other.citizen, why=why, by=by, now=NOW)


def names(member, conversation):
    return {one.citizen.handle for one in queries.same_person(member, conversation.citizen)}


@pytest.mark.parametrize("role", [*Role])
def test_who_may_link_is_written_in_the_matrix(office, budi, santoso, role):
    member = a_member(office, role)
    if role in PERMISSIONS[Permission.REPLY]:
        actions.unlink_citizens(link=linked(budi, santoso, member), by=member, now=NOW)
    else:
        with pytest.raises(Refused):
            linked(budi, santoso, member)


def test_a_stranger_links_nobody(stranger, budi, santoso):
    with pytest.raises(Refused):
        linked(budi, santoso, stranger)


def test_names_alike_are_never_linked_by_themselves(budi, santoso, operator):
    assert names(operator, budi) == set()
    assert not CitizenLink.objects.exists()


def test_a_link_needs_a_reason_and_two_names(budi, santoso, operator):
    for other, why in ((santoso, " "), (budi, "sama")):
        with pytest.raises(Refused):
            linked(budi, other, operator, why)


def test_both_are_shown_together_whoever_was_linked_with_whom(office, account, budi, santoso, operator):
    third = a_conversation(account, "Halo", author="kang.budi")
    linked(santoso, budi, operator)
    link = linked(santoso, third, operator)
    assert names(operator, budi) == {"santoso", "kang.budi"}
    assert names(operator, third) == {"santoso", "budi"}
    people = [one.citizen for one in queries.same_person(operator, budi.citizen)]
    assert {one.pk for one in queries.conversations_of(operator, people, but=budi.pk)} == {
        santoso.pk,
        third.pk,
    }
    actions.unlink_citizens(link=link, why="Ternyata saudaranya", by=operator, now=NOW)
    assert names(operator, budi) == {"santoso"}
    with pytest.raises(Stale):
        actions.unlink_citizens(link=link, by=operator, now=NOW)
    assert linked(santoso, third, operator).pk != link.pk


def test_twice_is_once(budi, santoso, operator):
    linked(budi, santoso, operator)
    with pytest.raises(Stale):
        linked(santoso, budi, operator)


def test_the_ledger_keeps_who_and_why_and_covers_the_names(budi, santoso, operator):
    link = linked(budi, santoso, operator, "Nomornya 081234567890 sama")
    actions.unlink_citizens(link=link, by=operator, now=NOW)
    entry = LedgerEntry.objects.get(did="inbox.citizens_linked")
    assert entry.words["why"] == "Nomornya 0812****890 sama"
    assert "Budi" not in entry.sentence()
    assert LedgerEntry.objects.filter(did="inbox.citizens_unlinked").count() == 1


def test_a_covered_number_finds_no_citizen(office, account, budi, operator):
    a_conversation(account, "Halo", author="6281234567890", author_name="+62 812-3456-7890")
    for words in ("6281234567890", "3456", "812-3456"):
        assert queries.citizens_like(operator, words, but=budi.citizen) == []
    assert len(queries.citizens_like(operator, "0812****890", but=budi.citizen)) == 0
    assert queries.citizens_like(operator, "b", but=budi.citizen) == []


def test_it_is_found_linked_seen_and_taken_back_on_the_screen(budi, santoso, operator):
    client = signed_in(operator)
    page = f"/masukan/warga/{budi.citizen_id}/tautkan/?dari={budi.pk}&cari=santoso"
    assert "santoso" in client.get(page).text
    assert client.post(page, {"other": santoso.citizen_id, "why": ""}).status_code == 422
    done = client.post(page, {"other": santoso.citizen_id, "why": "Ia menyebutnya"})
    assert done["Location"] == f"/masukan/{budi.pk}/"
    thread = client.get(f"/masukan/{budi.pk}/").text
    assert "Ia menyebutnya" in thread
    assert f"/masukan/{santoso.pk}/" in thread
    link = CitizenLink.objects.get()
    client.post(f"/masukan/warga/tautan/{link.pk}/lepas/?dari={budi.pk}")
    assert "Ia menyebutnya" not in client.get(f"/masukan/{budi.pk}/").text


def test_an_address_of_nobody_opens_nothing(budi, operator):
    client = signed_in(operator)
    assert client.get(f"/masukan/warga/{Citizen.objects.latest('pk').pk + 9}/tautkan/").status_code == 404
