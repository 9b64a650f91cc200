"""What the ledger tells of the rules of the inbox."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("rules.saved", _("%(by)s wrote version %(number)s of the rule “%(name)s”."))
Kind("rules.switched_on", _("%(by)s switched version %(number)s of the rule “%(name)s” on."))
Kind("rules.switched_off", _("%(by)s switched the rule “%(name)s” off."))
Kind("rules.removed", _("%(by)s took the rule “%(name)s” away."))
Kind("rules.moved", _("%(by)s changed the place of the rule “%(name)s”."))
Kind("rules.acted", _("The rule “%(name)s” (version %(number)s) acted on a message."))
Kind("rules.failed", _("The rule “%(name)s” (version %(number)s) could not act on a message: %(why)s"))
Kind("rules.followed", _("%(by)s followed what the rule “%(name)s” proposed."))
Kind("rules.declined", _("%(by)s did not follow what the rule “%(name)s” proposed."))
