"""Material that units were asked for, in every state a request can be in."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.library import ConsentKind, Rights
from pendopo.broadcast.material import actions, times
from pendopo.broadcast.material.models import MaterialMail, MaterialRequest
from pendopo.broadcast.material.states import PieceKind
from pendopo.desk.demo import drawing
from pendopo.desk.demo.house import Office
from pendopo.foundation import pictures
from pendopo.institution.links.actions import Purpose
from pendopo.institution.links.models import Link
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure

# Places in house.UNITS, and scenes that show what these units do.
HEALTH, WORKS, CIVIL, WATER, DISASTER = 1, 2, 3, 4, 5
CLINIC, ROAD, PIPE = 2, 4, 9
SAID_BY: Final = {"Dinkes": "Wayan Astuti", "Disdukcapil": "Dian Lestari", "Tirta Mekar": "Eko Purnomo"}
WHY: Final = "Supaya warga tahu apa yang sudah dikerjakan dan apa yang dapat mereka manfaatkan."


def gather(office: Office, *, now: datetime) -> None:
    """Ask units over the last weeks, and let most of them answer."""
    calendar = structure.calendar_of(office.administrator.institution)
    _silent(office, now=now)
    _asked(
        office,
        DISASTER,
        "Kesiapan musim hujan",
        "Jumlah pos siaga, perahu karet, dan nomor telepon piket tiap kecamatan.",
        at=now - timedelta(hours=3),
        days=4,
    )
    came = _asked(
        office,
        HEALTH,
        "Imunisasi bulan ini",
        "Tiga angka cakupan imunisasi dan foto pelayanan di posyandu.",
        at=now - timedelta(days=2),
        days=5,
        example="“Sebanyak 1.204 balita di 14 desa sudah diimunisasi campak.” Sumber: laporan bulanan, tanggal.",
    )
    _sent_with_photo(came, now=now - timedelta(hours=5))
    taken = _asked(
        office,
        WATER,
        "Pipa baru Sukamaju",
        "Panjang pipa, jumlah rumah, dan foto.",
        at=now - timedelta(days=20),
        days=5,
    )
    _sent(taken, PIPE, now=now - timedelta(days=17))
    actions.take_in(request=taken, by=office.members[Role.OPERATOR], now=now - timedelta(days=16))
    _stands(taken)
    again = _asked(
        office,
        CIVIL,
        "Rekam KTP keliling",
        "Jadwal, tempat, dan berapa warga dilayani.",
        at=now - timedelta(days=6),
        days=5,
    )
    _sent(again, None, now=now - timedelta(days=4))
    actions.send_back(
        request=again,
        question="Apakah 312 orang itu untuk Oktober saja, atau sejak Januari?",
        by_day=calendar.add_business_days(now, 2).on,
        by=office.members[Role.OPERATOR],
        now=now - timedelta(days=1),
    )
    closed = _asked(
        office,
        WORKS,
        "Perbaikan Jalan Cempaka",
        "Panjang jalan dan foto.",
        at=now - timedelta(days=30),
        days=5,
    )
    actions.close(
        request=closed,
        why="Beritanya digabung dengan laporan bulan depan.",
        by=office.members[Role.OPERATOR],
        now=now - timedelta(days=29),
    )
    actions.keep_call(
        unit=office.units[HEALTH],
        title="Kesehatan warga bulan ini",
        what="Tiga angka dan satu foto dari pelayanan bulan ini.",
        why=WHY,
        day=20,
        days_given=5,
        by=office.members[Role.OPERATOR],
        now=now - timedelta(days=60),
    )
    # Nobody reads the mail of invented people.
    MaterialMail.objects.filter(
        institution_id=office.administrator.institution_id, due_at__isnull=False
    ).update(due_at=None, sent_at=F("made_at"), tries=1)


def _asked(
    office: Office, unit: int, title: str, what: str, *, at: datetime, days: int, example: str = ""
) -> MaterialRequest:
    calendar = structure.calendar_of(office.administrator.institution)
    return actions.ask(
        unit=office.units[unit],
        title=title,
        what=what,
        why=WHY,
        example=example,
        by_day=calendar.add_business_days(at, days).on,
        by=office.members[Role.OPERATOR],
        now=at,
    )


def _silent(office: Office, *, now: datetime) -> None:
    silent = _asked(
        office,
        WORKS,
        "Lampu jalan yang sudah diganti",
        "Jumlah lampu per kecamatan dan dua foto pekerjaan malam.",
        at=now - timedelta(days=12),
        days=5,
    )
    actions.note_seen(request=silent, now=now - timedelta(days=11))
    actions.remind(request=silent, now=now)


def _known(request: MaterialRequest, now: datetime) -> dict[str, Any]:
    times.token(request, by=None, now=now)
    link = Link.objects.filter(purpose=Purpose.MATERIAL, subject_id=request.pk).latest("pk")
    return {"request": request, "link": link, "key": uuid.uuid4(), "now": now}


def _sent(request: MaterialRequest, scene: int | None, *, now: datetime) -> None:
    actions.note_seen(request=request, now=now)
    actions.add_piece(
        **_known(request, now),
        kind=PieceKind.FACT,
        text="Pekerjaan selesai pekan ini dan langsung dapat dimanfaatkan warga.",
    )
    actions.add_piece(
        **_known(request, now),
        kind=PieceKind.FIGURE,
        text="Warga yang dilayani",
        value="312 orang",
        source="Laporan bulanan unit, 20 November 2026",
    )
    if scene is not None:
        actions.add_photo(
            **_known(request, now),
            photo=pictures.take_in(drawing.drawn(scene)),
            shows=drawing.SCENES[scene][1],
            rights=Rights.OWN,
            source=request.unit.name,
        )
    _send(request, now=now)


def _sent_with_photo(request: MaterialRequest, *, now: datetime) -> None:
    actions.add_piece(
        **_known(request, now),
        kind=PieceKind.NAME,
        value="dr. Ni Luh Putu Ayu, M.Kes.",
        text="Kepala Puskesmas Sukamaju",
    )
    actions.add_photo(
        **_known(request, now),
        photo=pictures.take_in(drawing.drawn(CLINIC)),
        shows=drawing.SCENES[CLINIC][1],
        rights=Rights.OWN,
        source="Wayan Astuti, Dinas Kesehatan",
        people="Made (4 tahun)",
        has_minor=True,
        consent=ConsentKind.GUARDIAN,
        consent_on=now.date() - timedelta(days=1),
        proof=pictures.take_in(drawing.drawn(7)),
    )
    _sent(request, None, now=now)


def _send(request: MaterialRequest, *, now: datetime) -> None:
    actions.send(**_known(request, now), said_by=SAID_BY[request.unit.called], is_partly=False)


def _stands(request: MaterialRequest) -> None:
    """What came of it went out long ago."""
    published = (
        ContentItem.objects.filter(institution_id=request.institution_id, state="published")
        .exclude(stands_at={})
        .order_by("-published_at")
        .first()
    )
    if published is not None:
        MaterialRequest.objects.filter(pk=request.pk).update(item=published)
