"""What the ledger tells of publishing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind
from pendopo.foundation.ui.speech import in_words

Kind("delivery.planned", _("%(by)s: “%(title)s” was planned for %(handle)s."))
Kind("delivery.published", _("“%(title)s” was published on %(handle)s: %(url)s"))
Kind("delivery.answered", _("An answer was published on %(handle)s: %(url)s"))
Kind("delivery.hidden", _("What a citizen wrote was hidden on %(handle)s."))
Kind("delivery.shown", _("What a citizen wrote was shown on %(handle)s."))
Kind("delivery.blocked", _("A citizen was blocked on %(handle)s."))
Kind("delivery.unblocked", _("The block of a citizen was lifted on %(handle)s."))
Kind("delivery.taken_down", _("“%(title)s” was taken down on %(handle)s."))
Kind("delivery.refused", _("%(handle)s refused “%(title)s”: %(why)s"), said={"why": in_words})
Kind(
    "delivery.unsure",
    _("Nobody knows whether “%(title)s” stands on %(handle)s: %(why)s"),
    said={"why": in_words},
)
Kind("delivery.late", _("“%(title)s” was too late for %(handle)s and waits for a decision."))
Kind("delivery.decided", _("%(by)s decided about “%(title)s” on %(handle)s: %(decision)s"))
Kind("delivery.cancelled", _("“%(title)s” is not published on %(handle)s: %(why)s"), said={"why": in_words})
Kind("delivery.takedown_asked", _("%(by)s had “%(title)s” taken down on %(handle)s: %(why)s"))
Kind("delivery.differs", _("What stands on %(handle)s is not what was approved of “%(title)s”: %(how)s"))
Kind("publishing.stopped", _("%(by)s stopped all publishing: %(why)s"))
Kind("publishing.resumed", _("%(by)s let publishing go on; released: %(released)s, dropped: %(dropped)s."))
