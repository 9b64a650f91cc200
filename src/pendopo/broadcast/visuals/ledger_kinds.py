"""What the ledger tells of visuals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("visuals.started", _("%(by)s began the visual “%(title)s”."))
Kind("visuals.used", _("%(by)s put “%(title)s” into the content “%(item)s” as %(number)s pictures."))
Kind("visuals.put_away", _("%(by)s put the visual “%(title)s” away."))
Kind("visuals.taken_up", _("%(by)s took the visual “%(title)s” up again."))
Kind("visuals.batch_started", _("%(by)s had %(number)s cards drawn from the table “%(title)s”."))
Kind("visuals.batch_stopped", _("%(by)s stopped drawing the table “%(title)s”."))
Kind("visuals.film_started", _("%(by)s had a film made of “%(title)s”."))
Kind("visuals.boundaries_kept", _("%(by)s gave the boundaries of %(number)s areas for maps."))
