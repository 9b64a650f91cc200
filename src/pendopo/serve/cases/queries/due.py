"""What the clock ends, in every institution."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.foundation.tenancy import whole_house
from pendopo.serve.cases.models import Case, Wait
from pendopo.serve.cases.states import CaseState, WaitFor

AT_ONCE: Final = 500
# Nobody's patience with a citizen is shorter than this; the exact day is reckoned case by case.
SHORTEST_PATIENCE: Final = timedelta(days=1)


def cases_to_close(now: datetime) -> list[tuple[int, int]]:
    """Institution and number of answered cases whose time is over, the longest first (R36)."""
    with whole_house("answered cases of every institution close by themselves"):
        return list(
            Case.objects.filter(auto_close_at__lt=now, state=CaseState.ANSWERED)
            .order_by("auto_close_at", "pk")
            .values_list("institution_id", "pk")[:AT_ONCE]
        )


def cases_without_details(now: datetime) -> list[tuple[int, int]]:
    """Institution and number of cases that wait for their citizen, the longest first.

    Whoever was never reached by our question owes us no answer, and no case waits for them.
    """
    with whole_house("cases of every institution wait for their citizens"):
        return list(
            Wait.objects.filter(
                for_whom=WaitFor.CITIZEN,
                ended_at__isnull=True,
                began_at__lt=now - SHORTEST_PATIENCE,
                case__state=CaseState.WAITING_CITIZEN,
            )
            .order_by("began_at", "pk")
            .values_list("institution_id", "case_id")[:AT_ONCE]
        )


def case(institution_id: int, case_id: int) -> Case:
    """One case by its number. Raises Case.DoesNotExist."""
    return Case.objects.get(institution_id=institution_id, pk=case_id)
