"""Whether the chain still is what it was: for the auditor, and for `pendopo ledger verify`."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.ledger.personal import is_what_was_sealed
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy.transactions import acting_for

FIRST_BROKEN = """
SELECT seq FROM (
    SELECT e.seq, e.before, e.hash,
           foundation_ledger_digest(e) AS digest,
           lag(e.hash) OVER (ORDER BY e.seq) AS hash_before,
           row_number() OVER (ORDER BY e.seq) AS place
    FROM foundation_ledgerentry e WHERE e.institution_id = %s AND e.seq IS NOT NULL
) AS chain
WHERE hash IS DISTINCT FROM digest OR seq <> place
   OR before IS DISTINCT FROM coalesce(hash_before, ''::bytea)
ORDER BY seq LIMIT 1
"""
END = """
SELECT head.seq, head.hash,
       (SELECT count(*) FROM foundation_ledgerentry e WHERE e.institution_id = head.institution_id),
       (SELECT e.hash FROM foundation_ledgerentry e
         WHERE e.institution_id = head.institution_id AND e.seq = head.seq)
FROM foundation_ledgerhead head WHERE head.institution_id = %s
"""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How many entries were read, and the number of the first that is not as it was written."""

    entries: int
    first_broken: int | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether all of it is as it was written."""
        return self.first_broken is None


def verify(institution_id: int) -> Verdict:
    """Recompute the whole chain of one institution, its end included."""
    with acting_for(institution_id):
        with connection.cursor() as cursor:
            cursor.execute(FIRST_BROKEN, [institution_id])
            broken = cursor.fetchone()
            cursor.execute(END, [institution_id])
            seq, head, count, last = cursor.fetchone() or (0, b"", 0, b"")
        if broken:
            return Verdict(entries=count, first_broken=broken[0], why="changed")
        if count != seq or bytes(last or b"") != bytes(head or b""):
            return Verdict(entries=count, first_broken=min(count, seq) + 1, why="cut")
        swapped = _swapped_personal(institution_id)
        return Verdict(entries=count, first_broken=swapped, why="personal" if swapped else "")


def _swapped_personal(institution_id: int) -> int | None:
    """The first entry whose personal words are not those it was written with (erased ones are in order)."""
    ring = settings.PENDOPO_KEY_RING
    entries = LedgerEntry.objects.filter(institution_id=institution_id, personal__isnull=False).order_by(
        "seq"
    )
    for entry in entries.iterator(chunk_size=1000):
        try:
            kept = is_what_was_sealed(
                ring, entry.mark, bytes(entry.personal or b""), bytes(entry.personal_seal or b"")
            )
        except SecretUnreadable:
            kept = False
        if not kept:
            return entry.seq
    return None
