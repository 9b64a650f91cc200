"""A warning in the Common Alerting Protocol 1.2, as BMKG sends its weather warnings.

BMKG draws one outline a subdistrict, up to some hundred of them, and names the subdistricts in the description only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree as ET

from pendopo.listen.watch.reading.heard import Shape, Unreadable, Warned, _
from pendopo.listen.watch.reading.places import Point
from pendopo.listen.watch.reading.plain_xml import parsed

NOT_CAP: Final = _("This file is not a warning in the Common Alerting Protocol.")
NAMESPACES: Final = ("urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1")
LANGUAGES: Final = ("id", "id-id", "in")
WARNING_MESSAGES: Final = frozenset({"Alert", "Update", "Cancel"})  # others speak between senders
OUTLINES_MOST: Final = 1000
POINTS_MOST: Final = 50_000
LONGEST: Final = 20_000


def read_cap(content: bytes, *, url: str) -> Warned:
    """One warning. Raises Unreadable."""
    root = parsed(content)
    space = next((one for one in NAMESPACES if root.tag == f"{{{one}}}alert"), "")
    if not space:
        raise Unreadable(NOT_CAP)
    info = _info(root, space)
    mark, sent = _text(root, space, "identifier"), _when(_text(root, space, "sent"))
    message = _text(root, space, "msgType") or "Alert"
    follows = tuple(
        reference.split(",")[1]
        for reference in _text(root, space, "references").split()
        if reference.count(",") >= 2
    )
    if not mark or sent is None or (info is None and message != "Cancel"):
        raise Unreadable(NOT_CAP)
    if info is None:
        info = ET.Element("info")
    areas = info.findall(f"{{{space}}}area")
    begins = _when(_text(info, space, "onset")) or _when(_text(info, space, "effective")) or sent
    return Warned(
        mark=mark[:300],
        shape=Shape.WEATHER,
        headline=(_text(info, space, "headline") or _text(info, space, "event"))[:300],
        sent_at=sent,
        begins_at=begins,
        ends_at=_when(_text(info, space, "expires")),
        text=_text(info, space, "description"),
        url=url,
        sender=_text(info, space, "senderName") or _text(root, space, "sender"),
        event=_text(info, space, "event")[:200],
        severity=_text(info, space, "severity")[:40],
        message=message,
        follows=follows,
        is_real=_text(root, space, "status") == "Actual"
        and _text(root, space, "scope") in {"", "Public"}
        and message in WARNING_MESSAGES,
        area=", ".join(filter(None, (_text(area, space, "areaDesc") for area in areas)))[:1000],
        outlines=tuple(_outlines(areas, space)),
        facts={
            name: said
            for name, tag in (("petunjuk", "instruction"), ("gambar", "web"))
            if (said := _text(info, space, tag))
        },
    )


def _info(root: ET.Element, space: str) -> ET.Element | None:
    """The part in Indonesian where there is one, else the first."""
    parts = root.findall(f"{{{space}}}info")
    ours = [one for one in parts if _text(one, space, "language").casefold() in LANGUAGES]
    return next(iter([*ours, *parts]), None)


def _text(element: ET.Element, space: str, tag: str) -> str:
    return (element.findtext(f"{{{space}}}{tag}") or "").strip()[:LONGEST]


def _when(said: str) -> datetime | None:
    """An instant; one without a zone is not one."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def _outlines(areas: list[ET.Element], space: str) -> Iterator[tuple[Point, ...]]:
    left = POINTS_MOST
    drawn = [one for area in areas for one in area.findall(f"{{{space}}}polygon")]
    for polygon in drawn[:OUTLINES_MOST]:
        points = tuple(_points((polygon.text or "").split()))
        left -= len(points)
        if left < 0:
            return
        if len(points) >= 3:
            yield points


def _points(pairs: list[str]) -> Iterator[Point]:
    for pair in pairs:
        latitude, _comma, longitude = pair.partition(",")
        try:
            point = Point(float(latitude), float(longitude))
        except ValueError:
            continue
        if abs(point.latitude) <= 90 and abs(point.longitude) <= 180:
            yield point
