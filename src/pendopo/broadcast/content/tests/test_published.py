"""Words that stand are taken down or corrected, never changed (R20)."""

from __future__ import annotations

import pytest

from pendopo.broadcast.content import actions, queries
from pendopo.broadcast.content.composition import Place, Words
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.tests.builders import (
    NOW,
    TEXT,
    Posted,
    TakenDown,
    a_composition,
    an_approved_item,
    an_item,
    did,
    explained,
)
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts.tests.builders import an_account


class TestPublished:
    def test_published_words_are_corrected_not_changed(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        actions.note_published(Posted(item))
        actions.note_published(Posted(item))
        item.refresh_from_db()
        assert item.state == ItemState.PUBLISHED
        assert did().count("content.published") == 1
        with pytest.raises(Refused) as no:
            actions.save_draft(item=item, composition=a_composition(account, text="x"), by=author, now=NOW)
        assert no.value.rule == "R20"
        correction = actions.start_correction(item=item, by=author, now=NOW)
        assert correction.corrects == item
        assert correction.state == ItemState.DRAFT
        assert queries.approved(item.institution_id, item.pk) is not None

    def test_a_correction_leads_to_where_the_original_stands(self, office, author, account, approver):
        other = an_account(office)
        item = an_item(author, account)
        places = (
            Place(account_id=account.pk),
            Place(
                account_id=other.pk,
                follows_words=False,
                words=Words(text=TEXT, link="https://contoh.go.id/jadwal"),
            ),
        )
        actions.set_placements(item=item, places=places, by=author, now=NOW)
        actions.submit(item=explained(item, author), by=author, now=NOW)
        while step := waiting_step(item):
            actions.approve(step=step, by=approver, now=NOW)
            item.refresh_from_db()
        for place, url in ((account, "https://satu.example/7"), (other, "https://dua.example/9")):
            actions.note_published(Posted(item, place.pk, url))
        item.refresh_from_db()
        correction = actions.start_correction(item=item, by=author, now=NOW)
        composition = correction.current.composition()
        assert composition.words.link == "https://satu.example/7"
        assert composition.place(other.pk).words.text == f"{TEXT}\n\nhttps://dua.example/9"

    def test_a_correction_without_its_link_does_not_go_on(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        actions.note_published(Posted(item))
        item.refresh_from_db()
        correction = actions.start_correction(item=item, by=author, now=NOW)
        actions.save_draft(
            item=correction, composition=a_composition(account, text="Ralat: besok."), by=author, now=NOW
        )
        with pytest.raises(Refused) as no:
            actions.submit(item=explained(correction, author), by=author, now=NOW)
        assert no.value.rule == "R20"

    def test_what_was_taken_down_is_no_place_to_lead_to(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        actions.note_published(Posted(item, account.pk))
        actions.note_published(TakenDown(item, account.pk))
        item.refresh_from_db()
        assert (item.state, item.stands_at) == (ItemState.PUBLISHED, {})
        correction = actions.start_correction(item=item, by=author, now=NOW)
        assert correction.current.link == item.current.link

    def test_a_draft_has_nothing_to_correct(self, author, account):
        with pytest.raises(Refused):
            actions.start_correction(item=an_item(author, account), by=author, now=NOW)

    def test_a_copy_keeps_words_and_sources_and_no_approval(self, author, account, approver):
        item = an_approved_item(author, account, approver=approver)
        twin = actions.duplicate_item(item=item, by=author, now=NOW)
        assert twin.current.text == TEXT
        assert (twin.state, twin.due_at) == (ItemState.DRAFT, None)
