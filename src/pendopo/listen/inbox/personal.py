"""Personal data in what citizens and colleagues write: covered on the screen, kept out of answers (R15, R80)."""

from __future__ import annotations

from pendopo.foundation import personal_data
from pendopo.foundation.personal_data import Published
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure

masked = personal_data.masked


def kinds_in(text: str) -> list[str]:
    """Which kinds of personal data stand in a text, each once."""
    return sorted({hit.kind.value for hit in personal_data.found_in(text)})


def holds_personal_data(text: str, institution: Institution) -> bool:
    """Whether an answer would show somebody's data; the office's own contacts are nobody's secret."""
    return bool(personal_data.found_in(text, published_by(institution)))


def published_by(institution: Institution) -> Published:
    """The telephone numbers and mailboxes of an office and its units."""
    units = structure.units(_Of(institution.pk))
    own = [institution, *units]
    return Published.of(
        phones=[one.phone for one in own if one.phone], emails=[one.email for one in own if one.email]
    )


class _Of:
    """Whoever acts for an institution."""

    def __init__(self, institution_id: int) -> None:
        self.institution_id = institution_id
