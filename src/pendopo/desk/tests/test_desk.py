"""The desk, the menu and the search, as people in each role meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.desk.menu import menu
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.states import AccountState
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox.models import Citizen, Conversation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return an_institution()


@pytest.mark.parametrize("role", Role)
def test_the_desk_and_everything_in_the_menu_open_for_every_role(office, role):
    client = signed_in(a_member(office, role))
    home = client.get("/")
    assert home.status_code == 200
    around = home.context["menu"]
    items = [item for section in around for item in section.items] + list(around.bar) + list(around.profile)
    for item in items:
        answer = client.get(item.url)
        assert answer.status_code == 200 or answer.url.startswith("/masuk/"), item


def test_a_danger_to_all_stands_above_whatever_waited_longer_and_the_newest_danger_first():
    def line(title, urgency, hours):
        at = timezone.now() - timedelta(hours=hours)
        return Line(
            group=Group.NOW, urgency=urgency, title=title, action="", url="", icon="warning", due_at=at
        )

    lines = [
        line("Belum pasti tayang", Urgency.HARM, 50),
        line("Hujan", Urgency.DANGER, 2),
        line("Gempa", Urgency.DANGER, 0),
    ]
    assert [one.title for one in sorted(lines, key=lambda one: one.place)] == [
        *("Gempa", "Hujan"),
        "Belum pasti tayang",
    ]


def test_an_operator_is_not_shown_what_only_administrators_may_open(office):
    page = signed_in(a_member(office, Role.OPERATOR)).get("/").content.decode()
    assert reverse("institution:people") not in page
    assert reverse("inbox:list") in page


def test_an_empty_desk_says_so_kindly(office):
    page = signed_in(a_member(office, Role.OPERATOR)).get("/").content.decode()
    assert reverse("content:new") in page
    assert 'id="group-now"' not in page


def test_a_new_house_shows_the_first_steps_until_they_are_done(office):
    administrator = a_member(office, Role.ADMINISTRATOR)
    page = signed_in(administrator).get("/")
    # Who may not write is not sent to a page that refuses; and a list of steps is not "nothing to do".
    assert [step.url for step in page.context["steps"]] == [
        reverse("accounts:choose"),
        reverse("institution:invite"),
        reverse("institution:people"),
    ]
    assert "celebrate" not in page.content.decode()
    both = a_member(an_institution(), Role.ADMINISTRATOR, Role.EDITOR)
    assert signed_in(both).get("/").context["steps"][-1].url == reverse("content:new")


def test_the_menu_shows_the_stop_that_the_desk_has_asked_for(office):
    approver = a_member(office, Role.APPROVER)
    with acting_for(office.pk):
        publishing.stop_all(why="Gempa terasa", by=approver, now=timezone.now())
    page = signed_in(approver).get("/")
    assert page.context["menu"].crisis.words["stop"].why == "Gempa terasa"
    assert page.context["groups"][0][2][0].detail == "Gempa terasa"


def test_an_account_to_be_connected_again_stands_under_now_for_those_who_can_do_it(office):
    account = an_account(office, state=AccountState.RECONNECT)
    editor, operator = a_member(office, Role.EDITOR), a_member(office, Role.OPERATOR)
    at = reverse("accounts:account", args=[account.pk])
    groups = signed_in(editor).get("/").context["groups"]
    assert at in [line.url for key, _label, lines in groups if key == "now" for line in lines]
    assert at not in [
        line.url for _, _, lines in signed_in(operator).get("/").context["groups"] for line in lines
    ]


def test_another_institution_sees_nothing_of_it(office):
    account = an_account(office, state=AccountState.RECONNECT, name="Akun Rahasia")
    stranger = signed_in(a_member(an_institution(), *Role))
    assert str(account) not in stranger.get("/").content.decode()
    assert stranger.get("/cari/", {"q": str(account)}).context["groups"] == []


def test_searching_finds_accounts_and_people_for_whom_may_see_them(office):
    an_account(office, name="Dinas Air", responsible=a_member(office, name="Airlangga"))
    administrator, operator = a_member(office, Role.ADMINISTRATOR), a_member(office, Role.OPERATOR)
    icons = {found.icon for found in signed_in(administrator).get("/cari/", {"q": "air"}).context["groups"]}
    assert icons >= {"accounts", "people"}
    icons = {found.icon for found in signed_in(operator).get("/cari/", {"q": "air"}).context["groups"]}
    assert "accounts" in icons
    assert "people" not in icons


def test_a_room_that_found_more_than_is_shown_leads_to_its_own_search(office):
    member = a_member(office, Role.OPERATOR)
    a_full_house(office, member, rows=12)
    (found,) = [
        one
        for one in signed_in(member).get("/cari/", {"q": "tulisan"}).context["groups"]
        if one.icon == "content"
    ]
    assert found.more_url == f"{reverse('content:items')}?tampil=semua&q=tulisan"


# What the home page costs each role, in questions to the database: change a number only with a reason.
# Official warnings, material asked of units, and on an empty desk the idea that is proposed there: one each, for
# those who may see them.
QUESTIONS = {
    Role.OPERATOR: 32,
    Role.EDITOR: 35,
    Role.APPROVER: 28,
    Role.DUTY_OFFICER: 32,
    Role.UNIT_LIAISON: 20,
    Role.INFORMATION_OFFICER: 29,
    Role.INFORMATION_SUPERIOR: 21,
    Role.COORDINATOR: 29,
    Role.LEADER: 26,
    Role.AUDITOR: 21,
    Role.ADMINISTRATOR: 26,
}


@pytest.mark.parametrize("role", Role)
def test_the_desk_asks_exactly_as_many_questions_as_ever(office, role):
    for _number in range(3):
        an_account(office)
    client = signed_in(a_member(office, role))
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) == QUESTIONS[role], "\n".join(one["sql"][:160] for one in asked)


def a_full_house(office, member, *, rows: int) -> None:
    """As many rows of each kind the desk looks at."""
    at = timezone.now() - timedelta(hours=1)
    in_house = {"institution": office}
    account = an_account(office)
    with acting_for(office.pk):
        citizens = Citizen.objects.bulk_create(
            Citizen(
                **in_house,
                network=account.network,
                handle=f"warga{number}",
                name=f"Warga {number}",
                named_at=at,
            )
            for number in range(rows)
        )
        Conversation.objects.bulk_create(
            Conversation(
                **in_house,
                account=account,
                citizen=citizen,
                thread_id=f"utas-{number}",
                state="open",
                unread=1,
                waiting_since=at,
                last_message_at=at,
            )
            for number, citizen in enumerate(citizens)
        )
        Delivery.objects.bulk_create(
            Delivery(
                **in_house,
                kind="post",
                queue=f"q{number}",
                account=account,
                state="late",
                planned_for=at,
                due_at=at,
                made_at=at,
                origin="test.thing",
                origin_id=number,
                title=f"Kabar {number}",
                said={"text": "x"},
            )
            for number in range(rows)
        )
        ContentItem.objects.bulk_create(
            ContentItem(
                **in_house,
                title=f"Tulisan {number}",
                state="returned" if number % 2 else "draft",
                due_at=at,
                made_by=member,
                made_at=at,
                changed_at=at,
            )
            for number in range(rows)
        )


def test_ten_thousand_rows_cost_the_desk_no_more_questions_than_fifty_and_no_larger_page(db):
    seen = {}
    for rows in (50, 10_000):
        office = an_institution()
        member = a_member(office, Role.OPERATOR, Role.ADMINISTRATOR)
        a_full_house(office, member, rows=rows)
        client = signed_in(member)
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/").content
        seen[rows] = (len(asked), len(page))
        found = client.get("/cari/", {"q": "kabar"})
        assert all(len(one.hits) <= 8 for one in found.context["groups"])
    assert seen[10_000][0] == seen[50][0]
    assert seen[10_000][1] < seen[50][1] * 1.1
    assert seen[10_000][1] < 150_000


def test_the_menu_costs_five_questions(office, django_assert_num_queries, rf):
    member = a_member(office, *Role)
    request = rf.get("/")
    request.member = member
    with acting_for(office.pk), django_assert_num_queries(5):
        str(menu(request)["menu"].sections)
