"""The one clock that all workers share, however many machines they run on: the database's."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection

# A machine's clock may be set at any time, but how fast it runs is true enough for so long.
TRUE_FOR: Final = 60.0


class SharedClock:
    """Tells the database's time, in UTC, and asks the database for it once a minute.

    Two workers whose own clocks differ would each find the other's work overdue, or not yet due. Between
    two questions time goes on by this machine's monotonic clock, which nobody sets.
    """

    def __init__(self) -> None:
        # When it was asked, by the monotonic clock, and what it told: one thing, so threads never see a half.
        self._known = (float("-inf"), datetime.min.replace(tzinfo=UTC))

    def __call__(self) -> datetime:
        """The instant it is."""
        asked, told = self._known
        if time.monotonic() - asked > TRUE_FOR:
            with connection.cursor() as cursor:
                before = time.monotonic()
                cursor.execute("SELECT clock_timestamp()")
                (told,) = cursor.fetchone()
            # It was told somewhere between question and answer.
            asked, told = self._known = (before + time.monotonic()) / 2, told.astimezone(UTC)
        return told + timedelta(seconds=time.monotonic() - asked)
