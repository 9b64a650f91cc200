"""What the ledger tells of the calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("calendar.imported", _("%(by)s imported a plan of %(number)s posts."))
Kind("calendar.exported", _("%(by)s exported the calendar from %(first)s to %(last)s: %(number)s posts."))
Kind("calendar.feed_made", _("%(by)s made a secret address of the calendar."))
Kind("calendar.feed_revoked", _("%(by)s revoked the secret address of the calendar."))
