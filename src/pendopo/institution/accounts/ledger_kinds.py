"""What the ledger tells of official accounts."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

SAID: Final = {"network": gettext}  # its label is kept as the network writes it

Kind("account.connected", _("%(by)s connected the account %(handle)s on %(network)s."), said=SAID)
Kind("account.reconnected", _("%(by)s connected the account %(handle)s on %(network)s again."), said=SAID)
Kind(
    "account.refused",
    _("%(network)s no longer accepts our permission for %(handle)s: %(why)s"),
    said=SAID | {"why": gettext},
)
Kind(
    "account.changed",
    _("%(by)s changed the register entry of %(handle)s on %(network)s: %(fields)s."),
    said=SAID,
)
Kind("account.closed", _("%(by)s closed the account %(handle)s on %(network)s: %(why)s"), said=SAID)
