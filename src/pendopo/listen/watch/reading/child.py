"""The process that reads one large file and ends: `python -m pendopo.listen.watch.reading.child`.

It is given one line that says what the file is, then the file, and answers with one line. It stands behind everything
else the machine has to do; its own time and memory are bounded here, and what goes beyond them ends it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Final

from pendopo.listen.watch.reading import feeds, pages
from pendopo.listen.watch.reading.apart import told
from pendopo.listen.watch.reading.heard import Unreadable

MEMORY_BYTES: Final = 1_000_000_000


def main() -> None:
    """Read it, or say why it can't be read."""
    order = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)
    content = sys.stdin.buffer.read()
    try:
        found = (
            feeds.read_feed(content, url=order["url"], content_type=order["content_type"])
            if order["what"] == "feed"
            else pages.read_article(content, content_type=order["content_type"])
        )
    except Unreadable as no:
        said = {"unreadable": str(no)}
    else:
        said = told(found)
    sys.stdout.write(json.dumps(said, default=str))


if __name__ == "__main__":
    main()
