"""What the ledger tells of the language model."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind(
    "writing_aid.switched_on",
    _(
        "%(by)s switched the language model on. What for: %(purpose)s. Legal basis: %(basis)s. Kept: %(days)s days."
    ),
)
Kind("writing_aid.switched_off", _("%(by)s switched the language model off."))
Kind("writing_aid.asked", _("%(by)s asked the language model: %(what)s. Personal data was covered first."))
Kind(
    "writing_aid.erased",
    _("What was sent to the language model is erased after %(days)s days: %(many)s questions."),
)
