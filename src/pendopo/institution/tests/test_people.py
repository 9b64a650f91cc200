from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution import jobs
from pendopo.institution.models import Member, Person
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.models import Notice, PushSubscription
from pendopo.institution.people import actions, invitations, policies, queries, sessions
from pendopo.institution.people.events import LetterEnds, MemberJoined, MemberLeft
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_letter, a_member, a_unit, an_institution

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def administrator(office):
    return a_member(office, Role.ADMINISTRATOR, name="Bu Ratna")


@pytest.fixture
def acting(office):
    with acting_for(office.pk):
        yield


@pytest.fixture
def heard():
    said = []
    with events.heard_by({kind: [said.append] for kind in (MemberJoined, MemberLeft, LetterEnds)}):
        yield said


def invite(administrator, email="budi@contoh.go.id", roles=(Role.OPERATOR,), **fields):
    return actions.invite_member(email=email, name="Budi", roles=roles, by=administrator, now=NOW, **fields)


def leave(member, by, why="Pindah tugas"):
    return actions.off_board(member=member, why=why, by=by, now=NOW)


class TestInviting:
    def test_lets_a_person_in_who_then_sets_a_password(self, administrator, acting, heard, mailoutbox):
        budi = invite(administrator, " Budi@Contoh.go.id".strip())
        assert budi.person.email == "budi@contoh.go.id"
        assert heard == [MemberJoined(institution_id=budi.institution_id, member_id=budi.pk)]
        assert ProcrastinateJob.objects.filter(task_name="people.send_invitation").count() == 1
        invitations.send(institution_id=budi.institution_id, member_id=budi.pk)
        (mail,) = mailoutbox
        assert mail.to == ["budi@contoh.go.id"]
        link = next(line for line in mail.body.splitlines() if "/reset/key/" in line)
        assert link.startswith("http://127.0.0.1:8000/masuk/")
        assert " 3 " in mail.body

    def test_works_once_for_a_person_who_is_here(self, administrator, acting):
        invite(administrator)
        with pytest.raises(Refused, match="Budi"):
            invite(administrator, "BUDI@contoh.go.id")

    def test_brings_back_who_has_left(self, administrator, acting):
        budi = invite(administrator)
        leave(budi, administrator)
        again = invite(administrator, roles=[Role.EDITOR])
        assert again.pk == budi.pk
        assert again.is_here
        assert again.roles == ["editor"]

    def test_gives_a_known_person_a_second_house_and_no_new_password(self, administrator, office, mailoutbox):
        elsewhere = a_member(an_institution("Kota Lain"))
        with acting_for(office.pk):
            here = invite(administrator, elsewhere.person.email)
        assert here.person_id == elsewhere.person_id
        invitations.send(institution_id=office.pk, member_id=here.pk)
        assert "/reset/key/" not in mailoutbox[0].body

    def test_needs_a_role(self, administrator, acting):
        with pytest.raises(Refused) as no:
            invite(administrator, roles=[])
        assert no.value.field == "roles"

    def test_is_for_administrators(self, office, acting):
        with pytest.raises(Refused):
            invite(a_member(office, Role.EDITOR))

    def test_takes_no_unit_of_another_institution(self, administrator, office):
        foreign = a_unit(an_institution())
        with acting_for(office.pk), pytest.raises(Refused):
            invite(administrator, unit=foreign)

    def test_is_repeated_on_request(self, administrator, acting):
        budi = invite(administrator)
        actions.invite_again(member=budi, by=administrator, now=NOW)
        assert ProcrastinateJob.objects.filter(task_name="people.send_invitation").count() == 2
        leave(budi, administrator)
        with pytest.raises(Refused):
            actions.invite_again(member=budi, by=administrator, now=NOW)


class TestRoles:
    def test_are_written_with_what_they_were(self, administrator, acting):
        budi = invite(administrator)
        actions.change_roles(member=budi, roles=[Role.EDITOR, Role.OPERATOR], by=administrator, now=NOW)
        entry = LedgerEntry.objects.get(did="member.roles_changed")
        assert entry.words["after"] == f"{Role.OPERATOR.label}, {Role.EDITOR.label}"
        actions.change_roles(member=budi, roles=[Role.OPERATOR, Role.EDITOR], by=administrator, now=NOW)
        assert LedgerEntry.objects.filter(did="member.roles_changed").count() == 1

    def test_the_last_administrator_stays_one(self, administrator, acting):
        with pytest.raises(Refused):
            actions.change_roles(member=administrator, roles=[Role.AUDITOR], by=administrator, now=NOW)
        with pytest.raises(Refused):
            leave(administrator, administrator)
        second = invite(administrator, roles=[Role.ADMINISTRATOR])
        actions.change_roles(member=administrator, roles=[Role.AUDITOR], by=administrator, now=NOW)
        assert Member.objects.get(pk=administrator.pk).roles == ["auditor"]
        with pytest.raises(Refused):
            leave(second, second)

    def test_an_administrator_who_has_left_does_not_count(self, administrator, acting):
        second = invite(administrator, roles=[Role.ADMINISTRATOR])
        leave(second, administrator)
        with pytest.raises(Refused):
            leave(administrator, administrator)


