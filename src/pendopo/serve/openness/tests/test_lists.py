"""What is public anyway, what is exempt (R15), the announcement and the yearly report (R54)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.broadcast.content import office as content_office
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.notices.models import Notice
from pendopo.institution.tests.builders import a_unit
from pendopo.serve.openness import actions, jobs, queries
from pendopo.serve.openness.models import PublicInformation
from pendopo.serve.openness.tests.builders import NOW, a_request, a_test, an_entry

PLEDGE = {
    "legal_basis": "UU 14/2008",
    "procedure": "Isi formulir.",
    "time_needed": "Sepuluh hari kerja.",
    "cost": "Gratis.",
    "guarantee": "Dilayani ramah.",
    "evaluation": "Setiap tahun.",
}


@pytest.fixture
def unit(office):
    return a_unit(office, "Dinas Pekerjaan Umum")


@pytest.mark.parametrize(
    "question",
    [
        "Saya minta data anggaran perbaikan jalan tahun 2025",
        "min, berapa anggaran jalan 2025 ya?",
        "Mohon salinan dokumen anggaran pemeliharaan jalan kabupaten",
    ],
)
def test_what_is_public_already_is_found_while_it_is_asked_for(office, officer, unit, question):
    entry = an_entry(officer, unit)
    an_entry(officer, unit, title="Jadwal imunisasi", summary="Posyandu dan puskesmas.")
    assert queries.already_public(question, institution_id=office.pk) == [entry]


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Mohon informasi dan data publik",
        "Kapan puskesmas buka?",
        "Jalan rusak di Melati",
        "' OR 1=1 --",
        "a & b | !",
    ],
)
def test_what_only_sounds_alike_is_not_proposed(office, officer, unit, question):
    an_entry(officer, unit)
    assert queries.already_public(question, institution_id=office.pk) == []


def test_nothing_of_another_institution_and_nothing_taken_off_is_found(stranger, office, officer, unit):
    entry = an_entry(officer, unit)
    assert queries.already_public("anggaran perbaikan jalan", institution_id=stranger.institution_id) == []
    actions.take_off(entry=entry, why="Diganti yang baru.", by=officer, now=NOW)
    assert queries.already_public("anggaran perbaikan jalan", institution_id=office.pk) == []
    with pytest.raises(Stale):
        actions.take_off(entry=entry, why="Lagi.", by=officer, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"category": "secret"}, "category"),
        ({"title": " "}, "title"),
        ({"summary": ""}, "title"),
        ({"link": ""}, "link"),
        ({"file": SimpleUploadedFile("besar.pdf", b""), "link": ""}, ""),
    ],
)
def test_an_entry_says_what_where_and_in_which_category(officer, unit, changes, field, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    if not field:
        assert an_entry(officer, unit, **changes).file
        return
    with pytest.raises(Refused) as no:
        an_entry(officer, unit, **changes)
    assert no.value.field == field
    assert not PublicInformation.objects.exists()


def test_periodic_information_grows_stale_after_the_months_of_the_law(officer, unit):
    entry = an_entry(officer, unit, updated_on=date(2026, 3, 15))
    assert not queries.is_stale(entry, date(2026, 9, 15))
    assert queries.is_stale(entry, date(2026, 9, 16))
    entry.category = "anytime"
    assert not queries.is_stale(entry, date(2028, 1, 1))


def test_only_the_information_officer_keeps_the_lists(stranger, officer, superior, operator, unit):
    entry, test = an_entry(officer, unit), a_test(officer)
    for member in (superior, operator):
        for deed in (
            lambda by: an_entry(by, unit),
            lambda by: actions.take_off(entry=entry, why="x", by=by, now=NOW),
            a_test,
            lambda by: actions.announce(by=by, now=NOW, **PLEDGE),
            lambda by: actions.keep_report(year=2025, by=by, now=NOW),
        ):
            with pytest.raises(Refused):
                deed(member)
    with pytest.raises(Refused):
        actions.take_off(entry=entry, why="x", by=stranger, now=NOW)
    for member in (stranger, officer, operator):
        with pytest.raises(Refused):
            actions.approve_test(test=test, by=member, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": "z"}, "ground"),
        ({"document": " "}, "document"),
        ({"part": ""}, "part"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"analysis": ""}, "analysis"),
        ({"exempt_until": date(2025, 1, 1)}, "exempt_until"),
    ],
)
def test_a_consequence_test_names_document_part_law_analysis_and_time(officer, changes, field):
    with pytest.raises(Refused) as no:
        a_test(officer, **changes)
    assert no.value.field == field


def test_a_test_is_approved_by_somebody_else_and_then_stays(officer, superior):
    test = a_test(officer, number="1/UK/2026")
    with pytest.raises(Refused):
        a_test(officer, number="1/UK/2026")
    actions.approve_test(test=test, by=superior, now=NOW)
    with pytest.raises(Stale):
        actions.approve_test(test=test, by=superior, now=NOW)
    with pytest.raises(Stale):
        a_test(officer, number="1/UK/2026", test=test)
    with pytest.raises(Refused):
        actions.lift(test=test, why="Sudah lewat.", by=officer, now=NOW)
    actions.lift(test=test, why="Sudah lewat.", by=superior, now=NOW)
    assert not queries.tests_in_force(officer.institution_id, NOW.date()).exists()


def test_words_of_what_is_exempt_are_not_published_while_it_is_exempt(office, officer, superior):
    test = a_test(officer)
    assert queries.exempt_phrases(office.pk, NOW.date()) == []
    actions.approve_test(test=test, by=superior, now=NOW)
    assert queries.exempt_phrases(office.pk, NOW.date()) == [(test.number, "kode kunci gudang")]
    facts = content_office.facts(office, [NOW.date()])
    assert [(one.number, one.words) for one in facts.exempt] == [(test.number, "kode kunci gudang")]
    actions.lift(test=test, why="Kuncinya diganti.", by=superior, now=NOW)
    assert content_office.facts(office, [NOW.date()]).exempt == ()


@pytest.mark.parametrize("lacks", sorted(PLEDGE))
def test_the_announcement_needs_all_that_the_law_asks_for(officer, lacks):
    with pytest.raises(Refused) as no:
        actions.announce(by=officer, now=NOW, **{**PLEDGE, lacks: " "})
    assert no.value.field == lacks


def test_the_newest_announcement_holds_and_the_older_ones_stay(office, officer):
    actions.announce(by=officer, now=NOW, **PLEDGE)
    actions.announce(by=officer, now=NOW, **{**PLEDGE, "cost": "Tetap gratis."})
    assert queries.pledge(office).cost == "Tetap gratis."
    assert len(queries.pledges(officer)) == 2


def test_a_report_that_was_sent_stays_as_it_is(office, officer):
    report = actions.keep_report(year=2025, by=officer, now=NOW)
    with pytest.raises(Refused) as no:
        actions.send_report(report=report, on=date(2026, 3, 20), by=officer, now=NOW)
    assert no.value.rule == "R54"
    report = actions.keep_report(year=2025, by=officer, now=NOW, policy="A", recommendations="B")
    report.refresh_from_db()
    actions.send_report(report=report, on=date(2026, 3, 20), by=officer, now=NOW)
    for deed in (
        lambda: actions.keep_report(year=2025, by=officer, now=NOW, policy="C"),
        lambda: actions.send_report(report=report, on=date(2026, 3, 21), by=officer, now=NOW),
    ):
        with pytest.raises(Stale):
            deed()
    assert [one.year for one in queries.sent_reports(office)] == [2025]


def told(member, kind):
    return Notice.objects.filter(member=member, kind=kind).count()


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (datetime(2027, 3, 9, 22, 15, tzinfo=UTC), 0),
        (datetime(2027, 3, 10, 22, 15, tzinfo=UTC), 1),
        (datetime(2027, 3, 30, 22, 15, tzinfo=UTC), 1),
        (datetime(2027, 3, 31, 22, 15, tzinfo=UTC), 0),
    ],
)
def test_the_officer_is_reminded_of_the_report_before_the_end_of_march(office, officer, day, count):
    a_request(office)
    jobs.look_ahead(office, day)
    jobs.look_ahead(office, day)
    assert told(officer, "openness.report_due") == count


def test_nobody_is_reminded_of_a_report_that_was_sent_or_of_a_year_without_requests(office, officer):
    at = datetime(2027, 3, 20, 22, 15, tzinfo=UTC)
    jobs.look_ahead(office, at)
    a_request(office)
    report = actions.keep_report(year=2026, by=officer, now=NOW, policy="A", recommendations="B")
    report.refresh_from_db()
    actions.send_report(report=report, on=date(2027, 3, 1), by=officer, now=NOW)
    jobs.look_ahead(office, at)
    assert told(officer, "openness.report_due") == 0


def test_limits_are_reminded_of_three_working_days_before_and_on_the_day_each_once(office, officer):
    a_request(office)  # due on 9 December 2026
    reminded = []
    for day in range(1, 12):
        morning = datetime(2026, 12, day, 0, 15, tzinfo=UTC)
        before = told(officer, "openness.due")
        jobs.look_ahead(office, morning)
        jobs.look_ahead(office, morning)
        if told(officer, "openness.due") > before:
            reminded.append(day)
    assert reminded == [4, 9]


def test_the_sweep_notes_what_is_late_and_one_that_died_is_done_again(office, officer, monkeypatch):
    first, second = a_request(office), a_request(office)
    late = datetime(2026, 12, 9, 12, tzinfo=UTC)

    def dies(**_said):
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(actions, "note_late", dies)
        with pytest.raises(KeyboardInterrupt):
            jobs.pass_limits(office, late)
    jobs.pass_limits(office, late)
    jobs.pass_limits(office, late)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("unanswered", "unanswered")
    assert told(officer, "openness.late") == 2
