"""The board and its ideas on the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pendopo.broadcast.content.models import Campaign, ContentItem, Pillar
from pendopo.broadcast.ideas import actions
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.tests.builders import an_idea
from pendopo.broadcast.ideas.tests.conftest import NOW
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution


@pytest.fixture
def page(client, sari):
    client.force_login(sari.person)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"ideas:{name}", args=args)


def test_the_board_shows_lanes_reasons_and_targets_beside_what_pillars_got(page, office, sari):
    pillar = Pillar.objects.create(institution=office, name="Layanan publik", share_percent=40)
    idea = an_idea(office, pillar_id=pillar.pk, now=timezone.now())
    shown = page.get(at("board")).text
    assert idea.title in shown
    assert idea.why in shown
    assert "40" in shown
    assert "Jadikan konten" in shown
    assert at("take", idea.pk) in shown


def test_an_empty_board_says_where_ideas_come_from(page):
    assert "Setiap malam Pendopo melihat" in page.get(at("board")).text


def test_filters_stand_in_the_address(page, office):
    pillar = Pillar.objects.create(institution=office, name="Layanan")
    campaign = Campaign.objects.create(institution=office, name="Siaga")
    an_idea(office, title="Di dalam", pillar_id=pillar.pk, campaign_id=campaign.pk)
    an_idea(office, title="Di luar", source=Source.ASKED)
    for asked in (
        {"pilar": pillar.pk},
        {"kampanye": campaign.pk},
        {"sumber": "news"},
        {"sumber": "news", "pilar": pillar.pk},
    ):
        shown = page.get(at("board"), asked).text
        assert "Di dalam" in shown
        assert "Di luar" not in shown
    assert "Di luar" in page.get(at("board"), {"sumber": "lain", "pilar": "x"}).text


def test_one_touch_leads_to_the_content_with_its_template(page, office):
    idea = an_idea(office)
    answer = page.post(at("take", idea.pk))
    item = ContentItem.objects.get()
    assert answer.url == reverse("content:compose", args=[item.pk]) + "?templat=big-number"
    shown = page.get(answer.url).text
    assert "Harga beras hari ini: [angka]" in shown
    assert "Angka besar" in shown
    assert idea.why in shown
    assert "Buka kontennya" in page.get(at("board")).text


def test_whoever_comes_second_is_led_to_what_the_first_made(page, office, rahmat):
    idea = an_idea(office)
    item = actions.take(idea=idea, by=rahmat, now=NOW)
    answer = page.post(at("take", idea.pk), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("content:compose", args=[item.pk])
    assert "Rahmat sudah menjadikannya konten" in answer.text
    assert ContentItem.objects.count() == 1


def test_a_second_press_of_ones_own_leads_there_without_a_word_of_blame(page, office):
    idea = an_idea(office)
    first = page.post(at("take", idea.pk))
    again = page.post(at("take", idea.pk), {"title": idea.title, "text": idea.text})
    assert again.url == first.url
    assert "sudah menjadikannya konten" not in page.get(again.url).text


def test_an_idea_is_written_changed_kept_set_aside_and_brought_back(page, office):
    refused = page.post(at("write"), {"title": " "})
    assert refused.status_code == 422
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    page.post(at("write"), {"title": "Pasar murah", "why": "Harga naik.", "suggested_for": day})
    idea = Idea.objects.get()
    assert (idea.state, idea.suggested_for.isoformat()) == ("kept", day)
    page.post(at("idea", idea.pk), {"title": "Pasar murah Sabtu", "text": "Sabtu [jam] di [tempat]."})
    idea.refresh_from_db()
    assert (idea.title, idea.text) == ("Pasar murah Sabtu", "Sabtu [jam] di [tempat].")
    assert page.post(at("set_aside", idea.pk), {"why": ""}).status_code == 422
    answer = page.post(at("set_aside", idea.pk), {"why": "Ditunda."}, follow=True)
    assert at("bring_back", idea.pk) in answer.text
    assert "Ditunda." in page.get(at("idea", idea.pk)).text
    page.post(at("bring_back", idea.pk))
    other = an_idea(office)
    page.post(at("keep", other.pk))
    assert set(Idea.objects.values_list("state", flat=True)) == {"kept"}


def test_a_festive_picture_on_a_solemn_day_is_refused_in_its_field(page):
    solemn = "2026-09-30"
    answer = page.post(at("write"), {"title": "Kuis", "template": "greeting", "suggested_for": solemn})
    assert answer.status_code == 422
    assert "khidmat" in answer.text


def test_what_was_typed_and_not_saved_goes_along_when_content_is_made(page, office):
    idea = an_idea(office)
    assert f'formaction="{at("take", idea.pk)}"' in page.get(at("idea", idea.pk)).text
    refused = page.post(at("take", idea.pk), {"title": "", "text": "Baru saja diketik."})
    assert refused.status_code == 422
    assert "Baru saja diketik." in refused.text
    page.post(at("take", idea.pk), {"title": "Harga beras turun", "text": "Baru saja diketik."})
    item = ContentItem.objects.get()
    assert item.title == "Harga beras turun"
    assert item.current.composition().words.text == "Baru saja diketik."
    idea.refresh_from_db()
    assert (idea.state, idea.item) == ("taken", item)


def test_looking_again_says_what_is_new(page, office):
    shown = page.post(at("look"), follow=True).text
    assert "ide baru" in shown
    assert "Tidak ada yang baru" in page.post(at("look"), follow=True).text


@pytest.mark.parametrize("role", [Role.UNIT_LIAISON, Role.AUDITOR])
def test_those_who_do_not_write_content_read_and_find_no_dead_buttons(client, office, role):
    idea = an_idea(office)
    client.force_login(a_member(office, role).person)
    for address in (at("board"), at("idea", idea.pk)):
        shown = client.get(address)
        assert shown.status_code == 200
        assert "Jadikan konten" not in shown.text
    client.post(at("take", idea.pk))
    client.post(at("keep", idea.pk))
    client.post(at("look"))
    assert client.post(at("set_aside", idea.pk), {"why": "x"}).status_code == 422
    idea.refresh_from_db()
    assert idea.state == "suggested"
    assert not ContentItem.objects.exists()
    assert (client.get(at("write")).status_code == 200) is (role == Role.UNIT_LIAISON)


def test_another_institutions_idea_is_not_there(client, stranger):
    ours = an_institution()
    with acting_for(ours.pk):
        idea = an_idea(ours)
    client.force_login(stranger.person)
    assert client.get(at("idea", idea.pk)).status_code == 404
    for name in ("take", "keep", "set_aside", "bring_back"):
        assert client.post(at(name, idea.pk), {"why": "x"}).status_code == 404


def test_an_empty_desk_proposes_the_best_idea(page, office):
    shown = page.get("/")
    if shown.context["groups"]:
        pytest.skip("The desk of an operator is never empty any more.")
    idea = an_idea(office)
    shown = page.get("/").text
    assert idea.title in shown
    assert at("take", idea.pk) in shown


def test_a_full_board_asks_no_more_questions_than_a_short_one(page, office, django_assert_max_num_queries):
    pillar = Pillar.objects.create(institution=office, name="Layanan")
    an_idea(office, pillar_id=pillar.pk)
    with CaptureQueriesContext(connection) as short:
        page.get(at("board"))
    for _number in range(40):
        an_idea(office, pillar_id=pillar.pk)
    with django_assert_max_num_queries(len(short) + 1):  # the whole lane is counted
        shown = page.get(at("board")).text
    assert "dan 11 lagi" in shown


def test_the_search_over_everything_finds_ideas(page, office):
    idea = an_idea(office)
    assert at("idea", idea.pk) in page.get("/cari/", {"q": "beras"}).text
