"""What the ledger tells of service standards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("standards.service_added", _("%(by)s added the service “%(name)s”."))
Kind("standards.service_changed", _("%(by)s changed what the service “%(name)s” is called or who gives it."))
Kind("standards.submitted", _("%(by)s asked for an approval of revision %(number)s of “%(name)s”."))
Kind("standards.returned", _("%(by)s returned revision %(number)s of “%(name)s”: %(why)s"))
Kind("standards.taken_back", _("%(by)s took revision %(number)s of “%(name)s” back to write on."))
Kind("standards.published", _("%(by)s approved revision %(number)s of “%(name)s” by %(author)s."))
Kind("standards.withdrawn", _("%(by)s withdrew the standard of “%(name)s”: %(why)s"))
Kind("standards.pledge_proposed", _("%(by)s proposed pledge %(number)s."))
Kind("standards.pledge_published", _("%(by)s approved pledge %(number)s by %(author)s."))
