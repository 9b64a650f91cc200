"""Moves the wall clock of a house that a journey has opened: Python reads this file when each process starts.

The instant that stands in the file named by JOURNEY_CLOCK is what the house takes for now; it stands still until
the journey writes another one. What only waits (sockets, jobs in the database) goes by the machine's own time.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone

PLACE = Path(os.environ["JOURNEY_CLOCK"])


def instant() -> datetime:
    return datetime.fromisoformat(PLACE.read_text(encoding="ascii")).astimezone(UTC)


# Before any module of the house takes its own name for it.
timezone.now = instant
time.time = lambda: instant().timestamp()
