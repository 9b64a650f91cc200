"""The front page leads to everything, on the first day as on every other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.tests.builders import an_institution
from pendopo.portal.models import Article

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
WAYS = (
    "report",
    "track",
    "services",
    "information",
    "check",
    "official_accounts",
    "public_register",
    "comment_rules",
)


@pytest.fixture
def office(db):
    return an_institution()


def front(office):
    return Client().get(reverse("portal:front", args=[office.slug]))


def test_it_leads_to_all_there_is_before_anything_was_written(office):
    page = front(office)
    assert page.status_code == 200
    for way in WAYS:
        assert f'href="{reverse(f"portal:{way}", args=[office.slug])}"' in page.text
    assert "Belum ada berita" in page.text
    assert not page.cookies


def an_article(office, title):
    with acting_for(office.pk):
        return Article.objects.create(
            institution=office, key=title, title=title, text="Terima kasih.", pictures=[], published_at=NOW
        )


def test_what_is_new_stands_there_without_its_pictures(office):
    one = an_article(office, "Air kembali mengalir")
    page = front(office).text
    assert one.title in page
    assert page.count("<img") == 0
    assert reverse("portal:news", args=[office.slug]) in page


def test_another_offices_news_stands_elsewhere(office):
    an_article(an_institution("Kota Lain"), "Kabar kota lain")
    assert "Kabar kota lain" not in front(office).text
