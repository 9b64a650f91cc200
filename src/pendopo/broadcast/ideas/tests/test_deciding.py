"""What becomes of an idea, and who may say so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from pendopo.broadcast.content.checking import examined
from pendopo.broadcast.content.models import Campaign, ContentItem, Pillar
from pendopo.broadcast.content.tests.builders import did
from pendopo.broadcast.ideas import actions
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import IdeaState, Source
from pendopo.broadcast.ideas.suggesting.reasons import reason
from pendopo.broadcast.ideas.tests.builders import an_idea
from pendopo.broadcast.ideas.tests.conftest import NOW
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


def test_one_touch_makes_content_with_words_pillar_campaign_day_and_source(office, sari):
    pillar = Pillar.objects.create(institution=office, name="Layanan")
    campaign = Campaign.objects.create(institution=office, name="Pasar murah")
    idea = an_idea(
        office,
        suggested_for=date(2026, 11, 20),
        pillar_id=pillar.pk,
        campaign_id=campaign.pk,
        url="https://contoh.example/beras",
    )
    item = actions.take(idea=idea, by=sari, now=NOW)
    item.refresh_from_db()
    assert (item.title, item.pillar, item.campaign, item.made_by) == (
        "Harga beras naik",
        pillar,
        campaign,
        sari,
    )
    assert item.current.text == "Harga beras hari ini: [angka] di [pasar]."
    assert item.due_at.isoformat() == "2026-11-20T03:00:00+00:00"
    assert [one.reference for one in item.sources.all()] == ["https://contoh.example/beras"]
    idea.refresh_from_db()
    assert (idea.state, idea.item, idea.taken_by, idea.template) == ("taken", item, sari, "big-number")
    assert did()[-1] == "ideas.taken"


def test_draft_words_go_nowhere_until_their_gaps_are_filled(office, sari):
    item = actions.take(idea=an_idea(office), by=sari, now=NOW)
    item.refresh_from_db()
    found = examined(item, item.current.composition(), by=sari, now=NOW).findings
    assert [one.where.of(item.current.text) for one in found if one.blocks] == ["[angka]", "[pasar]"]


def test_a_day_that_has_passed_is_no_time_to_publish_at(office, sari):
    idea = an_idea(office, suggested_for=date(2026, 11, 18))
    assert actions.take(idea=idea, by=sari, now=NOW).due_at is None


def test_a_greeting_counts_among_ceremonies(office, sari):
    idea = an_idea(office, template="greeting")
    assert actions.take(idea=idea, by=sari, now=NOW).is_ceremony
    assert not actions.take(idea=an_idea(office), by=sari, now=NOW).is_ceremony


def test_of_two_who_take_one_idea_the_second_is_told_who_was_faster(office, sari, rahmat):
    idea = an_idea(office)
    as_rahmat_saw_it = Idea.objects.get(pk=idea.pk)
    actions.take(idea=idea, by=sari, now=NOW)
    with pytest.raises(Stale, match="Sari"):
        actions.take(idea=as_rahmat_saw_it, by=rahmat, now=NOW)
    assert ContentItem.objects.count() == 1
    assert as_rahmat_saw_it.item_id == ContentItem.objects.get().pk


def test_what_is_kept_or_set_aside_meanwhile_is_looked_at_again(office, sari, rahmat):
    idea = an_idea(office)
    seen = Idea.objects.get(pk=idea.pk)
    actions.set_aside(idea=idea, why="Bukan urusan kita.", by=rahmat, now=NOW)
    for deed in (actions.keep, actions.take):
        with pytest.raises(Stale):
            deed(idea=Idea.objects.get(pk=seen.pk) if deed is actions.take else seen, by=sari, now=NOW)
    assert not ContentItem.objects.exists()


def test_setting_aside_says_why_and_is_taken_back(office, sari):
    idea = an_idea(office, useful_until=NOW.date())
    with pytest.raises(Refused):
        actions.set_aside(idea=idea, why="  ", by=sari, now=NOW)
    actions.set_aside(idea=idea, why="Sudah dibahas dinas pasar.", by=sari, now=NOW)
    assert (idea.state, idea.why_aside, idea.set_aside_by) == (
        IdeaState.SET_ASIDE,
        "Sudah dibahas dinas pasar.",
        sari,
    )
    actions.bring_back(idea=idea, by=sari, now=NOW)
    assert (idea.state, idea.why_aside, idea.useful_until) == (IdeaState.KEPT, "", None)
    with pytest.raises(Stale):
        actions.bring_back(idea=idea, by=sari, now=NOW)


@pytest.mark.parametrize(
    ("role", "writes", "decides"),
    [
        (Role.OPERATOR, True, True),
        (Role.EDITOR, True, True),
        (Role.APPROVER, True, True),
        (Role.LEADER, True, True),
        (Role.DUTY_OFFICER, True, True),
        (Role.UNIT_LIAISON, True, False),
        (Role.INFORMATION_OFFICER, True, False),
        (Role.COORDINATOR, True, False),
        (Role.AUDITOR, False, False),
        (Role.ADMINISTRATOR, False, False),
    ],
)
def test_who_writes_ideas_and_who_makes_something_of_them(office, role, writes, decides):
    member = a_member(office, role)
    deeds = {
        "write": (writes, lambda: actions.write_idea(title="Pasar murah", by=member, now=NOW)),
        "keep": (decides, lambda: actions.keep(idea=an_idea(office), by=member, now=NOW)),
        "take": (decides, lambda: actions.take(idea=an_idea(office), by=member, now=NOW)),
        "aside": (
            decides,
            lambda: actions.set_aside(idea=an_idea(office), why="Bukan kita.", by=member, now=NOW),
        ),
        "change": (
            decides,
            lambda: actions.change_idea(idea=an_idea(office), title="Lain", by=member, now=NOW),
        ),
        "look": (decides, lambda: actions.look_again(institution=office, by=member, now=NOW)),
    }
    for name, (may, deed) in deeds.items():
        if may:
            deed()
        else:
            with pytest.raises(Refused):
                deed()
            assert name


def test_everybody_changes_their_own_and_nobody_another_institutions(stranger, office):
    liaison = a_member(office, Role.UNIT_LIAISON)
    own = actions.write_idea(title="Posyandu pindah", by=liaison, now=NOW)
    actions.change_idea(
        idea=own, title="Posyandu pindah sementara", text="Mulai [tanggal].", by=liaison, now=NOW
    )
    assert (own.title, own.state, own.source) == ("Posyandu pindah sementara", "kept", Source.OWN)
    with transaction.atomic():
        for deed in (actions.keep, actions.take, actions.bring_back):
            with pytest.raises(Refused, match="instansi lain"):
                deed(idea=own, by=stranger, now=NOW)
        with pytest.raises(Refused, match="instansi lain"):
            actions.set_aside(idea=own, why="x", by=stranger, now=NOW)
        with pytest.raises(Refused, match="instansi lain"):
            actions.change_idea(idea=own, title="x", by=stranger, now=NOW)


def test_of_two_who_change_one_idea_the_second_looks_again(office, sari, rahmat):
    idea = an_idea(office)
    seen = Idea.objects.get(pk=idea.pk)
    actions.change_idea(idea=idea, title="Harga beras turun", by=sari, now=NOW + timedelta(minutes=1))
    with pytest.raises(Stale):
        actions.change_idea(idea=seen, title="Harga beras tetap", by=rahmat, now=NOW)
    idea.refresh_from_db()
    assert (idea.title, idea.state) == ("Harga beras turun", "kept")
    assert idea.why == "5 sumber memberitakan kita, dan jumlahnya bertambah."


def test_nothing_festive_is_kept_on_a_solemn_day(office, sari):
    solemn = date(2026, 9, 30)
    with pytest.raises(Refused, match="khidmat"):
        actions.write_idea(title="Kuis", template="greeting", suggested_for=solemn, by=sari, now=NOW)
    kept = actions.write_idea(
        title="Mengenang", template="leader-quote", suggested_for=solemn, by=sari, now=NOW
    )
    assert kept.is_solemn
    assert an_idea(office, suggested_for=solemn, template="invitation").template == "leader-quote"
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=kept.pk).update(template="greeting")


def test_personal_data_is_covered_whoever_writes_it(office, sari):
    own = actions.write_idea(
        title="Telepon 0812-3456-7890", text="Hubungi Bu Ani 081234567890", by=sari, now=NOW
    )
    theirs = an_idea(
        office,
        title="NIK 3201234567890001 bocor",
        reasons=[reason("solved_by", unit="081234567890")],
        text="081234567890",
    )
    for idea in (own, theirs):
        assert "34567890" not in f"{idea.title}{idea.why}{idea.text}".replace("-", "")
