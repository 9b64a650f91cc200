from __future__ import annotations

import re
from datetime import time, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from pendopo.broadcast.material import actions, jobs, times, writing
from pendopo.broadcast.material.models import MaterialMail
from pendopo.broadcast.material.tests.builders import NOW, a_request, answered, gathers
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import Rung
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.structure.actions import Reachable
from pendopo.institution.tests.builders import a_member, a_unit

LADDER = ((Rung.LIAISON, "wawan"), (Rung.HEAD, "kadis"), (Rung.SECRETARY, "sekda"), (Rung.LEADER, "bupati"))


@pytest.fixture
def ladder(office, works):
    by = a_member(office, Role.ADMINISTRATOR)
    for rung, name in LADDER:
        contact = Reachable(name=name, email=f"{name}@contoh.go.id")
        structure.change_ladder(unit=works, contacts={rung: contact}, by=by, now=NOW)


def told():
    """Who is written to, and about how many requests."""
    found = MaterialMail.objects.filter(kind="reminder").order_by("key", "to")
    return [(one.to.partition("@")[0], one.lines.count()) for one in found]


def reminded(asked, percent):
    asked.refresh_from_db()
    return actions.remind(request=asked, now=times.instant_of(asked, percent))


def handed_over(office):
    for one in MaterialMail.objects.filter(kind="reminder", due_at__isnull=False).order_by("to"):
        writing.POST.deliver(office.pk, one.pk, now=one.due_at)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(49, []), (50, ["wawan"]), (80, ["kadis", "wawan"]), (100, ["kadis", "sekda", "wawan"])],
)
def test_each_step_climbs_one_rung_and_never_to_the_leadership(ladder, asked, percent, expected):
    reminded(asked, percent)
    assert told() == [(one, 1) for one in expected]


def test_each_step_is_taken_once_and_the_office_hears_of_silence(ladder, asked, office):
    for percent in (49, 50, 79, 80, 99, 100, 100):
        reminded(asked, percent)
        handed_over(office)
    assert [(one.to[0], one.subject) for one in mail.outbox if one.to[0].startswith("sekda")] == [
        ("sekda@contoh.go.id", "Masih membantu: Lampu jalan")
    ]
    assert sorted(one.to[0].partition("@")[0] for one in mail.outbox) == [
        *["kadis"] * 2,
        "sekda",
        *["wawan"] * 3,
    ]
    assert Notice.objects.filter(kind="material.silent").count() == 1
    asked.refresh_from_db()
    assert asked.remind_at is None


def test_five_requests_are_one_mail_a_day(ladder, works, operator, office):
    asked = [a_request(works, by=operator, title=f"Bahan {number}") for number in range(5)]
    for one in asked:
        reminded(one, 50)
    assert told() == [("wawan", 5)]
    handed_over(office)
    (sent,) = mail.outbox
    assert "5 permintaan" in sent.subject
    assert all(f"{number + 1}. Bahan {number}" in sent.body for number in range(5))
    assert len(set(re.findall(r"/titip/(\S+)/", sent.body))) == 5


def test_what_comes_after_the_mail_of_the_day_waits_for_the_next_working_morning(
    ladder, works, operator, office
):
    first, second = (a_request(works, by=operator, title=title) for title in ("Pagi", "Sore"))
    reminded(first, 50)
    handed_over(office)
    later = times.instant_of(second, 50) + timedelta(hours=1)
    actions.remind(request=second, now=later)
    (waiting,) = MaterialMail.objects.filter(kind="reminder", due_at__isnull=False)
    calendar = times.calendar_of(second)
    assert waiting.due_at == calendar.zone.at(
        calendar.add_business_days(calendar.zone.day_of(later), 1).on, time(8)
    )
    # What the next day brings by itself goes into the same mail.
    reminded(first, 80)
    assert told() == [("wawan", 1), ("kadis", 1), ("wawan", 2)]


def test_a_mail_that_is_being_handed_over_takes_nothing_more_in(ladder, works, operator, office):
    first, second = (a_request(works, by=operator, title=title) for title in ("Pagi", "Sore"))
    reminded(first, 50)
    (letter,) = MaterialMail.objects.filter(kind="reminder")
    with acting_for(office.pk):
        writing.POST.take(office.pk, letter.pk, now=letter.due_at)
    reminded(second, 50)
    assert told() == [("wawan", 1), ("wawan", 1)]


