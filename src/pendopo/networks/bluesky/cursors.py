"""How far the notifications were read, through any number of pages and several calls.

The network hands out the newest first, a hundred at a time. `seen` is how far we had come; while
there are older pages to fetch, `page` says where to go on and `newest` where `seen` will stand after.
A message may be indexed a little later than its time says, so a minute is read twice; `near` holds
what was in that minute, and is not told again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from pendopo.networks.bluesky.models import Notification

OVERLAP: Final = timedelta(minutes=1)
REMEMBERED: Final = 200


@dataclass(frozen=True, kw_only=True)
class Cursor:
    seen: str = ""
    newest: str = ""
    page: str = ""
    near: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Cursor:
        """From what was handed out."""
        known = json.loads(text) if text else {}
        return cls(**{**known, "near": tuple(known.get("near", ()))})

    def __str__(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    def is_new(self, one: Notification) -> bool:
        """Whether this was not told before."""
        return one.uri not in self.near and (not self.seen or one.indexed_at > self._seen_at() - OVERLAP)

    def after(self, page: list[Notification], following: str) -> Cursor:
        """Where to go on after this page; `following` names the next older one."""
        if not page:
            return Cursor(seen=self.newest or self.seen, near=self.near)
        newest = self.newest or max(one.indexed_at for one in page).isoformat()
        fresh = datetime.fromisoformat(newest) - OVERLAP
        in_reach = [one.uri for one in page if one.indexed_at > fresh]
        near = tuple(dict.fromkeys([*in_reach, *self.near]))[:REMEMBERED]
        oldest = min(one.indexed_at for one in page)
        if following and self.seen and oldest > self._seen_at() - OVERLAP:
            return Cursor(seen=self.seen, newest=newest, page=following, near=near)
        return Cursor(seen=newest, near=near)

    def _seen_at(self) -> datetime:
        return datetime.fromisoformat(self.seen)
