"""R53: numbers without gaps whoever registers at the same instant, nothing deleted, nobody named in public."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.serve.openness import actions, queries
from pendopo.serve.openness.models import Objection, PublicInfoRequest, RegisterHead
from pendopo.serve.openness.tests.builders import NAME, NOW, a_draft, a_request, an_objection, asked, refused

WRITERS = 50


def in_own_connection(institution_id, deed):
    """What one of many writers does, with a connection of its own."""
    try:
        with acting_for(institution_id):
            return deed()
    finally:
        connection.close()


def test_fifty_writers_at_once_leave_no_gap_and_no_number_twice(seen_by_all):
    office = an_institution()
    officer = a_member(office, Role.INFORMATION_OFFICER)

    def write(number):
        def ask():
            request = a_request(office)
            if number % 5 == 0:
                raise ZeroDivisionError  # somebody stumbles after their number was given
            return request.number

        try:
            return in_own_connection(office.pk, ask)
        except ZeroDivisionError:
            return None

    with ThreadPoolExecutor(WRITERS) as pool:
        given = [number for number in pool.map(write, range(WRITERS)) if number]
    assert sorted(given) == list(range(1, 41))
    with acting_for(office.pk):
        requests = list(PublicInfoRequest.objects.order_by("number"))
        assert [one.number for one in requests] == list(range(1, 41))
        for one in requests:
            refused(one, officer)

    def object_to(request):
        return in_own_connection(office.pk, lambda: an_objection(request).number)

    with ThreadPoolExecutor(40) as pool:
        assert sorted(pool.map(object_to, requests)) == list(range(1, 41))
    with acting_for(office.pk):
        heads = dict(RegisterHead.objects.values_list("kind", "last_number"))
    assert heads == {"requests": 40, "objections": 40}


def test_each_year_and_each_institution_counts_for_itself(stranger, office):
    assert [a_request(office).register_number for _one in range(2)] == ["001/PPID/2026", "002/PPID/2026"]
    # Half past eleven in the evening of New Year's Eve in London is the new year in Jakarta.
    assert (
        a_request(office, now=datetime(2026, 12, 31, 23, 30, tzinfo=UTC)).register_number == "001/PPID/2027"
    )


def test_another_institution_counts_for_itself(db):
    for _institution in range(2):
        office = an_institution()
        with acting_for(office.pk):
            assert a_request(office).number == 1


@pytest.mark.parametrize("table", ["request", "objection"])
def test_nothing_of_a_register_is_deleted_renumbered_or_squeezed_in(office, officer, table):
    request = refused(a_request(office), officer)
    objection = an_objection(request)
    row = request if table == "request" else objection
    model = type(row)
    for deed in (
        lambda: model.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: model.objects.filter(pk=row.pk).update(number=7),
        lambda: model.objects.filter(pk=row.pk).update(year=2025),
    ):
        with pytest.raises(DatabaseError, match="R53"), transaction.atomic():
            deed()
    copy = model.objects.get(pk=row.pk)
    copy.pk, copy.number, copy.state = None, 9, "withdrawn"
    with pytest.raises(DatabaseError, match="R53"), transaction.atomic():
        copy.save()
    assert model.objects.get(pk=row.pk).number == 1


def test_a_draft_has_no_number_and_may_go(officer):
    draft = a_draft(officer)
    draft.applicant.delete()
    PublicInfoRequest.objects.filter(pk=draft.pk)._raw_delete("default")
    assert not PublicInfoRequest.objects.exists()


def test_the_public_register_tells_what_and_never_who(office, officer):
    request = a_request(
        office,
        details=f"Saya {NAME}, NIK 3374051203850001, HP 081234567890, minta salinan denah Pasar Induk.",
        purpose="Untuk sidang saya.",
        acts_for="Siti Aminah",
        power_of_attorney="12/SK/2026",
        is_by_proxy=True,
    )
    actions.refuse(
        request=request,
        holding="not_held",
        words="Kepada Bambang Suryanto dan Siti: denahnya ada di provinsi.",
        by=officer,
        now=NOW,
    )
    a_draft(officer)
    (entry,) = queries.public_register(office, 2026)
    shown = repr(entry)
    for told in (NAME, "Bambang", "Suryanto", "Siti", "3374051203850001", "081234567890", "sidang", "Melati"):
        assert told not in shown
    assert "denah Pasar Induk" in entry.details
    assert "provinsi" in entry.refusal


def test_number_and_code_open_one_request_only(office):
    filed = actions.file_request(institution=office, asked=asked(), now=NOW)
    other = actions.file_request(institution=office, asked=asked(), now=NOW)
    number = filed.request.register_number
    assert queries.by_code(office, number, filed.code) == filed.request
    assert queries.by_code(office, " 1/ppid/2026 ", filed.code.lower().replace("-", " ")) == filed.request
    for wrong in ("", other.code, filed.code[:-1], "AAAA-AAAA-AAAA"):
        assert queries.by_code(office, number, wrong) is None
    for wrong in ("", "1", "001/KEB-PPID/2026", "9/PPID/2026", "1/PPID/2025"):
        assert queries.by_code(office, wrong, filed.code) is None
    assert filed.code not in str(PublicInfoRequest.objects.values_list("code_sum", flat=True))


def test_the_figures_of_a_year_add_up(office, officer, superior):
    refused(a_request(office), officer)
    late = a_request(office)
    actions.note_late(request=late, now=late.due_at + timedelta(minutes=1))
    given = a_request(office)
    actions.notify(
        request=given, decision="full", given_as="see", words="", by=officer, now=NOW + timedelta(days=2)
    )
    gone = a_request(office)
    actions.withdraw(request=gone, why="Sudah ada.", by=None, now=NOW)
    a_request(office)
    an_objection(PublicInfoRequest.objects.get(number=1))
    counted = queries.figures(office, 2026)
    assert (counted.requests, counted.granted_in_full, counted.refused) == (5, 1, 1)
    assert (counted.withdrawn, counted.undecided, counted.unanswered) == (1, 1, 1)
    assert (counted.decided, counted.in_time, counted.mean_days) == (2, 2, 1.0)
    assert (counted.objections, sum(counted.refusals.values())) == (1, 1)
    assert queries.figures(office, 2025).requests == 0
    assert Objection.objects.count() == 1
