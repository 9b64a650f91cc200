"""How orders and pages travel between the house and its press: a head in JSON, then bytes."""

from __future__ import annotations

import json
import struct
from typing import IO, Any, Final

FRAME: Final = struct.Struct(">II")  # bytes of the head, bytes of what follows


def send(to: IO[bytes], head: dict[str, Any], parts: list[bytes]) -> None:
    """One frame."""
    words = json.dumps(head).encode()
    to.write(FRAME.pack(len(words), sum(map(len, parts))))
    to.write(words)
    to.writelines(parts)
    to.flush()
