"""Personal data in what citizens and colleagues write: covered on every screen, kept out of answers (R15, R80)."""

from __future__ import annotations

import re
from typing import Final

from pendopo.foundation import personal_data
from pendopo.foundation.personal_data import Kind, Published
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure

masked = personal_data.masked

READ_FOR_A_SNIPPET: Final = 2000
LONGEST_HIT: Final = 200  # of what is personal data, the longest (an address of a dwelling) is shorter
WORD_BEFORE: Final = re.compile(r"\S*\Z")
WORD_AFTER: Final = re.compile(r"\S*")


def snippet(text: str, most: int) -> str:
    """The beginning of a text, covered. What the cut goes through is left out: half a number is one, too."""
    covered = masked(text[:READ_FOR_A_SNIPPET])
    return (covered[:-LONGEST_HIT] if len(text) > READ_FOR_A_SNIPPET else covered)[:most]


def masked_handle(handle: str) -> str:
    """A name on a network; some networks name people by their number. Those that look like mail are names."""
    hits = [hit for hit in personal_data.found_in(handle) if hit.kind is not Kind.EMAIL]
    for hit in reversed(hits):
        handle = handle[: hit.start] + hit.masked + handle[hit.end :]
    return handle


def without_hidden_words(text: str) -> str:
    """A text as it may be searched by those who may not see personal data: no part of it can be confirmed.

    Whole words go, because the database reads them as one: what is left of the others stays as it was.
    """
    for hit in reversed(personal_data.found_in(text)):
        before = WORD_BEFORE.search(text, 0, hit.start)
        after = WORD_AFTER.match(text, hit.end)
        start = before.start() if before else hit.start
        end = after.end() if after else hit.end
        text = f"{text[:start]} {text[end:]}"
    return text


def cover(text: str, institution: Institution) -> str:
    """What colleagues write down about citizens, covered; the office's own contacts stay."""
    return personal_data.masked(text.strip(), published_by(institution))


def holds_personal_data(text: str, institution: Institution) -> bool:
    """Whether an answer would show somebody's data; the office's own contacts are nobody's secret."""
    return bool(personal_data.found_in(text, published_by(institution)))


def published_by(institution: Institution) -> Published:
    """The telephone numbers and mailboxes of an office and its units."""
    units = structure.units(_Of(institution.pk))
    phones = [institution.phone, *(unit.phone for unit in units)]
    emails = [institution.email, *(unit.email for unit in units)]
    return Published.of(phones=filter(None, phones), emails=filter(None, emails))


class _Of:
    """Whoever acts for an institution."""

    def __init__(self, institution_id: int) -> None:
        self.institution_id = institution_id
