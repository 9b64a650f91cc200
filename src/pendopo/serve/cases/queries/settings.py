"""What cases tell citizens by themselves."""

from __future__ import annotations

from typing import Final

from pendopo.institution.people.models import Member
from pendopo.listen.inbox import queries as inbox
from pendopo.serve.cases.models import Case, CaseSettings, Reporter

BEGINNING: Final = (
    "Terima kasih, {nama}. Laporan Anda kami catat dengan kode {kode}. Jawabannya kami sampaikan di sini, "
    "paling lambat {tenggat}."
)


def case_settings(member: Member) -> CaseSettings:
    """What the office chose; with words to begin with where nothing was ever chosen."""
    kept = CaseSettings.objects.seen_by(member).select_related("changed_by__person").first()
    return kept or CaseSettings(institution_id=member.institution_id, acknowledgement=BEGINNING)


def is_told_by_itself(case: Case) -> bool:
    """Whether the house is just telling somebody of this case that we have it."""
    threads = Reporter.objects.seen_by(case).filter(case=case, conversation__isnull=False)
    return any(
        case.code in inbox.acknowledgement_under_way(one)
        for one in threads.values_list("conversation_id", flat=True)
        if one is not None
    )