class TestOffBoarding:
    @pytest.fixture
    def budi(self, office):
        return a_member(office, Role.OPERATOR, Role.DUTY_OFFICER, name="Budi")

    def test_ends_every_session_at_once(self, administrator, office, budi):
        phone, desk = Client(), Client(HTTP_USER_AGENT="Firefox")
        for client in (phone, desk):
            client.post(
                reverse("account_login"), {"login": budi.person.email, "password": "kata sandi yang panjang"}
            )
            assert client.get(reverse("institution:profile")).status_code == 200
        colleague = Client()
        colleague.force_login(administrator.person)
        colleague.get(reverse("institution:profile"))
        assert len(sessions.sessions_of(budi.person)) == 2
        with acting_for(office.pk):
            assert leave(budi, administrator) == 2
        for client in (phone, desk):
            answer = client.get(reverse("institution:profile"))
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("account_login"))
        assert colleague.get(reverse("institution:profile")).status_code == 200
        assert Session.objects.count() >= 1

    def test_lets_nobody_in_again_by_password(self, administrator, office, budi):
        with acting_for(office.pk):
            leave(budi, administrator)
        client = Client()
        client.post(
            reverse("account_login"), {"login": budi.person.email, "password": "kata sandi yang panjang"}
        )
        answer = client.get(reverse("institution:people"))
        assert answer.status_code == 403
        assert budi.person.email in answer.text

    def test_takes_roles_letters_devices_and_mail(self, administrator, acting, budi):
        notices.tell(institution_id=budi.institution_id, to=[budi.pk], kind="x", title="x", now=NOW)
        notices.register_device(
            by=budi,
            subscription={"endpoint": "https://push.example/1", "keys": {"p256dh": "x", "auth": "y"}},
            device="",
            now=NOW,
        )
        with events.heard_by({MemberLeft: [notices.forget_devices]}):
            leave(budi, administrator)
        kept = Member.objects.get(pk=budi.pk)
        assert (kept.roles, kept.is_here, kept.left_why) == ([], False, "Pindah tugas")
        assert not queries.letters_of(kept).filter(revoked_at__isnull=True).exists()
        assert not PushSubscription.objects.exists()
        assert not Notice.objects.filter(mail_due_at__isnull=False).exists()

    def test_is_heard_by_others_and_written_down(self, administrator, acting, budi, heard):
        leave(budi, administrator)
        assert heard == [
            MemberLeft(institution_id=budi.institution_id, member_id=budi.pk, by_id=administrator.pk, at=NOW)
        ]
        words = LedgerEntry.objects.get(did="member.left").words
        assert words["why"] == "Pindah tugas"
        assert str(Role.OPERATOR.label) in words["roles"]

    def test_needs_a_reason_and_happens_once(self, administrator, acting, budi):
        with pytest.raises(Refused):
            leave(budi, administrator, why="  ")
        leave(budi, administrator)
        with pytest.raises(Stale):
            leave(budi, administrator)

    def test_of_one_house_leaves_the_other_alone(self, administrator, office, budi):
        other = an_institution("Kota Lain")
        with acting_for(other.pk):
            elsewhere = Member.objects.create(institution=other, person=budi.person, roles=["editor"])
        with acting_for(office.pk):
            leave(budi, administrator)
        with acting_for(other.pk):
            assert Member.objects.get(pk=elsewhere.pk).roles == ["editor"]
        assert Person.objects.get(pk=budi.person_id).is_active


# An instant at which it is still the 30th in Jakarta and already the 31st in Jayapura.
BETWEEN = datetime(2026, 12, 30, 16, 30, tzinfo=UTC)


