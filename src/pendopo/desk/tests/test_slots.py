"""What one room shows on another's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox.tests.builders import heard, taken_in


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk):
        yield institution


@pytest.mark.parametrize(("role", "sees"), [(Role.OPERATOR, True), (Role.UNIT_LIAISON, False)])
def test_under_a_post_stands_what_citizens_wrote_for_those_who_may_read_it(office, role, sees):
    account = an_account(office)
    delivery = publishing.plan(
        kind="post",
        institution_id=office.pk,
        account_id=account.pk,
        due_at=now(),
        now=now(),
        origin="test.thing",
        origin_id=1,
        said={"text": "Air mengalir lagi."},
    )
    Delivery.objects.filter(pk=delivery.pk).update(
        state="published", published_at=now(), remote_id="p-1", part_ids=["p-2"]
    )
    taken_in(account, heard("Terima kasih!", remote_id="c-1", thread_id="p-2", author_name="Bu Sari"))
    client = Client()
    client.force_login(a_member(office, role).person)
    page = client.get(reverse("publishing:delivery", args=[delivery.pk])).text
    assert ("Bu Sari" in page) is sees


def test_an_accounts_page_shows_what_goes_out_today_by_the_offices_own_clock(office):
    account = an_account(office)
    today, yesterday = (
        publishing.plan(
            kind="post",
            institution_id=office.pk,
            account_id=account.pk,
            due_at=now(),
            now=now(),
            origin="test.thing",
            origin_id=number,
            said={"text": "Air mengalir lagi."},
        )
        for number in (1, 2)
    )
    Delivery.objects.filter(pk=yesterday.pk).update(planned_for=now() - timedelta(days=1))
    client = Client()
    client.force_login(a_member(office, Role.OPERATOR).person)
    page = client.get(reverse("accounts:account", args=[account.pk])).text
    assert reverse("publishing:delivery", args=[today.pk]) in page
    assert reverse("publishing:delivery", args=[yesterday.pk]) not in page
