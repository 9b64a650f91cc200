"""Cases that units were asked about, in every state a question to a unit can be in."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final, TypedDict

from django.db.models import F

from pendopo.desk.demo import drawing
from pendopo.desk.demo.house import Office
from pendopo.foundation import pictures
from pendopo.institution.links.actions import Purpose
from pendopo.institution.links.models import Link
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import actions, asking
from pendopo.serve.cases.models import Case, Referral, UnitMail
from pendopo.serve.cases.states import CaseKind, Channel

# Places in house.UNITS.
HEALTH, WORKS, CIVIL, WATER, DISASTER = 1, 2, 3, 4, 5
ROUTES: Final = (
    ("Lampu jalan", "", WORKS),
    ("Jalan rusak", "", WORKS),
    ("Air bersih", "", WATER),
    ("KTP dan kartu keluarga", "", CIVIL),
)
TOLD: Final = {
    "silent": ("Lampu jalan", "Jalan Melati", "Lampu jalan di depan SD Melati mati sejak dua pekan lalu."),
    "seen": (
        "Jalan rusak",
        "Jalan Cempaka",
        "Lubang besar di tikungan Jalan Cempaka, sudah dua motor jatuh.",
    ),
    "time": (
        "KTP dan kartu keluarga",
        "",
        "KTP saya direkam tiga bulan lalu dan belum jadi. Kapan bisa diambil?",
    ),
    "answered": ("Air bersih", "Perumahan Griya Asri", "Air keruh setiap pagi. Apakah aman diminum?"),
    "bounced": ("Drainase", "Pasar Kliwon", "Selokan di belakang pasar tersumbat dan meluap saat hujan."),
    "taken_back": ("Lampu jalan", "Jalan Anggrek", "Lampu jalan berkedip setiap malam."),
    "two_bounces": ("Pohon", "Alun-alun", "Dahan pohon beringin di alun-alun hampir patah di atas warung."),
    "new": ("Posyandu", "Desa Sukamaju", "Jadwal posyandu Desa Sukamaju bulan ini kapan?"),
}
PIPE: Final = next(place for place, (scene, _alt) in enumerate(drawing.SCENES) if scene is drawing.pipe)
LIAISON: Final = "Wawan Gunawan"


def ask(office: Office, *, now: datetime) -> None:
    """Ask units over the last weeks, let some of them answer, and keep a table of who gets what."""
    coordinator = office.members[Role.COORDINATOR]
    for topic, place, unit in ROUTES:
        actions.keep_route(
            topic=topic, place=place, unit=office.units[unit], by=coordinator, now=now - timedelta(days=60)
        )
    _remind(_asked(office, "silent", WORKS, days=9, kind=CaseKind.INQUIRY, now=now), now=now)
    seen = _asked(office, "seen", WORKS, days=2, now=now)
    actions.note_seen(referral=seen, now=now - timedelta(days=1))
    _needs_time(_asked(office, "time", CIVIL, days=4, now=now), now=now)
    answered = _asked(office, "answered", WATER, days=3, now=now)
    actions.answer_by_unit(
        **_said(answered, now - timedelta(days=1)),
        said="Kekeruhan berasal dari pengurasan pipa. Air aman dipakai mandi, untuk diminum rebus dulu sampai Jumat.",
        pictures=[pictures.take_in(drawing.drawn(PIPE))],
    )
    _bounce(_asked(office, "bounced", WORKS, days=3, now=now), office.units[DISASTER], now=now)
    taken_back = _asked(office, "taken_back", WORKS, days=6, now=now)
    actions.withdraw(
        referral=taken_back,
        why="Warga mengabari lampunya sudah normal.",
        by=office.members[Role.OPERATOR],
        now=now - timedelta(days=5),
    )
    first = _asked(office, "two_bounces", WORKS, days=6, now=now)
    _bounce(first, None, now=now - timedelta(days=1))
    second = _refer(office, first.case, DISASTER, at=now - timedelta(days=2))
    _bounce(second, None, now=now)
    _opened(office, "new", at=now - timedelta(hours=3))
    # Nobody reads the mail of invented people.
    UnitMail.objects.filter(institution_id=coordinator.institution_id, due_at__isnull=False).update(
        due_at=None, sent_at=F("made_at"), tries=1
    )


def _opened(office: Office, about: str, *, at: datetime, kind: str = CaseKind.COMPLAINT) -> Case:
    topic, place, story = TOLD[about]
    return actions.open_case(
        kind=kind,
        title=story.partition(".")[0][:120],
        story=story,
        channel=Channel.TELEPHONE,
        topic=topic,
        place=place,
        by=office.members[Role.OPERATOR],
        now=at,
    )


def _asked(
    office: Office, about: str, unit: int, *, days: int, now: datetime, kind: str = CaseKind.COMPLAINT
) -> Referral:
    at = now - timedelta(days=days)
    return _refer(office, _opened(office, about, at=at - timedelta(hours=2), kind=kind), unit, at=at)


def _refer(office: Office, case: Case, unit: int, *, at: datetime) -> Referral:
    case.refresh_from_db()
    return actions.refer(
        case=case,
        unit=office.units[unit],
        question=f"{case.story} Apa yang bisa kami sampaikan kepada warga, dan kapan ditangani?",
        by=office.members[Role.OPERATOR],
        now=at,
    )


class Said(TypedDict):
    """What everything said by a link has in common."""

    referral: Referral
    said_by: str
    link: Link
    key: uuid.UUID
    now: datetime


def _said(referral: Referral, at: datetime) -> Said:
    asking.token(referral, by=None, now=at)
    link = Link.objects.filter(purpose=Purpose.REFERRAL, subject_id=referral.pk).latest("pk")
    return {"referral": referral, "said_by": LIAISON, "link": link, "key": uuid.uuid4(), "now": at}


def _bounce(referral: Referral, to: OrgUnit | None, *, now: datetime) -> None:
    actions.bounce(**_said(referral, now - timedelta(days=1)), to=to, why="Lokasi itu bukan aset kami.")


def _needs_time(referral: Referral, *, now: datetime) -> None:
    calendar = structure.calendar_of(structure.institution(referral.institution_id))
    until = calendar.add_business_days(now, 3).on
    actions.need_time(
        **_said(referral, now - timedelta(days=2)), until=until, why="Menunggu kiriman blangko dari pusat."
    )


def _remind(referral: Referral, *, now: datetime) -> None:
    actions.remind(referral=referral, now=now)
