"""What the ledger tells of links without an account."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind
from pendopo.foundation.ui.templatetags.words import moment
from pendopo.institution.links.states import Purpose


def _purpose(written: str) -> str:
    return str(Purpose(written).label)


def _moment(written: str) -> str:
    return moment(datetime.fromisoformat(written))


SAID: Final = {"purpose": _purpose}

Kind(
    "link.given",
    _("%(by)s gave out a link that opens %(purpose)s until %(until)s."),
    said=SAID | {"until": _moment},
)
Kind("link.opened", _("A link that opens %(purpose)s was opened for the first time."), said=SAID)
Kind(
    "link.revoked",
    _("%(by)s took back a link that opens %(purpose)s: %(why)s"),
    said=SAID | {"why": gettext},
)
