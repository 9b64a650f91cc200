from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage

from pendopo.broadcast.content.models.library import ConsentKind
from pendopo.broadcast.material import actions
from pendopo.broadcast.material.models import Photo, Piece
from pendopo.broadcast.material.states import PieceKind
from pendopo.broadcast.material.tests.builders import (
    NOW,
    a_photo,
    answered,
    by_link,
    gathers,
    of_a_child,
    sends,
)
from pendopo.foundation.errors import Refused
from pendopo.institution.notices.models import Notice


def test_each_piece_is_kept_before_anything_is_sent(asked):
    gathers(asked)
    assert [one.kind for one in asked.pieces.all()] == ["fact", "figure", "name"]
    assert not asked.pieces.sent().exists()
    assert asked.state == "asked"
    sends(asked)
    assert (asked.state, asked.said_by, asked.pieces.sent().count()) == ("answered", "Wawan Gunawan", 3)
    assert asked.photos.sent().count() == 1
    assert Notice.objects.filter(kind="material.came").count() == 1


def test_a_form_sent_twice_counts_once(asked):
    key = uuid.uuid4()
    known = by_link(asked, key=key)
    for _time in range(2):
        actions.add_piece(**known, kind=PieceKind.FACT, text="Satu kali saja.")
    assert asked.pieces.count() == 1
    send = by_link(asked)
    for _time in range(2):
        actions.send(**send, said_by="Wawan", is_partly=True)
    assert Notice.objects.filter(kind="material.came").count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": "Lampu", "value": "120", "source": " "}, "source"),
        ({"text": "", "value": "120", "source": "Laporan"}, "text"),
        ({"text": "Lampu", "value": "", "source": "Laporan"}, "value"),
    ],
)
def test_a_number_without_its_source_is_none(asked, said, field):
    with pytest.raises(Refused) as no:
        actions.add_piece(**by_link(asked), kind=PieceKind.FIGURE, **said)
    assert no.value.field == field
    assert not Piece.objects.exists()


@pytest.mark.parametrize(
    ("left_out", "field"),
    [
        ({"proof": None}, "proof"),
        ({"people": ""}, "people"),
        ({"consent": ""}, "consent"),
        ({"consent_on": None}, "consent_on"),
        ({"consent": ConsentKind.WRITTEN}, "consent"),
        ({"consent_on": date(2027, 1, 1)}, "consent_on"),
        ({"has_minor": False, "has_patient": True, "proof": None}, "proof"),
        ({"shows": " "}, "shows"),
        ({"source": ""}, "source"),
    ],
)
def test_a_child_or_a_patient_is_shown_only_with_the_signed_form(asked, left_out, field):
    with pytest.raises(Refused) as no:
        actions.add_photo(**by_link(asked), **of_a_child(**left_out))
    assert no.value.field == field
    assert not Photo.objects.exists()


def test_a_photo_of_a_road_asks_for_no_consent_and_the_same_one_twice_is_one(asked):
    road = {
        "photo": a_photo("grey"),
        "shows": "Jalan lurus.",
        "rights": "own",
        "source": "DPU",
    }
    for _time in range(2):
        actions.add_photo(**by_link(asked), **road)
    photo = asked.photos.get()
    assert not photo.consent
    assert default_storage.exists(photo.file.name)


def test_what_was_not_sent_can_be_taken_back_and_what_was_sent_not(asked):
    gathers(asked)
    fact, photo = asked.pieces.first(), asked.photos.get()
    actions.take_back(**by_link(asked), photo=photo.pk)
    assert not asked.photos.exists()
    sends(asked, is_partly=True)
    with pytest.raises(Refused):
        actions.take_back(**by_link(asked), piece=fact.pk)
    assert asked.pieces.count() == 3


def test_the_rest_of_a_part_may_follow(asked):
    gathers(asked)
    sends(asked, is_partly=True)
    actions.add_piece(**by_link(asked), kind=PieceKind.FACT, text="Sisanya.")
    sends(asked)
    assert (asked.state, asked.is_partly, asked.pieces.sent().count()) == ("answered", False, 4)


def test_what_was_forgotten_is_added_until_the_office_takes_it_in(asked, operator):
    answered(asked)
    actions.add_piece(**by_link(asked), kind=PieceKind.FACT, text="Lampu di Jalan Mawar juga.")
    sends(asked)
    actions.take_in(request=asked, item=None, by=operator, now=NOW)
    with pytest.raises(Refused, match="tidak ada yang diubah"):
        actions.add_piece(**by_link(asked), kind=PieceKind.FACT, text="Terlambat.")


def test_what_a_colleague_has_gathered_while_it_was_taken_in_can_still_be_sent(asked, operator):
    answered(asked)
    actions.add_piece(**by_link(asked), kind=PieceKind.FACT, text="Lampu di Jalan Mawar juga.")
    actions.take_in(request=asked, item=None, by=operator, now=NOW)
    sends(asked)
    assert (asked.state, asked.pieces.sent().count()) == ("answered", 4)


def test_nothing_is_not_sent(asked):
    with pytest.raises(Refused, match="Belum ada yang dapat dikirim"):
        sends(asked)
    assert asked.state == "asked"


def test_a_piece_of_another_request_is_not_touched(asked, operator, works):
    from_elsewhere = answered(asked).pieces.first()
    other = type(asked).objects.create(
        **{name: getattr(asked, name) for name in ("institution", "unit", "title", "what", "why", "by")},
        asked_at=asked.asked_at,
        round_at=asked.round_at,
        promised_by=asked.promised_by,
        answer_by=asked.answer_by,
    )
    with pytest.raises(Refused):
        actions.take_back(**by_link(other), piece=from_elsewhere.pk)
    assert Piece.objects.filter(pk=from_elsewhere.pk).exists()


def test_consent_given_this_morning_is_not_of_tomorrow(asked):
    early = datetime(2026, 11, 25, 23, tzinfo=UTC)  # 06.00 WIB on the 26th
    actions.add_photo(**by_link(asked, now=early), **of_a_child(consent_on=date(2026, 11, 26)))
    assert asked.photos.get().consent_on == date(2026, 11, 26)
