"""Words that another room gives to be said in the office's voice, and whoever they may name."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Given:
    """Nothing of it is covered yet: `names` and `handles` say whom it may name besides the thread's citizens."""

    title: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    kept_free: int = 0  # characters that the room puts below what comes

    def kept(self) -> str:
        """As it is kept with the question until it leaves."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, kept: str) -> Given:
        """It again; of a question to which nothing was given, nothing."""
        words = json.loads(kept) if kept else {}
        for name in ("names", "handles"):
            words[name] = tuple(words.get(name, ()))
        return cls(**words)
