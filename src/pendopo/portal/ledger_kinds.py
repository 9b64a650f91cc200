"""What the ledger tells of the public pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("portal.token_made", _("%(by)s made the token “%(name)s” for the public pages."))
Kind("portal.token_revoked", _("%(by)s revoked the token “%(name)s” of the public pages."))
Kind("portal.policy_published", _("%(by)s published version %(number)s of the rules for comments: %(why)s"))
