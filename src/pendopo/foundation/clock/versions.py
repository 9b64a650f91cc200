"""Versions of an office's clocks: proposed, looked at against what is open, switched on from a day, never changed.

A room has a table of its own for them, made of `VersionOfClocks`; what it holds, and which rows it would move, only
the room knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import TenantModel

SHOWN: Final = 25


class VersionOfClocks(TenantModel):
    """One version; what began under it keeps it. A room says in its Meta that one begins on a day."""

    title = models.CharField(gettext_lazy("title"), max_length=200)
    source = models.CharField(gettext_lazy("source"), max_length=500)
    valid_from = models.DateField(gettext_lazy("valid from"))
    terms = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    # null: a proposal, looked at before it counts
    switched_on_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        abstract = True
        ordering = ["-valid_from", "-id"]

    def __str__(self) -> str:
        return self.title


def require_begins(*, title: str, source: str, valid_from: date, today: date) -> None:
    """Raise Refused unless a version has a name, a rule it stands on, and a day that has not passed."""
    if not title.strip():
        raise Refused(_("Give the version a name."), field="title")
    if not source.strip():
        raise Refused(_("Write which rule it stands on: decree, number and year."), field="source")
    if valid_from < today:
        raise Refused(
            _("A version begins today or later: what came before keeps its own."), field="valid_from"
        )


def switch_on(version: VersionOfClocks, *, today: date, now: datetime) -> None:
    """From its day on it counts for what comes in; what is open keeps its own. Raises Refused."""
    row = type(version)._default_manager.select_for_update(of=("self",)).get(pk=version.pk)
    if row.switched_on_at is not None:
        raise Refused(_("This version is switched on already."))
    if row.valid_from < today:
        raise Refused(_("Its day has passed. Propose it again from today or later."), field="valid_from")
    row.switched_on_at = now
    try:
        with transaction.atomic():
            row.save(update_fields=["switched_on_at"])
    except IntegrityError as error:
        raise Refused(
            _("Another version begins on the same day. Propose this one from another day."),
            field="valid_from",
        ) from error
    version.refresh_from_db()


def discard(version: VersionOfClocks) -> None:
    """Throw a proposal away; what was switched on stays for ever. Raises Refused."""
    row = type(version)._default_manager.select_for_update(of=("self",)).get(pk=version.pk)
    if row.switched_on_at is not None:
        raise Refused(_("What runs keeps this version, so it can't be thrown away. Propose another instead."))
    row.delete()


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Something that is open, and when it would be due under another version."""

    name: str
    url: str
    due_now: datetime
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a version would do if it counted for what is open now, which keeps its own."""

    looked_at: int
    earlier: int
    later: int
    late_now: int
    late_then: int
    moved: tuple[Moved, ...]


def previewed(found: Iterable[tuple[str, str, datetime, datetime]], *, now: datetime) -> Preview:
    """Name, address, due now and due then of everything that is open, added up."""
    moved = [
        Moved(name=name, url=url, due_now=due_now, due_at=due_then, is_late=due_then < now)
        for name, url, due_now, due_then in found
    ]
    return Preview(
        looked_at=len(moved),
        earlier=sum(one.due_at < one.due_now for one in moved),
        later=sum(one.due_at > one.due_now for one in moved),
        late_now=sum(one.due_now < now for one in moved),
        late_then=sum(one.is_late for one in moved),
        moved=tuple(sorted(moved, key=lambda one: one.due_at)[:SHOWN]),
    )
