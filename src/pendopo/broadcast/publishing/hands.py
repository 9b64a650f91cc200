"""How many of a worker's hands one account may take: a network that hangs holds up its own account and no other."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Hands:
    """Counts, in one process, how many queues of each account are being worked at."""

    def __init__(self, *, at_once: int) -> None:
        self._at_once = at_once
        self._taken: Counter[int] = Counter()
        self._counting = threading.Lock()

    @contextmanager
    def lent_to(self, account_id: int) -> Iterator[bool]:
        """Lend one for as long as the block lasts; False: the account has its share already."""
        with self._counting:
            lent = self._taken[account_id] < self._at_once
            self._taken[account_id] += lent
        try:
            yield lent
        finally:
            with self._counting:
                self._taken[account_id] -= lent
                if not self._taken[account_id]:
                    del self._taken[account_id]
