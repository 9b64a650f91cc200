"""Personal data in what citizens and colleagues write: covered on the screen, kept out of answers (R15, R80)."""

from __future__ import annotations

from pendopo.broadcast.content import rules
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure


def masked(text: str) -> str:
    """The text with every piece of personal data covered."""
    return rules.personal_data.masked(text)


def holds_personal_data(text: str, institution: Institution) -> bool:
    """Whether an answer would show somebody's data; the office's own contacts are nobody's secret."""
    units = structure.units(_Of(institution.pk))
    own = [institution.phone, institution.email, *(one for unit in units for one in (unit.phone, unit.email))]
    for contact in sorted(filter(None, own), key=len, reverse=True):
        text = text.replace(contact, "")
    return masked(text) != text


class _Of:
    """Whoever acts for an institution."""

    def __init__(self, institution_id: int) -> None:
        self.institution_id = institution_id
