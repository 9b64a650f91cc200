"""Numbers of the registers: continuous within a year, whoever registers at the same instant (R53)."""

from __future__ import annotations

from django.db.models import F

from pendopo.serve.openness.models import RegisterHead


def next_number(institution_id: int, kind: RegisterHead.Kind, year: int) -> int:
    """The next number of a register. Its lock is held to the end: a number given and rolled back is given again."""
    RegisterHead.objects.bulk_create(
        [RegisterHead(institution_id=institution_id, kind=kind, year=year)], ignore_conflicts=True
    )
    head = RegisterHead.objects.select_for_update().get(institution_id=institution_id, kind=kind, year=year)
    RegisterHead.objects.filter(pk=head.pk).update(last_number=F("last_number") + 1)
    return head.last_number + 1
