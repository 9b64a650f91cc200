"""What can go wrong with a backup."""

from __future__ import annotations


class BackupTrouble(Exception):
    """A backup cannot be made, read or brought back; the message says why."""
