from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from pendopo.broadcast.content.tests.builders import an_item
from pendopo.broadcast.material import actions
from pendopo.broadcast.material.models import MaterialMail, MaterialRequest
from pendopo.broadcast.material.tests.builders import BY_DAY, NOW, a_request, answered, sends
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.links.models import Link
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit


def test_a_unit_is_asked_once_and_its_liaison_written_to(asked):
    assert (asked.state, asked.answer_by) == ("asked", asked.promised_by)
    assert [(mail.kind, mail.to) for mail in MaterialMail.objects.all()] == [("request", "dpu@contoh.go.id")]
    asked.refresh_from_db()
    assert NOW < asked.remind_at < asked.answer_by


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"what": ""}, "what"),
        ({"why": "\n"}, "why"),
        ({"by_day": date(2026, 11, 25)}, "by_day"),
        ({"by_day": date(2026, 11, 28)}, "by_day"),  # a Saturday
    ],
)
def test_a_request_says_what_why_and_by_which_working_day(operator, works, said, field):
    with pytest.raises(Refused) as no:
        a_request(works, by=operator, **said)
    assert no.value.field == field
    assert not MaterialRequest.objects.exists()


def test_who_may_ask(stranger, office, works):
    may = {role for role in Role if not isinstance(_tried(a_member(office, role), works), Refused)}
    assert may == {Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER}
    assert isinstance(_tried(stranger, works), Refused)


def _tried(member, unit):
    try:
        return a_request(unit, by=member)
    except Refused as no:
        return no


def test_another_institutions_content_is_not_filled(stranger, operator, works):
    foreign = type("Item", (), {"institution_id": stranger.institution_id})()
    with pytest.raises(Refused):
        actions.ask(
            unit=works, title="A", what="B", why="C", by_day=BY_DAY, item=foreign, by=operator, now=NOW
        )


def test_what_is_unclear_is_asked_again_with_a_new_day_and_the_counted_day_stays(asked, operator):
    answered(asked)
    promised = asked.promised_by
    later = NOW + timedelta(days=2)
    actions.send_back(
        request=asked, question="Sejak kapan?", by_day=date(2026, 12, 4), by=operator, now=later
    )
    assert (asked.state, asked.round, asked.question) == ("sent_back", 2, "Sejak kapan?")
    assert asked.promised_by == promised < asked.answer_by
    assert MaterialMail.objects.filter(kind="question").count() == 1
    with pytest.raises(Stale):
        actions.send_back(request=asked, question="Lagi?", by_day=date(2026, 12, 4), by=operator, now=later)


def test_closing_shuts_the_link_of_a_unit_that_sent_nothing_and_keeps_that_of_one_that_did(
    asked, operator, works
):
    other = answered(a_request(works, by=operator, title="Jalan"))
    for one in (asked, other):
        actions.link_by_hand(request=one, by=operator, now=NOW)
        actions.close(request=one, why="Sudah cukup.", by=operator, now=NOW)
    open_still = Link.objects.filter(revoked_at__isnull=True).values_list("subject_id", flat=True)
    assert set(open_still) == {other.pk}
    with pytest.raises(Refused):
        actions.link_by_hand(request=asked, by=operator, now=NOW)
    with pytest.raises(Refused, match="tidak ada yang diubah"):
        sends(other)


def test_an_item_shows_what_was_asked_for_it(operator, works):
    item = an_item(operator)
    one = a_request(works, by=operator, item=item)
    assert one.item == item


def test_a_unit_without_mailbox_is_asked_all_the_same(operator, office):
    one = a_request(a_unit(office, "Kelurahan"), by=operator)
    assert one.state == "asked"
    assert not MaterialMail.objects.exists()


def test_a_form_pressed_twice_asks_once(operator, works):
    key = uuid.uuid4()
    first, again = (a_request(works, by=operator, key=key) for _press in range(2))
    assert first == again
    assert MaterialMail.objects.get().lines.count() == 1
