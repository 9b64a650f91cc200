"""The life of an official account in the register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class AccountState(models.TextChoices):
    """Whether the house may speak through it."""

    CONNECTED = "connected", _("Connected")
    RECONNECT = "reconnect", _("Must be connected again")
    CLOSED = "closed", _("Closed")


FLOW = Flow(
    "accounts.account",
    AccountState,
    {
        AccountState.CONNECTED: {AccountState.RECONNECT, AccountState.CLOSED},
        AccountState.RECONNECT: {AccountState.CONNECTED, AccountState.CLOSED},
        # A closed account stays in the register (R01) and can be opened again by connecting it anew.
        AccountState.CLOSED: {AccountState.CONNECTED},
    },
    starts={AccountState.CONNECTED},
)