class TestLetters:
    """R02, by the wall clock of the office itself."""

    @pytest.mark.parametrize(
        ("zone", "at", "valid"),
        [
            ("Asia/Jakarta", datetime(2026, 12, 30, 16, 59, 59, tzinfo=UTC), True),  # 23.59.59 WIB
            ("Asia/Jakarta", datetime(2026, 12, 30, 17, 0, tzinfo=UTC), False),  # midnight WIB
            ("Asia/Makassar", datetime(2026, 12, 30, 15, 59, tzinfo=UTC), True),
            ("Asia/Makassar", datetime(2026, 12, 30, 16, 0, tzinfo=UTC), False),
            ("Asia/Jayapura", datetime(2026, 12, 30, 14, 59, tzinfo=UTC), True),
            ("Asia/Jayapura", datetime(2026, 12, 30, 15, 0, tzinfo=UTC), False),
            ("Asia/Jakarta", BETWEEN, True),
            ("Asia/Jayapura", BETWEEN, False),
        ],
    )
    def test_end_at_midnight_of_the_office(self, db, zone, at, valid):
        member = a_member(an_institution(zone=zone), letter=False)
        with acting_for(member.institution_id):
            a_letter(member, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 30))
            assert policies.has_valid_letter(member, at) is valid

    @pytest.mark.parametrize(
        ("zone", "valid"), [("Asia/Jakarta", False), ("Asia/Makassar", True), ("Asia/Jayapura", True)]
    )
    def test_begin_at_midnight_of_the_office(self, db, zone, valid):
        member = a_member(an_institution(zone=zone), letter=False)
        with acting_for(member.institution_id):
            a_letter(member, valid_from=date(2026, 12, 31), valid_until=None)
            assert policies.has_valid_letter(member, BETWEEN) is valid

    def test_end_when_they_are_revoked(self, administrator, acting):
        letter = a_letter(administrator)
        queries.letters_of(administrator).exclude(pk=letter.pk).delete()
        actions.revoke_letter(letter=letter, why="Keliru", by=administrator, now=NOW)
        assert not policies.has_valid_letter(administrator, NOW)
        with pytest.raises(Stale):
            actions.revoke_letter(letter=letter, why="Keliru", by=administrator, now=NOW)

    def test_end_not_before_they_begin(self, administrator, acting):
        with pytest.raises(Refused) as no:
            actions.record_letter(
                member=administrator,
                number="SK/1",
                issued_on=date(2026, 1, 1),
                valid_from=date(2026, 2, 1),
                valid_until=date(2026, 1, 31),
                by=administrator,
                now=NOW,
            )
        assert no.value.field == "valid_until"

    def test_of_another_member_help_nobody(self, office, acting):
        member, colleague = a_member(office, letter=False), a_member(office)
        assert not policies.has_valid_letter(member, NOW)
        assert policies.has_valid_letter(colleague, NOW)


class TestWarnings:
    """30 and 7 days before a letter ends, and when it has."""

    @pytest.fixture
    def letter(self, office):
        member = a_member(office, letter=False, name="Budi")
        with acting_for(office.pk):
            return a_letter(member, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))

    def look(self, day):
        # 05.30 WIB of that day.
        jobs.warn_of_letters(
            int(datetime(day.year, day.month, day.day, 22, 30, tzinfo=UTC).timestamp()) - 86_400
        )

    def test_come_once_each(self, letter, heard):
        for ago in range(40, -4, -1):
            self.look(date(2026, 12, 31) - timedelta(days=ago))
        assert [said.days for said in heard] == [30, 7, -1]

    def test_come_late_when_the_worker_slept(self, letter, heard):
        self.look(date(2026, 12, 20))
        self.look(date(2026, 12, 30))
        assert [said.days for said in heard] == [11, 1]

    def test_stay_away_when_another_letter_follows(self, letter, office, heard):
        with acting_for(office.pk):
            a_letter(letter.member, valid_from=date(2027, 1, 1), valid_until=date(2027, 12, 31))
        self.look(date(2026, 12, 25))
        assert heard == []

    def test_stay_away_from_those_who_left(self, letter, administrator, office, heard):
        with acting_for(office.pk):
            leave(letter.member, administrator)
        heard.clear()
        self.look(date(2026, 12, 25))
        assert heard == []

    def test_reach_the_holder_and_the_administrators(self, letter, administrator, office):
        a_member(office, Role.EDITOR)
        with events.heard_by({LetterEnds: [notices.tell_letter_ends]}):
            self.look(date(2026, 12, 25))
        with acting_for(office.pk):
            told = list(Notice.objects.order_by("member_id"))
        assert {notice.member_id for notice in told} == {letter.member_id, administrator.pk}
        assert all(notice.urgent for notice in told)
        assert "31 Desember 2026" in told[0].title_said
