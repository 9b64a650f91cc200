"""Calling people for what sounds urgent, one after another, until somebody looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.roster.tests.builders import NIGHT, NOW, a_shift
from pendopo.institution.tests.builders import a_member
from pendopo.listen.inbox import actions, jobs
from pendopo.listen.inbox.actions import alarming
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import (
    Alarm,
)
from pendopo.listen.inbox.states import AlarmState
from pendopo.listen.inbox.tests.builders import a_conversation, its_message

WORDS = "Kami membalas mulai {buka}."


@pytest.fixture
def editor(office):
    return a_member(office, Role.EDITOR, name="Rizal")


def duty(by, **wanted):
    return actions.save_duty(
        **{
            "assigns": False,
            "most_each": 10,
            "acknowledges": False,
            "acknowledgement": WORDS,
            "escalates": True,
            "next_after": 10,
            "leader_after": 20,
            "by": by,
            "now": NOW,
            **wanted,
        }
    )


class TestUrgent:
    @pytest.fixture
    def row(self, account):
        return a_conversation(account, "Ada kebakaran di pasar!")

    @pytest.fixture
    def leader(self, office):
        return a_member(office, Role.LEADER, name="Hasan")

    @pytest.fixture
    def coordinator(self, office):
        return a_member(office, Role.COORDINATOR, name="Agus")

    def ring(self, row, at=NIGHT):
        Alarm.objects.all().delete()
        Notice.objects.all().delete()
        actions.raise_alarm(
            UrgentMessage(
                institution_id=row.institution_id,
                conversation_id=row.pk,
                message_id=its_message(row).pk,
                words=("kebakaran",),
                sure=0.9,
                at=at,
            )
        )
        return Alarm.objects.filter(conversation=row).first()

    def called(self):
        return list(
            Notice.objects.filter(kind="inbox.alarm", urgent=True)
            .order_by("pk")
            .values_list("member__person__name", flat=True)
        )

    def test_climbs_from_duty_to_the_next_to_the_leader(self, row, operator, colleague, coordinator, leader):
        a_shift(operator, begins=NIGHT - timedelta(hours=1))
        a_shift(colleague, begins=NIGHT + timedelta(hours=9))
        alarm = self.ring(row)
        assert self.called() == ["Sari"]
        assert jobs.climb_all(NIGHT + timedelta(minutes=9)) == 0
        assert jobs.climb_all(NIGHT + timedelta(minutes=10)) == 1
        assert sorted(self.called()) == ["Agus", "Rahmat", "Sari"]
        assert jobs.climb_all(NIGHT + timedelta(minutes=19)) == 0
        assert jobs.climb_all(NIGHT + timedelta(minutes=20)) == 1
        assert self.called()[-1] == "Hasan"
        assert jobs.climb_all(NIGHT + timedelta(hours=5)) == 0
        alarm.refresh_from_db()
        assert (alarm.state, alarm.next_at) == (AlarmState.AT_LEADER, None)
        did = LedgerEntry.objects.filter(did__startswith="inbox.alarm").order_by("pk")
        assert [one.did for one in did][-3:] == [
            "inbox.alarm_raised",
            "inbox.alarm_passed_on",
            "inbox.alarm_at_leader",
        ]

    def test_breaks_quiet_hours(self, row, operator):
        a_shift(operator, begins=NIGHT - timedelta(hours=1))
        self.ring(row)
        assert Notice.objects.get(kind="inbox.alarm").urgent

    def test_stops_when_somebody_who_answers_looks(self, stranger, row, operator, coordinator, leader):
        a_shift(operator, begins=NIGHT - timedelta(hours=1))
        alarm = self.ring(row)
        for nobody in (leader, stranger):
            actions.answer_alarm(conversation=row, by=nobody, now=NIGHT)
        alarm.refresh_from_db()
        assert alarm.state == AlarmState.RAISED
        actions.claim(conversation=row, by=coordinator, now=NIGHT)
        alarm.refresh_from_db()
        assert (alarm.state, alarm.seen_by) == (AlarmState.SEEN, coordinator)
        assert jobs.climb_all(NIGHT + timedelta(hours=1)) == 0

    def test_taking_it_stops_the_calls_too(self, row, operator):
        alarm = self.ring(row)
        actions.assign(conversation=row, to=operator, by=operator, now=NIGHT)
        alarm.refresh_from_db()
        assert alarm.seen_by == operator

    def test_while_it_rings_another_message_calls_nobody_again(self, row, operator):
        a_shift(operator, begins=NIGHT - timedelta(hours=1))
        alarm = self.ring(row)
        actions.raise_alarm(
            UrgentMessage(
                institution_id=row.institution_id,
                conversation_id=row.pk,
                message_id=its_message(row).pk,
                words=("api",),
                sure=0.9,
                at=NIGHT + timedelta(minutes=1),
            )
        )
        assert Alarm.objects.exclude(state=AlarmState.SEEN).get() == alarm
        assert self.called() == ["Sari"]

    def test_without_anybody_on_duty_the_next_and_then_others_are_called_at_once(
        self, row, colleague, coordinator
    ):
        a_shift(colleague, begins=NIGHT + timedelta(hours=3))
        self.ring(row)
        assert self.called() == ["Rahmat"]

    def test_an_office_may_do_without(self, row, editor, operator):
        duty(editor, escalates=False)
        assert self.ring(row) is None
        assert self.called() == []

    def test_a_worker_that_dies_between_the_steps_leaves_the_rung_for_the_next_one(
        self, row, operator, coordinator, leader, monkeypatch
    ):
        a_shift(operator, begins=NIGHT - timedelta(hours=1))
        alarm = self.ring(row)
        due = NIGHT + timedelta(minutes=10)

        class Killed(BaseException):
            """The worker is gone in the middle of a line."""

        def dies(*_rows, **_words):
            raise Killed

        for line in ("_call", "_write", "touch"):
            with monkeypatch.context() as patched:
                patched.setattr(alarming, line, dies)
                with pytest.raises(Killed):
                    actions.climb(institution_id=row.institution_id, alarm_id=alarm.pk, now=due)
            alarm.refresh_from_db()
            assert alarm.state == AlarmState.RAISED
            assert self.called() == ["Sari"]
        for _again in range(2):
            actions.climb(institution_id=row.institution_id, alarm_id=alarm.pk, now=due)
        assert self.called() == ["Sari", "Agus"]

    def test_a_real_message_rings(self, account, operator):
        a_shift(operator, begins=datetime.now(UTC) - timedelta(hours=1))
        Alarm.objects.all().delete()
        a_conversation(account, "Tolong!! ada kebakaran rumah di Jalan Melati, ada anak terjebak di dalam")
        assert Alarm.objects.exists()
