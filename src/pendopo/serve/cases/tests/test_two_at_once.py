"""Two press at the same instant, each over a connection of their own: one is in time, the other is told so."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people import actions as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.listen.inbox.models import Reply
from pendopo.listen.inbox.states import ReplyState
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Answer, Case, Entry, Knower, Referral
from pendopo.serve.cases.sealing import Contact
from pendopo.serve.cases.states import CaseState, Ending, ReferralState
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case, arrives, verified
from pendopo.serve.cases.tests.referring.builders import a_link, a_referral

TEXT = "Lampu di Jalan Melati kami ganti besok karena kabelnya putus."
LATER = NOW + timedelta(days=60)


@pytest.fixture
def house(seen_by_all):
    return an_institution()


@pytest.fixture
def operators(house):
    with acting_for(house.pk):
        return [a_member(house, Role.OPERATOR, Role.COORDINATOR, name=name) for name in ("Sari", "Rahmat")]


def at_once(house, *works):
    """Each in a thread, so with a connection of its own; what came of it, or the refusal, in order."""
    together = threading.Barrier(len(works))

    def press(work):
        try:
            together.wait(20)
            with acting_for(house.pk), house_itself("a test acts as the house does"):
                return work()
        except Refused as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result(90) for one in [pool.submit(press, work) for work in works]]


def refused(done):
    return [one for one in done if isinstance(one, Refused)]


def test_a_unit_that_answers_and_sends_it_back_at_once_did_one_of_the_two(house, operators):
    with acting_for(house.pk), house_itself("a test acts as the house does"):
        referral = a_referral(verified(a_case(operators[0]), operators[0]), a_unit(house), by=operators[0])
        links = [a_link(referral), a_link(referral)]

    def asked(number):
        return {
            "referral": Referral.objects.select_related("case", "unit").get(pk=referral.pk),
            "said_by": "Wawan",
            "link": links[number],
            "key": uuid.uuid4(),
            "now": NOW,
        }

    done = at_once(
        house,
        lambda: actions.answer_by_unit(**asked(0), said="Kami ganti besok."),
        lambda: actions.bounce(**asked(1), to=None, why="Bukan tiang kami."),
    )
    assert len(refused(done)) == 1
    with acting_for(house.pk):
        row, case = Referral.objects.get(), Case.objects.get()
        if row.state == ReferralState.ANSWERED:
            assert (case.state, case.bounces) == (CaseState.IN_PROGRESS, 0)
        else:
            assert (row.state, case.state, case.bounces) == (ReferralState.BOUNCED, CaseState.VERIFIED, 1)
        assert not case.waits.filter(ended_at__isnull=True).exists()


def test_two_operators_who_answer_at_once_send_one_answer(house, operators):
    with acting_for(house.pk):
        case = verified(a_written_case(an_account(house), operators[0]), operators[0])
    done = at_once(
        house,
        *(
            lambda by=by: actions.send_answer(case=Case.objects.get(pk=case.pk), text=TEXT, by=by, now=NOW)
            for by in operators
        ),
    )
    assert len(refused(done)) == 1
    with acting_for(house.pk):
        assert Answer.objects.count() == 1
        assert Reply.objects.filter(state=ReplyState.SENDING).count() == 1


def test_two_who_tell_the_citizen_that_we_have_it_at_once_tell_them_once(house, operators):
    with acting_for(house.pk):
        case = a_written_case(an_account(house), operators[0])
    done = at_once(
        house,
        *(
            lambda by=by: actions.acknowledge(
                case=Case.objects.get(pk=case.pk), text="Kami catat.", by=by, now=NOW
            )
            for by in operators
        ),
    )
    assert len(refused(done)) == 1
    with acting_for(house.pk):
        assert Answer.objects.count() == 1


def test_a_case_that_closes_while_its_citizen_opens_it_again_ends_open(house, operators):
    with acting_for(house.pk):
        case = verified(a_written_case(an_account(house), operators[0]), operators[0])
        (answer,) = actions.send_answer(case=case, text=TEXT, by=operators[0], now=NOW)
        arrives(answer)
    at_once(
        house,
        lambda: actions.close_by_itself(case=Case.objects.get(pk=case.pk), now=LATER),
        lambda: actions.reopen_by_citizen(case=Case.objects.get(pk=case.pk), why="Masih mati.", now=LATER),
    )
    with acting_for(house.pk):
        row = Case.objects.get()
        assert (row.state, row.ending, row.auto_close_at) == (CaseState.IN_PROGRESS, "", None)
        assert row.reopened == 1


def test_two_rounds_that_close_at_once_tell_the_citizen_once(house, operators):
    with acting_for(house.pk):
        case = a_written_case(an_account(house), operators[0])
        actions.ask_reporter(case=case, text="Di RT berapa?", by=operators[0], now=NOW)
        arrives(case.answers.get())
    later = NOW + timedelta(days=80)
    done = at_once(
        house,
        *[lambda: actions.close_without_details(case=Case.objects.get(pk=case.pk), now=later)] * 2,
    )
    assert sorted(done) == [False, True]
    with acting_for(house.pk):
        assert Case.objects.get().ending == Ending.NO_DETAILS
        assert Answer.objects.filter(purpose="news").count() == 1
        assert Entry.objects.filter(what="closed").count() == 1


def test_one_form_of_a_citizen_sent_twice_at_once_is_one_case(house, operators):
    key = uuid.uuid4()

    def hands_in():
        return actions.report_from_page(
            institution_id=house.pk,
            key=key,
            kind="complaint",
            title="Lampu mati",
            story="Lampu mati sejak Senin.",
            place="Jalan Melati",
            happened_on=None,
            supervisory_content=False,
            is_anonymous=False,
            is_confidential=False,
            contact=Contact(name="Budi"),
            visitor="v",
            now=NOW,
        ).pk

    one, two = at_once(house, hands_in, hands_in)
    assert one == two
    with acting_for(house.pk):
        assert Case.objects.count() == 1


def test_who_moves_into_the_unit_while_they_are_put_on_the_list_is_not_on_it(house, operators):
    with acting_for(house.pk), house_itself("a test acts as the house does"):
        reported = a_unit(house, "Dinas Perizinan")
        admin, moving = a_member(house, Role.ADMINISTRATOR), a_member(house, Role.OPERATOR, name="Ani")
        case = a_case(operators[0], supervisory_content=True, reported_unit=reported)
    at_once(
        house,
        lambda: actions.let_know(
            case=Case.objects.get(pk=case.pk),
            member=Member.objects.get(pk=moving.pk),
            why="Memeriksa",
            by=operators[0],
            now=NOW,
        ),
        lambda: people.move_unit(member=Member.objects.get(pk=moving.pk), unit=reported, by=admin, now=NOW),
    )
    with acting_for(house.pk), house_itself("a test acts as the house does"):
        assert moving.pk not in Case.objects.get().known_to
        assert not Knower.objects.now().filter(member=moving).exists()
