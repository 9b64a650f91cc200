"""Objections: who, when and why they may, who answers, and what it does to the request (R52)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.serve.openness import actions, windows
from pendopo.serve.openness.models import Letter
from pendopo.serve.openness.states import ObjectionReason
from pendopo.serve.openness.tests.builders import NOW, a_request, a_test, an_objection, refused


@pytest.fixture
def request_refused(office, officer):
    return refused(a_request(office), officer)


def answered(objection, by, *, verdict="rejected", now=NOW):
    actions.answer_objection(
        objection=objection, verdict=verdict, words="Sudah kami periksa.", by=by, now=now
    )
    objection.refresh_from_db()
    objection.request.refresh_from_db()
    return objection


def test_an_objection_is_registered_at_once_with_its_day(request_refused, superior):
    objection = an_objection(request_refused)
    request_refused.refresh_from_db()
    assert (objection.register_number, request_refused.state) == ("001/KEB-PPID/2026", "objected")
    # 25 November 2026 and 30 working days over Christmas, collective leave and New Year
    assert (objection.due_on, objection.is_estimate) == (date(2027, 1, 12), False)
    assert Letter.objects.filter(objection=objection, kind="objection_receipt").exists()
    assert Notice.objects.filter(member=superior, kind="openness.objected").count() == 1


@pytest.mark.parametrize(("reason", "fits"), [(one.value, one.value in "bd") for one in ObjectionReason])
def test_the_reason_must_fit_what_became_of_the_request(request_refused, reason, fits):
    if fits:
        assert an_objection(request_refused, reason=reason).reason == reason
        return
    with pytest.raises(Refused) as no:
        an_objection(request_refused, reason=reason)
    assert (no.value.rule, no.value.field) == ("R52", "reason")


def test_when_each_reason_arises(office, officer, superior):
    test = a_test(officer, approved_by=superior)
    exempt = a_request(office)
    actions.refuse(request=exempt, holding="held", words="Aman.", test=test, by=officer, now=NOW)
    exempt.refresh_from_db()
    assert windows.arose_on(exempt, ObjectionReason.A) == date(2026, 11, 25)
    silent = a_request(office)
    passed = silent.due_at + timedelta(minutes=1)
    actions.note_late(request=silent, now=passed)
    silent.refresh_from_db()
    assert windows.arose_on(silent, ObjectionReason.C) == silent.due_on
    assert windows.arose_on(silent, ObjectionReason.D) is None
    later = passed + timedelta(days=5)
    actions.notify(
        request=silent,
        decision="full",
        given_as="hard_copy",
        words="",
        cost=9_000_000,
        cost_words="Fotokopi",
        by=officer,
        now=later,
    )
    silent.refresh_from_db()
    day = date(2026, 12, 14)
    assert {one: windows.arose_on(silent, one) for one in ObjectionReason} == {
        ObjectionReason.A: None,
        ObjectionReason.B: day,
        ObjectionReason.C: None,
        ObjectionReason.D: day,
        ObjectionReason.E: day,
        ObjectionReason.F: day,
        ObjectionReason.G: day,
    }


def test_the_window_lasts_to_the_end_of_its_last_day_and_no_longer(office, officer):
    request = refused(a_request(office), officer)
    assert set(windows.open_reasons(request, date(2027, 1, 12))) == {ObjectionReason.B, ObjectionReason.D}
    assert windows.open_reasons(request, date(2027, 1, 13)) == {}
    with pytest.raises(Refused) as no:
        an_objection(request, now=datetime(2027, 1, 13, 3, tzinfo=UTC))
    assert no.value.rule == "R52"
    assert an_objection(request, now=datetime(2027, 1, 12, 16, tzinfo=UTC)).number == 1


def test_what_was_not_answered_yet_is_not_objected_to(office):
    request = a_request(office)
    assert windows.open_reasons(request, date(2026, 11, 25)) == {}
    with pytest.raises(Refused):
        an_objection(request, reason="c")


def test_an_objection_needs_a_known_reason_and_a_purpose_and_is_one_at_a_time(request_refused):
    for changes, field in (({"reason": "z"}, "reason"), ({"purpose": " "}, "purpose")):
        words = {"request": request_refused, "reason": "d", "purpose": "Riset.", "words": "", "now": NOW}
        with pytest.raises(Refused) as no:
            actions.object_to(**{**words, **changes})
        assert no.value.field == field
    an_objection(request_refused)
    with pytest.raises(Stale):
        an_objection(request_refused)


def test_who_decided_the_request_never_answers_the_objection(office, one_person_with_both, superior):
    request = refused(a_request(office), one_person_with_both)
    objection = an_objection(request)
    with pytest.raises(Refused) as no:
        answered(objection, one_person_with_both)
    assert no.value.rule == "R52"
    assert answered(objection, superior).state == "answered"


@pytest.fixture
def one_person_with_both(office):
    """One person with both offices."""
    return a_member(office, Role.INFORMATION_OFFICER, Role.INFORMATION_SUPERIOR, name="Rangkap")


def test_only_the_superior_of_this_institution_answers(stranger, request_refused, officer, operator, auditor):
    objection = an_objection(request_refused)
    for member in (stranger, officer, operator, auditor):
        with pytest.raises(Refused):
            answered(objection, member)


@pytest.mark.parametrize(("changes", "field"), [({"verdict": "maybe"}, "verdict"), ({"words": " "}, "words")])
def test_an_answer_decides_and_explains(request_refused, superior, changes, field):
    words = {"objection": an_objection(request_refused), "verdict": "upheld", "words": "Ya.", "by": superior}
    with pytest.raises(Refused) as no:
        actions.answer_objection(**{**words, **changes}, now=NOW)
    assert no.value.field == field


def test_rejected_the_request_stands_where_it_stood_and_the_commission_is_named(request_refused, superior):
    objection = answered(an_objection(request_refused), superior)
    assert objection.request.state == "refused"
    assert (objection.answered_by_name, objection.answered_by_position) == ("Nurlela Siregar", "Atasan PPID")
    assert objection.commission_until == date(2026, 12, 15)
    with pytest.raises(Stale):
        answered(objection, superior)


@pytest.mark.parametrize(
    ("verdict", "decision", "ends"), [("upheld", "full", "granted"), ("partly", "partial", "granted_partly")]
)
def test_upheld_it_has_to_be_handed_over(request_refused, officer, superior, verdict, decision, ends):
    request = answered(an_objection(request_refused), superior, verdict=verdict).request
    assert (request.state, request.decision, request.holding) == ("notified", decision, "held")
    actions.hand_over(request=request, words="Diambil di loket.", by=officer, now=NOW)
    request.refresh_from_db()
    assert request.state == ends


def test_what_nobody_answered_and_is_upheld_was_decided_by_the_superior(office, superior):
    request = a_request(office)
    late = request.due_at + timedelta(minutes=1)
    actions.note_late(request=request, now=late)
    objection = answered(an_objection(request, reason="c", now=late), superior, verdict="upheld", now=late)
    assert (objection.request.state, objection.request.decided_by) == ("notified", superior)


def test_too_late_but_given_nothing_more_has_to_be_handed_over(office, officer, superior):
    request = a_request(office)
    late = request.due_at + timedelta(minutes=1)
    actions.note_late(request=request, now=late)
    actions.notify(request=request, decision="full", given_as="see", words="", by=officer, now=late)
    actions.hand_over(request=request, words="Dilihat di kantor.", by=officer, now=late)
    objection = answered(an_objection(request, reason="g", now=late), superior, verdict="upheld", now=late)
    assert objection.request.state == "granted"


def test_a_superior_who_is_late_opens_the_way_to_the_commission(request_refused, officer, superior):
    objection = an_objection(request_refused)
    assert not actions.note_objection_late(objection=objection, now=objection.due_at)
    late = objection.due_at + timedelta(minutes=1)
    assert actions.note_objection_late(objection=objection, now=late)
    objection.refresh_from_db()
    assert (objection.state, objection.commission_until) == ("unanswered", date(2027, 2, 1))
    actions.record_dispute(
        objection=objection, number="014/KI/2027", on=late.date(), outcome="", by=officer, now=late
    )
    objection.refresh_from_db()
    objection.request.refresh_from_db()
    assert (objection.state, objection.request.state) == ("disputed", "refused")
    actions.record_dispute(
        objection=objection,
        number="014/KI/2027",
        on=late.date(),
        outcome="Dimediasi.",
        by=officer,
        now=late,
    )
    objection.refresh_from_db()
    assert objection.dispute_outcome == "Dimediasi."
    with pytest.raises(Stale):
        answered(objection, superior, now=late)


def test_withdrawn_it_keeps_its_number(request_refused, officer):
    objection = an_objection(request_refused)
    with pytest.raises(Refused):
        actions.withdraw_objection(objection=objection, why=" ", by=officer, now=NOW)
    actions.withdraw_objection(objection=objection, why="Sudah ada.", by=officer, now=NOW)
    objection.refresh_from_db()
    request_refused.refresh_from_db()
    assert (objection.state, objection.number, request_refused.state) == ("withdrawn", 1, "refused")
    with pytest.raises(Stale):
        actions.withdraw_objection(objection=objection, why="Lagi.", by=officer, now=NOW)
    with pytest.raises(Stale):
        actions.record_dispute(objection=objection, number="", on=NOW.date(), outcome="", by=officer, now=NOW)
    assert an_objection(request_refused).number == 2


def test_the_register_keeps_what_the_applicant_says_to_the_answer(request_refused, officer, superior):
    objection = an_objection(request_refused)
    with pytest.raises(Stale):
        actions.keep_response(objection=objection, words="Puas.", by=officer, now=NOW)
    answered(objection, superior)
    with pytest.raises(Refused):
        actions.keep_response(objection=objection, words=" ", by=officer, now=NOW)
    actions.keep_response(objection=objection, words="Puas.", by=officer, now=NOW)
    objection.refresh_from_db()
    assert objection.response == "Puas."


def test_the_superior_hears_a_reason_once_and_then_it_is_the_commissions(request_refused, superior):
    answered(an_objection(request_refused), superior)
    with pytest.raises(Refused) as no:
        an_objection(request_refused)
    assert no.value.rule == "R52"
    assert "Komisi Informasi" in str(no.value)
    assert ObjectionReason.D not in windows.open_reasons(request_refused, date(2026, 11, 25))
    assert an_objection(request_refused, reason="b").reason == "b"


def test_what_was_withdrawn_may_be_objected_to_again(request_refused):
    first = an_objection(request_refused)
    actions.withdraw_objection(objection=first, why="Keliru.", by=None, now=NOW)
    assert an_objection(request_refused).reason == first.reason


def test_what_a_superior_granted_and_nobody_handed_over_may_be_objected_to_from_that_answer_on(
    request_refused, superior
):
    later = NOW + timedelta(days=60)
    answered(an_objection(request_refused), superior, verdict="upheld", now=later)
    request_refused.refresh_from_db()
    assert windows.arose_on(request_refused, ObjectionReason.E) == later.date()


def test_a_dispute_does_not_begin_tomorrow(request_refused, officer, superior):
    objection = answered(an_objection(request_refused), superior)
    with pytest.raises(Refused) as no:
        actions.record_dispute(
            objection=objection, number="", on=date(2026, 11, 26), outcome="", by=officer, now=NOW
        )
    assert no.value.field == "on"
