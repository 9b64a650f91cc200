"""No form is shown to who can't send it, and who only oversees leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.forms import COLOURS
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.models.labels import DYES
from pendopo.listen.inbox.tests.builders import a_conversation, its_message

FORMS = {
    "hide": Permission.MODERATE,
    "ask_block": Permission.MODERATE,
    "take_down": Permission.TAKE_DOWN,
    "reveal_message": Permission.REVEAL_PERSONAL_DATA,
    "close": Permission.REPLY,
    "link_citizen": Permission.REPLY,
    "saved_one": Permission.REPLY,
    "triage_unit": Permission.MANAGE_SETTINGS,
}
SEES_TO_IT = {
    *{Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.APPROVER},
    *{Role.INFORMATION_OFFICER, Role.COORDINATOR},
}


def address(name, *args):
    return reverse(f"inbox:{name}", args=args)


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def conversation(office):
    with acting_for(office.pk):
        return a_conversation(an_account(office), "Jalan rusak", said_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def rows(office, conversation):
    with acting_for(office.pk):
        saved = actions.save_saved_reply(
            title="Jalan",
            text="Kami perbaiki.",
            by=a_member(office, Role.OPERATOR),
            now=timezone.now(),
        )
        unit = OrgUnit.objects.create(institution=office, name="Dinas PU")
        message = its_message(conversation)
    return {
        "close": conversation.pk,
        "link_citizen": conversation.citizen_id,
        "saved_one": saved.pk,
        "triage_unit": unit.pk,
    } | dict.fromkeys(("hide", "ask_block", "take_down", "reveal_message"), message.pk)


@pytest.mark.parametrize("role", Role)
def test_a_form_is_shown_to_exactly_those_who_may_send_it(office, rows, role):
    member = a_member(office, role)
    client = signed_in(member)
    reads = member.may(Permission.READ_INBOX)
    for name, permission in FORMS.items():
        may = member.may(permission) and (reads or permission is Permission.MANAGE_SETTINGS)
        assert (client.get(address(name, rows[name])).status_code == 200) is may, name


def test_without_a_letter_one_is_told_before_typing_and_not_after(office, rows):
    client = signed_in(a_member(office, Role.OPERATOR, letter=False))
    for name in ("hide", "ask_block", "close", "link_citizen", "saved_one"):
        page = client.get(address(name, rows[name]))
        assert page.status_code == 403, name
        assert "surat tugas" in page.text, name


@pytest.mark.parametrize("role", Role)
def test_what_only_an_overseer_looked_at_stays_unread(office, conversation, role):
    member = a_member(office, role)
    if not member.may(Permission.READ_INBOX):
        return
    client = signed_in(member)
    page = client.get(address("thread", conversation.pk))
    sees = role in SEES_TO_IT
    with acting_for(office.pk):
        assert Conversation.objects.get().unread == (0 if sees else 1)
    assert (address("unread", conversation.pk) in page.text) is sees
    assert (client.post(address("unread", conversation.pk)).status_code == 302) is sees


def test_every_colour_of_the_kit_has_a_name():
    assert len(COLOURS) == DYES


class TestWhoSetsUpTheInboxAndReadsNoMessage:
    @pytest.fixture
    def client(self, office):
        return signed_in(a_member(office, Role.ADMINISTRATOR))

    def test_finds_every_page_from_the_rules(self, client):
        shown = client.get(reverse("rules:list")).text
        for name in ("saved", "labels", "triage", "duty"):
            assert address(name) in shown
            page = client.get(address(name))
            assert page.status_code == 200, name
            main = page.text.split("<main", 1)[1].split("</main")[0]
            assert f'href="{address("list")}"' not in main, name
            assert "Jalan rusak" not in main

    def test_says_which_answers_need_an_approval(self, office, client):
        shown = client.get(address("saved")).text
        assert f'action="{address("approving")}"' in shown
        assert f'action="{address("reveals")}"' in shown
        assert client.post(address("approving"), {"approving": "always"}).status_code == 302

    def test_says_how_citizens_speak_of_a_unit_and_from_when_triage_is_sure(self, client, rows):
        assert f'action="{address("threshold")}"' in client.get(address("triage")).text
        assert client.post(address("threshold"), {"sure_from": "70"}).status_code == 302
        page = address("triage_unit", rows["triage_unit"])
        assert client.post(page, {"names": "PU", "duties": "jalan", "places": ""}).status_code == 302
