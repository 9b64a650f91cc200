"""The house's own word lists, read once: slang, emoji, and what the rules listen for."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any, Final


def read(name: str) -> dict[str, Any]:
    """One list out of the folder `words`."""
    return tomllib.loads(resources.files(__package__).joinpath("words", name).read_text(encoding="utf-8"))


def _turned(lines: dict[str, str]) -> dict[str, str]:
    """`meant = "written written"` as a lookup by what is written."""
    return {written: meant for meant, all_written in lines.items() for written in all_written.split()}


SLANG: Final = _turned(read("slang.toml"))
EMOJI: Final = _turned(read("emoji.toml"))


def face(written: str) -> str:
    """The feeling a face drawn with signs shows."""
    if written == "<3" or written.endswith("*"):
        return "§loves"
    if "'" in written or "’" in written or written[0] in "tu":
        return "§smiles" if written.endswith(")") else "§weeps"
    if written[-1] in "([/\\|@":
        return "§frowns"
    if written[-1] in "-<":
        return "§doubts"
    return "§smiles" if written[-1] not in "dp" else "§laughs"
