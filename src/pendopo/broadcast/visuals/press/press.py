"""Where orders to draw go: one warm child a process of the house, watched with a clock.

A card that takes too long, or more memory than a card needs, costs its own order and the child; the next order starts
another. So does a child that nobody asked for five minutes, and leaves: an idle house holds no letters; and one that has
drawn as many as it can.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pendopo
from pendopo.broadcast.visuals.press.frames import FRAME, send
from pendopo.broadcast.visuals.press.sizes import Form

SECONDS_MOST: Final = 10.0
SECONDS_TO_START: Final = 20.0
CHUNK: Final = 1 << 20
ORDERS_MOST: Final = 60_000  # of one child: Typst numbers its sources, and has 65,535 numbers
# For glibc: the pixels of a card (6 MB, three times over) are not given back to the system after each card to be taken, and
# cleared, page by page for the next. Larger sheets are.
KEPT_MEMORY: Final[Mapping[str, str]] = MappingProxyType(
    {"MALLOC_MMAP_THRESHOLD_": str(16 << 20), "MALLOC_TRIM_THRESHOLD_": str(32 << 20)}
)


class Misprint(Exception):
    """A card could not be drawn; `said` is what the compiler said, for whoever writes designs."""

    def __init__(self, said: str, where: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.where = where


class TookTooLong(Misprint):
    """It was stopped by the clock."""


class TookTooMuch(Misprint):
    """The child went down under it: more memory than a card needs, or a fault of the compiler."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """One card as Typst source. `inputs` reach it as `sys.inputs`; it has no other way to anything."""

    source: str
    inputs: Mapping[str, str]
    form: Form | None = Form.PNG  # None: only how its texts fit
    ppi: float = 72
    standards: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Pages (PNG and SVG: one each; PDF: one file), and what the texts said of how they fit."""

    pages: tuple[bytes, ...]
    said: tuple[dict[str, Any], ...]


class Press:
    """One child and the lock before it."""

    def __init__(self, fonts: Path, *, orders_most: int = ORDERS_MOST) -> None:
        self._fonts = fonts
        self._orders_most = orders_most
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def draw(self, order: Order, *, seconds: float = SECONDS_MOST) -> Printed:
        """Draw one card. Raises Misprint, TookTooLong or TookTooMuch."""
        with self._lock:
            child = self._running()
            try:
                return self._asked(child, order, time.monotonic() + seconds)
            except (TookTooLong, TookTooMuch):
                self._end(child)
                raise

    def close(self) -> None:
        """Send the child away; the next order starts another."""
        with self._lock:
            if self._child is not None:
                self._end(self._child)

    def _running(self) -> subprocess.Popen[bytes]:
        child = self._child
        # One that left, or is about to because nobody asked: a closed pipe reads as readable.
        if child is not None and child.poll() is None and not _reads(child):
            return child
        if child is not None:
            self._end(child)
        house = str(Path(pendopo.__file__).parent.parent)
        child = self._child = subprocess.Popen(  # noqa: S603 - this Python, and a folder of ours
            [
                sys.executable,
                "-m",
                "pendopo.broadcast.visuals.press.child",
                str(self._fonts),
                str(self._orders_most),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=CHUNK,  # a card goes through in one piece: no waiting for each other in between
            # Nothing of the house's own secrets goes along.
            env={"PYTHONPATH": house, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", **KEPT_MEMORY},
        )
        head, _pages = self._heard(child, time.monotonic() + SECONDS_TO_START)
        if not head.get("ready"):
            self._end(child)
            raise TookTooMuch("the press did not start")
        return child

    def _asked(self, child: subprocess.Popen[bytes], order: Order, until: float) -> Printed:
        asked = {
            "source": order.source,
            "inputs": dict(order.inputs),
            "form": order.form.value if order.form else "none",
            "ppi": order.ppi,
            "standards": list(order.standards),
        }
        if child.stdin is None:
            raise TookTooMuch("the press has no door")
        try:
            send(child.stdin, asked, [])
        except BrokenPipeError as error:
            raise TookTooMuch("the press went down") from error
        head, body = self._heard(child, until)
        if head["last"]:
            self._end(child)
        if "error" in head:
            raise Misprint(str(head["error"]), str(head.get("where", "")))
        pages, at = [], 0
        for length in head["pages"]:
            pages.append(body[at : at + length])
            at += length
        return Printed(pages=tuple(pages), said=tuple(head["said"]))

    def _heard(self, child: subprocess.Popen[bytes], until: float) -> tuple[dict[str, Any], bytes]:
        head, body = FRAME.unpack(self._read(child, FRAME.size, until))
        said: dict[str, Any] = json.loads(self._read(child, head, until))
        return said, self._read(child, body, until)

    def _read(self, child: subprocess.Popen[bytes], length: int, until: float) -> bytes:
        if child.stdout is None:
            raise TookTooMuch("the press has no door")
        parts: list[bytes] = []
        pipe = child.stdout.fileno()
        while length:
            left = until - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise TookTooLong("it took too long")
            part = os.read(pipe, min(length, CHUNK))
            if not part:
                raise TookTooMuch("the press went down")
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        self._child = None
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                # What was still on its way to a child that is gone is nobody's.
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue


def _reads(child: subprocess.Popen[bytes]) -> bool:
    """Whether something, or the end, waits to be read from a child that was asked nothing."""
    return child.stdout is None or bool(select.select([child.stdout], [], [], 0)[0])
