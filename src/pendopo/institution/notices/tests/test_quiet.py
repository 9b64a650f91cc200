"""Quiet hours: what can wait does until they end, what is urgent breaks them, and duty knows none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.notices import actions, jobs
from pendopo.institution.notices.models import Notice
from pendopo.institution.roster.tests.builders import NIGHT, NOW, a_shift
from pendopo.institution.tests.builders import a_member

DEVICE = {"endpoint": "https://push.example/1", "keys": {"p256dh": "x", "auth": "y"}}


@pytest.fixture
def sleeper(db):
    """Somebody with the usual quiet: while the office is closed."""
    member = a_member()
    with acting_for(member.institution_id):
        yield member


def told(member, *, urgent=False):
    actions.tell(
        institution_id=member.institution_id,
        to=[member.pk],
        kind="test",
        title="Kabar",
        urgent=urgent,
        now=NIGHT - timedelta(minutes=20),
    )
    return Notice.objects.latest("pk")


def mailed(member, now):
    outbox.outbox.clear()
    jobs.mail(member.institution_id, member.pk, now)
    return len(outbox.outbox)


def test_mail_that_can_wait_waits_for_the_morning(sleeper):
    notice = told(sleeper)
    assert mailed(sleeper, NIGHT) == 0
    notice.refresh_from_db()
    assert notice.mail_due_at > NIGHT + timedelta(hours=8)
    assert mailed(sleeper, notice.mail_due_at - timedelta(minutes=1)) == 0
    assert mailed(sleeper, notice.mail_due_at) == 1
    assert mailed(sleeper, notice.mail_due_at) == 0


def test_what_is_urgent_breaks_the_quiet_and_takes_nothing_along(sleeper):
    told(sleeper)
    told(sleeper, urgent=True)
    assert mailed(sleeper, NIGHT) == 1
    assert Notice.objects.filter(mailed_at__isnull=False).count() == 1


def test_who_is_on_duty_hears_everything_at_once(sleeper):
    a_shift(sleeper, begins=NIGHT - timedelta(hours=1))
    told(sleeper)
    assert mailed(sleeper, NIGHT) == 1


def test_a_push_waits_for_the_end_of_the_quiet(sleeper, monkeypatch):
    shown = []
    monkeypatch.setattr(jobs, "push", lambda *words, **_urgent: shown.append(words) or jobs.Answer.TAKEN)
    actions.register_device(by=sleeper, subscription=DEVICE, device="Ponsel", now=NOW)
    device = sleeper.institution_id, told(sleeper).pk, 0
    device = (*device[:2], jobs.PushSubscription.objects.get().pk)
    jobs.show(*device, NIGHT)
    assert not shown
    waits = ProcrastinateJob.objects.get(task_name="notices.push_one")
    assert waits.scheduled_at > NIGHT + timedelta(hours=8)
    jobs.show(*device, waits.scheduled_at)
    assert len(shown) == 1
    jobs.show(sleeper.institution_id, told(sleeper, urgent=True).pk, device[2], NIGHT)
    assert len(shown) == 2
