from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import Member, Person
from pendopo.institution.people import actions, sessions
from pendopo.institution.people.invitations import password_link
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.signing_in import (
    NOW,
    PASSWORD,
    PROFILE,
    is_in,
    sign_in,
)


class TestPasswords:
    def test_let_in_and_out(self, member):
        client = sign_in(member)
        assert is_in(client)
        client.post(reverse("account_logout"))
        assert not is_in(client)

    def test_do_not_depend_on_how_the_address_is_written(self, member):
        client = Client()
        client.post(reverse("account_login"), {"login": member.person.email.upper(), "password": PASSWORD})
        assert is_in(client)

    def test_lead_back_to_where_one_wanted_to_go(self, member):
        client = Client()
        wanted = client.get("/lembaga/unit/?x=1")["Location"]
        answer = client.post(wanted, {"login": member.person.email, "password": PASSWORD})
        assert answer["Location"] == "/lembaga/unit/?x=1"

    def test_lead_to_no_foreign_host(self, member):
        answer = Client().post(
            reverse("account_login") + "?next=https://evil.example/",
            {"login": member.person.email, "password": PASSWORD},
        )
        assert answer["Location"] == "/"

    @pytest.mark.parametrize("short", ["pendek12345", "123456789012", "passwordpassword"[:8]])
    def test_are_long(self, member, short):
        client = sign_in(member)
        answer = client.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": short, "password2": short},
        )
        assert answer.status_code == 200
        member.person.refresh_from_db()
        assert member.person.check_password(PASSWORD)

    def test_are_set_by_the_link_of_an_invitation_once(self, member):
        with acting_for(member.institution_id):
            administrator = a_member(member.institution, Role.ADMINISTRATOR)
            budi = actions.invite_member(
                email="budi@contoh.go.id", name="Budi", roles=[Role.OPERATOR], by=administrator, now=NOW
            )
        link = urlsplit(password_link(budi.person)).path
        client = Client()
        form = client.get(link)["Location"]
        answer = client.post(
            form, {"password1": "empat kata baru sekali", "password2": "empat kata baru sekali"}
        )
        assert answer.status_code == 302
        assert is_in(client)
        again = Client().get(link)
        assert again.status_code == 200
        assert "password1" not in again.text

    def test_are_not_told_apart_from_addresses(self, member, mailoutbox):
        known = Client().post(reverse("account_reset_password"), {"email": member.person.email})
        unknown = Client().post(reverse("account_reset_password"), {"email": "tidak@ada.go.id"})
        assert known.status_code == unknown.status_code == 302
        assert known["Location"] == unknown["Location"]
        assert [mail.to for mail in mailoutbox] == [[member.person.email]]

    def test_links_in_mail_lead_to_our_own_address_whatever_the_host_header_says(self, member, mailoutbox):
        Client().post(
            reverse("account_reset_password"),
            {"email": member.person.email},
            headers={"Host": "evil.example"},
        )
        assert "evil.example" not in mailoutbox[0].body
        assert "http://127.0.0.1:8000/masuk/" in mailoutbox[0].body


class TestLimits:
    def test_hold_after_five_wrong_passwords(self, member):
        client = Client()
        for _ in range(5):
            sign_in(member, "salah sama sekali", client)
        sign_in(member, PASSWORD, client)
        assert not is_in(client)

    def test_are_counted_for_each_person_apart(self, member):
        colleague = a_member(member.institution)
        for _ in range(5):
            sign_in(member, "salah sama sekali")
        assert is_in(sign_in(colleague))

    def test_are_counted_in_the_database_by_the_role_that_owns_nothing(self, member):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("pendopo_app",)
        sign_in(member, "salah sama sekali")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM foundation_cache")
            assert cursor.fetchone()[0] >= 1
        cache.set("x", 1, 60)
        assert cache.add("x", 2) is False
        cache.delete("x")
        assert cache.add("x", 2) is True

    def test_hold_for_one_address_of_the_network(self, db):
        answers = [
            Client().post(
                reverse("account_login"), {"login": f"x{n}@contoh.go.id", "password": "salah sama sekali"}
            )
            for n in range(31)
        ]
        assert answers[-1].status_code == 429


class TestSessions:
    def test_are_listed_with_their_device_and_ended(self, member):
        phone = sign_in(member, HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile")
        desk = sign_in(member, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/132.0")
        assert is_in(phone)
        assert is_in(desk)
        page = desk.get(reverse("usersessions_list"))
        assert "Chrome" in page.text
        desk.post(reverse("usersessions_list"))
        assert is_in(desk)
        assert not is_in(phone)

    def test_are_noted_again_after_a_minute_and_at_once_from_a_new_place(self, member, monkeypatch):
        phone = sign_in(member)
        assert is_in(phone)

        def noted() -> UserSession:
            return UserSession.objects.get(session_key=phone.session.session_key)

        UserSession.objects.update(last_seen_at=NOW)
        assert is_in(phone)
        assert noted().last_seen_at == NOW
        monkeypatch.setattr(sessions, "NOTED_AGAIN_AFTER", 0)
        assert is_in(phone)
        assert noted().last_seen_at != NOW
        monkeypatch.setattr(sessions, "NOTED_AGAIN_AFTER", 3600)
        phone.get(PROFILE, headers={"User-Agent": "Mozilla/5.0 Firefox/132.0"})
        assert "Firefox" in noted().user_agent

    def test_end_everywhere_else_when_the_password_changes(self, member):
        phone, desk = sign_in(member), sign_in(member)
        assert is_in(phone)
        desk.post(
            reverse("account_change_password"),
            {
                "oldpassword": PASSWORD,
                "password1": "empat kata baru sekali",
                "password2": "empat kata baru sekali",
            },
        )
        assert not is_in(phone)


def test_nobody_signs_up_by_themselves(db):
    answer = Client().post(
        reverse("account_signup"), {"email": "x@contoh.go.id", "password1": "empat kata baru sekali"}
    )
    assert not Person.objects.exists()
    assert answer.status_code in {200, 302, 403}


def test_htmx_is_sent_to_sign_in_as_a_whole_page(db):
    answer = Client().get(PROFILE, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(reverse("account_login"))


def test_whoever_belongs_nowhere_is_told_so(db):
    member = a_member(an_institution())
    with acting_for(member.institution_id):
        Member.objects.filter(pk=member.pk).update(left_at=NOW)
    client = sign_in(member)
    answer = client.get(PROFILE)
    assert answer.status_code == 403
    assert member.person.email in answer.text
    assert reverse("account_logout") in answer.text
