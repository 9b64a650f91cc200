"""What is said where only some need to know: its words stand on no list of others."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from pendopo.broadcast.publishing.models import Delivery


@transaction.atomic
def restrict(
    *, institution_id: int, origin: str, origin_ids: Sequence[int], known_to: Sequence[int] | None
) -> None:
    """Show what was promised for these things to these members only; None: to everybody. The room that asks says why."""
    Delivery.objects.filter(
        institution_id=institution_id, origin=origin, origin_id__in=list(origin_ids)
    ).update(known_to=None if known_to is None else list(known_to))
