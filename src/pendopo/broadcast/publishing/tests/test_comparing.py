"""What stands is held against what was approved, whole: every part, title, link, picture and description."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pendopo.broadcast.publishing import comparing, jobs
from pendopo.broadcast.publishing.events import DeliveryDiffers
from pendopo.broadcast.publishing.tests import networks
from pendopo.broadcast.publishing.tests.conftest import NOW
from pendopo.foundation import events
from pendopo.networks.contract import Ability, Draft, Limits, Picture, Sent

LIMITS = Limits(text_max=500, abilities=frozenset({Ability.PICTURES, Ability.ALT_TEXT, Ability.TITLE}))


def a_picture(alt: str) -> Picture:
    return Picture(content=b"", kind="image/png", alt=alt, width=1, height=1)


APPROVED = Draft(
    text="Air bersih kembali mengalir.",
    made_at=NOW,
    title="Air mengalir",
    link="https://contoh.go.id/jadwal",
    pictures=(a_picture("Warga antre."), a_picture("Kran baru.")),
    thread=("Jadwalnya menyusul.", "Terima kasih."),
)
AS_IT_STANDS = replace(
    APPROVED, text="Air bersih  kembali mengalir. #air", thread=(), pictures=APPROVED.pictures[:]
)
FURTHER = tuple(Draft(text=part, made_at=NOW) for part in APPROVED.thread)


def differs(further=FURTHER, **there) -> str:
    return comparing.difference(APPROVED, replace(AS_IT_STANDS, **there), LIMITS, further=further)


def test_what_networks_add_of_their_own_is_no_difference():
    assert differs() == ""
    assert differs(link="", text=f"{AS_IT_STANDS.text} {APPROVED.link}") == ""
    assert differs(further=(), thread=APPROVED.thread) == ""
    assert differs(further=(), text=" ".join([APPROVED.text, *APPROVED.thread])) == ""


@pytest.mark.parametrize(
    ("how", "there"),
    [
        (comparing.TEXT_DIFFERS, {"text": "Air bersih mengalir."}),
        (comparing.TEXT_DIFFERS, {"further": FURTHER[:1]}),
        (comparing.TEXT_DIFFERS, {"further": (FURTHER[0], replace(FURTHER[1], text="Sampai jumpa."))}),
        (comparing.TEXT_DIFFERS, {"further": FURTHER[::-1]}),
        (comparing.TITLE_DIFFERS, {"title": "Air padam"}),
        (comparing.LINK_DIFFERS, {"link": "https://lain.example/jadwal"}),
        (comparing.PICTURES_DIFFER, {"pictures": ()}),
        (comparing.PICTURES_DIFFER, {"pictures": APPROVED.pictures[:1]}),
        (comparing.ALTS_DIFFER, {"pictures": APPROVED.pictures[::-1]}),
        (comparing.ALTS_DIFFER, {"pictures": (a_picture(""), a_picture(""))}),
    ],
)
def test_every_part_of_what_was_approved_is_looked_for(how, there):
    assert differs(**there) == how


def test_what_differs_is_written_down_once_and_told(a_delivery, at_the_door, work, clock):
    network = at_the_door(networks.Network())
    delivery = work(a_delivery())
    told = []
    at_the_door(networks.ForgingNetwork(standing=network.standing))
    with events.heard_by({DeliveryDiffers: (told.append,)}):
        for _again in range(2):
            comparing.compare(delivery.institution_id, delivery.pk, now=clock.passes(minutes=5))
    delivery.refresh_from_db()
    assert (delivery.differs, len(told)) == (comparing.TEXT_DIFFERS, 1)


def test_a_part_of_a_thread_that_is_gone_is_told(a_delivery, at_the_door, work, clock):
    class Threading(networks.Network):
        def take(self, draft: Draft, key: str) -> Sent:
            self.standing["p-2"] = [Draft(text="Bagian kedua.", made_at=NOW)]
            return replace(super().take(draft, key), part_ids=("p-2",))

    network = at_the_door(Threading())
    delivery = work(a_delivery())
    network.down.add("p-2")
    comparing.compare(delivery.institution_id, delivery.pk, now=clock.passes(minutes=5))
    delivery.refresh_from_db()
    assert delivery.differs == comparing.IS_GONE


def test_what_nobody_can_reach_now_is_looked_at_again(a_delivery, at_the_door, work, clock):
    at_the_door(networks.Network())
    delivery = work(a_delivery())

    class Away(networks.Network):
        def fetch(self, remote_id: str) -> Draft:
            raise networks.NotReachable("Nobody answers.")

    at_the_door(Away())
    comparing.compare(delivery.institution_id, delivery.pk, now=clock.passes(minutes=5))
    delivery.refresh_from_db()
    assert delivery.compared_at is None
    assert (delivery.institution_id, delivery.pk) in jobs.queries.to_compare(NOW, clock.passes(minutes=5))
