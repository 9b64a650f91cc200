"""What stands in a backup, in this order."""

from __future__ import annotations

from typing import Final

ABOUT: Final = "about.json"
KEYS: Final = "keys.json"
DATABASE: Final = "database.dump"
MEDIA: Final = "media"
END: Final = "end.json"
