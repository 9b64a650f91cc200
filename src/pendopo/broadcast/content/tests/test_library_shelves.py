"""The library's shelves inside shelves, and what the brand and the rights say about a draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from pendopo.broadcast.content import actions
from pendopo.broadcast.content.checking import examined
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.library import ConsentKind, Rights
from pendopo.broadcast.content.queries.folders import folders_of
from pendopo.broadcast.content.tests.builders import NOW, a_picture, an_item, use
from pendopo.broadcast.content.views.showing import around
from pendopo.foundation.errors import Refused


@pytest.fixture
def shelves(author):
    events = actions.add_folder(name="Kegiatan", by=author, now=NOW)
    year = actions.add_folder(name="2026", parent=events, by=author, now=NOW)
    return events, year


def codes(item, by) -> set[str]:
    version = item.versions.model.objects.whole().get(pk=item.current_id)
    return {one.code for one in examined(item, version.composition(), by=by, now=NOW).findings}


def test_a_folder_knows_its_way_from_the_outermost(author, shelves):
    events, year = shelves
    tree = folders_of(author)
    assert tree.path(year.pk) == (events, year)
    assert tree.name(year.pk) == "Kegiatan / 2026"
    assert tree.within(events.pk) == {events.pk, year.pk}


def test_searching_a_shelf_finds_what_lies_deeper(client, author, shelves):
    events, year = shelves
    picture = a_picture(author, folder=year)
    client.force_login(author.person)
    library = reverse("content:library")
    assert client.get(library, {"map": events.pk}).context["pictures"] == []
    assert client.get(library, {"map": events.pk, "q": "keran"}).context["pictures"] == [picture]
    assert "Kegiatan / 2026" in client.get(reverse("content:picture", args=[picture.pk])).content.decode()


def test_a_folder_gets_another_name_and_another_place(client, author, shelves):
    _events, year = shelves
    client.force_login(author.person)
    page = client.get(reverse("content:library"), {"map": year.pk}).content.decode()
    assert "Ubah map “2026”" in page
    answer = client.post(
        reverse("content:change_folder", args=[year.pk]), {"name": "Tahun 2026", "parent": ""}
    )
    assert answer["Location"].endswith(f"?map={year.pk}")
    assert folders_of(author).name(year.pk) == "Tahun 2026"


def test_a_folder_is_never_put_into_itself(client, author, shelves):
    events, year = shelves
    client.force_login(author.person)
    typed = {"name": "Semua kegiatan", "parent": year.pk}
    answer = client.post(reverse("content:change_folder", args=[events.pk]), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Map tidak dapat dimasukkan ke dalam dirinya sendiri." in page
    assert "Semua kegiatan" in page
    assert folders_of(author).name(year.pk) == "Kegiatan / 2026"


def test_a_name_is_used_once_beside_each_other(author, shelves):
    events, _year = shelves
    other = actions.add_folder(name="Rapat", by=author, now=NOW)
    with pytest.raises(Refused):
        actions.change_folder(folder=other, name="Kegiatan", parent=None, by=author, now=NOW)
    actions.change_folder(folder=other, name="Kegiatan", parent=events, by=author, now=NOW)


def test_only_an_empty_folder_is_removed(client, author, shelves):
    events, year = shelves
    picture = a_picture(author, folder=year)
    client.force_login(author.person)
    page = client.post(reverse("content:remove_folder", args=[year.pk]), follow=True).content.decode()
    assert "Pindahkan dahulu ke tempat lain." in page
    actions.remove_picture(picture=picture, by=author, now=NOW)
    answer = client.post(reverse("content:remove_folder", args=[year.pk]))
    assert answer["Location"].endswith(f"?map={events.pk}")
    assert set(folders_of(author).by_id) == {events.pk}


def test_a_child_without_consent_is_found_until_a_guardian_agreed(author, account):
    picture = a_picture(author, has_minor=True)
    item = an_item(author, account, pictures=(use(picture),))
    assert "consent_missing" in codes(item, author)
    actions.record_consent(
        picture=picture,
        people_shown="Ibu Sari, wali",
        kind=ConsentKind.GUARDIAN,
        given_on=NOW.date(),
        by=author,
        now=NOW,
    )
    assert "consent_missing" not in codes(item, author)


def test_a_consent_of_today_holds_in_the_small_hours_of_the_offices_own_day(author):
    night = NOW.replace(hour=21)  # 04.00 WIB of the next day
    consent = actions.record_consent(
        picture=a_picture(author),
        people_shown="Ibu Sari",
        kind=ConsentKind.WRITTEN,
        given_on=NOW.date() + timedelta(days=1),
        by=author,
        now=night,
    )
    assert consent.given_on == NOW.date() + timedelta(days=1)


def test_unclear_rights_are_found_until_somebody_says_whose_it_is(author, account):
    picture = a_picture(author, rights=Rights.UNKNOWN)
    item = an_item(author, account, pictures=(use(picture),))
    assert "rights_unclear" in codes(item, author)
    actions.change_picture(picture=picture, rights=Rights.GIVEN, by=author, now=NOW)
    assert "rights_unclear" not in codes(item, author)


def test_the_voice_of_the_brand_is_heard_in_a_draft(author, account, office):
    office.voice = {"address": "Anda", "avoid": ["masyarakat -> warga"]}
    office.save(update_fields=["voice"])
    item = an_item(author, account, text="Kamu dan masyarakat diundang.")
    item.institution = office
    assert {"avoided_word", "other_address"} <= codes(item, author)


def published_at(author, account, hour: int, times: int) -> None:
    """So often an item of this account was published at this hour (WIB) of late."""
    for number in range(times):
        item = an_item(author, account, title=f"{hour}-{number}")
        at = (now() - timedelta(days=number + 1)).replace(hour=hour - 7, minute=20)
        ContentItem.objects.filter(pk=item.pk).update(
            state="published", published_at=at, approved_version=item.current_id
        )


def test_good_hours_are_the_accounts_own_once_it_has_published_enough(author, account):
    item = an_item(author, account)
    told = around(item, None, author)
    assert told["hours_are_standard"]
    assert {at.hour for at in told["good_times"]} <= {3, 8}  # 10 and 15 WIB
    published_at(author, account, 8, 5)
    published_at(author, account, 19, 4)
    told = around(item, None, author)
    assert not told["hours_are_standard"]
    assert {at.hour for at in told["good_times"]} <= {1, 12}
    assert told["good_times"]
