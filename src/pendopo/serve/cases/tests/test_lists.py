"""Table, board and search: what stands where, what is found, and in how many questions."""

from __future__ import annotations

from copy import copy
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.base import ModelState
from django.test.utils import CaptureQueriesContext

from pendopo.foundation.tenancy import acting_as
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.cases import queries
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.queries import Filters, Tab
from pendopo.serve.cases.states import CaseKind, CaseState
from pendopo.serve.cases.tests.builders import NOW, a_case


@pytest.fixture
def stranger(db):
    return a_member(an_institution("Kota Lain"), Role.OPERATOR)


@pytest.fixture
def operator(db, stranger):
    member = a_member(an_institution(), Role.OPERATOR)
    with acting_as(member):
        yield member


def codes(found):
    return [line.case.code for line in found.lines]


def test_the_table_goes_by_deadline_and_ended_cases_stand_apart(operator):
    slow = a_case(operator, kind=CaseKind.COMPLAINT)
    quick = a_case(operator, kind=CaseKind.INQUIRY)
    ended = a_case(operator)
    Case.objects.filter(pk=ended.pk).update(state=CaseState.CLOSED, ending="settled", closed_at=NOW)
    assert codes(queries.page(operator, Filters(), after=None, now=NOW)) == [quick.code, slow.code]
    assert codes(queries.page(operator, Filters(tab=Tab.ENDED), after=None, now=NOW)) == [ended.code]
    later = quick.resolve_by + timedelta(hours=1)
    assert codes(queries.page(operator, Filters(tab=Tab.LATE), after=None, now=later)) == [quick.code]


@pytest.mark.parametrize("tab", [Tab.OPEN, Tab.ALL])
def test_pages_follow_each_other_without_a_gap(operator, tab):
    made = {a_case(operator, title=f"Kasus {number}").code for number in range(30)}
    first = queries.page(operator, Filters(tab=tab), after=None, now=NOW)
    second = queries.page(operator, Filters(tab=tab), after=first.older, now=NOW)
    assert (len(first.lines), len(second.lines), second.older) == (25, 5, None)
    assert set(codes(first)) | set(codes(second)) == made


def test_a_search_finds_words_and_codes_but_never_what_the_inspectorate_handles(operator):
    case = a_case(operator, title="Jembatan gantung rusak", story="Papan jembatan lapuk di Sukamaju.")
    a_case(operator, title="Jembatan dan pungli", supervisory_content=True)
    for words in ("jembatan", "lapuk sukamaju", case.code):
        assert codes(queries.search(operator, Filters(tab="", words=words), after=None, now=NOW)) == [
            case.code
        ]
    assert not queries.search(operator, Filters(tab="", words="?"), after=None, now=NOW).has_words


def test_a_word_that_was_common_long_ago_and_never_since_is_found_newest_first(operator):
    a_case(operator)
    pattern = Case.objects.get()
    rows = []
    for number in range(4200):
        row = copy(pattern)
        row.pk, row._state = None, ModelState()
        row.code, row.opened_at = f"T{number}", NOW - timedelta(hours=3 * number)
        row.story = "Longsoran menutup jalan desa." if number >= 1900 and number % 20 else "Lampu padam."
        rows.append(row)
    Case.objects.bulk_create(rows)
    of_old = [f"T{number}" for number in range(1900, 4200) if number % 20]
    asked = Filters(tab="", words="longsoran")
    found = queries.search(operator, asked, after=None, now=NOW)
    assert codes(found) == of_old[:25]
    assert codes(queries.search(operator, asked, after=found.older, now=NOW)) == of_old[25:50]
    assert not queries.search(operator, Filters(tab="", words="tsunami"), after=None, now=NOW).lines


def test_a_search_goes_on_behind_its_page_and_heeds_filters(operator):
    made = [a_case(operator, title=f"Sampah menumpuk {number}") for number in range(30)]
    asked = Filters(tab="", words="sampah")
    first = queries.search(operator, asked, after=None, now=NOW)
    second = queries.search(operator, asked, after=first.older, now=NOW)
    assert sorted(codes(first) + codes(second)) == sorted(case.code for case in made)
    a_case(operator, title="Sampah", kind=CaseKind.INQUIRY)
    only = queries.search(
        operator, Filters(tab="", words="sampah", kind=CaseKind.INQUIRY), after=None, now=NOW
    )
    assert len(only.lines) == 1


def test_the_board_shows_every_open_state_with_its_number(operator):
    a_case(operator)
    a_case(operator)
    columns = {column.state: column for column in queries.board(operator, Filters(), now=NOW)}
    assert columns[CaseState.NEW].count == len(columns[CaseState.NEW].lines) == 2
    assert CaseState.CLOSED not in columns


def test_the_lists_ask_as_often_for_many_cases_as_for_few(operator):
    client = signed_in(operator)

    def asked(url):
        with CaptureQueriesContext(connection) as count:
            assert client.get(url).status_code == 200
        return len(count)

    a_case(operator)
    asked("/kasus/")  # what a process learns once
    few = [asked(url) for url in ("/kasus/", "/kasus/papan/", "/kasus/?cari=lampu")]
    for _number in range(12):
        a_case(operator)
    many = [asked(url) for url in ("/kasus/", "/kasus/papan/", "/kasus/?cari=lampu")]
    # A column that is full is counted besides.
    assert (many[0], many[1] - 1, many[2]) == tuple(few)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OPERATOR, 200), (Role.AUDITOR, 200), (Role.ADMINISTRATOR, 403), (Role.UNIT_LIAISON, 403)],
)
def test_who_may_see_cases_sees_the_lists(db, role, status):
    member = a_member(an_institution(), role)
    client = signed_in(member)
    assert {client.get(url).status_code for url in ("/kasus/", "/kasus/papan/")} == {status}


def test_another_institution_finds_nothing(stranger):
    member = a_member(an_institution(), Role.OPERATOR)
    with acting_as(member):
        case = a_case(member)
    with acting_as(stranger):
        assert not queries.page(stranger, Filters(), after=None, now=NOW).lines
        assert not queries.search(stranger, Filters(tab="", words="lampu"), after=None, now=NOW).lines
    assert signed_in(stranger).get(f"/kasus/{case.pk}/").status_code == 404
