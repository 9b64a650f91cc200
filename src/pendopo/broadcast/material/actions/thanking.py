"""A unit hears what became of its material: once, when the first post of it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.db import transaction

from pendopo.broadcast.material.actions.mailing import promise_mail
from pendopo.broadcast.material.models import MaterialRequest
from pendopo.broadcast.material.states import MailKind


class Sent(Protocol):
    """As publishing tells that something stands on a network."""

    @property
    def institution_id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def origin_id(self) -> int: ...
    @property
    def at(self) -> datetime: ...


@transaction.atomic(savepoint=False)
def thank(sent: Sent) -> None:
    """Write to each unit whose material stands in this post."""
    if sent.kind != "post" or sent.origin != "content.item":
        return
    found = MaterialRequest.objects.filter(
        institution_id=sent.institution_id, item_id=sent.origin_id, taken_at__isnull=False
    ).select_related("unit", "institution")
    for request in found:
        promise_mail(MailKind.THANKS, request=request, key=f"thanks:{request.pk}", now=sent.at)
