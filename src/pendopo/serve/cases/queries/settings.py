"""What cases tell citizens by themselves."""

from __future__ import annotations

from typing import Final

from pendopo.institution.people.models import Member
from pendopo.serve.cases.models import CaseSettings

BEGINNING: Final = (
    "Terima kasih, {nama}. Laporan Anda kami catat dengan kode {kode}. Jawabannya kami sampaikan di sini, "
    "paling lambat {tenggat}."
)


def case_settings(member: Member) -> CaseSettings:
    """What the office chose; with words to begin with where nothing was ever chosen."""
    kept = CaseSettings.objects.seen_by(member).select_related("changed_by__person").first()
    return kept or CaseSettings(institution_id=member.institution_id, acknowledgement=BEGINNING)
