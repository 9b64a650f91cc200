"""Who may ask the language model, and what never leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.writing_aid.models import AidSettings
from pendopo.networks.language_model import Model

_keepers: Final[list[Callable[[Conversation], bool]]] = []


def model() -> Model | None:
    """The language model of this house; None: there is none, and nothing here is reached."""
    found: Model | None = settings.PENDOPO_LANGUAGE_MODEL
    return found


def keep_back_where(check: Callable[[Conversation], bool]) -> None:
    """Let a room above say which conversations stay in the house, once, when the house is switched on."""
    _keepers.append(check)


def may_leave(row: Conversation) -> bool:
    """Whether a thread may be shown to a language model: none that few need to know, or that was kept secret."""
    return row.known_to is None and not any(check(row) for check in _keepers)


def is_on_for(row: BelongsTo) -> bool:
    """Whether this house has a model and this institution lets it help."""
    return model() is not None and AidSettings.objects.seen_by(row).filter(is_on=True).exists()


def require_may_ask(by: Member, row: Conversation, *, now: datetime) -> None:
    """Raise Refused unless `by` may answer here, the model is on, and the thread may leave."""
    if row.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."))
    people.require(by, Permission.REPLY, now=now)
    if not is_on_for(row):
        raise Refused(_("The language model is not switched on here. Write the answer yourself."))
    if not may_leave(row):
        raise Refused(_("This conversation does not leave the house. Write the answer yourself."), rule="R33")


def require_may_set(by: Member, *, now: datetime) -> None:
    """Raise Refused unless `by` may decide whether the model helps here."""
    people.require(by, Permission.MANAGE_SETTINGS, now=now)


def may_look(member: Member) -> bool:
    """Who sees what was sent: those who answer for it, and those who look after it."""
    return member.may(Permission.MANAGE_SETTINGS) or member.may(Permission.READ_LEDGER)
