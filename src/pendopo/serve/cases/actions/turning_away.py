"""What a citizen wrote and another authority answers: a case that ends with where they can go instead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from pendopo.institution.people.models import Member
from pendopo.serve.cases.actions.ending import close
from pendopo.serve.cases.actions.opening import open_case
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import Ending


@transaction.atomic
def open_not_ours(*, instead: str, by: Member, now: datetime, **told: Any) -> Case:
    """Open a case and end it as not ours; in their thread the citizen reads where to go, and why. Raises Refused.

    It is a case all the same: it has its number and its page, and the citizen may open it again.
    """
    case = open_case(by=by, now=now, **told)
    close(case=case, ending=Ending.NOT_OURS, why=instead, by=by, now=now)
    return case