def test_of_what_was_gathered_only_what_is_still_open_is_said(ladder, works, operator, office):
    first, second = (a_request(works, by=operator, title=title) for title in ("Sudah dijawab", "Belum"))
    for one in (first, second):
        reminded(one, 50)
    answered(first)
    handed_over(office)
    (sent,) = mail.outbox
    assert sent.subject == "Pengingat: Belum"
    assert "Sudah dijawab" not in sent.body


def test_when_no_worker_was_there_only_the_highest_step_writes(ladder, asked):
    made = reminded(asked, 100)
    assert [one.step for one in made] == [50, 80, 100]
    assert told() == [("kadis", 1), ("sekda", 1), ("wawan", 1)]


def test_a_unit_that_has_begun_is_left_in_peace_half_way(ladder, asked):
    gathers(asked)
    reminded(asked, 50)
    assert told() == []
    reminded(asked, 80)
    assert told() == [("kadis", 1), ("wawan", 1)]


def test_a_unit_that_has_answered_hears_nothing_more(ladder, asked):
    answered(asked)
    assert reminded(asked, 100) == []
    assert told() == []


def test_the_sweep_reminds_once_however_often_it_runs(ladder, asked, office):
    asked.refresh_from_db()
    stamp = int((asked.remind_at + timedelta(seconds=1)).timestamp())
    for _time in range(2):
        jobs.remind_units(stamp)
    assert told() == [("wawan", 1)]


def test_the_mail_is_kind_has_a_link_of_its_own_and_goes_out_once(ladder, asked, office):
    reminded(asked, 80)
    for _worker in range(2):
        handed_over(office)
    head, liaison = mail.outbox
    assert "Anda diberi tahu karena sepatah kata dari Anda mungkin membantu" in head.body
    assert "bantuan Anda untuk ini masih kami nantikan" in liaison.body
    assert "/titip/" in liaison.body
    assert "Sebagian pun sudah membantu" in liaison.body
    for harsh in ("terlambat", "lalai", "teguran"):
        assert harsh not in (head.body + liaison.body).casefold()


def test_a_reminder_that_waited_is_not_sent_to_a_unit_that_has_answered_meanwhile(ladder, asked, office):
    reminded(asked, 50)
    answered(asked)
    letter = MaterialMail.objects.get(kind="reminder")
    with acting_for(office.pk):
        assert writing.POST.take(office.pk, letter.pk, now=letter.due_at) is None
    letter.refresh_from_db()
    assert letter.given_up_at


def test_of_a_lost_reminder_everybody_hears_who_asked(ladder, works, operator, office, monkeypatch):
    editor = a_member(office, Role.EDITOR)
    asked = [a_request(works, by=by, title=title) for by, title in ((operator, "Satu"), (editor, "Dua"))]
    for one in asked:
        reminded(one, 50)
    monkeypatch.setattr(EmailMessage, "send", _refuses)
    handed_over(office)
    told_of = Notice.objects.filter(kind="material.mail_lost").order_by("pk")
    assert [one.member_id for one in told_of] == [operator.pk, editor.pk]
    assert "“Dua”" in told_of[1].text_said


def _refuses(_self, *_args, **_kwargs):
    raise SMTPRecipientsRefused({})


def test_where_nobody_has_a_mailbox_nobody_is_said_to_be_told_and_the_asker_hears_it(office, operator):
    request = a_request(a_unit(office, "Dinas Tanpa Surel"), by=operator)
    made = reminded(request, 80)
    assert [one.told for one in made] == [[], []]
    (notice,) = Notice.objects.filter(kind="material.no_mailbox")
    assert notice.member_id == operator.pk
    assert "WhatsApp" in notice.text_said


def test_trouble_with_one_request_keeps_no_other_back(ladder, works, operator, monkeypatch):
    first, second = (a_request(works, by=operator, title=title) for title in ("Satu", "Dua"))
    real = actions.remind

    def stumbles(*, request, now):
        if request.pk == first.pk:
            raise RuntimeError
        return real(request=request, now=now)

    monkeypatch.setattr(actions, "remind", stumbles)
    jobs.remind_units(int((times.instant_of(second, 50) + timedelta(seconds=1)).timestamp()))
    assert not first.reminders.exists()
    assert second.reminders.count() == 1
