"""Whose rows these are: every tenant row carries its institution, and two walls stand around it.

The first wall is the queryset, which begins with `seen_by(member)`. The second is PostgreSQL's row-level
security: whatever a query forgot, the database shows only rows of the institution that the transaction
was opened for, and none where it was opened for nobody. A third stands around what only some need to know:
such rows name who they are, and the database shows them to nobody else (`need_to_know.py`).
"""

from pendopo.foundation.tenancy.models import TenantModel, TenantQuerySet
from pendopo.foundation.tenancy.need_to_know import KnownTo, NeedToKnow, NeedToKnowAgain
from pendopo.foundation.tenancy.transactions import (
    acting_as,
    acting_for,
    current_institution_id,
    house_itself,
    known_person,
    manages_own_transactions,
    own_transactions,
    reading_for,
    whole_house,
)
from pendopo.foundation.tenancy.walls import Walls

__all__ = [
    "KnownTo",
    "NeedToKnow",
    "NeedToKnowAgain",
    "TenantModel",
    "TenantQuerySet",
    "Walls",
    "acting_as",
    "acting_for",
    "current_institution_id",
    "house_itself",
    "known_person",
    "manages_own_transactions",
    "own_transactions",
    "reading_for",
    "whole_house",
]
