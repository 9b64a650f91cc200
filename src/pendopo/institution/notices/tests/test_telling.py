from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.notices import actions, jobs, queries
from pendopo.institution.notices.models import Notice
from pendopo.institution.notices.words import Sentence
from pendopo.institution.tests.builders import a_member, an_institution

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def tell(*members, title="A post waits for your approval", now=NOW, **said):
    actions.tell(
        institution_id=members[0].institution_id,
        to=[member.pk for member in members],
        kind="test",
        title=title,
        now=now,
        **said,
    )


def waiting_jobs(name):
    return ProcrastinateJob.objects.filter(task_name=name, status="todo")


def test_a_sentence_is_said_in_the_readers_language_and_time_zone():
    sentence = Sentence.of(
        Sentence(
            "%(what)s until %(at)s, %(on)s", {"what": Sentence("x"), "at": NOW, "on": date(2026, 1, 2)}
        ).kept()
    )
    with timezone.override("Asia/Jayapura"), translation.override("id"):
        assert sentence.said() == "x until 25 November 2026, 11.00 WIT, 2 Januari 2026"
    with timezone.override("Asia/Jakarta"), translation.override("en"):
        assert "09.00 WIB" in sentence.said() or "09:00 WIB" in sentence.said()


def test_a_percent_sign_without_gaps_stays_as_it_is():
    assert Sentence("100% done").said() == "100% done"


def test_everyone_told_has_a_notice_of_their_own(member):
    colleague = a_member(member.institution)
    with acting_for(member.institution_id):
        tell(member, colleague)
        assert queries.unread_count(member) == queries.unread_count(colleague) == 1


def test_told_once_is_told_once(member):
    with acting_for(member.institution_id):
        tell(member, once="approve:1")
        tell(member, once="approve:1")
        tell(member, once="approve:2")
        assert queries.unread_count(member) == 2


def test_without_a_name_it_is_told_each_time(member):
    with acting_for(member.institution_id):
        tell(member)
        tell(member)
        assert queries.unread_count(member) == 2


def test_reading_is_ones_own_affair(member):
    colleague = a_member(member.institution)
    with acting_for(member.institution_id):
        tell(member, colleague)
        notice = Notice.objects.get(member=member)
        actions.read_one(notice=notice, by=colleague, now=NOW)
        assert queries.unread_count(member) == 1
        actions.read_one(notice=notice, by=member, now=NOW)
        assert queries.unread_count(member) == 0
        assert actions.read_all(by=colleague, now=NOW) == 1


def test_what_is_urgent_is_mailed_at_once(member, mailoutbox):
    with acting_for(member.institution_id):
        tell(member, urgent=True, now=LONG_AGO, text="Please look.", url="/konten/7/")
        notice = Notice.objects.get()
    jobs.spread(institution_id=member.institution_id, batch=str(notice.batch))
    assert waiting_jobs("notices.mail_one").count() == 1
    jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    (sent,) = mailoutbox
    assert sent.to == [member.person.email]
    assert sent.subject == "A post waits for your approval"
    assert f"http://127.0.0.1:8000/pemberitahuan/{notice.pk}/" in sent.body
    assert "Please look." in sent.body


def test_what_can_wait_is_mailed_together(member, mailoutbox):
    with acting_for(member.institution_id):
        tell(member, now=LONG_AGO)
        tell(member, now=LONG_AGO, title="A second thing")
    jobs.mail_due(int((LONG_AGO + timedelta(minutes=14)).timestamp()))
    assert not waiting_jobs("notices.mail_one").exists()
    jobs.mail_due(int((LONG_AGO + timedelta(minutes=15)).timestamp()))
    jobs.mail_due(int((LONG_AGO + timedelta(minutes=20)).timestamp()))
    assert waiting_jobs("notices.mail_one").count() == 1
    jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    assert len(mailoutbox) == 1
    assert "A second thing" in mailoutbox[0].body


def test_who_has_read_it_gets_no_mail(member, mailoutbox):
    with acting_for(member.institution_id):
        tell(member, now=LONG_AGO)
        actions.read_all(by=member, now=NOW)
    jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    assert mailoutbox == []


def test_mail_that_failed_is_sent_by_the_next_try(member, mailoutbox, monkeypatch):
    with acting_for(member.institution_id):
        tell(member, urgent=True, now=LONG_AGO)
    with monkeypatch.context() as patched:
        patched.setattr(mail.EmailMessage, "send", _no_server)
        with pytest.raises(ConnectionRefusedError):
            jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    jobs.mail_one(institution_id=member.institution_id, member_id=member.pk)
    assert len(mailoutbox) == 1


def _no_server(*_args, **_kwargs):
    raise ConnectionRefusedError


def test_old_notices_are_forgotten(member):
    with acting_for(member.institution_id):
        tell(member, now=LONG_AGO)
        tell(member, now=NOW)
    jobs.forget_old(int(NOW.timestamp()))
    with acting_for(member.institution_id):
        assert Notice.objects.count() == 1


def test_another_institution_sees_nothing(member):
    with acting_for(member.institution_id):
        tell(member)
    with acting_for(an_institution().pk):
        assert Notice.objects.count() == 0
