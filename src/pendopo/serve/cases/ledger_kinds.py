"""What the ledger tells of cases. Citizens' words and names never enter the chain itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("cases.opened", _("%(by)s opened case %(code)s (%(kind)s)."))
