"""Mail to units: handed over once, again after a death, given up with a word to whoever keeps the case."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from pendopo.institution import handing_over
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import Purpose
from pendopo.institution.notices.models import Notice
from pendopo.serve.cases import actions, writing
from pendopo.serve.cases.models import UnitMail
from pendopo.serve.cases.queries import referring as queries
from pendopo.serve.cases.tests.builders import NOW, a_case
from pendopo.serve.cases.tests.referring.builders import a_referral

STORY = "Lampu mati, nomor saya 0812-3456-7890."


@pytest.fixture
def letter(operator, works):
    referral = a_referral(a_case(operator), works, by=operator, question=STORY)
    return UnitMail.objects.get(referral=referral)


def deliver(letter, *, now=NOW):
    writing.POST.deliver(letter.institution_id, letter.pk, now=now)
    letter.refresh_from_db()


def test_it_carries_the_question_its_clock_and_a_link_that_opens(letter):
    deliver(letter)
    (sent,) = mail.outbox
    assert sent.to == ["dpu@contoh.go.id"]
    assert "Lampu mati" in sent.body
    assert "0812-3456-7890" not in sent.body
    assert "Desember 2026" in sent.body
    (token,) = re.findall(r"/jawab/([^/\s]+)/", sent.body)
    opened = links.open_link(token=token, purpose=Purpose.REFERRAL, visitor="x", now=NOW)
    assert opened.subject_id == letter.referral_id
    assert (letter.sent_at, letter.due_at) == (NOW, None)


def test_of_a_question_whose_time_is_over_nobody_is_asked_to_answer_by_a_day_that_is_past(letter):
    late = letter.referral.answer_by + timedelta(days=1)
    UnitMail.objects.filter(pk=letter.pk).update(due_at=late)
    deliver(letter, now=late)
    (sent,) = mail.outbox
    assert "Waktunya berakhir pada" in sent.body
    assert "Mohon dijawab paling lambat" not in sent.body


def test_it_is_handed_over_once(letter):
    for _again in range(3):
        deliver(letter)
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_while_sending_is_followed_by_another_under_the_same_name(letter, monkeypatch):
    real = EmailMessage.send

    def lethal(self, *args, **kwargs):
        real(self, *args, **kwargs)
        raise SystemExit("kill -9")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", lethal)
        with pytest.raises(SystemExit):
            deliver(letter)
    deliver(letter, now=NOW + timedelta(minutes=5))
    assert len(mail.outbox) == 1, "somebody else may still have it"
    later = NOW + handing_over.TAKEN_FOR + timedelta(minutes=1)
    assert queries.mail_left(later) == [(letter.institution_id, letter.pk)]
    deliver(letter, now=later)
    one, two = mail.outbox
    assert one.extra_headers["Message-ID"] == two.extra_headers["Message-ID"]
    assert letter.sent_at == later


def test_a_worker_that_dies_before_sending_loses_nothing(letter, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(handing_over, "render_to_string", raises(SystemExit()))
        with pytest.raises(SystemExit):
            deliver(letter)
    letter.refresh_from_db()
    assert (letter.tries, letter.due_at) == (0, NOW)
    deliver(letter)
    assert len(mail.outbox) == 1


def test_trouble_is_waited_for_longer_and_longer_and_then_said(letter, monkeypatch, operator):
    monkeypatch.setattr(EmailMessage, "send", raises(SMTPServerDisconnected("silence")))
    now = NOW
    waits = []
    while letter.given_up_at is None:
        deliver(letter, now=now)
        if letter.due_at:
            waits.append(letter.due_at - now)
            now = letter.due_at
    assert waits == [handing_over.PATIENCE * 2**n for n in range(handing_over.TRIES_MOST - 1)]
    (notice,) = Notice.objects.filter(kind="cases.mail_lost")
    assert notice.member_id == operator.pk
    assert "WhatsApp" in notice.text_said


def test_a_mailbox_that_does_not_exist_is_not_asked_again(letter, monkeypatch):
    monkeypatch.setattr(EmailMessage, "send", raises(SMTPRecipientsRefused({})))
    deliver(letter)
    assert letter.given_up_at == NOW
    assert queries.mail_left(NOW + timedelta(days=1)) == []


def test_nobody_is_asked_what_was_settled_meanwhile(letter, operator):
    actions.withdraw(referral=letter.referral, why="Sudah beres.", by=operator, now=NOW)
    deliver(letter)
    assert mail.outbox == []
    assert letter.given_up_at == NOW
    (taken_back,) = UnitMail.objects.filter(kind="taken_back")
    deliver(taken_back)
    assert "Sudah beres." in mail.outbox[0].body


def raises(error):
    def send(_self, *_args, **_kwargs):
        raise error

    return send
