"""The library, as a browser without script uses it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.broadcast.content.models import Picture
from pendopo.broadcast.content.tests.builders import (
    a_picture,
    jpeg,
    page,
    signed_in,
)
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


class TestLibrary:
    def test_several_pictures_come_in_and_what_is_none_is_named(self, sari):
        files = [
            SimpleUploadedFile("a.jpg", jpeg(colour="red"), "image/jpeg"),
            SimpleUploadedFile("b.jpg", jpeg(colour="blue"), "image/jpeg"),
            SimpleUploadedFile("c.jpg", b"nothing", "image/jpeg"),
        ]
        answer = sari.post(page("upload"), {"upload": files}, follow=True)
        assert Picture.objects.count() == 2
        assert "c.jpg" in answer.content.decode()
        assert len(answer.context["pictures"]) == 2

    def test_a_picture_is_described_and_its_focal_point_set(self, sari, author, at):
        picture = a_picture(author, now=at)
        asked = {
            "name": "Keran",
            "alt": "Keran umum",
            "rights": "own",
            "source": "",
            "focus_x": "0",
            "focus_y": "0",
        }
        assert sari.post(page("picture", picture.pk), asked | {"focal": "0.67 -0.67"}).status_code == 302
        picture.refresh_from_db()
        assert (picture.name, picture.focus_x, picture.focus_y) == ("Keran", 0.67, -0.67)
        assert sari.post(page("picture", picture.pk), asked | {"focus_x": "7"}).status_code == 422
        assert sari.get(page("picture", picture.pk)).status_code == 200

    def test_a_consent_is_recorded(self, sari, author, at):
        picture = a_picture(author, now=at, has_minor=True)
        asked = {"people_shown": "Anak", "kind": "event", "given_on": at.date().isoformat()}
        assert sari.post(page("consent", picture.pk), asked).status_code == 422
        scan = SimpleUploadedFile("izin.pdf", b"%PDF-1.7", "application/pdf")
        answer = sari.post(page("consent", picture.pk), asked | {"kind": "guardian", "scan": scan})
        assert answer.status_code == 302
        assert b"".join(sari.get(page("consent_scan", picture.pk)).streaming_content) == b"%PDF-1.7"

    def test_it_is_shown_small_and_as_the_network_cuts_it(self, sari, author, account, at):
        picture = a_picture(author, now=at)
        answer = sari.get(page("shown", picture.pk, 320) + f"?account={account.pk}")
        assert answer["Content-Type"] == "image/webp"
        assert sari.get(page("shown", picture.pk, 321)).status_code == 404

    @pytest.mark.parametrize("address", ["?q=a%00b", "?sesudah=²", f"?sesudah={'9' * 25}", "?map=²"])
    def test_odd_addresses_are_no_error(self, sari, address):
        assert sari.get(page("library") + address).status_code == 200

    def test_folders(self, sari):
        answer = sari.post(page("add_folder"), {"name": "Air"})
        assert answer.status_code == 302
        assert sari.get(answer.url).context["folder"].name == "Air"
        assert sari.post(page("add_folder"), {"name": "Air"}).status_code == 422

    def test_taking_out(self, sari, author, at):
        picture = a_picture(author, now=at)
        sari.post(page("remove_picture", picture.pk))
        picture.refresh_from_db()
        assert picture.removed_at


def test_a_consent_form_is_not_shown_to_those_who_do_not_keep_the_library(client, office, author, at):
    picture = a_picture(author, now=at)
    signed_in(client, a_member(office, Role.AUDITOR))
    assert client.get(page("consent_scan", picture.pk)).status_code == 404
