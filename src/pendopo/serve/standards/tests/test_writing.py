"""A standard is written by some, approved by another, and never changed after that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.foundation import events
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.serve.standards import actions, queries
from pendopo.serve.standards.events import StandardChanged
from pendopo.serve.standards.models import Revision
from pendopo.serve.standards.states import RevisionState
from pendopo.serve.standards.tests.builders import NOW, a_draft, a_service, in_force, parts


def test_from_the_day_of_its_approval_it_holds_and_names_its_two_people(writer, approver):
    service = a_service(writer, "KTP-el")
    held = in_force(service, writer=writer, approver=approver)
    assert held.state == RevisionState.PUBLISHED
    assert held.revised_on == date(2026, 11, 25)
    assert (held.author, held.decided_by) == (writer, approver)
    assert queries.in_force(service.institution_id, service.pk) == held
    did = LedgerEntry.objects.filter(did__startswith="standards.").values_list("did", flat=True)
    assert list(did.order_by("id")) == [
        "standards.service_added",
        "standards.submitted",
        "standards.published",
    ]


def test_the_revision_date_is_the_offices_own_day(writer, approver):
    late_in_the_evening = NOW.replace(hour=18)  # 01.00 WIB on the next day
    held = in_force(a_service(writer), writer=writer, approver=approver, now=late_in_the_evening)
    assert held.revised_on == date(2026, 11, 26)


def test_whoever_wrote_in_it_does_not_approve_it_however_little_they_wrote(office, writer, approver):
    service = a_service(writer)
    draft = a_draft(service, writer)
    draft = a_draft(service, approver, seen=draft.version, cost="Rp1.000")
    assert draft.writers == sorted([writer.pk, approver.pk])
    actions.submit(revision=draft, by=writer, now=NOW)
    for one in (writer, approver):
        with pytest.raises(Refused) as no:
            actions.publish(revision=draft, by=one, now=NOW)
        assert no.value.rule == "R10"
    other = a_member(office, Role.INFORMATION_OFFICER, name="Maria")
    actions.publish(revision=draft, by=other, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.bulk_create(
            [
                Revision(
                    institution=office,
                    service=a_service(writer),
                    number=9,
                    state=RevisionState.PUBLISHED,
                    writers=[other.pk],
                    author=writer,
                    changed_at=NOW,
                    decided_by=other,
                    published_at=NOW,
                    revised_on=NOW.date(),
                )
            ]
        )


def test_only_those_who_may_write_standards_do_and_nobody_anothers(stranger, operator, writer, approver):
    service = a_service(writer)
    draft = a_draft(service, writer)
    actions.submit(revision=draft, by=writer, now=NOW)
    for one in (operator, stranger):
        with pytest.raises(Refused):
            a_draft(service, one)
        with pytest.raises(Refused):
            actions.publish(revision=draft, by=one, now=NOW)
        with pytest.raises(Refused):
            actions.return_to_writers(revision=draft, why="Kurang jelas.", by=one, now=NOW)
        with pytest.raises(Refused):
            actions.withdraw(revision=draft, why="Salah.", by=one, now=NOW)
    with pytest.raises(Refused):
        a_service(operator)
    actions.publish(revision=draft, by=approver, now=NOW)
    assert [one.pk for one in queries.services(operator).services] == [service.pk]
    assert not queries.services(stranger).services


def test_handing_in_asks_for_all_fourteen_and_for_what_changed(writer, approver):
    service = a_service(writer)
    draft = actions.write(service=service, parts={"cost": "Gratis."}, seen=0, by=writer, now=NOW)
    with pytest.raises(Refused, match="Persyaratan"):
        actions.submit(revision=draft, by=writer, now=NOW)
    draft = actions.write(service=service, parts=parts(hours=""), seen=1, by=writer, now=NOW)
    actions.submit(revision=draft, by=writer, now=NOW)
    actions.publish(revision=draft, by=approver, now=NOW)
    same = actions.write(service=service, parts=parts(hours=""), seen=0, by=writer, now=NOW)
    with pytest.raises(Refused, match="sama"):
        actions.submit(revision=same, by=writer, now=NOW)
    silent = actions.write(service=service, parts=parts(), seen=1, by=writer, now=NOW)
    with pytest.raises(Refused) as no:
        actions.submit(revision=silent, by=writer, now=NOW)
    assert no.value.field == "why"


def test_of_two_who_save_at_once_the_second_is_told(writer, approver):
    service = a_service(writer)
    draft = a_draft(service, writer)
    a_draft(service, approver, seen=draft.version, cost="Rp5.000")
    with pytest.raises(Stale):
        a_draft(service, writer, seen=draft.version, cost="Rp9.000")
    with pytest.raises(Stale):
        a_draft(service, writer, seen=0)
    assert Revision.objects.get(service=service).parts["cost"] == "Rp5.000"


def test_what_waits_for_an_approval_is_not_written_in_until_it_is_taken_back(writer, approver):
    service = a_service(writer)
    draft = a_draft(service, writer)
    actions.submit(revision=draft, by=writer, now=NOW)
    with pytest.raises(Refused):
        a_draft(service, writer, seen=1)
    actions.take_back(revision=draft, by=writer, now=NOW)
    a_draft(service, writer, seen=1, cost="Rp1")


def test_what_is_returned_says_why_and_its_writers_are_told(writer, approver):
    draft = a_draft(a_service(writer), writer)
    actions.submit(revision=draft, by=writer, now=NOW)
    assert Notice.objects.filter(member=approver, kind="standards.approval").exists()
    with pytest.raises(Refused):
        actions.return_to_writers(revision=draft, why=" ", by=approver, now=NOW)
    actions.return_to_writers(revision=draft, why="Tarif mana?", by=approver, now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.returned_why) == (RevisionState.DRAFT, "Tarif mana?")
    assert Notice.objects.filter(member=writer, kind="standards.decided").count() == 1


def test_a_new_revision_replaces_the_old_and_tells_only_what_changed(writer, approver):
    service = a_service(writer, "KTP-el")
    heard: list[StandardChanged] = []
    with events.heard_by({StandardChanged: (heard.append,)}):
        first = in_force(service, writer=writer, approver=approver)
        second = in_force(service, writer=writer, approver=approver, cost="Rp10.000")
    first.refresh_from_db()
    assert (first.state, second.number) == (RevisionState.REPLACED, 2)
    assert len(heard[0].components) == 15
    assert (heard[1].components, heard[1].service) == (("cost",), "KTP-el")


def test_two_who_approve_at_once_bring_one_standard_into_force(writer, approver, office):
    draft = a_draft(a_service(writer), writer)
    actions.submit(revision=draft, by=writer, now=NOW)
    other = Revision.objects.get(pk=draft.pk)
    actions.publish(revision=draft, by=approver, now=NOW)
    with pytest.raises(Stale):
        actions.publish(revision=other, by=a_member(office, Role.APPROVER), now=NOW)


def test_the_database_keeps_what_was_handed_in_and_what_held(writer, approver):
    held = in_force(a_service(writer), writer=writer, approver=approver)
    for change in (
        {"parts": {"cost": "Mahal."}},
        {"revised_on": NOW.date() - timedelta(days=9)},
        {"why": "Lain."},
        {"state": RevisionState.DRAFT},
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Revision.objects.filter(pk=held.pk).update(**change)
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM standards_revision WHERE id = %s", [held.pk])


def test_what_is_withdrawn_says_why_and_holds_no_more(writer, approver):
    service = a_service(writer)
    held = in_force(service, writer=writer, approver=approver)
    with pytest.raises(Refused):
        actions.withdraw(revision=held, why="", by=writer, now=NOW)
    heard: list[StandardChanged] = []
    with events.heard_by({StandardChanged: (heard.append,)}):
        actions.withdraw(revision=held, why="Layanan dihentikan.", by=writer, now=NOW)
    assert heard[0].is_withdrawn
    assert queries.in_force(service.institution_id, service.pk) is None
    again = in_force(service, writer=writer, approver=approver)
    assert again.number == 2


def test_a_short_name_stays_once_it_may_be_quoted(writer, approver):
    service = a_service(writer, "KTP-el")
    named = {"name": service.name, "also_called": "", "unit": None, "by": writer, "now": NOW}
    actions.change_service(service=service, short_name="KTP", **named)
    in_force(service, writer=writer, approver=approver)
    with pytest.raises(Refused) as no:
        actions.change_service(service=service, short_name="KTP-el", **named)
    assert no.value.field == "short_name"


@pytest.mark.parametrize("short_name", ["KTP:el", "KTP{el}", " ", "-KTP"])
def test_a_short_name_can_be_written_between_braces(writer, short_name):
    with pytest.raises(Refused) as no:
        a_service(writer, name="Layanan", short_name=short_name)
    assert no.value.field == "short_name"


def test_names_are_taken_once_whatever_their_case(writer):
    a_service(writer, "KTP-el")
    with pytest.raises(Refused):
        a_service(writer, "ktp-EL", name="Lain")


def test_a_pledge_is_brought_by_one_and_approved_by_another(office, writer, approver):
    words = {"signed_by": "Bupati", "position": "Bupati", "signed_on": NOW.date(), "now": NOW}
    first = actions.propose_pledge(text="Kami berjanji.", by=writer, **words)
    better = actions.propose_pledge(text="Kami sanggup.", by=writer, **words)
    first.refresh_from_db()
    assert first.state == "replaced"
    with pytest.raises(Refused):
        actions.publish_pledge(pledge=better, by=writer, now=NOW)
    actions.publish_pledge(pledge=better, by=approver, now=NOW)
    assert queries.pledge(office.pk) == better
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        type(better).objects.filter(pk=better.pk).update(text="Lain.")
