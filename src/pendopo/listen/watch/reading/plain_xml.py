"""XML that declares nothing of its own: no document type, so no entities that grow, and no files behind them."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from pendopo.listen.watch.reading.heard import Unreadable, _

ENTITIES: Final = _("This file declares entities of its own, which we do not follow.")
NOT_XML: Final = _("This is not well-formed XML.")
DEEPEST: Final = 60
_ENTITY: Final = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


def require_no_entities(content: bytes) -> None:
    """Raise Unreadable where entities are declared, in whatever encoding of one, two or four bytes a letter."""
    if _ENTITY.search(content.replace(b"\0", b"")):
        raise Unreadable(ENTITIES)


class _Shallow(ET.TreeBuilder):
    """A tree that does not grow deeper than any warning is."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(NOT_XML)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def parsed(content: bytes) -> ET.Element:
    """The file as a tree. Raises Unreadable."""
    if _DOCTYPE.search(content.replace(b"\0", b"")):
        raise Unreadable(ENTITIES)
    try:
        return ET.fromstring(content, parser=ET.XMLParser(target=_Shallow()))  # noqa: S314 (no document type, no entities)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"{NOT_XML}\n{error}") from error
