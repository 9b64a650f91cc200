"""Requests for tests, as short as they can be said. Test time is Wednesday 25 November 2026, 10.00 WIB."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from pendopo.institution.models import Institution, Member
from pendopo.serve.openness import actions
from pendopo.serve.openness.asking import Asked
from pendopo.serve.openness.models import ExemptInformation, Objection, PublicInfoRequest, PublicInformation
from pendopo.serve.openness.sealing import Identity
from pendopo.serve.openness.states import Channel, Ground, Holding, Obtaining, Sending

numbers = itertools.count(10_001)
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
NAME = "Bambang Suryanto"
NIK = "3374051203850001"


def asked(**changes: object) -> Asked:
    """Everything the law asks for (4.2)."""
    who = Identity(
        name=NAME,
        identity_number=NIK,
        address="Jalan Melati 5, Mekarjaya",
        phone="081234567890",
        email="bambang@contoh.example",
        occupation="Guru",
    )
    of_who = {name: changes.pop(name) for name in list(changes) if name in Identity.__dataclass_fields__}
    fields = {
        "identity": Identity(**{**who.kept(), **of_who}),
        "details": "Salinan anggaran perbaikan jalan Mawar tahun 2025.",
        "purpose": "Penelitian warga.",
        "obtaining": Obtaining.SOFT_COPY,
        "sending": Sending.EMAIL,
    }
    return Asked(**{**fields, **changes})


def a_request(institution: Institution, *, now: datetime = NOW, **changes: object) -> PublicInfoRequest:
    """A complete and registered one, from the public pages."""
    return actions.file_request(institution=institution, asked=asked(**changes), now=now).request


def a_draft(officer: Member, *, now: datetime = NOW, **missing: object) -> PublicInfoRequest:
    """One whose purpose nobody has told yet."""
    made, filed = actions.take_in_by_hand(
        asked=asked(**(missing or {"purpose": ""})),
        channel=Channel.COUNTER,
        received_at=now,
        by=officer,
        now=now,
    )
    assert filed is None
    return made


def a_test(officer: Member, *, approved_by: Member | None = None, **changes: object) -> ExemptInformation:
    """A consequence test about the plan of a warehouse."""
    made = actions.write_test(
        **{
            "number": f"UK/{next(numbers)}/2026",
            "document": "Denah gudang obat",
            "part": "Letak pintu darurat dan kode kunci.",
            "ground": Ground.C,
            "legal_basis": "UU 14/2008 pasal 17 huruf c",
            "analysis": "Bila dibuka, gudang mudah dibobol; bila ditutup, publik tetap tahu anggarannya.",
            "exempt_from": date(2026, 1, 1),
            "exempt_until": date(2030, 12, 31),
            "phrases": "kode kunci gudang",
            "by": officer,
            "now": NOW,
            **changes,
        }
    )
    if approved_by is not None:
        actions.approve_test(test=made, by=approved_by, now=NOW)
    return made


def refused(request: PublicInfoRequest, officer: Member, *, now: datetime = NOW) -> PublicInfoRequest:
    """Not held here."""
    actions.refuse(
        request=request, holding=Holding.NOT_HELD, words="Dokumen ini tidak kami kuasai.", by=officer, now=now
    )
    request.refresh_from_db()
    return request


def an_objection(request: PublicInfoRequest, *, now: datetime = NOW, reason: str = "d") -> Objection:
    return actions.object_to(
        request=request, reason=reason, purpose="Penelitian warga.", words="Jawabannya kurang.", now=now
    )


def an_entry(officer: Member, unit: object, **changes: object) -> PublicInformation:
    return actions.list_information(
        **{
            "title": "Anggaran perbaikan jalan 2025",
            "summary": "Rincian anggaran pemeliharaan dan perbaikan jalan kabupaten.",
            "category": "periodic",
            "unit": unit,
            "updated_on": date(2026, 9, 1),
            "link": "https://mekarjaya.example/apbd",
            "by": officer,
            "now": NOW,
            **changes,
        }
    )
