"""What the ledger tells of share kits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("sharing.kit_made", _("%(by)s made a share kit of “%(title)s”."))
Kind("sharing.given", _("%(by)s gave the share kit of “%(title)s” to %(unit)s."))
Kind("sharing.note_written", _("%(by)s wrote a word to colleagues for “%(title)s”."))
Kind("sharing.kit_ended", _("%(by)s ended the share kit of “%(title)s”."))
