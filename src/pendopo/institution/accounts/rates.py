"""What networks told us of their limits, shared by every process: `networks.rates.Rates` in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

# Locks the known windows in one order, and uses a call up in each of them, or in none.
TAKE: Final = """
WITH known AS (
    SELECT scope, "left", until FROM accounts_ratewindow
    WHERE scope = ANY(%(scopes)s) AND until > %(now)s ORDER BY scope FOR UPDATE
), empty AS (
    SELECT max(until) AS until FROM known WHERE "left" <= %(leave)s
), used AS (
    UPDATE accounts_ratewindow AS window_ SET "left" = window_."left" - 1 FROM known
    WHERE window_.scope = known.scope AND (SELECT until FROM empty) IS NULL
)
SELECT until FROM empty
"""

# Answers arrive in any order; within one window the smaller number is the later one.
LEARN: Final = """
INSERT INTO accounts_ratewindow AS known (scope, "left", until) VALUES (%(scope)s, %(left)s, %(until)s)
ON CONFLICT (scope) DO UPDATE SET until = excluded.until, "left" = CASE
    WHEN known.until = excluded.until AND known.until > %(now)s THEN least(known."left", excluded."left")
    ELSE excluded."left" END
"""


class RatesInDatabase:
    """Every worker and web process counts in the same place."""

    def take(self, scopes: Sequence[str], *, now: datetime, leave: int = 0) -> timedelta | None:
        """Use one call up in every scope; or use none and say how long to wait."""
        with connection.cursor() as cursor:
            cursor.execute(TAKE, {"scopes": list(scopes), "now": now, "leave": leave})
            until: datetime | None = cursor.fetchone()[0]
        return until - now if until else None

    def learn(self, scope: str, *, left: int, until: datetime, now: datetime) -> None:
        """The network said that `left` calls remain in `scope` until `until`."""
        with connection.cursor() as cursor:
            cursor.execute(LEARN, {"scope": scope, "left": left, "until": until, "now": now})
