"""What the office writes reaches whoever gave an e-mail address, once; and where it does not, the officer hears it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage

from pendopo.institution import handing_over
from pendopo.institution.notices.models import Notice
from pendopo.serve.openness.letters import mailing
from pendopo.serve.openness.models import Letter
from pendopo.serve.openness.tests.builders import NAME, NIK, NOW, a_request, refused


@pytest.fixture
def letter(office, officer):
    request = refused(a_request(office), officer)
    return Letter.objects.get(request=request, kind="refusal")


def mailed(letter, now=NOW):
    mailing.POST.deliver(letter.institution_id, letter.pk, now=now)
    letter.refresh_from_db()
    return str(letter.way[0])


def test_a_letter_is_mailed_once_with_itself_attached(letter, mailoutbox, settings):
    assert mailed(letter) == "Terkirim lewat surel"
    mailed(letter)
    (mail,) = mailoutbox
    assert mail.to == ["bambang@contoh.example"]
    assert mail.subject == "Penolakan permohonan 001/PPID/2026"
    assert NAME in mail.body
    assert NIK not in mail.body
    assert f"{settings.PUBLIC_URL}/portal/" in mail.body
    name, content, kind = mail.attachments[0]
    assert (name, kind) == ("refusal-001-PPID-2026.pdf", "application/pdf")
    assert content.startswith(b"%PDF")
    assert letter.sent_at == NOW


def test_whoever_gave_no_address_reads_it_on_their_page(office, mailoutbox):
    letter = a_request(office, email="").letters.get()
    assert mailed(letter) == "Ada di halaman pemohon"
    assert mailoutbox == []


def test_a_mailbox_that_takes_nothing_is_told_to_the_officer(letter, officer, monkeypatch):
    def refuses(_mail):
        raise SMTPRecipientsRefused({"bambang@contoh.example": (550, b"no such user")})

    monkeypatch.setattr(EmailMessage, "send", refuses)
    assert mailed(letter) == "Surel tidak sampai"
    told = Notice.objects.get(kind="openness.letter_lost")
    assert told.member_id == officer.pk


def test_a_server_that_stumbles_is_asked_again_and_at_last_given_up(letter, monkeypatch, mailoutbox):
    def stumbles(_mail):
        raise SMTPServerDisconnected("gone")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", stumbles)
        assert mailed(letter) == "Sedang dikirim lewat surel"
        mailed(letter)
        assert letter.tries == 1  # nobody asks again before the wait is over
        at = NOW
        for _try in range(handing_over.TRIES_MOST - 2):
            at += timedelta(hours=2)
            assert mailed(letter, at) == "Sedang dikirim lewat surel"
    assert mailed(letter, at + timedelta(hours=2)) == "Terkirim lewat surel"
    assert len(mailoutbox) == 1


def test_a_worker_that_died_with_it_leaves_it_due_again(letter, monkeypatch, mailoutbox):
    def dies(_mail):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", dies)
        with pytest.raises(KeyboardInterrupt):
            mailed(letter)
    woken = []
    monkeypatch.setattr(mailing, "wake", lambda _institution, letter_id: woken.append(letter_id))
    mailing.wake_what_is_left(letter.institution_id, NOW + timedelta(minutes=1))
    assert letter.pk not in woken
    mailing.wake_what_is_left(letter.institution_id, NOW + timedelta(minutes=11))
    assert letter.pk in woken
    assert mailed(letter, NOW + timedelta(minutes=11)) == "Terkirim lewat surel"
    assert len(mailoutbox) == 1
