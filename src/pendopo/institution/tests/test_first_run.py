"""The page that makes the institution and its first administrator."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pendopo.institution import first_run
from pendopo.institution.models import Institution, Person
from pendopo.institution.tests.signing_in import (
    is_in,
)


class TestTheFirstRunPage:
    FORM = {
        "name": "Pemerintah Kabupaten Contoh",
        "zone": "Asia/Makassar",
        "administrator": "Ratna",
        "email": "Ratna@contoh.go.id",
        "password": "empat kata yang panjang",
    }

    def test_makes_the_institution_and_signs_in(self, db):
        token = first_run.new_token()
        client = Client()
        assert client.get("/mulai/", {"token": token}).status_code == 200
        answer = client.post("/mulai/", {**self.FORM, "token": token})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert is_in(client)
        assert Institution.objects.get().zone == "Asia/Makassar"
        assert Person.objects.get().email == "ratna@contoh.go.id"

    def test_opens_once(self, db):
        token = first_run.new_token()
        Client().post("/mulai/", {**self.FORM, "token": token})
        for answer in (
            Client().get("/mulai/", {"token": token}),
            Client().post("/mulai/", {**self.FORM, "token": token}),
        ):
            assert answer.status_code == 410
            assert reverse("account_login") in answer.text
        assert Institution.objects.count() == 1

    @pytest.mark.parametrize("token", ["", "salah", "x" * 5000])
    def test_says_what_to_do_with_a_wrong_token(self, db, token):
        first_run.new_token()
        answer = Client().post("/mulai/", {**self.FORM, "token": token})
        assert answer.status_code == 403
        assert "terminal" in answer.text
        assert not Institution.objects.exists()

    def test_an_old_token_does_not_open_any_more(self, db):
        token = first_run.new_token()
        cache.delete(first_run.PLACE)
        assert Client().get("/mulai/", {"token": token}).status_code == 403

    def test_keeps_what_was_typed_when_the_password_is_weak(self, db):
        token = first_run.new_token()
        answer = Client().post("/mulai/", {**self.FORM, "password": "pendek", "token": token})
        assert answer.status_code == 422
        assert "Pemerintah Kabupaten Contoh" in answer.text
        assert token in answer.text
        assert not Institution.objects.exists()
