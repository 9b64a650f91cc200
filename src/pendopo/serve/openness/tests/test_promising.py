"""An office's own limits: faster than the law, looked at against what is open, and kept by what began under them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.errors import Refused
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.openness import actions, in_force, queries
from pendopo.serve.openness.models import OwnClock
from pendopo.serve.openness.tests.builders import NOW, a_request, an_objection, refused

FIRST_OF_DECEMBER = date(2026, 12, 1)
WORDS = {"title": "Lebih cepat", "source": "Perbup 9/2026", "valid_from": FIRST_OF_DECEMBER}
FASTER = {"notice": 5, "extension": 3, "objection_answer": 10}


@pytest.fixture
def now():
    """Pages go by the real clock."""
    return timezone.now()


def a_clock(officer, *, on_by=None, **changes):
    made = actions.propose_clock(**{**WORDS, "terms": FASTER, "by": officer, "now": NOW, **changes})
    if on_by is not None:
        actions.switch_on_clock(version=made, by=on_by, now=NOW)
    return made


def test_a_proposal_counts_for_nothing_and_shows_what_it_would_do_to_what_is_open(office, officer, superior):
    request = a_request(office)  # Wednesday 25 November: due on 9 December by the law
    objection = an_objection(refused(a_request(office), officer))
    proposed = a_clock(officer)
    seen = queries.clock_preview(proposed, superior, now=NOW)
    assert (seen.looked_at, seen.earlier, seen.later, seen.late_then) == (2, 2, 0, 0)
    then = {one.name: one.due_at.date() for one in seen.moved}
    # 26, 27 and 30 November, 1 and 2 December; and ten working days from 25 November on.
    assert then == {request.register_number: date(2026, 12, 2), objection.register_number: date(2026, 12, 9)}
    # A week later the request would be late: the preview says so before anybody decides.
    later = queries.clock_preview(proposed, superior, now=NOW + timedelta(days=8))
    assert (later.late_now, later.late_then) == (0, 1)
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 9)
    assert a_request(office, now=NOW + timedelta(days=7)).clock_version == 1


def test_what_is_open_keeps_its_own_and_what_comes_after_runs_by_the_new_one(office, officer, superior):
    before = a_request(office)
    own = a_clock(officer, on_by=superior)
    after = a_request(office, now=NOW + timedelta(days=7))  # Wednesday 2 December
    assert (after.clock_version, after.due_on) == (own.number, date(2026, 12, 9))
    actions.extend(request=after, reason="not_held_yet", words="Diminta.", by=officer, now=after.asked_at)
    after.refresh_from_db()
    assert after.due_on == date(2026, 12, 14)
    before.refresh_from_db()
    assert (before.clock_version, before.due_on) == (1, date(2026, 12, 9))


@pytest.mark.parametrize(
    ("name", "days"), [("notice", 11), ("extension", 8), ("objection_answer", 31), ("notice", 0)]
)
def test_an_office_is_never_slower_than_the_law(officer, name, days):
    with pytest.raises(Refused) as no:
        a_clock(officer, terms={**FASTER, name: days})
    assert (no.value.rule, no.value.field) == ("R50", name)


def test_the_windows_of_the_applicant_are_not_the_offices_to_shorten(office, officer, superior):
    a_clock(officer, on_by=superior)
    clock = in_force.clock_on(office.pk, FIRST_OF_DECEMBER)
    assert (clock.notice, clock.objection_window, clock.commission_window) == (5, 30, 14)


def test_the_officer_proposes_and_the_superior_puts_it_in_force_once(
    stranger, office, officer, superior, operator
):
    with pytest.raises(Refused):
        a_clock(operator)
    own = a_clock(officer)
    for nobody in (officer, operator, stranger):
        with pytest.raises(Refused):
            actions.switch_on_clock(version=own, by=nobody, now=NOW)
    actions.switch_on_clock(version=own, by=superior, now=NOW)
    with pytest.raises(Refused):
        actions.switch_on_clock(version=own, by=superior, now=NOW)
    with pytest.raises(Refused):
        actions.discard_clock(version=own, by=officer, now=NOW)
    with pytest.raises(Refused) as no:
        a_clock(officer, on_by=superior)
    assert no.value.field == "valid_from"


def test_it_is_proposed_looked_at_and_switched_on_on_the_screen(office, officer, superior, auditor, now):
    request = a_request(office, now=now)
    desk, chair = signed_in(officer), signed_in(superior)
    tomorrow = now.date() + timedelta(days=2)
    said = {**WORDS, **FASTER, "valid_from": tomorrow.isoformat()}
    refused_form = desk.post(reverse("openness:clocks"), {**said, "notice": 40})
    assert refused_form.status_code == 422
    assert "Perbup 9/2026" in refused_form.text
    assert desk.post(reverse("openness:clocks"), said).status_code == 302
    own = OwnClock.objects.get()
    page = reverse("openness:clock", args=[own.pk])
    assert request.register_number in chair.get(page).text
    assert desk.post(page, {"do": "on"}).status_code == 403 or not OwnClock.objects.get().switched_on_at
    assert chair.post(page, {"do": "on"}).status_code == 302
    assert OwnClock.objects.get().switched_on_at
    assert signed_in(auditor).get(reverse("openness:clocks")).status_code == 200
