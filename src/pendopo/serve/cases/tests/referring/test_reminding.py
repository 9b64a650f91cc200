"""Reminders up the ladder at 50, 80 and 100 percent, once each, whatever dies in between (R32); and the week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.foundation.clock import WorkingCalendar
from pendopo.institution.links import actions as links
from pendopo.institution.models import Rung
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.structure.actions import Reachable
from pendopo.institution.tests.builders import a_member
from pendopo.serve.cases import actions, asking, jobs
from pendopo.serve.cases.actions import reminding
from pendopo.serve.cases.jobs import units as unit_jobs
from pendopo.serve.cases.models import Entry, Referral, Reminder, UnitMail
from pendopo.serve.cases.queries import referring as queries
from pendopo.serve.cases.tests.builders import NOW, a_case
from pendopo.serve.cases.tests.referring.builders import a_referral, said

NAMES = {Rung.LIAISON: "Wawan", Rung.HEAD: "Bu Kadis", Rung.SECRETARY: "Pak Sekda", Rung.LEADER: "Ajudan"}


@pytest.fixture
def referral(operator, coordinator, works):
    structure.change_ladder(
        unit=works,
        contacts={
            rung: Reachable(name=name, email=f"{rung.value}@contoh.go.id") for rung, name in NAMES.items()
        },
        by=coordinator,
        now=NOW,
    )
    return a_referral(a_case(operator), works, by=operator)


def at(referral, percent):
    return asking.clock_of(referral).at(percent)


def reminded(referral, when):
    referral = Referral.objects.select_related("case").get(pk=referral.pk)
    return [one.step for one in reminding.remind(referral=referral, now=when)]


def written():
    """Whom each reminder went to."""
    found: dict[int, set[str]] = {}
    for mail in UnitMail.objects.filter(kind="reminder"):
        found.setdefault(mail.words["percent"], set()).add(mail.name)
    return found


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("member_id", flat=True))


def test_each_step_writes_to_one_rung_more_and_the_last_to_the_coordinator(referral, coordinator, operator):
    assert reminded(referral, at(referral, 50) - timedelta(minutes=2)) == []
    assert reminded(referral, at(referral, 50)) == [50]
    assert reminded(referral, at(referral, 80)) == [80]
    assert told("cases.silent") == set()
    assert reminded(referral, at(referral, 100)) == [100]
    assert written() == {
        50: {"Wawan", "Bu Kadis"},
        80: {"Wawan", "Bu Kadis", "Pak Sekda"},
        100: {"Wawan", "Bu Kadis", "Pak Sekda", "Ajudan"},
    }
    assert told("cases.silent") == {coordinator.pk, operator.pk}
    assert [one.told for one in Reminder.objects.all()] == [
        ["Wawan", "Bu Kadis"],
        ["Wawan", "Bu Kadis", "Pak Sekda"],
        ["Wawan", "Bu Kadis", "Pak Sekda", "Ajudan"],
    ]
    assert Entry.objects.filter(what="unit_reminded").count() == 3


def test_a_repeated_sweep_changes_nothing(referral):
    when = at(referral, 80)
    reminded(referral, when)
    before = list(UnitMail.objects.values()), list(Reminder.objects.values()), Notice.objects.count()
    for _again in range(3):
        assert reminded(referral, when) == []
    assert before == (
        list(UnitMail.objects.values()),
        list(Reminder.objects.values()),
        Notice.objects.count(),
    )


def test_after_days_without_a_worker_only_the_highest_step_writes(referral):
    assert reminded(referral, at(referral, 100)) == [50, 80, 100]
    assert set(written()) == {100}
    assert [(one.step, bool(one.told)) for one in Reminder.objects.order_by("step")] == [
        (50, False),
        (80, False),
        (100, True),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "promise_mail",
        "note",
        "ledger.write",
        "notices.tell",
        "_look_again",
    ],
)
def test_a_worker_that_dies_at_any_line_leaves_nothing_half_done(referral, monkeypatch, line):
    when = at(referral, 100)
    owner, _dot, name = line.rpartition(".")
    place = getattr(reminding, owner) if owner else reminding
    real = getattr(place, name)

    def dies(*args, **kwargs):
        real(*args, **kwargs)
        raise SystemExit("kill -9")

    with monkeypatch.context() as patched:
        patched.setattr(place, name, dies)
        with pytest.raises(SystemExit):
            reminded(referral, when)
    assert not Reminder.objects.exists()
    assert not UnitMail.objects.filter(kind="reminder").exists()
    assert reminded(referral, when) == [50, 80, 100]
    assert UnitMail.objects.filter(kind="reminder").count() == 4


def test_a_unit_that_named_a_day_is_left_in_peace_until_then(referral):
    day = at(referral, 80).date()
    actions.need_time(**said(referral), until=day, why="Menunggu suku cadang.", now=NOW)
    assert reminded(referral, at(referral, 50)) == []
    row = Referral.objects.get(pk=referral.pk)
    assert row.remind_at is not None
    assert row.remind_at.date() > day
    assert reminded(referral, row.remind_at) == [0, 50, 80]
    assert UnitMail.objects.filter(kind="promised").count() == 0, "the highest step says it all"


def test_the_day_it_named_is_asked_about_when_no_step_was_reached(referral):
    day = WorkingCalendar().add_business_days(NOW, 1).on
    actions.need_time(**said(referral), until=day, why="Menunggu suku cadang.", now=NOW)
    row = Referral.objects.get(pk=referral.pk)
    assert reminded(referral, NOW) == []
    row.refresh_from_db()
    assert reminded(referral, row.remind_at) == [0]
    assert [mail.name for mail in UnitMail.objects.filter(kind="promised")] == ["Wawan"]


def test_the_laws_clock_runs_also_for_who_named_a_day(referral):
    due = asking.due(referral)
    last = asking.days_to_name(referral, now=NOW)[1]
    actions.need_time(**said(referral), until=last, why="Menunggu suku cadang.", now=NOW)
    assert reminded(referral, due) == [100]


def test_while_the_citizen_is_asked_nobody_is_reminded(referral):
    actions.ask_citizen(**said(referral), said="Tiang yang mana?", now=NOW)
    when = at(referral, 100) + timedelta(days=3)
    assert reminded(referral, when) == []
    row = Referral.objects.get(pk=referral.pk)
    assert row.remind_at is not None
    assert row.remind_at > when


def test_who_has_answered_hears_nothing_more(referral):
    actions.answer_by_unit(**said(referral), said="Besok diperbaiki.", now=NOW)
    assert queries.referrals_to_remind(NOW + timedelta(days=90)) == []
    assert reminded(referral, at(referral, 100)) == []


def test_the_sweep_wakes_one_job_for_each_that_is_due(referral):
    due = Referral.objects.get(pk=referral.pk).remind_at
    assert queries.referrals_to_remind(due - timedelta(minutes=1)) == []
    assert queries.referrals_to_remind(due) == [(referral.institution_id, referral.pk)]
    jobs.remind_units(int(due.timestamp()) + 1)
    unit_jobs.remind(referral.institution_id, referral.pk, now=due)
    assert [one.step for one in Reminder.objects.all()] == [50]


class TestTheWeek:
    MONDAY = datetime(2026, 11, 30, 1, tzinfo=UTC)  # 08.00 WIB

    def digests(self):
        return list(UnitMail.objects.filter(kind="digest").order_by("pk"))

    def test_is_told_on_monday_at_eight_once_with_its_numbers(self, referral, office, operator, works):
        answered = a_referral(a_case(operator), works, by=operator)
        actions.answer_by_unit(**said(answered), said="Besok.", now=NOW + timedelta(hours=1))
        assert reminding.tell_the_week(house=office, now=self.MONDAY - timedelta(minutes=1)) == 0
        assert reminding.tell_the_week(house=office, now=self.MONDAY) == 1
        reminding.tell_the_week(house=office, now=self.MONDAY + timedelta(hours=1))
        (mail,) = self.digests()
        assert mail.words == {"open": 1, "late": 0, "answered": 1, "in_time": 1, "bounced": 0, "days": 0}
        assert mail.key == f"digest:2026-W49:{works.pk}"

    def test_comes_later_that_day_where_no_worker_was_there_at_eight_and_not_the_next(self, referral, office):
        assert reminding.tell_the_week(house=office, now=self.MONDAY + timedelta(hours=9)) == 1
        UnitMail.objects.all().delete()
        assert reminding.tell_the_week(house=office, now=self.MONDAY + timedelta(days=1)) == 0

    def test_waits_for_the_first_day_on_which_the_office_works(self, referral, office):
        office.closed_days = [{"on": "2026-11-30", "name": "Hari Jadi"}]
        office.save()
        assert reminding.tell_the_week(house=office, now=self.MONDAY) == 0
        assert reminding.tell_the_week(house=office, now=self.MONDAY + timedelta(days=1)) == 1

    def test_eight_is_eight_on_the_offices_own_wall(self, referral, office):
        office.zone = "Asia/Jayapura"
        office.save()
        assert reminding.tell_the_week(house=office, now=self.MONDAY - timedelta(hours=2)) == 1

    def test_coordinators_hear_the_sum(self, referral, office, coordinator):
        reminding.tell_the_week(house=office, now=self.MONDAY)
        assert told("cases.digest") == {coordinator.pk}

    def test_a_unit_with_nothing_to_tell_is_not_written_to(self, office, works):
        assert reminding.tell_the_week(house=office, now=self.MONDAY) == 0

    def test_matters_of_supervision_are_counted_nowhere(self, office, operator, coordinator, works, power):
        case = a_case(operator, supervisory_content=True, reported_unit=works)
        inspector = a_member(office, Role.AUDITOR, unit=power)
        actions.let_know(case=case, member=inspector, why="Memeriksa.", by=operator, now=NOW)
        case.refresh_from_db()
        a_referral(case, power, by=operator)
        assert reminding.tell_the_week(house=office, now=self.MONDAY) == 0


def test_a_link_of_a_reminder_is_the_units_own(referral):
    token = asking.token(referral, by=None, now=NOW)
    link = links.open_link(token=token, purpose=links.Purpose.REFERRAL, visitor="x", now=NOW)
    assert link.subject_id == referral.pk
