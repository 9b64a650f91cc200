"""What a costly pattern finds, by looking for its rarest part first.

A pattern that begins with a condition or with one of many words is tried at every sign of a text. One that
begins with a set of signs is tried only where one of them stands, and is some twenty times as quick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Sought(NamedTuple):
    """A pattern, and a part that stands in all it finds, at most `before` signs from its beginning."""

    pattern: re.Pattern[str]
    part: re.Pattern[str]
    before: int = 0

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """What `pattern.finditer(text)` finds."""
        untried = 0
        for part in self.part.finditer(text):
            untried = max(untried, part.start() - self.before)
            while untried <= part.start():
                match = self.pattern.match(text, untried)
                if match:
                    yield match
                untried = match.end() if match else untried + 1
