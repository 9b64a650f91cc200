"""What the ledger tells of cases. Citizens' words and names never enter the chain itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("cases.opened", _("%(by)s opened case %(code)s (%(kind)s)."))
Kind(
    "cases.flagged",
    _("%(by)s marked case %(code)s as a matter of supervision; %(people)s people know of it."),
)
Kind("cases.let_know", _("%(by)s put %(who)s on the list of case %(code)s."))
Kind("cases.let_go", _("%(by)s took %(who)s off the list of case %(code)s."))
Kind("cases.protected", _("%(by)s let more of case %(code)s be kept secret."))
Kind("cases.agreed", _("%(by)s wrote down what the reporter of case %(code)s agreed to."))
Kind("cases.lowered", _("%(by)s lowered the protection of case %(code)s, as its reporter had agreed."))
