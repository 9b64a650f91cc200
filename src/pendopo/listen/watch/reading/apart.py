"""A large file is read by a process of its own, which has an end to its time and to its memory.

Readers of feeds and of pages can be given megabytes that keep them busy for minutes: a million empty entries, tags that
never close, ten thousand attributes. What is short can't; what is long costs its own process, never the worker.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pendopo
from pendopo.listen.watch.reading import feeds, pages
from pendopo.listen.watch.reading.heard import Entry, Heard, Unreadable, _
from pendopo.listen.watch.reading.pages import Article
from pendopo.listen.watch.reading.plain_xml import require_no_entities

TOO_LABORIOUS: Final = _(
    "This file is built in such a way that reading it would take too long, so it is not read."
)
SHORT: Final = 64_000  # bytes; nothing this short keeps a reader busy for as long as a process takes to start
MARKS_MOST: Final = 200_000  # of "<": the largest honest feeds have half as many
CPU_SECONDS: Final = 20  # an honest feed of three megabytes takes three on a slow machine
WAIT_SECONDS: Final = 120  # by the clock on the wall: it stands behind all else a machine has to do


def read_feed(content: bytes, *, url: str, content_type: str = "") -> Heard:
    """The entries of a feed. Raises Unreadable, also where it would take too long."""
    require_no_entities(content)
    if len(content) <= SHORT:
        return feeds.read_feed(content, url=url, content_type=content_type)
    feeds.require_a_feed(content)
    said = _asked(content, "feed", url, content_type)
    entries = tuple(Entry(**{**one, "said_at": _when(one["said_at"])}) for one in said["entries"])
    return Heard(title=said["title"], entries=entries, trouble=said["trouble"])


def read_article(content: bytes, *, content_type: str = "") -> Article:
    """The text of a page. Raises Unreadable where it would take too long, and never else."""
    if len(content) <= SHORT:
        return pages.read_article(content, content_type=content_type)
    return Article(**_asked(content, "page", "", content_type))


def _asked(content: bytes, what: str, url: str, content_type: str) -> dict[str, Any]:
    """What the process says that reads it. Raises Unreadable."""
    if content.count(b"<") > MARKS_MOST:
        raise Unreadable(TOO_LABORIOUS)
    house = str(Path(pendopo.__file__).parent.parent)
    order = json.dumps({"what": what, "url": url, "content_type": content_type, "seconds": CPU_SECONDS})
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and a module of ours
            [sys.executable, "-m", f"{__package__}.child"],
            input=order.encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WAIT_SECONDS,
            check=True,
            # Nothing of the house's own secrets goes along.
            env={"PYTHONPATH": house, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise Unreadable(TOO_LABORIOUS) from error
    said: dict[str, Any] = json.loads(done.stdout)
    if "unreadable" in said:
        raise Unreadable(said["unreadable"])
    return said


def told(found: Heard | Article) -> dict[str, Any]:
    """What was read, as it goes from one process to the other."""
    return asdict(found)


def _when(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
