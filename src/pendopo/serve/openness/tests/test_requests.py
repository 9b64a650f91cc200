"""A request from asking to the end: R50, R51, and every no on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.links.models import Link
from pendopo.institution.notices.models import Notice
from pendopo.serve.openness import actions
from pendopo.serve.openness.models import Applicant, Letter, PublicInfoRequest
from pendopo.serve.openness.tests.builders import NAME, NIK, NOW, a_draft, a_request, a_test, asked, refused

WIB_10 = 3  # hour in UTC


def at(day: date, hour: int = WIB_10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def extended(request, officer, *, now=NOW, reason="not_held_yet", words="Arsip lama sedang dicari."):
    actions.extend(request=request, reason=reason, words=words, by=officer, now=now)
    request.refresh_from_db()
    return request


def notified(request, officer, *, now=NOW, **changes):
    actions.notify(
        **{
            "request": request,
            "decision": "full",
            "given_as": "soft_copy",
            "words": "",
            "by": officer,
            "now": now,
            **changes,
        }
    )
    request.refresh_from_db()
    return request


# Domain brief 10.2: received, +10, +10+7
TABLE = [
    (date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 16)),
    (date(2026, 12, 18), date(2027, 1, 7), date(2027, 1, 18)),
    (date(2026, 3, 13), date(2026, 4, 6), date(2026, 4, 15)),
    (date(2027, 3, 1), date(2027, 3, 23), date(2027, 4, 5)),
]


@pytest.mark.parametrize(("received", "ten", "seventeen"), TABLE)
def test_the_written_notice_is_due_as_the_table_of_the_law_says(office, officer, received, ten, seventeen):
    request = a_request(office, now=at(received))
    assert (request.due_on, request.is_estimate) == (ten, False)
    officer.letters.update(valid_from=date(2020, 1, 1), valid_until=None)
    assert extended(request, officer, now=at(ten)).due_on == seventeen


def test_a_year_without_decree_gives_an_estimate_that_says_so(office):
    request = a_request(office, now=datetime(2027, 12, 27, 3, tzinfo=UTC))
    assert request.is_estimate
    assert "perkiraan" in str(Letter.objects.get(request=request).words["fields"])


@pytest.mark.parametrize(
    ("lacks", "field"),
    [
        ({"name": ""}, "name"),
        ({"identity_number": ""}, "identity_number"),
        ({"identity_number": "1234"}, "identity_number"),
        ({"identity_number": "3374059903850001"}, "identity_number"),
        ({"address": " "}, "address"),
        ({"phone": "", "email": ""}, "phone"),
        ({"is_by_proxy": True}, "acts_for"),
        ({"is_by_proxy": True, "acts_for": "Siti"}, "power_of_attorney"),
        ({"details": ""}, "details"),
        ({"purpose": ""}, "purpose"),
        ({"obtaining": ""}, "obtaining"),
        ({"sending": ""}, "sending"),
    ],
)
def test_no_clock_runs_while_a_mandatory_field_is_missing(office, officer, lacks, field):
    with pytest.raises(Refused) as no:
        actions.file_request(institution=office, asked=asked(**lacks), now=NOW)
    assert (no.value.rule, no.value.field) == ("R50", field)
    draft = a_draft(officer, **lacks)
    assert (draft.state, draft.number, draft.due_on) == ("draft", None, None)


@pytest.mark.parametrize(
    "whole",
    [
        {"phone": ""},
        {"email": ""},
        {"occupation": ""},
        {"kind": "body", "identity_number": "AHU-0012345.AH.01.07"},
        {"is_by_proxy": True, "acts_for": "Siti Aminah", "power_of_attorney": "12/SK/2026, 2 November 2026"},
    ],
)
def test_what_the_law_does_not_ask_for_holds_nothing_up(office, whole):
    assert a_request(office, **whole).state == "registered"


def test_the_clock_starts_when_the_draft_is_complete_and_not_before(office, officer):
    draft = a_draft(officer, now=at(date(2026, 11, 9)))
    later = at(date(2026, 11, 23))
    filed = actions.complete_request(request=draft, asked=asked(), by=None, now=later)
    draft.refresh_from_db()
    assert (draft.state, draft.completed_at, draft.due_on) == ("registered", later, date(2026, 12, 7))
    assert draft.asked_at == at(date(2026, 11, 9))
    assert filed.code
    with pytest.raises(Stale):
        actions.complete_request(request=draft, asked=asked(), by=None, now=later)


def test_a_letter_counts_from_the_day_it_came(officer):
    came = at(date(2026, 11, 23))
    request, filed = actions.take_in_by_hand(
        asked=asked(), channel="letter", received_at=came, by=officer, now=came + timedelta(days=1)
    )
    assert filed is not None
    assert (request.completed_at, request.due_on) == (came, date(2026, 12, 7))
    with pytest.raises(Refused):
        actions.take_in_by_hand(
            asked=asked(), channel="letter", received_at=NOW + timedelta(hours=1), by=officer, now=NOW
        )
    with pytest.raises(Refused):
        actions.take_in_by_hand(asked=asked(), channel="portal", received_at=NOW, by=officer, now=NOW)


def test_who_asks_is_sealed_and_shown_covered(office):
    request = a_request(office)
    raw = bytes(Applicant.objects.values_list("kept", flat=True).get(request=request))
    assert NAME.encode() not in raw
    assert NIK.encode() not in raw
    who = request.applicant.masked
    assert (who.name, who.identity_number, who.address) == ("B*** S***", "3374********0001", "****")
    assert (who.phone, who.email) == ("0812****890", "b***@contoh.example")
    assert request.applicant.identity.name == NAME
    assert NAME not in str(list(LedgerEntry.objects.values_list("words", flat=True)))
    assert NAME not in str(list(Notice.objects.values("title", "text")))


def test_the_officer_is_told_and_the_link_of_the_draft_opens_nothing_more(office, officer):
    draft = a_draft(officer)
    actions.give_new_link(request=draft, by=officer, now=NOW)
    old = Link.objects.get(subject_id=draft.pk)
    actions.complete_request(request=draft, asked=asked(), by=None, now=NOW)
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert Link.objects.filter(subject_id=draft.pk, revoked_at__isnull=True).count() == 1
    assert Notice.objects.filter(member=officer, kind="openness.registered").count() == 1


def test_an_extension_is_one_before_the_limit_with_one_of_two_reasons_in_writing(office, officer):
    request = a_request(office)
    with pytest.raises(Refused) as no:
        extended(request, officer, reason="busy")
    assert (no.value.rule, no.value.field) == ("R50", "reason")
    with pytest.raises(Refused) as no:
        extended(request, officer, words=" ")
    assert no.value.field == "words"
    with pytest.raises(Refused):
        extended(request, officer, now=request.due_at + timedelta(minutes=1))
    extended(request, officer, now=request.due_at)
    with pytest.raises(Refused):
        extended(request, officer)
    assert request.state == "extended"


def test_a_draft_and_a_decided_one_are_not_extended(office, officer):
    with pytest.raises(Stale):
        extended(a_draft(officer), officer)
    with pytest.raises(Stale):
        extended(refused(a_request(office), officer), officer)


def test_granting_in_full_then_handing_over(office, officer):
    request = notified(a_request(office), officer, cost=15000, cost_words="Fotokopi 30 lembar")
    assert (request.state, request.holding, request.decided_by) == ("notified", "held", officer)
    with pytest.raises(Refused) as no:
        actions.hand_over(request=request, words=" ", by=officer, now=NOW)
    assert no.value.field == "words"
    actions.hand_over(request=request, words="Dikirim lewat surel.", by=officer, now=NOW, paid_on=NOW.date())
    request.refresh_from_db()
    assert (request.state, request.given_at) == ("granted", NOW)
    with pytest.raises(Stale):
        actions.hand_over(request=request, words="Lagi.", by=officer, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision": "refused"}, "decision"),
        ({"given_as": "telepathy"}, "given_as"),
        ({"cost": 5000}, "cost_words"),
        ({"decision": "partial"}, "test"),
    ],
)
def test_a_notice_says_what_the_law_wants_it_to_say(office, officer, changes, field):
    with pytest.raises(Refused) as no:
        notified(a_request(office), officer, **changes)
    assert no.value.field == field


def test_a_part_is_kept_back_only_with_a_test_and_a_reason(office, officer, superior):
    test = a_test(officer, approved_by=superior)
    request = a_request(office)
    with pytest.raises(Refused) as no:
        notified(request, officer, decision="partial", test=test)
    assert (no.value.rule, no.value.field) == ("R51", "words")
    notified(request, officer, decision="partial", test=test, words="Kode kunci dihitamkan.")
    assert (request.ground, request.consequence_test) == ("c", test)
    actions.hand_over(request=request, words="Dikirim lewat surel.", by=officer, now=NOW)
    request.refresh_from_db()
    assert request.state == "granted_partly"


def test_a_refusal_needs_an_approved_test_in_force_or_that_it_is_not_held(office, officer, superior):
    def refuse(**changes):
        request = a_request(office)
        words = {"holding": "held", "words": "Membahayakan keamanan gudang.", "by": officer, "now": NOW}
        actions.refuse(**{"request": request, **words, **changes})
        request.refresh_from_db()
        return request

    for changes, field in (
        ({"holding": "because"}, "holding"),
        ({"words": " "}, "words"),
        ({}, "test"),
        ({"test": a_test(officer)}, "test"),
        ({"test": a_test(officer, approved_by=superior, exempt_until=date(2026, 11, 24))}, "test"),
    ):
        with pytest.raises(Refused) as no:
            refuse(**changes)
        assert (no.value.rule, no.value.field) == ("R51", field), changes
    exempt = refuse(test=a_test(officer, approved_by=superior))
    assert (exempt.state, exempt.ground, exempt.holding) == ("refused", "c", "held")
    for holding in ("not_held", "not_documented"):
        assert (refuse(holding=holding).ground, refuse(holding=holding).state) == ("", "refused")


def test_a_test_of_another_institution_refuses_nothing(stranger, office, officer):
    del stranger
    request = a_request(office)
    test = a_test(officer)
    test.institution_id = office.pk + 1
    with pytest.raises(Refused):
        actions.refuse(request=request, holding="held", words="x", test=test, by=officer, now=NOW)


def test_a_refusal_asks_for_the_occupation_its_letter_must_name(office, officer):
    request = a_request(office, occupation="")
    with pytest.raises(Refused) as no:
        refused(request, officer)
    assert (no.value.rule, no.value.field) == ("R51", "occupation")
    actions.refuse(
        request=request, holding="not_held", words="Tidak ada.", occupation="Petani", by=officer, now=NOW
    )
    assert ["Pekerjaan", "Petani"] in Letter.objects.get(request=request, kind="refusal").words["fields"]


def test_what_is_decided_is_not_decided_again(office, officer):
    request = refused(a_request(office), officer)
    with pytest.raises(Stale):
        notified(request, officer)
    with pytest.raises(Stale):
        refused(request, officer)


def test_a_limit_that_passes_is_noted_once_and_can_still_be_answered(office, officer, superior):
    request = a_request(office)
    assert not actions.note_late(request=request, now=request.due_at)
    late = request.due_at + timedelta(minutes=1)
    assert actions.note_late(request=request, now=late)
    assert not actions.note_late(request=request, now=late)
    request.refresh_from_db()
    assert request.state == "unanswered"
    assert set(Notice.objects.filter(kind="openness.late").values_list("member", flat=True)) == {
        officer.pk,
        superior.pk,
    }
    assert notified(request, officer, now=late).state == "notified"


def test_withdrawing_keeps_the_number_and_needs_a_reason(office, officer):
    request = a_request(office)
    with pytest.raises(Refused) as no:
        actions.withdraw(request=request, why=" ", by=officer, now=NOW)
    assert no.value.field == "why"
    actions.withdraw(request=request, why="Sudah ketemu di daftar.", by=None, now=NOW)
    request.refresh_from_db()
    assert (request.state, request.number) == ("withdrawn", 1)
    with pytest.raises(Stale):
        actions.withdraw(request=refused(a_request(office), officer), why="x", by=officer, now=NOW)


def test_only_the_information_officer_of_this_institution_decides(
    stranger, office, officer, superior, operator, auditor, administrator
):
    request = a_request(office)
    for member in (stranger, superior, operator, auditor, administrator):
        for deed in (
            lambda by: extended(request, by),
            lambda by: notified(request, by),
            lambda by: refused(request, by),
            lambda by: actions.withdraw(request=request, why="x", by=by, now=NOW),
            lambda by: actions.complete_request(request=request, asked=asked(), by=by, now=NOW),
            lambda by: actions.hand_over(request=request, words="x", by=by, now=NOW),
        ):
            with pytest.raises(Refused):
                deed(member)
    request.refresh_from_db()
    assert request.state == "registered"
    officer.letters.all().delete()
    with pytest.raises(Refused) as no:
        refused(request, officer)
    assert no.value.rule == "R02"


def test_seeing_who_asks_needs_the_right_and_a_reason(office, officer, superior, auditor):
    request = a_request(office)
    for member in (superior, auditor):
        with pytest.raises(Refused):
            actions.reveal(request=request, why="Menulis surat.", by=member, now=NOW)
    with pytest.raises(Refused) as no:
        actions.reveal(request=request, why=" ", by=officer, now=NOW)
    assert no.value.rule == "R80"
    actions.reveal(request=request, why="Menulis surat.", by=officer, now=NOW)
    assert LedgerEntry.objects.filter(did="openness.revealed").count() == 1


def test_an_estimate_is_reckoned_anew_once_its_year_is_decreed(office):
    request = a_request(office)
    PublicInfoRequest.objects.filter(pk=request.pk).update(is_estimate=True, due_on=date(2026, 12, 1))
    actions.reckon_again(request=request, now=NOW)
    request.refresh_from_db()
    assert (request.due_on, request.is_estimate) == (date(2026, 12, 9), False)
