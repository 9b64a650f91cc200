"""What was done, by whom and when: only ever added to, each entry sealed by the hash of the one before (R06)."""

from pendopo.foundation.ledger.kinds import KINDS, Kind, UnknownKind, uncovering
from pendopo.foundation.ledger.writing import Actor, erase_personal, write

__all__ = ["KINDS", "Actor", "Kind", "UnknownKind", "erase_personal", "uncovering", "write"]
