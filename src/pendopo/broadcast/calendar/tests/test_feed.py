"""The feed as RFC 5545 wants it, and whose it is until when."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from pendopo.broadcast.calendar import queries
from pendopo.broadcast.calendar.models import FeedLink
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.tests.builders import an_approved_item, an_item
from pendopo.institution.people.models import Member


@pytest.fixture
def address(sari) -> str:
    """The path of Sari's feed, as it was shown to her once."""
    return "/" + sari.post("/kalender/langganan/", {"do": "make"}).context["address"].split("/", 3)[3]


def events(raw: bytes) -> dict[str, object]:
    return {str(one["summary"]): one for one in Calendar.from_ical(raw).walk("VEVENT")}


def test_every_line_is_as_the_standard_wants_it(client, address, author, account, at):
    title = "Air, bersih; \\ 100 % – “kabar baik” " + "é" * 120
    an_item(author, account, now=at, due_at=at + timedelta(days=1), title=title)
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.content
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # octets, the line break not counted
    for line in lines:
        line.decode()  # no character is cut in two
    text = raw.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Air\\, bersih\\; \\\\ 100 %" in text
    assert "VERSION:2.0" in text
    assert "PRODID:" in text
    assert title in events(raw)


def test_an_appointment_says_all_it_has_to_in_world_time(client, address, author, account, at):
    due = at + timedelta(days=1)
    item = an_item(author, account, now=at, due_at=due, title="Draf")
    an_approved_item(author, account, now=at, due_at=due, title="Disetujui")
    raw = client.get(address).content
    found = events(raw)
    draft = found["Draf"]
    assert f"DTSTART:{due.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode() in raw
    assert b"TZID" not in raw
    assert draft["DTSTAMP"].dt.utcoffset() == timedelta()
    assert draft["DTEND"].dt > draft["DTSTART"].dt == due
    assert str(draft["UID"]).startswith(f"{item.pk}@")
    assert str(draft["URL"]).endswith(f"/konten/{item.pk}/")
    assert [str(found[one]["STATUS"]) for one in ("Draf", "Disetujui")] == ["TENTATIVE", "CONFIRMED"]


def test_a_post_stays_the_same_appointment_whatever_changes(client, address, author, at, settings):
    settings.ALLOWED_HOSTS = ["*"]
    item = an_item(author, now=at, due_at=at + timedelta(days=1), title="Satu")
    first = client.get(address).content
    ContentItem.objects.filter(pk=item.pk).update(title="Dua", due_at=at + timedelta(days=2))
    again = client.get(address, headers={"host": "intranet.example"}).content
    assert events(first)["Satu"]["UID"] == events(again)["Dua"]["UID"]


class TestWhoseItIs:
    def test_a_revoked_address_is_gone(self, sari, address):
        assert sari.get(address).status_code == 200
        sari.post("/kalender/langganan/", {"do": "revoke"})
        assert sari.get(address).status_code == 404

    def test_a_new_address_ends_the_one_before(self, sari, address):
        sari.post("/kalender/langganan/", {"do": "make"})
        assert sari.get(address).status_code == 404

    @pytest.mark.parametrize("change", [{"left_at": timezone.now()}, {"roles": []}])
    def test_who_left_or_may_no_longer_see_the_calendar_loses_it(self, client, address, author, change):
        Member.objects.filter(pk=author.pk).update(**change)
        assert client.get(address).status_code == 404

    def test_a_guess_and_another_institutions_number_find_nothing(self, client, address, author, stranger):
        assert client.get(address.replace(".ics", "x.ics")).status_code == 404
        token = address.rsplit("/", 1)[1].removesuffix(".ics")
        assert queries.feed(author.institution_id, token)
        assert queries.feed(stranger.institution_id, token) is None
        assert client.get(f"/kalender/ics/{10**25}/{token}.ics").status_code == 404

    def test_the_address_itself_is_not_kept(self, address):
        token = address.rsplit("/", 1)[1].removesuffix(".ics")
        assert token not in str(list(FeedLink.objects.values_list()))
