"""What the ledger tells of ideas."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("ideas.suggested", _("Ideas suggested themselves: %(number)s."))
Kind("ideas.written", _("%(by)s wrote the idea “%(title)s”."))
Kind("ideas.changed", _("%(by)s changed the idea “%(title)s”."))
Kind("ideas.kept", _("%(by)s keeps the idea “%(title)s”."))
Kind("ideas.taken", _("%(by)s made content of the idea “%(title)s”."))
Kind("ideas.set_aside", _("%(by)s set the idea “%(title)s” aside: %(why)s"))
Kind("ideas.brought_back", _("%(by)s brought the idea “%(title)s” back."))
