"""What the ledger tells of material from units."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("material.asked", _("%(by)s asked %(unit)s for material: “%(title)s”."))
Kind("material.came", _("%(unit)s sent material for “%(title)s”: %(pieces)s pieces, %(photos)s photos."))
Kind("material.sent_back", _("%(by)s asked %(unit)s again about “%(title)s”."))
Kind("material.taken_in", _("%(by)s took in what %(unit)s sent for “%(title)s”."))
Kind("material.closed", _("%(by)s closed the request “%(title)s” to %(unit)s: %(why)s"))
Kind("material.reminded", _("%(unit)s was reminded of “%(title)s” at %(step)s percent of its time."))
Kind("material.link_by_hand", _("%(by)s made a link to “%(title)s” to send it to %(unit)s by hand."))
Kind("material.call_kept", _("%(by)s set a monthly call to %(unit)s: “%(title)s”."))
Kind("material.call_ended", _("%(by)s ended the monthly call “%(title)s” to %(unit)s."))
