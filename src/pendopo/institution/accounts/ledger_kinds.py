"""What the ledger tells of official accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("account.connected", _("%(by)s connected the account %(handle)s on %(network)s."))
Kind("account.reconnected", _("%(by)s connected the account %(handle)s on %(network)s again."))
Kind("account.refused", _("%(network)s no longer accepts our permission for %(handle)s: %(why)s"))
Kind("account.changed", _("%(by)s changed the register entry of %(handle)s on %(network)s: %(fields)s."))
Kind("account.closed", _("%(by)s closed the account %(handle)s on %(network)s: %(why)s"))
