"""No form opens to somebody whose answer would be refused: neither for reading only, nor beside the one who decides."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.institution.tests.builders import a_unit
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.openness import actions
from pendopo.serve.openness.tests.builders import a_draft, a_request, a_test, an_entry, an_objection, refused

OF_A_RUNNING_ONE = ("extend", "notify", "refuse", "withdraw")
OF_ONE_THAT_IS_GRANTED = ("hand_over", "object")
OF_AN_OBJECTION = ("withdraw_objection", "respond", "dispute")


@pytest.fixture
def forms(office, officer, superior):
    """Address of every form in the room, with who of the two may send it."""
    now = timezone.now()
    request = a_request(office, now=now)
    granted = a_request(office, now=now)
    actions.notify(request=granted, decision="full", given_as="soft_copy", words="Ada.", by=officer, now=now)
    draft = a_draft(officer, now=now)
    objection = an_objection(refused(a_request(office, now=now), officer, now=now), now=now)
    entry, test = an_entry(officer, a_unit(office)), a_test(officer)
    approved = a_test(officer, approved_by=superior)
    offices = {
        **dict.fromkeys(OF_A_RUNNING_ONE, (request.pk,)),
        **dict.fromkeys(OF_ONE_THAT_IS_GRANTED, (granted.pk,)),
        **dict.fromkeys(OF_AN_OBJECTION, (objection.pk,)),
        "complete": (draft.pk,),
        "new": (),
        "add_information": (),
        "change_information": (entry.pk,),
        "take_off": (entry.pk,),
        "new_test": (),
        "change_test": (test.pk,),
        "lift": (test.pk,),
        "announce": (),
    }
    found = [(reverse(f"openness:{name}", args=args), officer) for name, args in offices.items()]
    superiors = {"answer": objection.pk, "lift": approved.pk}
    return found + [(reverse(f"openness:{name}", args=[pk]), superior) for name, pk in superiors.items()]


def test_a_form_opens_to_whoever_may_send_it_and_to_nobody_else(
    forms, officer, superior, operator, auditor, administrator
):
    houses = {one: signed_in(one) for one in (officer, superior, operator, auditor, administrator)}
    for address, theirs in forms:
        for member, client in houses.items():
            expected = 200 if member == theirs else 403
            answer = client.get(address)
            assert answer.status_code == expected, (address, member.name)


def test_what_is_decided_opens_no_form_that_decides_it(office, officer):
    now = timezone.now()
    done = refused(a_request(office, now=now), officer, now=now)
    desk = signed_in(officer)
    for name in ("extend", "notify", "refuse", "hand_over", "withdraw"):
        answer = desk.get(reverse(f"openness:{name}", args=[done.pk]))
        assert answer.status_code == 403, name
        assert "Lihat lagi keadaannya" in answer.text, name
    typed = {"holding": "not_held", "words": "Kata-kata yang sudah diketik.", "occupation": "Guru"}
    late = desk.post(reverse("openness:refuse", args=[done.pk]), typed)
    assert late.status_code == 422
    assert "Kata-kata yang sudah diketik." in late.text
