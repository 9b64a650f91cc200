"""Requests for material for tests, as short as they can be said."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, date, datetime
from typing import Any

from PIL import Image

from pendopo.broadcast.content.models.library import ConsentKind, Rights
from pendopo.broadcast.material import actions, times
from pendopo.broadcast.material.models import MaterialRequest
from pendopo.broadcast.material.states import PieceKind
from pendopo.foundation import pictures
from pendopo.foundation.pictures import Taken
from pendopo.institution.links.actions import Purpose
from pendopo.institution.links.models import Link
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB: the office is open
BY_DAY = date(2026, 12, 2)  # the Wednesday after


def a_request(unit: OrgUnit, *, by: Member, now: datetime = NOW, **about: Any) -> MaterialRequest:
    """A unit that was asked."""
    said: dict[str, Any] = {
        "title": "Lampu jalan",
        "what": "Jumlah lampu dan dua foto.",
        "why": "Supaya warga tahu.",
        "by_day": BY_DAY,
        **about,
    }
    return actions.ask(unit=unit, by=by, now=now, **said)


def by_link(request: MaterialRequest, *, key: uuid.UUID | None = None, now: datetime = NOW) -> dict[str, Any]:
    """What everything has in common that a unit does."""
    times.token(request, by=None, now=now)
    link = Link.objects.filter(purpose=Purpose.MATERIAL, subject_id=request.pk).latest("pk")
    return {"request": request, "link": link, "key": key or uuid.uuid4(), "now": now}


def jpeg(colour: str = "teal", *, exif: bytes | None = None) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(into, "JPEG", **({"exif": exif} if exif else {}))
    return into.getvalue()


def a_photo(colour: str = "teal") -> Taken:
    return pictures.take_in(jpeg(colour))


def gathers(request: MaterialRequest, *, now: datetime = NOW) -> None:
    """A fact, a number, a name and a photo of a child, each kept by itself."""
    actions.add_piece(
        **by_link(request, now=now), kind=PieceKind.FACT, text="Lampu di Jalan Melati menyala lagi."
    )
    actions.add_piece(
        **by_link(request, now=now),
        kind=PieceKind.FIGURE,
        text="Lampu yang diganti",
        value="120 titik",
        source="Laporan harian DPU, 24 November 2026",
    )
    actions.add_piece(
        **by_link(request, now=now),
        kind=PieceKind.NAME,
        value="Ir. Wawan Gunawan, M.T.",
        text="Kepala Bidang",
    )
    actions.add_photo(**by_link(request, now=now), **of_a_child())


def of_a_child(**about: Any) -> dict[str, Any]:
    return {
        "photo": a_photo(),
        "shows": "Seorang anak berdiri di bawah lampu jalan yang menyala.",
        "rights": Rights.OWN,
        "source": "Wawan, DPU",
        "people": "Dewi (8 tahun)",
        "has_minor": True,
        "consent": ConsentKind.GUARDIAN,
        "consent_on": date(2026, 11, 24),
        "proof": a_photo("white"),
        **about,
    }


def sends(request: MaterialRequest, *, is_partly: bool = False, now: datetime = NOW) -> None:
    actions.send(**by_link(request, now=now), said_by="Wawan Gunawan", is_partly=is_partly)


def answered(request: MaterialRequest, *, now: datetime = NOW) -> MaterialRequest:
    gathers(request, now=now)
    sends(request, now=now)
    return request
