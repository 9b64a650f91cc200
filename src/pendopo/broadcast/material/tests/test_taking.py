from __future__ import annotations

import pytest
from django.urls import reverse

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.tests.builders import TEXT, a_composition, an_item
from pendopo.broadcast.material import actions
from pendopo.broadcast.material.models import MaterialMail
from pendopo.broadcast.material.states import PieceKind
from pendopo.broadcast.material.tests.builders import NOW, answered, by_link, gathers, sends
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


def test_it_becomes_a_draft_with_sources_and_a_picture_with_consent(asked, operator):
    item = actions.take_in(request=answered(asked), by=operator, now=NOW)
    composition = item.current.composition()
    assert composition.words.text == "Lampu di Jalan Melati menyala lagi.\n\n- Lampu yang diganti: 120 titik"
    [use] = composition.pictures
    assert use.alt == "Seorang anak berdiri di bawah lampu jalan yang menyala."
    picture = asked.photos.get().picture
    assert (picture.pk, picture.has_minor, picture.source) == (use.picture_id, True, "Wawan, DPU")
    assert (picture.consent.kind, picture.consent.people) == ("guardian", "Dewi (8 tahun)")
    assert picture.consent.scan
    number, stated = item.sources.order_by("id")
    assert (number.kind, number.reference) == ("document", "Laporan harian DPU, 24 November 2026")
    assert number.statement == "Lampu yang diganti: 120 titik"
    assert (stated.kind, stated.reference) == ("person", "Wawan Gunawan, Dinas Pekerjaan Umum")
    assert "Ir. Wawan Gunawan, M.T." in stated.statement
    assert (asked.state, asked.item) == ("taken_in", item)


def test_it_is_added_to_an_item_that_is_being_written(asked, operator):
    item = an_item(operator)
    actions.take_in(request=answered(asked), item=item, by=operator, now=NOW)
    item.refresh_from_db()
    composition = item.current.composition()
    assert composition.words.text.startswith(TEXT)
    assert "120 titik" in composition.words.text
    assert len(composition.pictures) == 1


def test_unsaved_words_in_that_item_are_not_lost(asked, operator):
    item = an_item(operator)
    content.autosave(item=item, composition=a_composition(text="Sedang ditulis"), by=operator, now=NOW)
    with pytest.raises(Refused, match="belum disimpan"):
        actions.take_in(request=answered(asked), item=item, by=operator, now=NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.photos.get().picture) == ("answered", None)


def test_taken_in_by_two_it_is_taken_once(asked, operator):
    answered(asked)
    again = type(asked).objects.get(pk=asked.pk)
    actions.take_in(request=asked, by=operator, now=NOW)
    with pytest.raises(Stale):
        actions.take_in(request=again, by=operator, now=NOW)


def test_the_rest_is_taken_in_without_what_was_taken_before(asked, operator):
    gathers(asked)
    sends(asked, is_partly=True)
    item = actions.take_in(request=asked, by=operator, now=NOW)
    actions.add_piece(**by_link(asked), kind=PieceKind.FACT, text="Sisanya menyusul.")
    sends(asked)
    actions.take_in(request=asked, item=item, by=operator, now=NOW)
    item.refresh_from_db()
    text = item.current.text
    assert text.count("Jalan Melati") == 1
    assert text.endswith("Sisanya menyusul.")
    assert len(item.current.composition().pictures) == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.COORDINATOR, Role.AUDITOR, Role.UNIT_LIAISON])
def test_who_does_not_write_takes_nothing_in(asked, office, role):
    answered(asked)
    with pytest.raises(Refused):
        actions.take_in(request=asked, by=a_member(office, role), now=NOW)
    asked.refresh_from_db()
    assert asked.state == "answered"


class Posted:
    kind, origin, at = "post", "content.item", NOW

    def __init__(self, item):
        self.institution_id, self.origin_id = item.institution_id, item.pk


def test_the_unit_is_thanked_once_when_the_post_stands(asked, operator):
    item = actions.take_in(request=answered(asked), by=operator, now=NOW)
    for _account in range(2):
        actions.thank(Posted(item))
    actions.thank(Posted(an_item(operator)))
    assert [mail.to for mail in MaterialMail.objects.filter(kind="thanks")] == ["dpu@contoh.go.id"]


def test_a_unit_that_reads_whatsapp_is_shown_what_came_of_it_by_a_link_sent_by_hand(asked, operator, client):
    client.force_login(operator.person)
    page = reverse("material:request", args=[asked.pk])
    item = actions.take_in(request=answered(asked), by=operator, now=NOW)
    assert "Tunjukkan hasilnya kepada unit" not in client.get(page).text
    type(item).objects.filter(pk=item.pk).update(stands_at={"1": "https://contoh.example/p/1"})
    assert "Tunjukkan hasilnya kepada unit" in client.get(page).text
    sent = client.post(reverse("material:by_hand", args=[asked.pk])).text
    assert "Terima kasih atas bahan Anda untuk “Lampu jalan”." in sent
    assert "perlu bantuan Anda sampai" not in sent
