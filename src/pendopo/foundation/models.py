"""The tables of the foundation."""

from pendopo.foundation.ledger.models import LedgerEntry, LedgerHead

__all__ = ["LedgerEntry", "LedgerHead"]
