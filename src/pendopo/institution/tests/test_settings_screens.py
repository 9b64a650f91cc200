"""The pages on which an office says what it looks like and when it works."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.ui import fonts
from pendopo.foundation.ui.fonts import KITS_OWN
from pendopo.institution.tests.builders import a_member
from pendopo.institution.tests.screens import at, signed_in


def a_picture(kind="PNG"):
    drawn = BytesIO()
    Image.new("RGB", (2000, 1000), "#1f4e79").save(drawn, kind)
    return SimpleUploadedFile("logo.png", drawn.getvalue())


def test_the_brand_is_changed_and_the_logo_drawn_anew(client, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = client.post(
        at("brand"),
        {
            "logo": a_picture("JPEG"),
            "colour": "#FFEE00",
            "accent": "#8a5a2b",
            "heading_font": KITS_OWN,
            "body_font": KITS_OWN,
            "avoid": "bodoh\n\nbodoh\n",
        },
    )
    assert answer.status_code == 302
    office.refresh_from_db()
    assert office.colour == "#ffee00"
    assert office.voice["avoid"] == ["bodoh"]
    shown = Client().get(at("logo", office.slug))
    with Image.open(BytesIO(b"".join(shown.streaming_content))) as picture:
        assert (picture.format, picture.size) == ("PNG", (640, 320))


def test_a_chosen_font_is_on_every_screen_and_one_that_is_not_bundled_is_refused(client, office, monkeypatch):
    monkeypatch.setattr(fonts.Font, "is_bundled", property(lambda font: font.slug != "lora"))
    chosen = {"colour": "#123456", "accent": "#123456", "body_font": KITS_OWN}
    assert client.post(at("brand"), {**chosen, "heading_font": "Lora"}).status_code == 422
    assert client.post(at("brand"), {**chosen, "heading_font": "Inter"}).status_code == 302
    assert reverse("ui:fonts", args=["inter", "plus-jakarta-sans"]) in client.get(at("people")).text
    with acting_for(office.pk):
        assert LedgerEntry.objects.get(did="institution.brand_changed").words["fields"]


def test_a_pale_colour_is_shown_by_its_readable_relative(client):
    page = client.get(at("brand_preview"), {"colour": "#ffee00"}).text
    assert "#ffee00" in page
    assert "<html" not in page


@pytest.mark.parametrize("nonsense", ["red; fill: url(x)", '"><script>'])
def test_a_preview_takes_only_colours(client, nonsense):
    page = client.get(at("brand_preview"), {"colour": nonsense}).text
    assert nonsense not in page


def test_a_logo_that_is_no_picture_is_refused(client):
    answer = client.post(
        at("brand"),
        {
            "logo": SimpleUploadedFile("logo.svg", b"<svg onload='x'/>"),
            "colour": "#123456",
            "accent": "#123456",
        },
    )
    assert answer.status_code == 422


def test_hours_are_written_as_people_write_them(client, office):
    week = {f"day{day}": "07.30-12.00, 13.00 - 16.00" for day in range(4)}
    answer = client.post(at("working_days"), {"do": "week", **week, "day4": "8:00–11:00"})
    assert answer.status_code == 302
    office.refresh_from_db()
    assert office.office_hours["0"] == ["07:30", "12:00", "13:00", "16:00"]
    assert office.office_hours["4"] == ["08:00", "11:00"]
    assert "5" not in office.office_hours
    assert "07.30-12.00, 13.00-16.00" in client.get(at("working_days")).text


@pytest.mark.parametrize("hours", ["16.00-08.00", "pagi", "25.00-26.00", "08.00-12.00, 11.00-13.00"])
def test_hours_that_cannot_be_are_told_at_their_day(client, hours):
    answer = client.post(at("working_days"), {"do": "week", "day0": hours})
    assert answer.status_code == 422
    assert hours in answer.text


def test_a_week_without_any_hours_is_refused(client, office):
    assert client.post(at("working_days"), {"do": "week"}).status_code == 422


def test_days_of_our_own_come_and_go(client, office):
    day = {
        "do": "add_day",
        "on": "2026-08-21",
        "kind": "regional_holidays",
        "name": "Hari jadi",
        "yearly": "on",
    }
    assert client.post(at("working_days"), day).status_code == 302
    office.refresh_from_db()
    assert office.regional_holidays == [{"on": "2026-08-21", "name": "Hari jadi", "yearly": True}]
    client.post(at("working_days"), {"do": "remove:regional_holidays:2026-08-21"})
    office.refresh_from_db()
    assert office.regional_holidays == []


def test_other_hours_for_ramadan_are_added_and_removed(client, office):
    week = {f"meanwhile-day{day}": "08.00-15.00" for day in range(5)}
    said = {
        "do": "add_hours",
        "meanwhile-first": "2027-02-08",
        "meanwhile-last": "2027-03-09",
        "meanwhile-name": "Ramadan",
    }
    assert client.post(at("working_days"), {**said, **week}).status_code == 302
    office.refresh_from_db()
    assert office.hours_instead[0]["hours"]["0"] == ["08:00", "15:00"]
    assert "Ramadan" in client.get(at("working_days")).text
    # Other hours on other weekdays than usual would change which days count.
    assert client.post(at("working_days"), {**said, "meanwhile-day0": "08.00-15.00"}).status_code == 422
    client.post(at("working_days"), {"do": "remove:hours_instead:2027-02-08"})
    office.refresh_from_db()
    assert office.hours_instead == []


def test_nothing_else_is_removed_by_name(client):
    assert client.post(at("working_days"), {"do": "remove:voice:x"}).status_code == 404


def test_an_operator_changes_no_working_days(office):
    answer = signed_in(a_member(office)).post(at("working_days"), {"do": "week", "day0": "08.00-12.00"})
    assert answer.status_code == 422
    office.refresh_from_db()
    assert office.office_hours == {}


def test_a_year_without_decree_says_that_it_is_an_estimate(client):
    assert (
        'role="alert"' in client.get(at("working_days"), {"tahun": "2031"}).text
        or "2031" in client.get(at("working_days"), {"tahun": "2031"}).text
    )
