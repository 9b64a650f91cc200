"""First requests of one unit come as one letter: what was asked within minutes, and what monthly calls ask for."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from pendopo.broadcast.material import actions, jobs, queries, writing
from pendopo.broadcast.material.models import MaterialMail
from pendopo.broadcast.material.tests.builders import NOW, a_request, answered
from pendopo.foundation.errors import Refused
from pendopo.institution.models import Rung
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.structure.actions import Reachable
from pendopo.institution.tests.builders import a_member, a_unit

SOON = NOW + timedelta(minutes=9)
LEAVES = NOW + timedelta(minutes=10)


def swept(at=LEAVES):
    """The worker hands over what is due."""
    for institution_id, mail_id in queries.mail_left(at):
        writing.POST.deliver(institution_id, mail_id, now=at)


def letters():
    return [(one.to, one.lines.count()) for one in MaterialMail.objects.filter(kind="request").order_by("pk")]


def links_in(sent):
    return re.findall(r"/titip/(\S+)/", sent.body)


def test_what_is_asked_within_ten_minutes_is_one_letter_with_a_link_for_each(works, operator):
    asked = [
        a_request(works, by=operator, title=title, now=now)
        for title, now in (("Lampu jalan", NOW), ("Jembatan", SOON), ("Trotoar", SOON))
    ]
    swept(SOON)
    assert mail.outbox == []
    for _worker in range(2):
        swept()
    (sent,) = mail.outbox
    assert sent.subject == "Kami perlu bantuan Anda: 3 permintaan"
    assert [f"{n}. {one.title}" in sent.body for n, one in enumerate(asked, 1)] == [True] * 3
    assert len(set(links_in(sent))) == 3


def test_one_alone_reads_as_a_letter_about_one_thing(asked):
    swept()
    (sent,) = mail.outbox
    assert sent.subject == "Kami perlu bantuan Anda: Lampu jalan"
    assert "1. " not in sent.body
    assert len(links_in(sent)) == 1


def test_who_asks_on_and_on_keeps_nothing_back(works, operator):
    for minute in range(0, 30, 5):
        at = NOW + timedelta(minutes=minute)
        swept(at)
        a_request(works, by=operator, title=f"Menit {minute}", now=at)
    assert letters() == [("dpu@contoh.go.id", 2)] * 3


def test_what_is_urgent_waits_for_no_others(works, operator):
    first = a_request(works, by=operator, title="Lampu")
    a_request(works, by=operator, title="Jembatan", now=SOON)
    actions.send_letter_now(request=first, by=operator, now=SOON)
    swept(SOON)
    assert [one.subject for one in mail.outbox] == ["Kami perlu bantuan Anda: 2 permintaan"]
    with pytest.raises(Refused, match="sudah berangkat"):
        actions.send_letter_now(request=first, by=operator, now=SOON)


def test_monthly_calls_of_one_unit_are_one_letter(works, office, operator):
    other = a_unit(office, "Dinas Kesehatan", email="dinkes@contoh.go.id")
    for unit, title in ((works, "Tiga angka"), (works, "Satu foto"), (other, "Jadwal imunisasi")):
        actions.keep_call(
            unit=unit,
            title=title,
            what="A",
            why="B",
            day=25,
            days_given=5,
            by=operator,
            now=NOW - timedelta(9),
        )
    for _hour in range(2):
        jobs.make_monthly(int(NOW.timestamp()))
    assert sorted(letters()) == [("dinkes@contoh.go.id", 1), ("dpu@contoh.go.id", 2)]


def test_who_answers_for_two_units_gets_one_letter_that_names_them(works, office, operator):
    other = a_unit(office, "Dinas Kesehatan")
    by = a_member(office, Role.ADMINISTRATOR)
    for unit in (works, other):
        wawan = Reachable(name="Wawan", email="wawan@contoh.go.id")
        structure.change_ladder(unit=unit, contacts={Rung.LIAISON: wawan}, by=by, now=NOW)
        a_request(unit, by=operator)
    swept()
    (sent,) = mail.outbox
    assert "(Dinas Pekerjaan Umum)" in sent.body
    assert "(Dinas Kesehatan)" in sent.body


def test_what_is_closed_or_answered_before_it_leaves_is_not_asked_for(works, operator):
    closed, came, left = (a_request(works, by=operator, title=title) for title in ("Satu", "Dua", "Tiga"))
    actions.close(request=closed, why="Sudah ada.", by=operator, now=SOON)
    answered(came, now=SOON)
    swept()
    (sent,) = mail.outbox
    assert sent.subject.endswith(": Tiga")
    assert left.what in sent.body


def test_a_letter_of_which_nothing_is_left_stays(asked, operator):
    actions.close(request=asked, why="Sudah ada.", by=operator, now=SOON)
    swept()
    assert mail.outbox == []
    assert MaterialMail.objects.get().given_up_at == LEAVES


def test_a_worker_that_dies_with_it_loses_nothing_and_what_is_asked_meanwhile_waits_for_the_next(
    works, operator, monkeypatch
):
    a_request(works, by=operator, title="Lampu")
    a_request(works, by=operator, title="Jembatan")

    def dies(_mail):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", dies)
        with pytest.raises(KeyboardInterrupt):
            swept()
    a_request(works, by=operator, title="Trotoar", now=LEAVES)
    assert letters() == [("dpu@contoh.go.id", 2), ("dpu@contoh.go.id", 1)]
    swept(LEAVES + timedelta(minutes=5))
    assert mail.outbox == []  # whoever took it may still be at it
    swept(LEAVES + timedelta(minutes=10))
    assert [one.subject for one in mail.outbox] == [
        "Kami perlu bantuan Anda: 2 permintaan",
        "Kami perlu bantuan Anda: Trotoar",
    ]


def test_a_server_that_stumbles_is_asked_again_with_the_same_message(works, operator, monkeypatch):
    a_request(works, by=operator)
    seen = []

    def stumbles(letter):
        seen.append(letter.extra_headers["Message-ID"])
        raise SMTPServerDisconnected("gone")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", stumbles)
        swept()
    swept(LEAVES + timedelta(hours=1))
    (sent,) = mail.outbox
    assert [sent.extra_headers["Message-ID"]] == seen


def test_of_a_letter_that_does_not_arrive_everybody_hears_who_asked(works, office, operator, monkeypatch):
    editor = a_member(office, Role.EDITOR)
    a_request(works, by=operator, title="Lampu")
    a_request(works, by=editor, title="Jembatan")

    def refuses(_mail):
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailMessage, "send", refuses)
    swept()
    told = Notice.objects.filter(kind="material.mail_lost").order_by("pk")
    assert [one.member_id for one in told] == [operator.pk, editor.pk]
