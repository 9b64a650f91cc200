"""The process that draws: Typst with its letters loaded once, and nothing else within reach.

It is started by `press.Press` as `python -m pendopo.broadcast.visuals.press.child <folder of fonts> <orders at most>` and speaks
in frames over its two pipes. Before it takes the first order it gives up opening anything: with no file descriptor left to be had,
a design of whatever origin can neither read a file nor reach a network. Memory is bounded here, time by whoever waits.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import sys
from typing import Any, BinaryIO, Final

import typst

from pendopo.broadcast.visuals.press.frames import FRAME, send
from pendopo.broadcast.visuals.press.sizes import PAGES_MOST

IDLE_SECONDS: Final = 300
MEMORY_BYTES: Final = 1_500_000_000  # beyond what it holds once its letters are loaded
# What wasn't used for ten compilings is let go by the next. After eleven of an empty page that is all of a card, and the next
# one doesn't look past it. After five it is the card before the last one: decoding a picture again takes longer than looking.
EMPTY_PAGES: Final = 11
EMPTY_PAGES_AFTER_PICTURES: Final = 5
PICTURE: Final = "picture-"
# What the texts said, and where each stands.
REPORT: Final = """query(<said>).filter(one => type(one.value) == dictionary).map(one => {
  let at = one.location().position()
  one.value + (page: at.page, x: at.x.pt(), y: at.y.pt())
})"""


def main() -> None:
    """Load the letters, lock the door, and draw until nobody asks any more."""
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[1]])
    _touch_every_letter(fonts)
    give_up_files_and_networks()
    empty = typst.Compiler(b"", font_paths=fonts, ignore_system_fonts=True)
    send(answers, {"ready": True}, [])
    left = int(sys.argv[2])
    while left and (order := receive(orders)):
        left -= 1
        head, parts = _drawn(order[0], fonts)
        send(answers, head | {"last": not left}, parts)
        _forget(order[0], empty)


def _touch_every_letter(fonts: typst.Fonts) -> None:
    """A font is read from its file when first used; later there are no files."""
    lines = [
        f'#text(font: "{font.family}", weight: {font.weight}, style: "{font.style}")[Aa]'
        for font in fonts.fonts()
    ]
    typst.compile("\n".join(lines).encode(), font_paths=fonts, ignore_system_fonts=True, format="png", ppi=10)


def give_up_files_and_networks() -> None:
    """From now on nothing can be opened, and memory has an end."""
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as held:  # noqa: PTH123
            bound = int(held.read().split()[0]) * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _drawn(order: dict[str, Any], fonts: typst.Fonts) -> tuple[dict[str, Any], list[bytes]]:
    """The pages of one card, and what its texts said about how they fit."""
    try:
        source = order["source"].encode()
        compiler = typst.Compiler(
            source, font_paths=fonts, ignore_system_fonts=True, sys_inputs=order["inputs"]
        )
        # Asked first: a sheet too large to be drawn says so before it is drawn.
        said = json.loads(compiler.eval(REPORT))
        if order["form"] == "none":
            return {"said": said, "pages": []}, []
        standards = {"pdf_standards": order["standards"]} if order["form"] == "pdf" else {}
        made = compiler.compile(source, format=order["form"], ppi=order["ppi"], **standards)
    except RuntimeError as error:  # TypstError among them
        return {"error": getattr(error, "message", str(error)), "where": getattr(error, "diagnostic", "")}, []
    pages = made if isinstance(made, list) else [made or b""]
    if len(pages) > PAGES_MOST:
        return {"error": f"more than {PAGES_MOST} pages", "where": ""}, []
    return {"said": said, "pages": [len(page) for page in pages]}, pages


def _forget(order: dict[str, Any], empty: typst.Compiler) -> None:
    """Let go of what Typst remembers of this card, or, where it has pictures, of the one before.

    It does so when something is compiled (not when it is only asked), in the time of whoever waits. Empty pages make it do
    so now, when nobody does.
    """
    pictured = any(name.startswith(PICTURE) for name in order["inputs"])
    for _page in range(EMPTY_PAGES_AFTER_PICTURES if pictured else EMPTY_PAGES):
        empty.compile(b"", format="svg")


def receive(of: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame; None when whoever asks is gone, or has not asked for long."""
    with contextlib.suppress(OSError, ValueError):
        if not select.select([of], [], [], IDLE_SECONDS)[0]:
            return None
    begun = of.read(FRAME.size)
    if len(begun) < FRAME.size:
        return None
    head, body = FRAME.unpack(begun)
    return json.loads(of.read(head)), of.read(body)


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)
