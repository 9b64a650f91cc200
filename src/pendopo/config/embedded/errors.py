"""What can go wrong with the embedded database."""

from __future__ import annotations


class DatabaseTrouble(Exception):
    """The embedded database cannot do what was asked; the message says how to mend it."""


class AlreadyRunning(DatabaseTrouble):
    """Another process has this folder open."""
