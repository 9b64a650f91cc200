"""Every page of an item, for its own people and for strangers."""

from __future__ import annotations

import pytest

from pendopo.broadcast.content.tests.builders import (
    a_picture,
    an_item,
    page,
    signed_in,
    use,
)
from pendopo.foundation.tenancy import transactions

PAGES = ("compose", "details", "schedule", "review", "versions", "withdraw")


@pytest.mark.parametrize("name", PAGES)
def test_another_institution_finds_nothing(client, stranger, author, account, at, name):
    item = an_item(author, account, now=at)
    before = transactions._set(institution="")
    signed_in(client, stranger)
    assert client.get(page(name, item.pk)).status_code == 404
    transactions._set(**before)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_both_languages(sari, author, account, at, due, name):
    picture = a_picture(author, now=at)
    item = an_item(author, account, now=at, due_at=due, pictures=(use(picture),))
    for language in ("id", "en"):
        author.person.language = language
        author.person.save()
        assert sari.get(page(name, item.pk)).status_code == 200
