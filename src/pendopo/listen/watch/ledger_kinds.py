"""What the ledger tells of the watch."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("watch.feed_saved", _("%(by)s wrote down the source “%(name)s” (%(url)s)."))
Kind("watch.feed_on", _("%(by)s switched the source “%(name)s” on and answers for it."))
Kind("watch.feed_off", _("%(by)s switched the source “%(name)s” off."))
Kind("watch.feed_removed", _("%(by)s took the source “%(name)s” away."))
Kind("watch.settings", _("%(by)s changed where the office is and what it watches for."))
Kind("watch.drafted", _("The warning “%(headline)s” became a draft in the emergency lane."))
Kind("watch.drafted_by_hand", _("%(by)s began a draft of the warning “%(headline)s”."))
Kind("watch.undrafted", _("The warning “%(headline)s” could not become a draft: %(why)s"))
Kind("watch.ended", _("The warning “%(headline)s” came to its end: %(why)s"))
Kind("watch.clipped", _("%(by)s kept “%(title)s”."))
Kind("watch.answered", _("%(by)s began an answer to “%(title)s”."))
Kind("watch.tone", _("%(by)s said that “%(title)s” is %(tone)s."))
